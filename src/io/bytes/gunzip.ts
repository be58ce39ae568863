import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { chunksBeforeError } from "./byte-queue.ts";

/** True where bytes begin as a gzip file does (RFC 1952: 1f 8b). */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/**
 * Unpacks gzip, several members one after another included.
 *
 * @param onCut is told in words what is wrong with a damaged or unfinished file, after everything readable has been given out;
 *   errors of `chunks` itself are passed on
 */
export async function* gunzip(
  chunks: AsyncIterable<Uint8Array>,
  onCut: (reason: string) => void,
): AsyncGenerator<Buffer> {
  const source = Readable.from(chunks, { objectMode: false });
  const unpacked = createGunzip({ chunkSize: 262_144 });
  let sourceError: unknown = null;
  source.once("error", (error) => {
    sourceError = error;
    unpacked.destroy();
  });
  source.pipe(unpacked);
  try {
    yield* chunksBeforeError(unpacked);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "Z_BUF_ERROR") onCut("the gzip data end too early");
    else if (code?.startsWith("Z_")) onCut("the gzip data are damaged");
    else throw error;
  } finally {
    source.destroy();
  }
  if (sourceError !== null) throw sourceError;
}
