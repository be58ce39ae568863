import type { Readable } from "node:stream";

/**
 * The chunks of a stream in order, and only then its error. A stream's own iterator drops what it had already buffered when an
 * error comes; here a damaged file still gives everything that could be read before the damage.
 */
export async function* chunksBeforeError(stream: Readable): AsyncGenerator<Buffer> {
  const waiting: Buffer[] = [];
  let ended = false;
  let error: unknown = null;
  let wake: () => void = () => {};
  stream.on("data", (chunk: Buffer) => {
    waiting.push(chunk);
    stream.pause();
    wake();
  });
  stream.once("end", () => {
    ended = true;
    wake();
  });
  stream.once("error", (cause: unknown) => {
    error = cause;
    ended = true;
    wake();
  });
  stream.once("close", () => {
    ended = true;
    wake();
  });
  try {
    for (;;) {
      const chunk = waiting.shift();
      if (chunk !== undefined) {
        yield chunk;
        continue;
      }
      if (ended) break;
      await new Promise<void>((resolve) => {
        wake = resolve;
        stream.resume();
      });
    }
    if (error !== null) throw error;
  } finally {
    stream.destroy();
  }
}
