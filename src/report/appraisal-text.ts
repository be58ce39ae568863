import type { ThroughputRow } from "../appraisal/compare-with-throughput.ts";
import type { AgentScore, GroupSummary } from "../appraisal/scorecard.ts";
import { agentTables } from "./appraisal-agents.ts";
import { type AppraisalData, type ShownTeam, shownTeams } from "./appraisal-data.ts";
import { hanging, intervalText, pointsText, ruleName, sharesText } from "./appraisal-format.ts";
import { appraisalNoteWords, flagWords, labelWords } from "./appraisal-words.ts";
import { counted } from "./counted.ts";
import { clip, shown, wrap } from "./display-width.ts";
import { formatCount, formatDuration, formatInstant, formatRate, noFigure } from "./format.ts";
import type { Language } from "./language.ts";
import { factNoteWords } from "./note-words.ts";
import { readWords } from "./read-words.ts";
import { textTable } from "./text-table.ts";

/** An appraisal as it is read on a terminal: teams, and where single people may be named, agents, in the order of names. */
export function appraisalText(data: AppraisalData, language: Language, width = 100): string {
  const zh = language === "zh";
  const { scorecard, individuals } = data;
  const lines = [...appraisalHeader(data, language).flatMap((line) => wrap(line, width))];
  lines.push("", ...teamTable(data, language, width));
  if (individuals) {
    lines.push("", ...agentTables(data, language));
    lines.push(...section(zh ? "值得询问（不计入得分）" : "Questions to ask (never part of a score)"));
    lines.push(...orNone(questions(scorecard.agents, language), language, width));
    lines.push(...section(zh ? "若按关闭量考核" : "If closed tickets were what counts"));
    const rows = data.throughput.groups.flatMap(({ agents }) => agents);
    lines.push(...orNone(contrasts(rows, language), language, width));
  }
  lines.push(...section(zh ? "未计入的工单" : "Tickets left out"));
  lines.push(...orNone([leftOut(scorecard.agents, language)].filter(Boolean), language, width));
  lines.push(...section(zh ? "说明" : "Notes"));
  for (const note of notesOf(data, language)) lines.push(...hanging("  - ", note, width));
  return `${lines.join("\n")}\n`;
}

/** Where the figures come from, of what period, and what a score is. */
export function appraisalHeader(data: AppraisalData, language: Language): string[] {
  const { scorecard, input, timeZone } = data;
  const zh = language === "zh";
  const { fleet, period, asOf } = scorecard;
  const instant = (at: number) => (Number.isFinite(at) ? formatInstant(at, timeZone) : noFigure);
  const names = input.files.map(({ file }) => (file === "-" ? "stdin" : shown(file.replace(/^.*[\\/]/, ""))));
  const files = names.length > 3 ? `${names.slice(0, 2).join(", ")} … (${names.length})` : names.join(", ");
  const window = formatDuration(data.reopenWindow, language);
  const [tickets, agents, answers] = [
    counted(fleet.n, "tickets", language),
    counted(fleet.agents, "agents", language),
    counted(fleet.answers, "answers", language),
  ];
  if (zh) {
    return [
      `trueresolve ${data.trueresolve} · ${files}：${readWords(input, language)}`,
      `${agents}的 ${tickets}，${answers}；结果在 ${instant(period.start)} – ${instant(period.end)} 之间确定，截至 ${instant(asOf)}（${timeZone}）`,
      `得分 = 每 100 个普通工单中，令客户满意且持久的解决数：关闭后 ${window}内客户没有再回来，再乘以客户的评价；各队列的难易已校正。`,
    ];
  }
  return [
    `trueresolve ${data.trueresolve} · ${files}: ${readWords(input, language)}`,
    `${tickets} of ${agents}, ${answers}; outcomes final ${instant(period.start)} – ${instant(period.end)}, as of ${instant(asOf)} (${timeZone})`,
    `Score = expected satisfied, lasting solutions per 100 average tickets: the customer did not come back within ${window} of the closing, times how satisfied customers say they are; how hard each queue is has been taken into account.`,
  ];
}

function teamTable(data: AppraisalData, language: Language, width: number): string[] {
  const zh = language === "zh";
  const heads = zh
    ? ["坐席", "工单", "评价", "得分", "95% 区间", "真正解决（预期）", "满意度（预期）", "与整体相比", "关闭量"]
    : [
        "agents",
        "tickets",
        "answers",
        "score",
        "95% interval",
        "stayed solved (exp.)",
        "satisfied (exp.)",
        "against all",
        "closed",
      ];
  const by = zh ? { team: "团队", employer: "用人单位" }[data.by] : data.by;
  const { groups } = data.scorecard.fleet;
  const rows: string[][] = [];
  const teams = shownTeams(data);
  for (const group of groups) {
    const own = teams.filter((team) => team.group === group.group);
    if (own.some(({ team }) => team !== null)) rows.push(...own.map((team) => teamRow(team, language)));
    rows.push(groupRow(group, groups.length, data, language));
  }
  if (rows.length === 0) return [zh ? "无可评分的工单。" : "No ticket to score."];
  const lines = textTable([{ head: by, side: "left" }, ...heads.map((head) => ({ head }))], rows);
  const caution = zh
    ? "区间重叠时，日志看不出哪一组更好。"
    : "Where intervals overlap, the log does not show which is better.";
  const hint = data.individuals
    ? ""
    : zh
      ? "个人得分须加 --individuals；先读 trueresolve help individuals。"
      : "Scores of single people need --individuals; read trueresolve help individuals first.";
  return [...lines, ...wrap(`${caution}${zh ? "" : " "}${hint}`, width)];
}

