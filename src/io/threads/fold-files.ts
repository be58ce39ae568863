import { stat } from "node:fs/promises";
import type { FoldOptions } from "../../facts/fold-tickets.ts";
import { joinParts } from "../../facts/join-parts.ts";
import { LogInGroups } from "../../log/arranged-log.ts";
import { groupTickets } from "../../log/event-blocks.ts";
import { LogBuilder } from "../../log/log-builder.ts";
import { logParts } from "../../log/log-parts.ts";
import { absorbStretch } from "../../log/log-stretch.ts";
import { sharedRoom } from "../../log/room.ts";
import { type Policy, type PolicyInput, resolvePolicy } from "../../schemas/policy.ts";
import { type FoldedFiles, foldRows } from "../fold-rows.ts";
import { type ReadFile, type ReadLogOptions, readRows } from "../read-log.ts";
import { requirePaths } from "../require-paths.ts";
import { returnedRoom } from "../returned-room.ts";
import { type OpenedFile, openFile } from "../rows/read-rows.ts";
import { RowPlaces } from "../rows/row-places.ts";
import { FoldPool } from "./fold-pool.ts";
import { foldRange, type RangeTask } from "./fold-range.ts";
import { type PieceEnd, readPieces, type StretchTask } from "./read-stretch.ts";
import { RowMoves } from "./row-moves.ts";
import { type RangeSize, SharedTables } from "./shared-tables.ts";
import { type Piece, splitFiles } from "./split-files.ts";

export interface FoldFilesOptions extends Omit<ReadLogOptions, "source" | "eachRow">, FoldOptions {
  /**
   * How many threads read and fold plain NDJSON or CSV files, each a stretch of them and then some of the tickets, or a pool of them
   * for several calls; the figures are the same for any number. Default 1. Standard input, packed files, and files of less than
   * 128 MiB in all (16 MiB for a pool) are read by one; so is everything where the package's files were bundled into a program of
   * one file. Tables that several threads fold stand in shared memory (`SharedArrayBuffer`); those that `linkFacts` gives do not.
   */
  threads?: number | FoldPool | undefined;
}

/** Smaller files are read faster than threads are made. */
const fewestBytesForThreads = 128 * 1024 * 1024;
/** What is worth its while for threads that are there already. */
const fewestBytesForPool = 16 * 1024 * 1024;

/**
 * Reads files of events and folds them, in as many threads as there are; `linkFacts` makes the facts of what it gives. In place
 * of `readLog` and `foldTickets` where nobody needs the log itself.
 *
 * @param paths files, or "-" for standard input; see `openRows` for what they may hold
 * @throws {InputError} where a file cannot be opened or is no text; {TypeError} where the policy is wrong, or `paths` is no array
 * @example
 * const { folded, issues, counts } = await foldFiles(["events.ndjson"], { timeZone: "Asia/Shanghai" }, { threads: 2 });
 * const facts = linkFacts(folded);
 */
export async function foldFiles(
  paths: readonly string[],
  policy: PolicyInput = {},
  options: FoldFilesOptions = {},
): Promise<FoldedFiles> {
  requirePaths("foldFiles", paths);
  const { threads = 1, ...rest } = options;
  const pool = typeof threads === "number" ? new FoldPool(threads) : threads;
  const fewestBytes = pool === threads ? fewestBytesForPool : fewestBytesForThreads;
  try {
    const folded = pool.hasThreads ? await foldInThreads(paths, policy, { ...rest, fewestBytes }, pool) : null;
    if (folded !== null) return folded;
  } finally {
    if (pool !== threads) await pool.close();
  }
  const rules = resolvePolicy(policy);
  return foldRows(await readRows(paths, rest), rules, rest);
}

type Pool = Pick<FoldPool, "size" | "during">;
type ThreadOptions = Omit<FoldFilesOptions, "threads"> & { fewestBytes?: number };

/**
 * Each thread reads a stretch of the files into events that all of them can look at; then each folds the tickets of a range.
 * @returns `null` where the files have to be read in one go, or are too small
 */
export async function foldInThreads(
  paths: readonly string[],
  policy: PolicyInput,
  options: ThreadOptions,
  pool: Pool,
): Promise<FoldedFiles | null> {
  const rules = resolvePolicy(policy);
  const files = await openPlain(paths, options);
  const stretches = files === null ? null : await splitFiles(files, pool.size);
  if (files === null || stretches === null) return null;
  const { timeZone, maxIssues = 10_000, asOf, forUpdates } = options;
  const builder = new LogBuilder({ timeZone, maxIssues }, returnedRoom(sharedRoom), sharedRoom);
  const [own, ...others] = stretches;
  const tasks = others.map((pieces): StretchTask => ({ pieces, parse: { timeZone, maxIssues } }));
  const [ownEnds, answers] = await pool.during("read", tasks, () =>
    readPieces(own!, builder, new RowPlaces(), progressOf(files, options)),
  );
  const ends = [ownEnds, ...answers.map((answer) => answer.ends)].flat();
  if (ends.some(({ isOpen }) => isOpen)) return null;
  const places = new RowPlaces();
  const moves = new RowMoves(stretches.flat(), ends, places);
  // What was taken over is let go of: it holds as much as the log.
  for (const answer of answers.splice(0)) absorbStretch(builder, answer.stretch, moves.of(answer.ends));
  const { folded, issues, counts } = await foldRanges(builder, rules, { asOf, forUpdates }, pool);
  const first = issues.sort((x, y) => x.row - y.row).slice(0, maxIssues);
  return {
    ...saidOfFiles(files, stretches.flat(), ends),
    ...{ folded, counts, issues: first.map((issue) => places.inFile(issue)) },
    placeOf: (row) => places.placeOf(row),
  };
}

