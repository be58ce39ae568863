import { noteLine } from "./check-report.ts";
import { formatCount } from "./format.ts";
import { issueWords } from "./issue-words.ts";
import type { Language } from "./language.ts";
import { metricName } from "./metric-words.ts";
import { exclusionName, factNoteWords, noteWords, observableName } from "./note-words.ts";
import type { ReportData } from "./report-data.ts";

/** What a reader must know about the figures of a report: what is missing from them, what was left out, what they cannot say. */
export function reportNotes(data: ReportData, language: Language): string[] {
  const zh = language === "zh";
  const notes: string[] = [];
  const { sourceRows, rows, refused, refusedByCode } = data.input;
  if (refused > 0) {
    const kind = rows === sourceRows ? "row" : "event row";
    const refusedRows =
      refused === 1 ? `1 ${kind} was refused and is` : `${formatCount(refused)} ${kind}s were refused and are`;
    const codes = Object.entries(refusedByCode) as [keyof typeof issueWords, number][];
    const list = codes
      .map(([code, count]) => `${issueWords[code][language]} ${formatCount(count)}`)
      .join(zh ? "、" : ", ");
    // Facts hold no rows to be checked.
    const wereFolded = data.input.files.every(({ format }) => format === "facts");
    notes.push(
      zh
        ? `${formatCount(refused)} ${rows === sourceRows ? "行" : "条事件"}被拒绝，不在以上数字之内：${list}。详情：${wereFolded ? "对折叠前的事件运行 " : ""}trueresolve check`
        : `${refusedRows} in none of the figures: ${list}. See them with: trueresolve check${wereFolded ? ", on the events that were folded" : ""}`,
    );
  }
  for (const note of data.notes) {
    const words = factNoteWords(note.code, note.count ?? 0, language);
    // The rows that a source's note names are for `trueresolve check`.
    const { rows: _, ...rest } = note;
    notes.push(words ?? noteLine(rest, language));
  }
  const left = Object.entries(data.counts.excludedTickets).map(
    ([reason, count]) => `${exclusionName(reason, language)} ${formatCount(count)}`,
  );
  if (left.length > 0) notes.push(zh ? `不计的工单：${left.join("、")}` : `tickets left out: ${left.join(", ")}`);
  notes.push(...estimateNotes(data, language));
  if (data.estimates.some(({ group, unit, value }) => group === undefined && unit === "ms" && value !== null)) {
    notes.push(
      zh
        ? "时间为中位数；看板不计没有得到答复的客户，这里计入"
        : "times are medians; dashboards leave out whoever got no answer, here they count",
    );
  }
  return notes;
}

/** Notes that their line in the table already shows, or that are small beside it. */
const untold = new Set(["nothingToCount", "someStillOpen"]);

/** Notes of the overall figures, each once with the figures that it is about; what the log cannot answer first. */
function estimateNotes(data: ReportData, language: Language): string[] {
  const about = new Map<string, string[]>();
  const unseen = new Set<string>();
  const unanswered: string[] = [];
  for (const { metric, group, notes } of data.estimates) {
    if (group !== undefined) continue;
    const name = metricName(metric, language);
    const beyond = notes.filter((note) => note.startsWith("notObserved:"));
    if (beyond.length > 0) unanswered.push(name);
    for (const note of beyond) unseen.add(observableName(note.slice("notObserved:".length), language));
    if (beyond.length > 0) continue;
    for (const note of notes) if (!untold.has(note)) about.set(note, [...(about.get(note) ?? []), name]);
  }
  const zh = language === "zh";
  const bounds = [...about].map(([note, names]) =>
    zh ? `${names.join("、")}：${noteWords(note, language)}` : `${names.join(", ")}: ${noteWords(note, language)}`,
  );
  if (unanswered.length === 0) return bounds;
  const missing = zh
    ? `日志不含${[...unseen].join("、")}，因此没有：${unanswered.join("、")}`
    : `the log does not show: ${[...unseen].join("; ")}; so there is no figure for: ${unanswered.join("; ")}`;
  return [missing, ...bounds];
}
