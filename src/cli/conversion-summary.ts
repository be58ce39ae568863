import type { Conversion } from "../io/convert-log.ts";
import { noteLine, refusalLines } from "../report/check-report.ts";
import { counted } from "../report/counted.ts";
import { formatCount } from "../report/format.ts";
import type { Arguments } from "./parse-arguments.ts";

/** What a conversion has to say: rows, notes, refusals, and what whoever reads the events must know that these do not tell. */
export function conversionSummary(conversion: Conversion, given: Arguments): string {
  const { counts, files, sourceRows, issues, notes, sourceNotes, observes } = conversion;
  const out = given.text("out");
  const target = out === undefined || counts.written === 0 ? "" : ` to ${out}`;
  const lines = [
    `trueresolve: ${counted(sourceRows, "rowsRead", "en")}, ${counted(counts.rows, "eventRows", "en")}: ` +
      `${formatCount(counts.written)} written${target}, ${formatCount(counts.refused)} refused`,
  ];
  const several = files.length > 1;
  for (const { file, ...note } of notes) lines.push(`  ${noteLine(several ? { file, ...note } : note)}`);
  for (const note of sourceNotes) lines.push(`  ${noteLine(note)}`);
  const unseen = Object.entries(observes).flatMap(([name, seen]) => (seen === false ? [name] : []));
  if (unseen.length > 0 && given.text("policy-out") === undefined && counts.written > 0)
    lines.push(
      `  the export cannot show ${unseen.join(", ")}, which the events do not say: for the same figures write a policy ` +
        "with --policy-out FILE, and read them with --policy FILE",
    );
  lines.push(...refusalLines(issues, "en"));
  if (counts.written === 0) lines.push("", "trueresolve: no row could be read as an event; nothing was written");
  return `${lines.join("\n")}\n`;
}
