import type { RowIssue } from "../schemas/issue.ts";
import { counted } from "./counted.ts";
import { csvText } from "./csv-text.ts";
import { clip, shown, wrap } from "./display-width.ts";
import { formatCount } from "./format.ts";
import { issueTexts } from "./issue-text-words.ts";
import { issueWords } from "./issue-words.ts";
import type { Language } from "./language.ts";
import { readNoteWords } from "./read-note-words.ts";
import { groupRefusals } from "./refusals.ts";
import type { InputSummary, ReportNote } from "./report-data.ts";
import { sourceNoteWords } from "./source-note-words.ts";

/** What there is to say about the rows of a log before anything is computed. */
export interface CheckData {
  trueresolve: string;
  input: InputSummary;
  /** Refused rows, as many as were listed. */
  issues: RowIssue[];
  notes: ReportNote[];
}

const words = {
  none: { en: "No row would be refused.", zh: "没有行会被拒绝。" },
  noEvent: {
    en: "No row gives an event: is this an export of what --from names? See trueresolve help report",
    zh: "没有一行成为事件：文件是否为 --from 所指的导出？参见 trueresolve help report",
  },
  otherKind: {
    en: "No row could be read as an event. For other exports name their source, as --from zendesk, or --from table --map FILE: trueresolve help check",
    zh: "没有一行能读作事件。其他导出请指明来源，如 --from zendesk，或 --from table --map FILE：trueresolve help check",
  },
  first: {
    en: "Told apart below are the first {some} of the {all} rows that were refused.",
    zh: "以下只区分被拒绝的 {all} 行中的前 {some} 行。",
  },
  expected: { en: "expected", zh: "应为" },
  found: { en: "found", zh: "实为" },
  row: { en: "row", zh: "第" },
} as const;

/** The result of `trueresolve check` as text: counts, then each kind of fault with its rows and what to do. */
export function checkText(data: CheckData, language: Language, width = 100): string {
  const { input } = data;
  const say = (key: keyof typeof words) => words[key][language];
  const lines: string[] = [];
  for (const { file, format, encoding, rows } of input.files) {
    const coded = encoding.toLowerCase() === "utf-8" ? "" : `, ${encoding}`;
    lines.push(`${file === "-" ? "stdin" : shown(file)} (${format}${coded}): ${counted(rows, "rowsRead", language)}`);
  }
  if (input.rows !== input.sourceRows) lines.push(counted(input.rows, "eventRowsMade", language));
  const [accepted, refused] = [formatCount(input.accepted), formatCount(input.refused)];
  lines.push(
    language === "zh"
      ? `接受 ${accepted}，拒绝 ${refused}，重复 ${formatCount(input.repeats)}（不计）`
      : `${accepted} accepted, ${refused} refused, ${counted(input.repeats, "repeats", language)}`,
  );
  for (const note of data.notes) lines.push("", ...wrap(noteLine(note, language), width));
  if (input.refused === 0) {
    const isEmpty = input.accepted === 0 && input.sourceRows > 0;
    return `${[...lines, "", ...wrap(say(isEmpty ? "noEvent" : "none"), width)].join("\n")}\n`;
  }
  if (input.accepted === 0) lines.push("", ...wrap(say("otherKind"), width));
  lines.push(...refusalLines(data.issues, input.refused, language, width));
  return `${lines.join("\n")}\n`;
}

/**
 * Each kind of fault with its rows and what to do, a blank line before each.
 * @param refused how many rows were refused in all, of which `issues` may be the first only
 */
export function refusalLines(issues: readonly RowIssue[], refused: number, language: Language, width = 100): string[] {
  const say = (key: keyof typeof words) => words[key][language];
  const lines: string[] = [];
  if (issues.length < refused) {
    const first = say("first").replace("{some}", formatCount(issues.length));
    lines.push("", ...wrap(first.replace("{all}", formatCount(refused)), width));
  }
  for (const { code, path, count, examples, ...said } of groupRefusals(issues)) {
    const { expected, hint } = issueTexts({ ...said, found: "" }, language);
    lines.push(
      "",
      `${formatCount(count)} × ${issueWords[code][language]} [${code}]${path === "" ? "" : `: ${shown(path)}`}`,
    );
    if (code !== "idConflict") lines.push(...indented(`${say("expected")} ${shown(expected)}`, width));
    for (const example of examples) lines.push(`  ${clip(exampleLine(example, language), width - 2)}`);
    const more = formatCount(count - examples.length);
    if (count > examples.length) lines.push(language === "zh" ? `  … 另有 ${more} 处` : `  … ${more} more`);
    lines.push(...indented(`→ ${shown(hint)}`, width));
  }
  return lines;
}

const indented = (text: string, width: number) => wrap(text, width - 2).map((line) => `  ${line}`);

function exampleLine(issue: RowIssue, language: Language): string {
  const place = issue.file === undefined ? "" : `${shown(issue.file)} `;
  const row = language === "zh" ? `${place}第 ${issue.row} 行` : `${place}row ${issue.row}`;
  const ticket = issue.ticket === undefined ? "" : ` (${shown(issue.ticket)})`;
  const { found, expected } = issueTexts(issue, language);
  const other = issue.code === "idConflict" ? `, ${words.expected[language]} ${shown(expected)}` : "";
  return `${row}${ticket}: ${words.found[language]} ${shown(found)}${other}`;
}

/** A note of the reading, with the rows that it speaks of. */
export function noteLine(note: ReportNote, language: Language = "en"): string {
  const zh = language === "zh";
  const place = note.file === undefined ? "" : `${note.file === "-" ? "stdin" : shown(note.file)}${zh ? "：" : ": "}`;
  const { rows = [], code, message } = note;
  const named = rows.slice(0, 10);
  const more = (note.count ?? 0) > named.length ? ", …" : "";
  const words = readNoteWords(code, message, language) ?? sourceNoteWords(note, language) ?? message;
  if (rows.length === 0) return place + shown(words);
  return `${place}${shown(words)}${zh ? `（第 ${named.join("、")}${more === "" ? "" : "…"} 行）` : ` (rows ${named.join(", ")}${more})`}`;
}

/** The refused rows as CSV, one line each. */
export function checkCsv(data: CheckData): string {
  const header = ["file", "row", "ticket", "path", "code", "expected", "found", "hint"];
  const only = data.input.files.length === 1 ? data.input.files[0]!.file : "";
  return csvText(
    header,
    data.issues.map((issue) => [
      issue.file ?? only,
      issue.row,
      issue.ticket,
      issue.path,
      issue.code,
      issue.expected,
      issue.found,
      issue.hint,
    ]),
  );
}
