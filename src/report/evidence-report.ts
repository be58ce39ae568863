import type { Estimate } from "../schemas/estimate.ts";
import { csvText } from "./csv-text.ts";
import { displayWidth, pad, shown, wrap } from "./display-width.ts";
import { formatCount, formatInstant, formatInterval, formatValue } from "./format.ts";
import type { Language } from "./language.ts";
import { dimensionName, metricName, metricWords } from "./metric-words.ts";
import { exclusionName, noteWords } from "./note-words.ts";
import { becauseWords, outcomeWords } from "./reason-words.ts";
import type { ReportNote } from "./report-data.ts";
import { jsonText } from "./report-json.ts";

/** A row that a figure counted or left out. `agent`: whom it is credited to. */
interface EvidenceRow {
  ticket: string;
  /** Epoch ms. */
  at: number | null;
  agent: string | null;
}

/** One figure with the rows behind it. */
export interface EvidenceData {
  trueresolve: string;
  asOf: number | null;
  timeZone: string;
  estimate: Estimate;
  counted: (EvidenceRow & { outcome: string; value: number | null; because?: readonly string[] })[];
  excluded: (EvidenceRow & { reason: string })[];
  /** The metric's outcomes, and what each means to it. */
  meanings: Readonly<Record<string, string>>;
  notes: ReportNote[];
}

/** Rows shown for each outcome and each reason on a terminal. */
const rowsShown = 10;

/** The evidence as text: the figure, then its rows by outcome, then those left out by reason. */
export function evidenceText(
  data: EvidenceData,
  language: Language,
  { individuals, width }: { individuals: boolean; width: number },
): string {
  const { estimate } = data;
  const zh = language === "zh";
  const { group } = estimate;
  const unnamed = zh ? "（未注明）" : "(not named)";
  const of =
    group === undefined
      ? ""
      : ` · ${dimensionName(group.by, language)} = ${group.value === null ? unnamed : shown(group.value)}`;
  const interval = formatInterval(estimate.low, estimate.high, estimate.unit, language);
  const percent = `${Number((100 * estimate.level).toFixed(2))}%`;
  const lines = [
    `${metricName(estimate.metric, language)}${of}: ${formatValue(estimate.value, estimate.unit, language)}${interval === "" ? "" : ` (${percent}: ${interval})`}`,
    ...wrap(metricWords[estimate.metric]?.question[language] ?? "", width),
    ...estimate.notes.flatMap((note) => wrap(noteWords(note, language), width)),
    "",
    zh ? `计入 ${formatCount(data.counted.length)}` : `Counted ${formatCount(data.counted.length)}`,
  ];
  for (const outcome of Object.keys(data.meanings)) {
    const rows = data.counted.filter((row) => row.outcome === outcome);
    if (rows.length === 0) continue;
    lines.push(`  ${outcomeWords[outcome]?.[language] ?? outcome}: ${formatCount(rows.length)}`);
    lines.push(...listed(rows, data, language, individuals));
  }
  lines.push("", zh ? `不计 ${formatCount(data.excluded.length)}` : `Left out ${formatCount(data.excluded.length)}`);
  for (const reason of new Set(data.excluded.map((row) => row.reason))) {
    const rows = data.excluded.filter((row) => row.reason === reason);
    lines.push(`  ${exclusionName(reason, language)}: ${formatCount(rows.length)}`);
    lines.push(...listed(rows, data, language, individuals));
  }
  const complete = zh ? "全部：--format csv 或 json" : "All of them: --format csv or json";
  return `${[...lines, "", complete].join("\n")}\n`;
}

function listed(
  rows: readonly (EvidenceRow & { value?: number | null; because?: readonly string[] })[],
  data: EvidenceData,
  language: Language,
  individuals: boolean,
): string[] {
  const cells = rows
    .slice(0, rowsShown)
    .map((row) => [
      shown(row.ticket),
      row.at === null ? "" : formatInstant(row.at, data.timeZone),
      row.value === undefined || row.value === null ? "" : formatAmount(row.value, data.estimate, language),
      individuals ? shown(row.agent ?? "") : "",
      (row.because ?? []).map((word) => becauseWords[word]?.[language] ?? word).join(language === "zh" ? "、" : ", "),
    ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(0, ...cells.map((row) => displayWidth(row[column]!))));
  const lines = cells.map((row) =>
    `    ${row.map((text, column) => pad(text, widths[column]!, column === 2 ? "right" : "left")).join("  ")}`.trimEnd(),
  );
  const more = rows.length - cells.length;
  if (more > 0) lines.push(language === "zh" ? `    … 另有 ${formatCount(more)}` : `    … ${formatCount(more)} more`);
  return lines;
}

/** Rows of rates carry the time until they were decided; scores stand on the desk's own scale. */
function formatAmount(value: number, estimate: Estimate, language: Language): string {
  return estimate.unit === "score" ? String(Number(value.toFixed(3))) : formatValue(value, "ms", language);
}

/** The evidence as one JSON object, instants as ISO 8601. Agents are named only where single people may be. */
export function evidenceJson(data: EvidenceData, individuals: boolean): string {
  return jsonText({
    trueresolve: data.trueresolve,
    asOf: instant(data.asOf),
    metric: data.estimate.metric,
    ...(data.estimate.group === undefined ? {} : { group: data.estimate.group }),
    estimate: data.estimate,
    counted: data.counted.map((row) => withheld({ ...row, at: instant(row.at) }, individuals)),
    excluded: data.excluded.map((row) => withheld({ ...row, at: instant(row.at) }, individuals)),
    notes: data.notes,
  });
}

const instant = (at: number | null) => (at === null ? null : new Date(Math.floor(at)).toISOString());

function withheld<Row extends { agent: string | null }>(row: Row, individuals: boolean): Row | Omit<Row, "agent"> {
  if (individuals) return row;
  const { agent: _, ...rest } = row;
  return rest;
}

/** The evidence as CSV: one row a ticket, closing, wait or whatever the figure counts. */
export function evidenceCsv(data: EvidenceData, individuals: boolean): string {
  const header = [
    "ticket",
    "at",
    "counted",
    "outcome",
    "reason",
    "value",
    "because",
    ...(individuals ? ["agent"] : []),
  ];
  const agent = (row: EvidenceRow) => (individuals ? [row.agent] : []);
  return csvText(header, [
    ...data.counted.map((row) => {
      const because = row.because === undefined ? null : row.because.join(" ");
      return [row.ticket, instant(row.at), true, row.outcome, null, row.value, because, ...agent(row)];
    }),
    ...data.excluded.map((row) => [row.ticket, instant(row.at), false, null, row.reason, null, null, ...agent(row)]),
  ]);
}
