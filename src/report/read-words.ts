import { counted } from "./counted.ts";
import { formatCount } from "./format.ts";
import type { Language } from "./language.ts";
import type { InputSummary } from "./report-data.ts";

/** Rows of files, and what became of the event rows that were made of them, which are named where they are others. */
export function readWords({ sourceRows, rows, refused, repeats }: InputSummary, language: Language): string {
  const zh = language === "zh";
  const made = rows === sourceRows ? "" : `${zh ? "，成为 " : " as "}${counted(rows, "events", language)}`;
  const unit = zh && made !== "" ? "条" : "行";
  const parts = [
    counted(sourceRows, "rowsRead", language) + made,
    zh ? `${formatCount(refused)} ${unit}被拒绝` : `${formatCount(refused)} refused`,
  ];
  if (repeats > 0)
    parts.push(zh ? `${formatCount(repeats)} ${unit}重复不计` : counted(repeats, "repeatsLeftOut", language));
  return parts.join(zh ? "，" : ", ");
}