/** Has each thread fold about as many of the events that were read as any other. */
async function foldRanges(builder: LogBuilder, policy: Policy, fold: FoldOptions, pool: Pool) {
  const { writer } = builder;
  const { dictionaries } = writer;
  const ranges = rangesOf(writer.events.groups, dictionaries.tickets.size, pool.size);
  const tables = new SharedTables(ranges);
  const [own, ...others] = ranges;
  const tasks = others.map(
    ({ first, end }, index): RangeTask => ({
      ...{ log: logParts(writer, first, end), policy, fold },
      told: tables.toldAtFirst(index + 1),
    }),
  );
  const [ownFolded, rest] = await pool.during("fold", tasks, async (tell) => {
    const room = tables.roomOfFirst((range, told) => tell(range - 1, { told }));
    return foldRange(new LogInGroups(writer, own!.first, own!.end), policy, fold, room);
  });
  const folded = [ownFolded, ...rest];
  const parts = folded.map((range, i) => ({ ...tables.inThisThread(i, range.folded), dictionaries }));
  const sum = (of: "accepted" | "repeats") => folded.reduce((total, range) => total + range[of], 0);
  const leftOut = { repeats: sum("repeats"), conflicts: folded.flatMap((range) => range.conflicts) };
  return { folded: joinParts(parts, dictionaries), ...builder.told(sum("accepted"), leftOut) };
}

/** The files, where they can be read from anywhere within them and are worth it; else `null`. */
async function openPlain(paths: readonly string[], options: ThreadOptions): Promise<OpenedFile[] | null> {
  const files: OpenedFile[] = [];
  let bytes = 0;
  for (const path of paths) {
    // A pipe can be opened only once; of what is not there, opening it says so.
    const found = await stat(path).catch(() => null);
    if (path === "-" || found?.isFile() === false) return null;
    const file = await openFile(path, { encoding: options.encoding, longestRowBytes: options.longestRowBytes });
    await file.close?.();
    if (!file.inFile) return null;
    bytes += file.inFile.to - file.inFile.from;
    files.push(file);
  }
  return bytes < (options.fewestBytes ?? 0) ? null : files;
}

interface GroupRange extends RangeSize {
  /** The first group, and that behind the last. */
  first: number;
  end: number;
}

/** Ranges of groups of tickets with about as many events each. */
function rangesOf(groups: readonly (readonly { length: number }[])[], tickets: number, count: number): GroupRange[] {
  const events = groups.map((blocks) => blocks.reduce((sum, { length }) => sum + length, 0));
  const all = events.reduce((sum, each) => sum + each, 0);
  let [end, before] = [0, 0];
  return Array.from({ length: count }, (_, i): GroupRange => {
    const [first, eventsBefore] = [end, before];
    for (; end < groups.length && (i + 1 === count || before + events[end]! / 2 < (all * (i + 1)) / count); end++) {
      before += events[end]!;
    }
    const behind = Math.min(end * groupTickets, tickets);
    return { first, end, tickets: behind - Math.min(first * groupTickets, tickets), events: before - eventsBefore };
  });
}

/** Progress as if the caller's thread read everything: others are about as far with theirs. */
function progressOf(files: readonly OpenedFile[], { onProgress }: ThreadOptions) {
  return ({ path, from, to }: Piece, rows: number, bytes: number): void => {
    const { inFile } = files.find((file) => file.path === path)!;
    const size = inFile!.to - inFile!.from;
    const share = (to - from) / size;
    onProgress?.(path, Math.round(rows / share), inFile!.from + Math.round(bytes / share), inFile!.to);
  };
}

function saidOfFiles(files: readonly OpenedFile[], pieces: readonly Piece[], ends: readonly PieceEnd[]) {
  let piece = 0;
  const read = files.map((file): ReadFile => {
    let rows = 0;
    do {
      for (const [name, given] of ends[piece]!.repeatedColumns) {
        if (pieces[piece]!.begins) file.onRepeatedColumn(name, given);
      }
      rows += ends[piece++]!.rows;
    } while (piece < pieces.length && !pieces[piece]!.begins);
    file.onEnd(rows > 0);
    return { file: file.path, format: file.format, encoding: file.encoding, rows };
  });
  const sourceRows = read.reduce((sum, { rows }) => sum + rows, 0);
  return { files: read, sourceRows, notes: files.flatMap(({ notes }) => notes), sourceNotes: [], observes: {} };
}
