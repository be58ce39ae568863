import type { Facts } from "../facts/facts.ts";
import { linkOwned } from "../facts/link-facts.ts";
import { InputError } from "../io/bytes/input-error.ts";
import { type ReadFacts, readFacts } from "../io/facts/read-facts.ts";
import type { ReadNote } from "../io/rows/read-note.ts";
import type { RowIssue } from "../schemas/issue.ts";
import type { SourceNote } from "../sources/source.ts";
import { chosenLanguage } from "./chosen-language.ts";
import { type ReadInput, refuseEmptyInput } from "./input-summary.ts";
import { joinShards, nameOf } from "./join-shards.ts";
import type { LoadedFacts } from "./load-facts.ts";
import type { Arguments } from "./parse-arguments.ts";
import { parseAsOf } from "./period.ts";
import { Progress } from "./progress.ts";
import type { Streams } from "./streams.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Reads facts that were folded apart, and links them: they are the same as those of the whole log.
 * @throws {UsageError} where the options do not fit them; {InputError} where they cannot be read, or do not fit together
 */
export async function loadSavedFacts(given: Arguments, streams: Streams): Promise<LoadedFacts> {
  const { files } = given;
  if (files.length === 0) throw new UsageError("expected files of facts, or - for standard input");
  if (files.filter((file) => file === "-").length > 1) throw new UsageError("standard input (-) was named twice");
  const progress = new Progress(streams.stderr, chosenLanguage(given));
  progress.step("readingFacts");
  const shards = await readFacts(files, { stdin: streams.stdin });
  if (shards.length === 0) throw new InputError(files.join(", "), "no facts in it; see trueresolve help fold");
  refuseMissing(shards.length, given);
  progress.step("computing");
  const facts = linked(shards, given);
  const input = inputOf(files, shards);
  if (facts.tickets.length === 0) refuseEmptyInput(input);
  return { ...input, facts, progress };
}

/** A shard that is lost would go unnoticed otherwise: every figure would be of the other tickets. */
function refuseMissing(found: number, given: Arguments): void {
  const text = given.text("shards");
  if (text === undefined) return;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`--shards: expected a number from 1 on, got ${text}`);
  if (found !== Number(text))
    throw new UsageError(`--shards: expected facts of ${text} shards, found ${found}; fold those that are missing`);
}

/** @throws {UsageError} where `--as-of` is not what the facts were folded for; {InputError} where they do not fit together */
function linked(shards: readonly ReadFacts[], given: Arguments): Facts {
  const joined = joinShards(shards);
  const asOfText = given.text("as-of");
  const wanted = asOfText === undefined ? null : parseAsOf(asOfText, joined.policy.timeZone);
  const iso = (at: number) => new Date(at).toISOString();
  if (wanted !== null && joined.asOf !== null && joined.asOf !== wanted && !Number.isNaN(joined.asOf))
    throw new UsageError(
      `--as-of: these facts were folded as of ${iso(joined.asOf)}; for another time fold the events again with --as-of`,
    );
  if (joined.stage === "linked") return joined;
  if (wanted === null || joined.asOf !== null) return linkOwned(joined);
  // Later than every event nothing is left to be ignored, and only what is still open grows.
  if (!(wanted < joined.newestAt)) return linkOwned({ ...joined, asOf: wanted });
  throw new UsageError(
    `--as-of: these facts hold events up to ${iso(joined.newestAt)}; to leave the later ones out fold with --as-of`,
  );
}

function inputOf(files: readonly string[], shards: readonly ReadFacts[]): ReadInput {
  const inputs = shards.flatMap((shard) => (shard.input === null ? [] : [{ shard, input: shard.input }]));
  const total = (of: (input: (typeof inputs)[number]["input"]) => number) =>
    inputs.reduce((sum, { input }) => sum + of(input), 0);
  const refusedByCode: ReadInput["counts"]["refusedByCode"] = {};
  const issues: RowIssue[] = [];
  const notes: ReadNote[] = [];
  const sourceNotes = new Map<string, SourceNote>();
  for (const { shard, input } of inputs) {
    const file = nameOf(shard);
    for (const [code, count] of Object.entries(input.refusedByCode) as [RowIssue["code"], number][])
      refusedByCode[code] = (refusedByCode[code] ?? 0) + count;
    issues.push(...input.issues.map((issue) => ({ ...issue, file })));
    for (const { code, message, count } of input.notes) {
      if (count === undefined) notes.push({ code: code as ReadNote["code"], message, file });
      else {
        const before = sourceNotes.get(`${code} ${message}`);
        sourceNotes.set(`${code} ${message}`, { code, message, count: count + (before?.count ?? 0) });
      }
    }
  }
  for (const shard of shards) {
    if (shard.input !== null) continue;
    const message = "these facts do not say how many rows they were made of";
    notes.push({ code: "unknownInput", message, file: nameOf(shard) });
  }
  return {
    sourceRows: total((input) => input.sourceRows),
    counts: {
      rows: total((input) => input.rows),
      accepted: total((input) => input.accepted),
      refused: total((input) => input.refused),
      repeats: total((input) => input.repeats),
      refusedByCode,
    },
    issues,
    notes,
    sourceNotes: [...sourceNotes.values()],
    files: files.map((file) => {
      const own = shards.filter((shard) => shard.file === file);
      const rows = own.reduce((sum, { input }) => sum + (input?.sourceRows ?? 0), 0);
      return { file, format: "facts", encoding: own[0]?.form ?? "binary", rows };
    }),
  };
}
