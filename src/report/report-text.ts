import type { Estimate } from "../schemas/estimate.ts";
import { counted } from "./counted.ts";
import { displayWidth, pad, wrap } from "./display-width.ts";
import { formatCount } from "./format.ts";
import { groupTable } from "./group-table.ts";
import { headlines } from "./headlines.ts";
import { inputLines } from "./input-lines.ts";
import type { Language } from "./language.ts";
import { sections } from "./metric-words.ts";
import { presetBlock } from "./preset-block.ts";
import type { ReportData } from "./report-data.ts";
import { reportNotes } from "./report-notes.ts";
import { isBeyondLog, type ReportRow, rowsOf } from "./report-rows.ts";

const words = {
  inAll: { en: "in the whole log ", zh: "整个日志共 " },
  really: { en: "really", zh: "实际" },
  dashboard: { en: "dashboards show", zh: "看板显示" },
  interval: { en: "interval", zh: "区间" },
  counted: { en: "counted", zh: "计入" },
  notes: { en: "Notes", zh: "说明" },
} as const;

/** A report as a support lead reads it on a terminal: the harm first, then every figure, then what to know about them. */
export function reportText(data: ReportData, language: Language, width = 100): string {
  const overall = data.estimates.filter(({ group }) => group === undefined);
  const answered = overall.filter((estimate) => !isBeyondLog(estimate));
  const lines = [...header(data, language).flatMap((line) => wrap(line, width))];
  const harm = headlines(overall, language);
  if (harm.length > 0) lines.push("");
  for (const sentence of harm) lines.push(...hanging("• ", sentence, width));
  const figures = figureRows(answered, data, language);
  if (figures.length > 0) lines.push("", ...table(figures, overall[0]?.level ?? 0.95, language, width));
  if (data.by !== null) {
    const groups = data.estimates.filter(({ group }) => group !== undefined);
    lines.push("", ...groupTable(groups, data.by, language, width));
  }
  if (data.preset !== undefined) lines.push("", ...presetBlock(data.preset, overall, language, width));
  const notes = reportNotes(data, language);
  if (notes.length > 0) lines.push("", words.notes[language]);
  for (const note of notes) lines.push(...hanging("  - ", note, width));
  return `${lines.join("\n")}\n`;
}

function header(data: ReportData, language: Language): string[] {
  const { counts } = data;
  const zh = language === "zh";
  const returns = zh
    ? `${formatCount(counts.ticketsReopened)} 个工单被重开 ${formatCount(counts.reopenings)} 次`
    : `${counted(counts.reopenings, "reopenings", language)} in ${counted(counts.ticketsReopened, "tickets", language)}`;
  const whole = [
    counted(counts.tickets, "tickets", language),
    counted(counts.closures, "closings", language),
    returns,
    counted(counts.ratings, "ratings", language),
  ];
  const comma = zh ? "，" : ", ";
  // The counts are of the log, whatever the period of the figures.
  const ofWhat = data.period === null ? "" : words.inAll[language];
  return [...inputLines(data, language), ofWhat + whole.join(comma)];
}

function figureRows(estimates: readonly Estimate[], data: ReportData, language: Language): ReportRow[] {
  const rows: ReportRow[] = [];
  const placed = new Set<string>();
  for (const { title, metrics } of sections) {
    const found = metrics.flatMap((name) => estimates.filter(({ metric }) => metric === name));
    if (found.length === 0) continue;
    rows.push({ kind: "title", text: title[language] });
    for (const estimate of found) {
      placed.add(estimate.metric);
      rows.push(...rowsOf(estimate, data.policy, language));
    }
  }
  for (const estimate of estimates) {
    if (!placed.has(estimate.metric)) rows.push(...rowsOf(estimate, data.policy, language));
  }
  return rows;
}

function table(rows: readonly ReportRow[], level: number, language: Language, width: number): string[] {
  const percent = `${Number((100 * level).toFixed(2))}%`;
  const heads = [
    "",
    words.really[language],
    words.dashboard[language],
    language === "zh" ? `${percent} ${words.interval.zh}` : `${percent} ${words.interval.en}`,
    words.counted[language],
  ];
  const cellsOf = (row: Extract<ReportRow, { kind: "figure" }>) => [
    `  ${row.label}`,
    row.value,
    row.plain,
    row.interval,
    row.count,
  ];
  const figures = rows.filter((row) => row.kind === "figure");
  const widths = heads.map((head, column) =>
    Math.max(displayWidth(head), ...figures.map((row) => displayWidth(cellsOf(row)[column]!))),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => pad(cell, widths[column]!, column === 0 ? "left" : "right"))
      .join("  ")
      .trimEnd();
  return [
    line(heads),
    ...rows.flatMap((row) => {
      if (row.kind === "title") return [row.text];
      if (row.kind === "figure") return [line(cellsOf(row))];
      return hanging("      ", row.text, width);
    }),
  ];
}

/** A text with a mark before its first line and as many blanks before the others. */
function hanging(mark: string, text: string, width: number): string[] {
  const indent = displayWidth(mark);
  return wrap(text, width - indent).map((line, index) => (index === 0 ? mark : " ".repeat(indent)) + line);
}
