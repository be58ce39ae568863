import { parentPort } from "node:worker_threads";
import type { RangeAnswer } from "./range-worker.ts";
import { type FileRange, type RangeResult, readRange } from "./read-range.ts";

// A thread of `readInThreads`: stretches of a file come in, parts of a log go out, in the same order.
let last: Promise<void> = Promise.resolve();
parentPort?.on("message", (range: FileRange) => {
  last = last.then(() => answer(range));
});

async function answer(range: FileRange): Promise<void> {
  const say = (said: RangeAnswer, buffers: ArrayBuffer[]) => parentPort!.postMessage(said, buffers);
  await readRange(range).then(
    (result) => say({ result }, buffersOf(result)),
    (error: unknown) => say({ error }, []),
  );
}

/** The columns are handed over, not copied. */
function buffersOf({ shard }: RangeResult): ArrayBuffer[] {
  const buffers: ArrayBuffer[] = [];
  for (const { numbers, seq, ids } of shard.blocks) {
    buffers.push(numbers.buffer as ArrayBuffer);
    if (seq !== null) buffers.push(seq.buffer as ArrayBuffer);
    if (ids !== null) buffers.push(ids.ends.buffer as ArrayBuffer, ids.bytes.buffer as ArrayBuffer);
  }
  for (const { ends, bytes } of Object.values(shard.texts)) {
    buffers.push(ends.buffer as ArrayBuffer, bytes.buffer as ArrayBuffer);
  }
  return buffers;
}
