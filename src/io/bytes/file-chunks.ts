import { InputError } from "./input-error.ts";
import { openHandle } from "./open-handle.ts";

const chunkBytes = 1 << 20;

/**
 * The bytes of a file from `from` up to `to`, the next chunk being read while one is worked on. A chunk is valid until the next
 * one is asked for: its room is used again, since a collector that has to free a thousand buffers takes time of its own.
 * @throws {InputError} where the file cannot be opened any more, or has become shorter
 */
export async function* fileChunks(path: string, from: number, to: number): AsyncGenerator<Buffer> {
  if (to <= from) return;
  const handle = await openHandle(path);
  try {
    const rooms = [Buffer.allocUnsafeSlow(chunkBytes), Buffer.allocUnsafeSlow(chunkBytes)];
    const read = (chunk: number, position: number) =>
      handle.read(rooms[chunk % 2]!, 0, Math.min(chunkBytes, to - position), position);
    let position = from;
    let next = read(0, position);
    for (let chunk = 0; ; chunk++) {
      const { bytesRead } = await next;
      if (bytesRead === 0) throw new InputError(path, "it became shorter while it was read");
      position += bytesRead;
      const isLast = position >= to;
      if (!isLast) {
        next = read(chunk + 1, position);
        next.catch(() => {}); // Said when it is awaited; a reader that stops before that need not hear of it.
      }
      yield rooms[chunk % 2]!.subarray(0, bytesRead);
      if (isLast) return;
    }
  } finally {
    await handle.close();
  }
}
