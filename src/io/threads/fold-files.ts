import { concatFacts } from "../../facts/concat-facts.ts";
import type { FoldedFacts } from "../../facts/facts.ts";
import { type FoldOptions, foldTickets } from "../../facts/fold-tickets.ts";
import type { ParseCounts } from "../../log/log-builder.ts";
import { ticketShares } from "../../log/ticket-shard.ts";
import type { IssueCode } from "../../schemas/issue.ts";
import type { PolicyInput } from "../../schemas/policy.ts";
import { type ReadLog, type ReadLogOptions, readLog } from "../read-log.ts";
import { openFile } from "../rows/read-rows.ts";
import { FoldPool, type ShardAnswer } from "./fold-pool.ts";
import { type FoldedShard, foldShard, type ShardTask } from "./fold-shard.ts";
import { fromPortable } from "./portable-facts.ts";

export interface FoldFilesOptions extends Omit<ReadLogOptions, "source" | "eachRow">, FoldOptions {
  /**
   * How many threads read and fold plain NDJSON or CSV files, each the tickets of its own, or a pool of them for several calls; the
   * figures are the same for any number. Default 1. Standard input, packed files, and files of less than 128 MiB in all are read
   * by one; so is everything where the package's files were bundled into a program of one file.
   */
  threads?: number | FoldPool | undefined;
}

/** Facts of files, with everything there is to say about the reading. */
export interface FoldedFiles extends Omit<ReadLog, "log"> {
  folded: FoldedFacts;
}

/** The thread of the caller has its facts where they are needed; those of the others have yet to be handed over. */
const ownWeight = 1.15;
/** Smaller files are read faster than threads are made. */
const fewestBytesForThreads = 128 * 1024 * 1024;

/**
 * Reads files of events and folds them, in as many threads as there are; `linkFacts` makes the facts of what it gives. In place
 * of `readLog` and `foldTickets` where nobody needs the log itself.
 *
 * @param paths files, or "-" for standard input; see `openRows` for what they may hold
 * @throws {InputError} where a file cannot be opened or is no text; {TypeError} where the policy is wrong
 * @example
 * const { folded, issues, counts } = await foldFiles(["events.ndjson"], { timeZone: "Asia/Shanghai" }, { threads: 2 });
 * const facts = linkFacts(folded);
 */
export async function foldFiles(
  paths: readonly string[],
  policy: PolicyInput = {},
  options: FoldFilesOptions = {},
): Promise<FoldedFiles> {
  const { threads = 1, ...rest } = options;
  const pool = typeof threads === "number" ? new FoldPool(threads) : threads;
  try {
    const folded =
      pool.hasThreads && (await areForThreads(paths, rest)) ? await foldInThreads(paths, policy, rest, pool) : null;
    if (folded !== null) return folded;
  } finally {
    if (pool !== threads) await pool.close();
  }
  const { log, ...read } = await readLog(paths, rest);
  return { ...read, folded: foldTickets(log, policy, rest) };
}

/** Whether threads can read files, each by itself, and are worth their while. */
async function areForThreads(paths: readonly string[], options: FoldFilesOptions): Promise<boolean> {
  let bytes = 0;
  for (const path of paths) {
    if (path === "-") return false;
    const { format, inFile, close } = await openFile(path, { encoding: options.encoding });
    await close?.();
    if ((format !== "ndjson" && format !== "csv") || !inFile) return false;
    bytes += inFile.to - inFile.from;
  }
  return bytes >= fewestBytesForThreads;
}

/**
 * Each thread meets every row and takes those of its tickets, so that nothing has to be put together but facts.
 * @returns `null` where the shards of a log cannot be told apart by how its rows begin
 */
export async function foldInThreads(
  paths: readonly string[],
  policy: PolicyInput,
  { encoding, longestRowBytes, timeZone, maxIssues, asOf, forUpdates, onProgress }: Omit<FoldFilesOptions, "threads">,
  pool: Pick<FoldPool, "size" | "during">,
): Promise<FoldedFiles | null> {
  const read = { encoding, longestRowBytes, timeZone, maxIssues };
  const [own, ...others] = ticketShares([ownWeight, ...Array<number>(pool.size - 1).fill(1)]).map(
    (share): ShardTask => {
      return { paths, share, read, policy, fold: { asOf, forUpdates } };
    },
  );
  const [first, answers] = await pool.during(others, () => foldShard(own!, onProgress));
  if ([first, ...answers].some(({ isDoubtful }) => isDoubtful)) return null;
  return joined(first, answers, maxIssues ?? 10_000);
}

function joined({ folded, read }: FoldedShard, answers: readonly ShardAnswer[], maxIssues: number): FoldedFiles {
  const { places, ...rest } = read;
  const parts = [read, ...answers];
  // Each shard has listed its first refusals: the first of all are among them.
  const issues = parts.flatMap((part) => part.issues).sort((x, y) => x.row - y.row);
  return {
    ...rest,
    folded: concatFacts([folded, ...answers.map((answer) => fromPortable(answer.folded))]),
    counts: parts.map(({ counts }) => counts).reduce(sumOf),
    issues: issues.slice(0, maxIssues).map((issue) => places.inFile(issue)),
    placeOf: (row) => places.placeOf(row),
  };
}

function sumOf(one: ParseCounts, other: ParseCounts): ParseCounts {
  const refusedByCode = { ...one.refusedByCode };
  for (const [code, count] of Object.entries(other.refusedByCode) as [IssueCode, number][])
    refusedByCode[code] = (refusedByCode[code] ?? 0) + count;
  return {
    rows: one.rows + other.rows,
    accepted: one.accepted + other.accepted,
    refused: one.refused + other.refused,
    repeats: one.repeats + other.repeats,
    refusedByCode,
  };
}
