import { parentPort } from "node:worker_threads";
import { type FileRange, type RangeResult, readRange } from "./read-range.ts";

// A thread of `readInThreads`: stretches of a file come in, parts of a log go out.
parentPort?.on("message", (range: FileRange) => {
  readRange(range).then(
    (result) => parentPort!.postMessage({ result }, buffersOf(result)),
    (error: unknown) => parentPort!.postMessage({ error }),
  );
});

/** The columns are handed over, not copied. */
function buffersOf({ shard }: RangeResult): ArrayBuffer[] {
  const buffers: ArrayBuffer[] = [];
  for (const { numbers, seq, ids } of shard.blocks) {
    buffers.push(numbers.buffer as ArrayBuffer);
    if (seq !== null) buffers.push(seq.buffer as ArrayBuffer);
    if (ids !== null) buffers.push(ids.ends.buffer as ArrayBuffer, ids.bytes.buffer as ArrayBuffer);
  }
  return buffers;
}
