import type { Conversion } from "../io/convert/convert-log.ts";
import { noteLine, refusalLines } from "../report/check-report.ts";
import { counted } from "../report/counted.ts";
import { formatCount } from "../report/format.ts";
import type { Language } from "../report/language.ts";
import { observableName } from "../report/note-words.ts";
import { chosenLanguage } from "./chosen-language.ts";
import type { Arguments } from "./parse-arguments.ts";

/** What a conversion has to say: rows, notes, refusals, and what whoever reads the events must know that these do not tell. */
export function conversionSummary(conversion: Conversion, given: Arguments): string {
  const { counts, files, issues, notes, sourceNotes, observes } = conversion;
  const language = chosenLanguage(given);
  const zh = language === "zh";
  const lines = [countsLine(conversion, given.text("out"), language)];
  const several = files.length > 1;
  for (const { file, ...note } of notes) lines.push(`  ${noteLine(several ? { file, ...note } : note, language)}`);
  for (const note of sourceNotes) lines.push(`  ${noteLine(note, language)}`);
  const unseen = Object.entries(observes).flatMap(([name, seen]) => (seen === false ? [name] : []));
  if (unseen.length > 0 && given.text("policy-out") === undefined && counts.written > 0)
    lines.push(`  ${unseenLine(unseen, language)}`);
  lines.push(...refusalLines(issues, counts.refused, language));
  if (counts.written === 0)
    lines.push(
      "",
      zh
        ? "trueresolve：没有一行能读作事件；未写出任何内容"
        : "trueresolve: no row could be read as an event; nothing was written",
    );
  return `${lines.join("\n")}\n`;
}

function countsLine({ counts, sourceRows }: Conversion, out: string | undefined, language: Language): string {
  const [written, refused] = [formatCount(counts.written), formatCount(counts.refused)];
  const [read, made] = [counted(sourceRows, "rowsRead", language), counted(counts.rows, "eventRows", language)];
  const isNamed = out !== undefined && counts.written > 0;
  if (language === "zh")
    return `trueresolve：${read}，${made}：写出 ${written} 条${isNamed ? `到 ${out}` : ""}，拒绝 ${refused} 条`;
  return `trueresolve: ${read}, ${made}: ${written} written${isNamed ? ` to ${out}` : ""}, ${refused} refused`;
}

/** What nobody can see from the events: that the export could not show it. */
function unseenLine(unseen: readonly string[], language: Language): string {
  if (language === "zh") {
    const names = unseen.map((name) => observableName(name, language)).join("、");
    return `导出无法显示${names}，从事件中也看不出这一点：要得到相同的指标，请用 --policy-out FILE 写出策略，读取时加 --policy FILE`;
  }
  return (
    `the export cannot show ${unseen.join(", ")}, which the events do not say: for the same figures write a policy ` +
    "with --policy-out FILE, and read them with --policy FILE"
  );
}