function teamRow(team: ShownTeam, language: Language): string[] {
  const isShown = team.labelPValue !== null;
  const unnamed = language === "zh" ? "（未注明）" : "(not named)";
  return [
    clip(team.team === null ? unnamed : shown(team.team), 24),
    formatCount(team.agents),
    formatCount(team.n),
    team.answers === null ? noFigure : formatCount(team.answers),
    pointsText(isShown ? team.score : null),
    intervalText(isShown ? team.low : null, isShown ? team.high : null),
    sharesText(isShown ? team.outcome : null, formatRate),
    sharesText(isShown ? team.satisfaction : null, (value) => value.toFixed(2)),
    isShown ? labelWords[team.label][language] : noFigure,
    team.throughput === null ? noFigure : formatCount(team.throughput),
  ];
}

/** All tickets of a comparison group: what its teams together reached. */
function groupRow(group: GroupSummary, groups: number, data: AppraisalData, language: Language): string[] {
  const zh = language === "zh";
  const own = data.teams.filter((team) => team.group === group.group);
  const some = own.find(({ direct }) => direct !== null);
  const level = some ? some.score! - some.direct! : null;
  const observed = (kind: "outcome" | "satisfaction"): number | null => {
    const parts = own.flatMap((team) => (team[kind] ? [team[kind]] : []));
    const n = parts.reduce((sum, part) => sum + part.n, 0);
    return n > 0 ? parts.reduce((sum, part) => sum + part.n * part.observed, 0) / n : null;
  };
  const stayedSolved = observed("outcome");
  const satisfied = observed("satisfaction");
  const name = zh ? "全部" : "all";
  return [
    groups === 1 ? name : `${name} ${zh ? "（第" : "(group "}${group.group + 1}${zh ? "组）" : ")"}`,
    formatCount(group.agents),
    formatCount(group.n),
    formatCount(group.answers),
    pointsText(level),
    "",
    stayedSolved === null ? noFigure : formatRate(stayedSolved),
    satisfied === null ? noFigure : satisfied.toFixed(2),
    "",
    formatCount(own.reduce((sum, team) => sum + team.throughput, 0)),
  ];
}

function questions(agents: readonly AgentScore[], language: Language): string[] {
  const zh = language === "zh";
  return agents.flatMap(({ agent, flags }) =>
    flags.map(({ flag, count, of, expectedRate }) => {
      const what = flagWords[flag][language];
      const numbers = zh
        ? `${formatCount(count)}/${formatCount(of)}，对照 ${formatRate(expectedRate)}`
        : `${formatCount(count)} of ${formatCount(of)}, against ${formatRate(expectedRate)}`;
      return zh ? `${shown(agent)}：${what}，${numbers}` : `${shown(agent)}: ${what}, ${numbers}`;
    }),
  );
}

function contrasts(rows: readonly ThroughputRow[], language: Language): string[] {
  const zh = language === "zh";
  return rows.flatMap(({ agent, closed, closedRank, rankRange, underThroughput }) => {
    if (rankRange === null || (underThroughput !== "gains" && underThroughput !== "loses")) return [];
    const [best, worst] = rankRange;
    const range = best === worst ? `${best}` : `${best}–${worst}`;
    const gains = underThroughput === "gains";
    if (zh) {
      return [
        `${shown(agent)} 会${gains ? "得利" : "吃亏"}：按关闭量（${formatCount(closed)}）第 ${closedRank} 名，按得分在第 ${range} 名之间`,
      ];
    }
    return [
      `${shown(agent)} would ${gains ? "gain" : "lose"}: place ${closedRank} by closings (${formatCount(closed)}), somewhere in ${range} by score`,
    ];
  });
}

function leftOut(agents: readonly AgentScore[], language: Language): string {
  const counts = new Map<string, number>();
  for (const { excluded } of agents) {
    for (const [rule, count] of Object.entries(excluded)) counts.set(rule, (counts.get(rule) ?? 0) + count);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([rule, count]) => `${ruleName(rule, language)} ${formatCount(count)}`)
    .join(language === "zh" ? "；" : "; ");
}

function notesOf(data: AppraisalData, language: Language): string[] {
  const zh = language === "zh";
  const { scorecard } = data;
  const groups = scorecard.fleet.groups.flatMap((group) => {
    const k = group.ticketsForHalfReliability;
    const half =
      k === null
        ? []
        : [
            zh
              ? `在此客服部门，约 ${formatCount(Math.round(k))} 个工单时，得分一半是信号、一半是偶然。`
              : `On this desk a score is half signal and half chance at about ${counted(Math.round(k), "tickets", language)}.`,
          ];
    return [...half, ...group.notes.map((note) => appraisalNoteWords(note, language))];
  });
  const small = shownTeams(data)
    .flatMap(({ notes }) => notes.filter(({ code }) => code === "teamTooSmall"))
    .slice(0, 1)
    .map((note) => appraisalNoteWords(note, language));
  return [
    ...groups,
    ...small,
    ...scorecard.notes.map((note) => appraisalNoteWords(note, language)),
    ...data.notes.map(({ code, count, message }) => factNoteWords(code, count ?? 0, language) ?? message),
  ];
}

function section(title: string): string[] {
  return ["", title];
}

function orNone(items: readonly string[], language: Language, width: number): string[] {
  if (items.length === 0) return [language === "zh" ? "  无" : "  none"];
  return items.flatMap((item) => hanging("  - ", item, width));
}
