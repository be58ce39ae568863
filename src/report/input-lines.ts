import { shown } from "./display-width.ts";
import { formatInstant } from "./format.ts";
import type { Language } from "./language.ts";
import { readWords } from "./read-words.ts";
import type { ReportData } from "./report-data.ts";

/** What was read, and of what stretch of time, whatever is made of it. */
export type ReadData = Pick<ReportData, "trueresolve" | "asOf" | "since" | "policy" | "period" | "input">;

const words = {
  asOf: { en: "as of", zh: "截至" },
  wholeLog: { en: "from", zh: "自" },
  period: { en: "period", zh: "统计期" },
} as const;

/** The files with their rows, and from when until when they were read, in which zone: two lines. */
export function inputLines(data: ReadData, language: Language): string[] {
  const say = (key: keyof typeof words) => words[key][language];
  const { input, policy, period, since } = data;
  const instant = (at: number) => formatInstant(at, policy.timeZone);
  const names = input.files.map(({ file }) => (file === "-" ? "stdin" : shown(file.replace(/^.*[\\/]/, ""))));
  const files = names.length > 3 ? `${names.slice(0, 2).join(", ")} … (${names.length})` : names.join(", ");
  const span =
    period !== null
      ? `${say("period")} ${instant(period.start)} – ${instant(period.end)}, `
      : since === null
        ? ""
        : `${say("wholeLog")} ${instant(since)} `;
  const asOf = data.asOf === null ? "" : `${say("asOf")} ${instant(data.asOf)} (${policy.timeZone})`;
  return [`trueresolve ${data.trueresolve} · ${files}: ${readWords(input, language)}`, span + asOf];
}
