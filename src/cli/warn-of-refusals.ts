import { formatCount } from "../report/format.ts";
import { groupRefusals } from "../report/refusals.ts";
import type { Estimate } from "../schemas/estimate.ts";
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
  sayWhatIsMissing(input, streams, said);
  if (isUnreadable(input)) {
    const way = input.files.every(({ format }) => format === "facts")
      ? "; see all faults: trueresolve check on the events that were folded"
      : `${otherKinds(given)}; see all faults: trueresolve check`;
    streams.stderr.write(`trueresolve: no row could be read as an event${way}\n`);
    return 1;
  }
  if (figures.length > 0 && figures.every(isWithoutRows) && figures.some(({ value }) => value === null)) {
    const period = given.text("period");
    const where = period === undefined ? "" : ` in the period ${period}`;
    streams.stderr.write(`trueresolve: nothing could be counted${where}\n`);
    return 1;
  }
  return given.has("strict") && isIncomplete(input) ? 1 : 0;
}

/** A count of none, as of tickets that are open, is a figure by itself; a share or a median of none is not. */
const isWithoutRows = ({ n }: Estimate) => n === 0;

/** Says how many rows were refused, and why the most of them; and which files end early. */
function sayWhatIsMissing({ counts, issues, notes }: ReadInput, { stderr }: Streams, said: boolean): void {
  if (counts.refused > 0 && (!said || counts.accepted === 0)) {
    const first = groupRefusals(issues, 1)[0]!;
    const example = first.examples[0]!;
    const place = example.file === undefined ? `row ${example.row}` : `${example.file}, row ${example.row}`;
    const field = example.path === "" ? "" : ` (${example.path})`;
    stderr.write(
      `trueresolve: ${formatCount(counts.refused)} of ${formatCount(counts.rows)} rows refused; most often ${first.code}, as in ${place}${field}: ` +
        `expected ${example.expected}, found ${example.found}; ${example.hint}\n`,
    );
  }
  for (const note of notes) {
    if (note.code === "cutOff" && !said) stderr.write(`trueresolve: ${note.file}: ${note.message}\n`);
  }
}

function otherKinds(given: Arguments): string {
  return (given.text("from") ?? "events") === "events"
    ? " (for other exports name their source, as --from zendesk, or --from table --map FILE: trueresolve help report)"
    : "";
}
