import { saveFacts } from "../facts/save-facts.ts";
import type { FactsInput } from "../facts/saved-facts.ts";
import { withoutUnusedTexts } from "../facts/without-unused-texts.ts";
import { OutputError, writeTextFile, writeTexts } from "../io/bytes/write-text.ts";
import { type FactsForm, inForm } from "../io/facts/facts-lines.ts";
import { type LoadedFolded, loadFolded } from "./load-folded.ts";
import type { Arguments } from "./parse-arguments.ts";
import type { Streams } from "./streams.ts";
import { UsageError } from "./usage-error.ts";
import { warnOfRefusals } from "./warn-of-refusals.ts";

/** How many refused rows go along with the facts; all of them are counted. */
const issuesKept = 200;

/**
 * `trueresolve fold`: the events of one shard of the tickets as facts, for `trueresolve merge`. No rows are a shard without tickets,
 * as an engine may well have one.
 */
export async function foldCommand(given: Arguments, streams: Streams): Promise<number> {
  const form = (given.text("format") ?? "binary") as FactsForm;
  const out = given.text("out");
  if (form === "binary" && out === undefined && streams.stdout.isTTY === true)
    throw new UsageError("facts are no text: name a file with --out, or redirect standard output");
  const files = given.files.length === 0 && given.text("query") === undefined ? ["-"] : given.files;
  if (files[0] === "-" && given.files.length === 0 && isTerminal(streams))
    throw new UsageError("expected a file, or events on standard input");
  const loaded = await loadFolded({ ...given, files }, streams, given.has("for-updates"));
  const { folded, progress } = loaded;
  const saved = saveFacts(withoutUnusedTexts(folded), inputOf(loaded));
  progress.done();
  await writePieces(inForm(saved, form), out, streams);
  // Facts of no ticket are written all the same: merge counts the shard, and says what was refused in it.
  return warnOfRefusals(loaded, given, streams, false);
}

function isTerminal({ stdin }: Streams): boolean {
  return (stdin as { isTTY?: boolean }).isTTY === true;
}

function inputOf({ sourceRows, counts, issues, notes, sourceNotes }: LoadedFolded): FactsInput {
  return {
    sourceRows,
    ...counts,
    issues: issues.slice(0, issuesKept),
    notes: [
      ...notes.filter(({ code }) => code !== "emptyFile").map(({ code, message }) => ({ code, message })),
      ...sourceNotes.map(({ code, message, count }) => ({ code, message, count })),
    ],
  };
}

async function writePieces(
  pieces: Iterable<string | Uint8Array>,
  out: string | undefined,
  { stdout }: Streams,
): Promise<void> {
  async function* asTheyCome(): AsyncGenerator<string | Uint8Array> {
    yield* pieces;
  }
  if (out === undefined) return writeTexts(stdout, asTheyCome());
  try {
    await writeTextFile(out, asTheyCome());
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    throw new UsageError(`--out ${out}: cannot be written (${error.message})`, { cause: error });
  }
}
