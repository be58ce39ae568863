import type { TicketChange } from "../reconciliation/changed-tickets.ts";
import type { Reconciliation, ReconciliationStep } from "../reconciliation/reconcile.ts";
import type { Estimate } from "../schemas/estimate.ts";
import { hanging } from "./appraisal-format.ts";
import { csvText } from "./csv-text.ts";
import { displayWidth, pad, shown, wrap } from "./display-width.ts";
import { formatCount, formatDuration, formatInterval, formatValue, noFigure } from "./format.ts";
import { inputLines, type ReadData } from "./input-lines.ts";
import type { Language } from "./language.ts";
import { metricName } from "./metric-words.ts";
import { noteWords } from "./note-words.ts";
import { standingWords } from "./reconcile-words.ts";
import { definitionWords, ruleWords } from "./reconciliation-words.ts";
import type { ReportNote } from "./report-data.ts";
import { jsonText, spanJson } from "./report-json.ts";

/** Why two definitions give different figures, and of what. */
export interface ReconcileData extends ReadData {
  reconciliation: Reconciliation;
  notes: ReportNote[];
}

/** Tickets shown for each rule on a terminal. */
const ticketsShown = 10;

/** Their figure, ours, and what each rule makes of the difference, as text. */
export function reconcileText(data: ReconcileData, language: Language, width: number): string {
  const { metric, a, b, difference, steps, agreed, tickets, notes } = data.reconciliation;
  const zh = language === "zh";
  const names = [a, b].map(({ definition }) => definitionName(definition, language));
  const column = Math.max(...names.map(displayWidth), displayWidth(zh ? "差" : "difference"));
  const lines = [
    ...inputLines(data, language).flatMap((line) => wrap(line, width)),
    "",
    `${metricName(metric, language)}${zh ? "：" : ": "}${names.join(" → ")}`,
    ...[a, b].flatMap(({ estimate }, place) => figureLines(names[place]!, estimate, column, language, width)),
    `  ${pad(zh ? "差" : "difference", column)}  ${changeText(difference, b.estimate.unit, language)}`,
    ...notes.flatMap((note) => hanging("    ", noteWords(note, language), width)),
    "",
  ];
  const moving = steps.filter((step) => step.tickets.length > 0 || step.before.value !== step.after.value);
  const still = steps.filter((step) => !moving.includes(step));
  if (moving.length === 0) lines.push(zh ? "没有一条规则在此造成差异。" : "No rule makes a difference here.");
  else {
    const all = formatCount(tickets.length);
    lines.push(
      zh
        ? `差异从何而来，逐条规则切换（共 ${all} 个工单计法不同）`
        : `What makes the difference, one rule after another (in the end ${all} ${tickets.length === 1 ? "ticket is" : "tickets are"} counted differently)`,
    );
  }
  for (const step of moving) lines.push(...stepLines(metric, step, language, width));
  const ruleName = (rule: string) => ruleWords[rule]?.name[language] ?? rule;
  const list = (rules: readonly string[]) => rules.map(ruleName).join(zh ? "、" : ", ");
  const rest = [
    [zh ? "规则不同，此处无影响：" : "They differ, and it changes nothing here: ", still.map(({ rule }) => rule)],
    [zh ? "规则相同：" : "They agree on: ", Object.keys(agreed)],
  ] as const;
  for (const [title, rules] of rest) if (rules.length > 0) lines.push("", ...hanging("", title + list(rules), width));
  return `${lines.join("\n")}\n`;
}

/** A product by its name. */
export function definitionName(definition: string, language: Language): string {
  return definitionWords[definition]?.[language] ?? definition;
}

function figureLines(name: string, estimate: Estimate, column: number, language: Language, width: number): string[] {
  const { value, low, high, unit, n, level, notes } = estimate;
  const interval = formatInterval(low, high, unit, language);
  const percent = `${Number((100 * level).toFixed(2))}%`;
  const parts = [interval === "" ? "" : `${percent}: ${interval}`, `n ${formatCount(n)}`].filter(Boolean).join("; ");
  return [
    `  ${pad(name, column)}  ${formatValue(value, unit, language)} (${parts})`,
    ...notes.flatMap((note) => hanging("    ", noteWords(note, language), width)),
  ];
}

