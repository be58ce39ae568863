import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { textTablesOf } from "../log/bytes/text-table.ts";
import type { LogBuilder, ParseOptions } from "../log/log-builder.ts";
import { RangeWorker } from "./range-worker.ts";
import type { RowCount } from "./read-columns.ts";
import { type FileRange, type RangeCount, type RangeResult, readInto, readRange } from "./read-range.ts";
import type { OpenedFile } from "./read-rows.ts";
import type { RowPlaces } from "./row-places.ts";
import { behindLineEnd, splitAtLines } from "./split-file.ts";

/** Smaller files are read faster than threads are made. */
const fewestBytesForThreads = 256 * 1024 * 1024;
/** So much is read at a time: a thread that is done with one stretch takes another, until none is left. */
const stretchBytes = 16 * 1024 * 1024;
/** How far ahead of the first thread the others read: while they are made, it has something to do. */
const stretchesAhead = 2;

export interface ThreadOptions {
  threads: number;
  parse: ParseOptions;
  /** Smallest file that is read in threads. Default 256 MiB. */
  fewestBytes?: number | undefined;
  /** Bytes of the stretches. Default 16 MiB. */
  stretchBytes?: number | undefined;
  /** The program of a thread. Default: `worker.js` beside this file. */
  workerFile?: string | undefined;
  /** Called with the bytes of the file read so far. */
  onBytes?: ((read: number) => void) | undefined;
}

/**
 * Reads a plain NDJSON or CSV file in several threads, a stretch of it from one line end to another at a time. The thread that calls
 * reads stretches into the log in their order; the others read those further ahead, which are taken over when their turn comes: the
 * log is the one that a single thread reads. Where a stretch of CSV holds quotes that run over line ends, what follows could not
 * be known to begin a record: it is read anew, from there on, in one go.
 *
 * @returns whether the file was read; false where it has to be read in the ordinary way, and nothing has been read yet
 */
export async function readInThreads(
  file: OpenedFile,
  builder: LogBuilder,
  places: RowPlaces,
  count: RowCount,
  options: ThreadOptions,
): Promise<boolean> {
  const { inFile, format } = file;
  const workerFile = options.workerFile ?? fileURLToPath(new URL("./worker.js", import.meta.url));
  if (options.threads < 2 || format === "json" || format === "xes" || !inFile || file.lineEnd !== "\n") return false;
  const bytes = inFile.to - inFile.from;
  if (bytes < (options.fewestBytes ?? fewestBytesForThreads) || !existsSync(workerFile)) return false;
  const handle = await open(file.path, "r");
  let ranges: FileRange[];
  try {
    const header = format === "csv" ? await headerLine(handle, inFile) : null;
    if (header?.includes(0x22) || header?.toString().trim() === "") return false;
    const stretches = Math.ceil(bytes / (options.stretchBytes ?? stretchBytes));
    const cuts = await splitAtLines(handle, inFile.from, inFile.to, stretches);
    const { path, delimiter, longestBytes } = file;
    const common = { path, format, delimiter, longestBytes, options: options.parse };
    ranges = cuts.slice(1).map((to, i) => ({ ...common, from: cuts[i]!, to, header: i === 0 ? null : header }));
  } finally {
    await handle.close();
  }
  await file.close?.();
  const offset = places.last;
  let lines = 0;
  const onRead = (range: FileRange, read: RangeCount) => {
    for (const [name, given] of read.repeatedColumns) file.onRepeatedColumn(name, given);
    if (read.rows > 0) places.numberOf(lines + read.lastRow);
    count.rows += read.rows;
    lines += read.lines;
    options.onBytes?.(range.to);
  };
  const rowOffset = (range: FileRange) => offset + lines - (range.header === null ? 0 : 1);
  const tables = textTablesOf(builder.writer.dictionaries);
  const steps: Steps = {
    async readHere(range) {
      const read = await readInto(builder, range, rowOffset(range), tables);
      onRead(range, read);
    },
    takeOver(result, range) {
      builder.absorb(result.shard, rowOffset(range), tables);
      onRead(range, result);
    },
  };
  const done = await inOrder(ranges, options.threads - 1, workerFile, steps);
  if (done < ranges.length) await steps.readHere({ ...ranges[done]!, to: inFile.to });
  file.onEnd(count.rows > 0);
  return true;
}

async function headerLine(
  handle: Awaited<ReturnType<typeof open>>,
  { from, to }: { from: number; to: number },
): Promise<Buffer> {
  const header = Buffer.alloc((await behindLineEnd(handle, from, to)) - from);
  await handle.read(header, 0, header.length, from);
  return header;
}

/** What is done with a range when its turn comes. */
interface Steps {
  /** Reads it into the log. */
  readHere(range: FileRange): Promise<void>;
  /** Takes over what was read of it. */
  takeOver(result: RangeResult, range: FileRange): void;
}

/**
 * Goes through ranges in their order. A range that another thread has begun with is taken over; any other is read here: NDJSON
 * straight into the log, CSV in a part of its own, since only its end tells whether it may be believed.
 * @returns how many ranges were gone through: all, or those before the first whose end is uncertain
 */
async function inOrder(
  ranges: readonly FileRange[],
  threads: number,
  workerFile: string,
  steps: Steps,
): Promise<number> {
  const results: (Promise<RangeResult> | null)[] = ranges.map(() => null);
  let turn = 0;
  /** A range that nobody has begun with, some way ahead of the one whose turn it is; -1 where there is none. */
  const pick = () => {
    let found = -1;
    let ahead = 0;
    for (let i = turn; i < ranges.length && ahead <= stretchesAhead; i++) {
      if (results[i] !== null || i === turn) continue;
      found = i;
      ahead++;
    }
    return found;
  };
  const workers = Array.from({ length: Math.min(threads, ranges.length - 1) }, () => new RangeWorker(workerFile));
  const work = async (worker: RangeWorker): Promise<void> => {
    for (let i = pick(); i >= 0; i = pick()) {
      const result = worker.read(ranges[i]!);
      results[i] = result;
      await result;
    }
  };
  try {
    // Each has a second range waiting, so that none is idle while this thread is busy.
    for (const worker of [...workers, ...workers]) work(worker).catch(() => {}); // Said when the range has its turn.
    for (; turn < ranges.length; turn++) {
      const range = ranges[turn]!;
      const result = results[turn]!;
      results[turn] = null;
      if (result === null && range.format === "ndjson") await steps.readHere(range);
      else {
        const read = await (result ?? readRange(range));
        if (read.uncertain) return turn;
        steps.takeOver(read, range);
      }
    }
    return turn;
  } finally {
    await Promise.all(workers.map((worker) => worker.end()));
  }
}
