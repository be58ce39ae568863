import type { OpenedFile } from "./read-rows.ts";

/**
 * The chunks of a JSON document whose top level is an object of more than so many bytes; `null` where it is an array, or smaller, and
 * the file is to be read as any other.
 */
export async function largeObject(file: OpenedFile, largestBytes: number): Promise<AsyncIterable<Buffer> | null> {
  const iterator = file.chunks[Symbol.asyncIterator]();
  const held: Buffer[] = [];
  let length = 0;
  let isObject = true;
  let ended = false;
  while (isObject && !ended && length <= largestBytes) {
    const next = await iterator.next();
    ended = next.done === true;
    // Blanks before a document are nothing of it.
    if (next.done === true || (length === 0 && next.value.every((byte) => byte <= 0x20))) continue;
    if (length === 0) isObject = next.value.find((byte) => byte > 0x20) === 0x7b;
    held.push(next.value);
    length += next.value.length;
  }
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      yield* held.splice(0);
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  file.chunks = chunks();
  return isObject && length > largestBytes ? file.chunks : null;
}
