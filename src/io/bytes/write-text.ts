import { randomUUID } from "node:crypto";
import { createWriteStream, renameSync, rmSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { whenStopped } from "./when-stopped.ts";

/** Somewhere text or bytes can be written to; `false` says that it should be waited for. */
export interface Writable {
  write(text: string | Uint8Array): unknown;
  once?: ((event: "drain", listener: () => void) => unknown) | undefined;
}

/** A file that could not be written, with the system's code for why. */
export class OutputError extends Error {
  override readonly name = "OutputError";
}

/**
 * Writes texts to a file as they come, gzipped where its name ends in `.gz`. The file is there when all of them are, and not before:
 * until then they stand in one beside it, which is removed where anything fails.
 *
 * @param isWanted asked at the end; where it says no, nothing is left behind
 * @throws {OutputError} where the file cannot be written; whatever the texts throw
 */
export async function writeTextFile(
  path: string,
  texts: AsyncIterable<string | Uint8Array>,
  isWanted: () => boolean = () => true,
): Promise<void> {
  let fault: unknown;
  async function* watched(): AsyncGenerator<string | Uint8Array> {
    try {
      yield* texts;
    } catch (error) {
      fault = error ?? new TypeError("writeTextFile: nothing was thrown");
      throw error;
    }
  }
  const target = await targetOf(path);
  const written = target.isFile ? `${target.path}.${randomUUID()}.partial` : target.path;
  const remove = () => target.isFile && rmSync(written, { force: true });
  const forget = whenStopped(remove);
  try {
    const from = Readable.from(watched(), { objectMode: true });
    const to = createWriteStream(written, { flags: target.isFile ? "wx" : "w" });
    await (/\.gz$/i.test(path) ? pipeline(from, createGzip({ level: 6 }), to) : pipeline(from, to));
    if (target.isFile && isWanted()) renameSync(written, target.path);
    else remove();
  } catch (error) {
    remove();
    if (fault !== undefined) throw fault;
    throw new OutputError((error as NodeJS.ErrnoException).code ?? String(error), { cause: error });
  } finally {
    forget();
  }
}

/** Writes texts to a stream as they come, no faster than it takes them. */
export async function writeTexts(sink: Writable, texts: AsyncIterable<string | Uint8Array>): Promise<void> {
  for await (const text of texts) {
    if (sink.write(text) !== false || sink.once === undefined) continue;
    await new Promise<void>((resume) => void sink.once!("drain", resume));
  }
}

/** The file behind a name; a device or a pipe is written to as it is. */
async function targetOf(path: string): Promise<{ path: string; isFile: boolean }> {
  try {
    const real = await realpath(path);
    return { path: real, isFile: (await stat(real)).isFile() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { path, isFile: true };
    throw new OutputError((error as NodeJS.ErrnoException).code ?? String(error), { cause: error });
  }
}
