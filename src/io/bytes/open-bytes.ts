import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { chunksBeforeError } from "./byte-queue.ts";
import { binaryKind, detectEncoding, isEncoding, toUtf8 } from "./encoding.ts";
import { gunzip, isGzip } from "./gunzip.ts";
import { InputError } from "./input-error.ts";
import { asInputError, openHandle } from "./open-handle.ts";

export interface OpenOptions {
  /** What is read for "-". Default `process.stdin`. */
  stdin?: Readable | undefined;
  /** Encoding of files without a byte order mark ("gb18030", "utf-16le", "windows-1252"). Default UTF-8. */
  encoding?: string | undefined;
  /** Called now and then with the bytes read from disk so far, packed as they are, and the size of the file where it is known. */
  onBytes?: ((read: number, size: number | null) => void) | undefined;
}

/** A file unpacked and as UTF-8, without its byte order mark. */
export interface OpenedBytes {
  /** The first bytes, for looking at; they come again in `chunks`. */
  head: Buffer;
  chunks: AsyncIterable<Buffer>;
  encoding: string;
  /** Where the text stands in the file itself, if it is a file and neither packed nor in another encoding; else `null`. */
  inFile: { from: number; to: number } | null;
  /** Lets the file go before its chunks are through. */
  close(): Promise<void>;
  /** In words, why the file ended early; known once `chunks` is through. */
  cutOff(): string | null;
}

const headBytes = 65_536;

/**
 * Opens a file or standard input ("-"), whatever it is packed or encoded in.
 * @throws {InputError} where there is no such file, it cannot be opened, or it is not text
 */
export async function openBytes(path: string, options: OpenOptions = {}): Promise<OpenedBytes> {
  if (options.encoding !== undefined && !isEncoding(options.encoding))
    throw new RangeError(`openBytes: expected an encoding like utf-8 or gb18030, got ${options.encoding}`);
  const unpacked = await openUnpacked(path, options);
  const { size } = unpacked;
  try {
    const detected = detectEncoding(unpacked.head);
    const encoding = detected.markBytes > 0 ? detected.encoding : (options.encoding ?? detected.encoding);
    const text = skip(unpacked.chunks, detected.markBytes);
    const utf8 = await splitHead(isUtf8Label(encoding) ? text : toUtf8(text, encoding));
    const kind = binaryKind(utf8.head);
    if (kind !== null) throw new InputError(path, `this is ${kind}`);
    const inFile = isUtf8Label(encoding) && size !== null ? { from: detected.markBytes, to: size } : null;
    return { ...utf8, encoding, inFile, close: unpacked.close, cutOff: unpacked.cutOff };
  } catch (error) {
    await unpacked.close();
    throw asInputError(path, error);
  }
}

/** Whatever bytes a file holds, unpacked. */
interface UnpackedBytes extends Pick<OpenedBytes, "head" | "chunks" | "close" | "cutOff"> {
  /** Size of the file, if it is one that is not packed; else `null`. */
  size: number | null;
}

/**
 * Opens a file or standard input ("-") of any kind, unpacked where it is gzipped.
 * @throws {InputError} where there is no such file, or it cannot be opened
 */
export async function openUnpacked(path: string, options: OpenOptions = {}): Promise<UnpackedBytes> {
  let cutOff: string | null = null;
  const { raw, size } = await rawChunks(path, options);
  const close = async () => void (await raw.return(undefined));
  try {
    const packed = await splitHead(raw);
    if (!isGzip(packed.head)) return { ...packed, size, close, cutOff: () => null };
    const unpacked = await splitHead(gunzip(packed.chunks, (reason) => (cutOff = reason)));
    return { ...unpacked, size: null, close, cutOff: () => cutOff };
  } catch (error) {
    await close();
    throw asInputError(path, error);
  }
}

const isUtf8Label = (label: string) => /^utf-?8$/i.test(label);

async function rawChunks(
  path: string,
  options: OpenOptions,
): Promise<{ raw: AsyncGenerator<Buffer>; size: number | null }> {
  if (path === "-") {
    const raw = counted(chunksBeforeError(options.stdin ?? process.stdin), null, options.onBytes);
    return { raw, size: null };
  }
  try {
    const handle = await openHandle(path);
    const stat = await handle.stat();
    if (stat.isDirectory()) {
      await handle.close();
      throw new InputError(path, "this is a directory; name the files in it");
    }
    const stream = createReadStream(path, { fd: handle, highWaterMark: 262_144 });
    const size = stat.isFile() ? stat.size : null;
    return { raw: counted(chunksBeforeError(stream), size, options.onBytes), size };
  } catch (error) {
    throw asInputError(path, error);
  }
}

async function* counted(
  chunks: AsyncIterable<Buffer>,
  size: number | null,
  onBytes: OpenOptions["onBytes"],
): AsyncGenerator<Buffer> {
  let read = 0;
  for await (const chunk of chunks) {
    read += chunk.length;
    onBytes?.(read, size);
    yield chunk;
  }
}

/** Reads ahead far enough to look at the beginning, then hands out everything. */
async function splitHead(chunks: AsyncIterable<Buffer>): Promise<{ head: Buffer; chunks: AsyncIterable<Buffer> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const ahead: Buffer[] = [];
  let length = 0;
  let done = false;
  while (length < headBytes && !done) {
    const next = await iterator.next();
    if (next.done === true) done = true;
    else {
      ahead.push(next.value);
      length += next.value.length;
    }
  }
  async function* all(): AsyncGenerator<Buffer> {
    try {
      for (let chunk = ahead.shift(); chunk !== undefined; chunk = ahead.shift()) yield chunk;
      while (!done) {
        const next = await iterator.next();
        if (next.done === true) done = true;
        else yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { head: Buffer.concat(ahead).subarray(0, headBytes), chunks: all() };
}

async function* skip(chunks: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const chunk of chunks) {
    const rest = chunk.subarray(Math.min(left, chunk.length));
    left -= chunk.length - rest.length;
    if (rest.length > 0) yield rest;
  }
}
