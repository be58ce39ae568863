import { noteLine } from "../report/check-report.ts";
import { formatCount } from "../report/format.ts";
import { issueTexts } from "../report/issue-text-words.ts";
import { issueWords } from "../report/issue-words.ts";
import type { Language } from "../report/language.ts";
import { groupRefusals } from "../report/refusals.ts";
import type { Estimate } from "../schemas/estimate.ts";
import { chosenLanguage } from "./chosen-language.ts";
import { isIncomplete, isUnreadable, type ReadInput } from "./input-summary.ts";
import type { Arguments } from "./parse-arguments.ts";
import type { Streams } from "./streams.ts";

/**
 * Says on standard error what is missing from the figures, since a file or another program reads standard output.
 *
 * @param said whether the output itself already says so
 * @param figures those that the output shows, if it shows any
 * @returns exit code: 1 where nothing could be counted, or where anything is missing under `--strict`
 */
export function warnOfRefusals(
  input: ReadInput,
  given: Arguments,
  streams: Streams,
  said: boolean,
  figures: readonly Estimate[] = [],
): number {
  const language = chosenLanguage(given);
  const zh = language === "zh";
  sayWhatIsMissing(input, streams, said, language);
  if (isUnreadable(input)) {
    const wereFolded = input.files.every(({ format }) => format === "facts");
    const kinds = wereFolded ? "" : otherKinds(given, language);
    streams.stderr.write(
      zh
        ? `trueresolve：没有一行能读作事件${kinds}；查看全部问题：${wereFolded ? "对折叠前的事件运行 " : ""}trueresolve check\n`
        : `trueresolve: no row could be read as an event${kinds}; see all faults: trueresolve check${wereFolded ? " on the events that were folded" : ""}\n`,
    );
    return 1;
  }
  if (figures.length > 0 && figures.every(isWithoutRows) && figures.some(({ value }) => value === null)) {
    const period = given.text("period");
    const where = period === undefined ? "" : zh ? `统计期 ${period} 内` : ` in the period ${period}`;
    streams.stderr.write(
      zh ? `trueresolve：${where}没有可计入的数据\n` : `trueresolve: nothing could be counted${where}\n`,
    );
    return 1;
  }
  return given.has("strict") && isIncomplete(input) ? 1 : 0;
}

/** A count of none, as of tickets that are open, is a figure by itself; a share or a median of none is not. */
const isWithoutRows = ({ n }: Estimate) => n === 0;

/** Says how many rows were refused, and why the most of them; and which files end early. */
function sayWhatIsMissing(
  { counts, issues, notes }: ReadInput,
  { stderr }: Streams,
  said: boolean,
  language: Language,
): void {
  const zh = language === "zh";
  if (counts.refused > 0 && (!said || counts.accepted === 0)) {
    const first = groupRefusals(issues, 1)[0]!;
    const example = first.examples[0]!;
    const row = zh ? `第 ${example.row} 行` : `row ${example.row}`;
    const place = example.file === undefined ? row : `${example.file}${zh ? "，" : ", "}${row}`;
    const field = example.path === "" ? "" : ` (${example.path})`;
    const { expected, found, hint } = issueTexts(example, language);
    const [refused, all] = [formatCount(counts.refused), formatCount(counts.rows)];
    stderr.write(
      zh
        ? `trueresolve：${all} 行中有 ${refused} 行被拒绝；最常见的是${issueWords[first.code].zh} [${first.code}]，如${place}${field}：应为 ${expected}，实为 ${found}；${hint}\n`
        : `trueresolve: ${refused} of ${all} rows refused; most often ${first.code}, as in ${place}${field}: expected ${expected}, found ${found}; ${hint}\n`,
    );
  }
  for (const note of notes) {
    if (note.code === "cutOff" && !said) stderr.write(`trueresolve${zh ? "：" : ": "}${noteLine(note, language)}\n`);
  }
}

function otherKinds(given: Arguments, language: Language): string {
  if ((given.text("from") ?? "events") !== "events") return "";
  return language === "zh"
    ? "（其他导出请指明来源，如 --from zendesk，或 --from table --map FILE：trueresolve help report）"
    : " (for other exports name their source, as --from zendesk, or --from table --map FILE: trueresolve help report)";
}