function stepLines(metric: string, step: ReconciliationStep, language: Language, width: number): string[] {
  const zh = language === "zh";
  const words = ruleWords[step.rule];
  const choice = (word: string) => words?.choices[word]?.[language] ?? word;
  const figures =
    step.before.value === step.after.value
      ? zh
        ? "数字不变"
        : "the figure stays"
      : `${formatValue(step.before.value, step.before.unit, language)} → ${formatValue(step.after.value, step.after.unit, language)}`;
  const lines = [
    ...hanging(
      "  • ",
      `${words?.name[language] ?? step.rule}${zh ? "：" : ": "}${choice(step.from)} → ${choice(step.to)}`,
      width,
    ),
    `      ${figures}; ${formatCount(step.tickets.length)} ${zh ? "个工单" : step.tickets.length === 1 ? "ticket" : "tickets"}`,
  ];
  const listed = step.tickets.slice(0, ticketsShown);
  const column = Math.max(0, ...listed.map(({ ticket }) => displayWidth(shown(ticket))));
  for (const change of listed) {
    const mark = `        ${pad(shown(change.ticket), column)}  `;
    lines.push(...hanging(mark, changeWords(metric, change, language), width));
  }
  const more = formatCount(step.tickets.length - listed.length);
  if (step.tickets.length > listed.length) {
    lines.push(zh ? `        … 另有 ${more}，见 --format json` : `        … and ${more} more, see --format json`);
  }
  return lines;
}

function changeWords(metric: string, { before, after, cancelled }: TicketChange, language: Language): string {
  const [coarse, fine] = [false, true].map((exact) =>
    [before, after].map((standing) => standingWords(metric, standing, language, exact)),
  );
  // What differs by seconds must not look the same.
  const text = (coarse![0] === coarse![1] ? fine! : coarse!).join(" → ");
  if (!cancelled) return text;
  return language === "zh" ? `${text}（由另一条规则抵消）` : `${text} (another rule takes it back)`;
}

/** What one figure is more than the other: shares differ by percentage points, since a percentage of a share is another thing. */
function changeText(change: number | null, unit: Estimate["unit"], language: Language): string {
  if (change === null) return noFigure;
  const zh = language === "zh";
  const size = Math.abs(change);
  // Two ways to one share differ in the last bits.
  if (size < 1e-12) return zh ? "没有差别" : "no difference";
  const sign = change < 0 ? "-" : "+";
  if (unit === "ms") return sign + formatDuration(size, language);
  if (unit !== "rate") return sign + size.toFixed(3);
  const points = size < 0.0005 ? "<0.1" : (100 * size).toFixed(1);
  return `${sign}${points} ${zh ? "个百分点" : "points"}`;
}

/** The same as one JSON object, all tickets included. */
export function reconcileJson(data: ReconcileData): string {
  const { trueresolve, policy, input, reconciliation, notes } = data;
  const { notes: codes, ...rest } = reconciliation;
  const remarks = codes.map((code) => ({ code, message: noteWords(code, "en") }));
  return jsonText({ trueresolve, ...spanJson(data), policy, input, ...rest, notes: [...remarks, ...notes] });
}

/** One row a ticket and rule, with the figure before and after the rule; rules that move no ticket have a row without one. */
export function reconcileCsv({ reconciliation }: ReconcileData): string {
  const sides = ["before", "after"] as const;
  const header = [
    ...["rule", "from", "to", "figureBefore", "figureAfter", "unitBefore", "unitAfter", "ticket"],
    ...sides.flatMap((side) => ["Counted", "Happened", "Value", "LeftOut"].map((what) => side + what)),
    "cancelled",
  ];
  const rows = reconciliation.steps.flatMap((step) => {
    const { rule, from, to, before: one, after: other, tickets } = step;
    const of = [rule, from, to, one.value, other.value, one.unit, other.unit];
    if (tickets.length === 0) return [[...of, null, ...sides.flatMap(() => [null, null, null, null]), null]];
    return tickets.map((change) => [
      ...of,
      change.ticket,
      ...sides.flatMap((side) => {
        const { counted, happened, value, leftOut } = change[side];
        return [counted, happened, value, leftOut.join(" ")];
      }),
      change.cancelled,
    ]);
  });
  return csvText(header, rows);
}
