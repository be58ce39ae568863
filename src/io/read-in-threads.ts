import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { LogBuilder, ParseOptions } from "../log/log-builder.ts";
import type { RowCount } from "./read-columns.ts";
import { type FileRange, type RangeResult, readRange } from "./read-range.ts";
import type { OpenedFile } from "./read-rows.ts";
import type { RowPlaces } from "./row-places.ts";
import { behindLineEnd, splitAtLines } from "./split-file.ts";

/** Smaller files are read faster than threads are made. */
export const fewestBytesForThreads = 64 * 1024 * 1024;
/** So much a thread reads at a time: what is read and not yet taken over stays bounded. */
const stretchBytes = 96 * 1024 * 1024;

export interface ThreadOptions {
  threads: number;
  parse: ParseOptions;
  /** Smallest file that is read in threads. Default 64 MiB. */
  fewestBytes?: number | undefined;
  /** The program of a thread. Default: `worker.js` beside this file. */
  workerFile?: string | undefined;
  /** Called with the bytes of the file read so far. */
  onBytes?: ((read: number) => void) | undefined;
}

/**
 * Reads a plain NDJSON or CSV file in several threads, each a stretch of it from one line end to another, and takes the parts over
 * in their order: the log is the one that a single thread reads. Where a stretch of CSV holds quotes that run over line ends, what
 * follows could not be known to begin a record: it is read anew, from there on, in one go.
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
    const stretches = options.threads * Math.max(1, Math.ceil(bytes / stretchBytes / options.threads));
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
  const takeOver = (result: RangeResult, range: FileRange) => {
    const before = offset + lines;
    builder.absorb(result.shard, before - (range.header === null ? 0 : 1));
    for (const [name, given] of result.repeatedColumns) file.onRepeatedColumn(name, given);
    if (result.rows > 0) places.numberOf(lines + result.lastRow);
    count.rows += result.rows;
    lines += result.lines;
    options.onBytes?.(range.to);
  };
  const done = await inOrder(ranges, options.threads, workerFile, takeOver);
  if (done < ranges.length) {
    const rest = { ...ranges[done]!, to: inFile.to };
    takeOver(await readRange(rest), rest);
  }
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

/**
 * Has ranges read by threads and gives the results out in the order of the ranges.
 * @returns how many were given out: all, or those before the first whose end is uncertain
 */
async function inOrder(
  ranges: readonly FileRange[],
  threads: number,
  workerFile: string,
  takeOver: (result: RangeResult, range: FileRange) => void,
): Promise<number> {
  const workers = Array.from({ length: Math.min(threads, ranges.length) }, () => new Worker(workerFile));
  const early = new Map<number, RangeResult>();
  let next = 0;
  let taken = 0;
  let uncertain = false;
  const work = async (worker: Worker): Promise<void> => {
    while (next < ranges.length && !uncertain) {
      const i = next++;
      early.set(i, await answerOf(worker, ranges[i]!));
      for (let result = early.get(taken); result !== undefined && !uncertain; result = early.get(taken)) {
        early.delete(taken);
        uncertain = result.uncertain;
        if (!uncertain) takeOver(result, ranges[taken++]!);
      }
    }
  };
  try {
    await Promise.all(workers.map(work));
    return taken;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function answerOf(worker: Worker, range: FileRange): Promise<RangeResult> {
  return new Promise((resolve, reject) => {
    worker.removeAllListeners();
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`readInThreads: a thread ended by itself, with code ${code}`)));
    worker.once("message", (answer: { result: RangeResult } | { error: unknown }) => {
      worker.removeAllListeners();
      if ("result" in answer) resolve(answer.result);
      else reject(answer.error);
    });
    worker.postMessage(range);
  });
}
