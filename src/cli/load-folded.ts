import type { FoldedFacts } from "../facts/facts.ts";
import { foldTickets } from "../facts/fold-tickets.ts";
import type { ReadLog } from "../io/read-log.ts";
import { foldTables } from "../io/tables/fold-tables.ts";
import { foldFiles } from "../io/threads/fold-files.ts";
import type { PolicyInput } from "../schemas/policy.ts";
import { chosenLanguage } from "./chosen-language.ts";
import { askedInput, completePolicy, readAsked } from "./load-log.ts";
import { askedTables } from "./load-tables.ts";
import type { Arguments } from "./parse-arguments.ts";
import { parseAsOf } from "./period.ts";
import { Progress } from "./progress.ts";
import type { Streams } from "./streams.ts";
import { UsageError } from "./usage-error.ts";

/** Facts of a log that was read as the command line says, and the policy by which they were folded. */
export interface LoadedFolded extends Omit<ReadLog, "log"> {
  folded: FoldedFacts;
  policy: PolicyInput;
  progress: Progress;
}

/**
 * Reads the files of a command line, and folds their events as of `--as-of`.
 * @throws {UsageError} where the options contradict each other; {InputError} where a file cannot be read
 */
export async function loadFolded(given: Arguments, streams: Streams, forUpdates = false): Promise<LoadedFolded> {
  const asked = await askedInput(given);
  const { written, timeZone, chosen, encoding } = asked;
  const asOfText = given.text("as-of");
  const asOf = asOfText === undefined ? undefined : parseAsOf(asOfText, written.timeZone ?? timeZone ?? "UTC");
  const threads = askedThreads(given);
  const progress = new Progress(streams.stderr, chosenLanguage(given));
  try {
    if (chosen === null) {
      const policy = completePolicy(written, timeZone, {});
      const folded = await foldTables(askedTables(given), policy, {
        ...{ timeZone, asOf, forUpdates },
        onProgress: (name, rows) => progress.reading(name, rows, 0, null),
      });
      return { ...folded, policy, progress };
    }
    if (chosen.source === undefined && chosen.eachRow === undefined) {
      const policy = completePolicy(written, timeZone, {});
      const folded = await foldFiles(given.files, policy, {
        ...{ stdin: streams.stdin, encoding, timeZone, threads, asOf, forUpdates },
        onProgress: (file, rows, bytes, size) => progress.reading(file, rows, bytes, size),
      });
      return { ...folded, policy, progress };
    }
    const { log, ...read } = await readAsked(asked, given, streams, progress);
    progress.step("folding");
    const policy = completePolicy(written, timeZone, read.observes);
    return { ...read, folded: foldTickets(log, policy, { asOf, forUpdates }), policy, progress };
  } finally {
    progress.done();
  }
}

function askedThreads(given: Arguments): number | undefined {
  const text = given.text("threads");
  if (text === undefined) return undefined;
  const threads = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (threads < 1 || threads > 64) throw new UsageError(`--threads: expected a number from 1 to 64, got ${text}`);
  return threads;
}
