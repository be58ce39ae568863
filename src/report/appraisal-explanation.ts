import type { Contribution } from "../appraisal/explain-score.ts";
import { clipped, type ExplanationData } from "./appraisal-data.ts";
import { hanging, intervalText, pointsText, ruleName, signedPoints } from "./appraisal-format.ts";
import { appraisalHeader } from "./appraisal-text.ts";
import { appraisalNoteWords, contributionWords, useWords } from "./appraisal-words.ts";
import { counted } from "./counted.ts";
import { clip, shown, wrap } from "./display-width.ts";
import { formatCount, noFigure } from "./format.ts";
import type { Language } from "./language.ts";
import { textTable } from "./text-table.ts";

/** Tickets listed for each rule that leaves some out. */
const ticketsShown = 12;

/** One agent's score, ticket by ticket: what each adds or takes, and why. */
export function explanationText(
  { data, agent, explanation }: ExplanationData,
  language: Language,
  width = 100,
): string {
  const zh = language === "zh";
  const isShown = agent.use !== "notEnoughData";
  const { start, score, contributions, excluded } = explanation;
  const lines = appraisalHeader(data, language).flatMap((line) => wrap(line, width));
  const interval = intervalText(isShown ? agent.low : null, isShown ? agent.high : null);
  lines.push(
    "",
    `${shown(agent.agent)}: ${pointsText(isShown ? agent.score : null)} (95%: ${interval}) · ${useWords[agent.use][language]}`,
  );
  if (isShown && start !== null && score !== null) {
    const tickets = contributions.reduce((sum, { points }) => sum + (points ?? 0), 0);
    const outside = score !== clipped(score) ? (zh ? "（显示时限于 0–100）" : " (shown clipped to 0–100)") : "";
    lines.push(
      zh
        ? `起点 ${start.toFixed(2)}（每个工单都如预期）${signedPoints(tickets, 2)}（下列 ${formatCount(contributions.length)} 个工单合计）= ${score.toFixed(2)}${outside}`
        : `start ${start.toFixed(2)} (every ticket as expected) ${signedPoints(tickets, 2)} (the ${counted(contributions.length, "tickets", language)} below) = ${score.toFixed(2)}${outside}`,
    );
  }
  const notes = [...agent.notes, ...explanation.notes];
  const codes = new Set<string>();
  for (const note of notes) {
    if (!codes.has(note.code)) lines.push(...hanging("  - ", appraisalNoteWords(note, language), width));
    codes.add(note.code);
  }
  if (contributions.length > 0) lines.push("", ...contributionTable(contributions, isShown, language));
  if (excluded.length > 0) lines.push("", zh ? "未计入" : "Left out");
  for (const rule of new Set(excluded.map((each) => each.rule))) {
    const tickets = excluded.filter((each) => each.rule === rule).map(({ ticket }) => shown(ticket));
    const more = tickets.length > ticketsShown ? " …" : "";
    const text = `${ruleName(rule, language)} (${formatCount(tickets.length)}): ${tickets.slice(0, ticketsShown).join(", ")}${more}`;
    lines.push(...hanging("  - ", text, width));
  }
  const contest = zh
    ? "对其中工单有异议的人，有权要求查看并去掉它们后重新计算：见 docs/appraisal.md 的“如何申诉”。"
    : "Whoever contests a ticket may have it looked at, and the score computed without it: “How to appeal” in docs/appraisal.md.";
  return `${[...lines, "", ...wrap(contest, width)].join("\n")}\n`;
}

function contributionTable(contributions: readonly Contribution[], isShown: boolean, language: Language): string[] {
  const zh = language === "zh";
  const rows = [...contributions].sort(
    (a, b) => (a.points ?? 0) - (b.points ?? 0) || (a.ticket < b.ticket ? -1 : a.ticket > b.ticket ? 1 : 0),
  );
  const points = (value: number | null) => (isShown && value !== null ? signedPoints(value, 2) : noFigure);
  const heads = zh ? ["分", "解决", "评价"] : ["points", "outcome", "rating"];
  const words = zh ? ["工单", "队列", "原因"] : ["ticket", "queue", "why"];
  return textTable(
    [...heads.map((head) => ({ head })), ...words.map((head) => ({ head, side: "left" }) as const)],
    rows.map((part) => [
      points(part.points),
      points(part.outcomePoints),
      points(part.ratingPoints),
      clip(shown(part.ticket), 24),
      clip(shown([part.category, part.channel].filter(Boolean).join(", ")), 24),
      part.reasons.map((reason) => contributionWords[reason][language]).join(zh ? "；" : "; "),
    ]),
  );
}
