import type { Readable } from "node:stream";
import { factsLength } from "../../facts/facts-frame.ts";
import { loadFacts } from "../../facts/load-facts.ts";
import type { FactsFault, SavedFacts } from "../../facts/saved-facts.ts";
import { InputError } from "../bytes/input-error.ts";
import { openUnpacked } from "../bytes/open-bytes.ts";
import { requirePaths } from "../require-paths.ts";
import { bytesOfLine } from "./facts-lines.ts";

/** Facts that were read, and where. */
export interface ReadFacts extends SavedFacts {
  /** The file as it was named; "-" for standard input. */
  file: string;
  /** Which of the facts in that file, from 1 on. */
  part: number;
  /** As bytes, or as a line of text. */
  form: "binary" | "line";
}

const headBytes = 32;
const newline = 0x0a;
const firstOfMagic = 0x89;

/**
 * Reads facts that `saveFacts` or `trueresolve fold` wrote: one after another in any number of files, as bytes or as lines of text,
 * gzipped or not. A file without any gives none.
 *
 * @param paths files, or "-" for standard input
 * @throws {InputError} where a file cannot be opened, or holds facts that cannot be loaded
 */
export async function readFacts(paths: readonly string[], options: { stdin?: Readable } = {}): Promise<ReadFacts[]> {
  requirePaths("readFacts", paths);
  const read: ReadFacts[] = [];
  for (const file of paths) {
    const opened = await openUnpacked(file, options);
    const pending = new Pending(opened.chunks);
    for (let part = 1; ; part++) {
      const piece = await nextPiece(pending, file, part);
      if (piece === null) break;
      const { parts, fault } = loadFacts(piece.bytes);
      if (fault !== null || parts.length !== 1) throw faulty(file, part, fault);
      read.push({ ...parts[0]!, file, part, form: piece.form });
    }
    const cutOff = opened.cutOff();
    if (cutOff !== null) throw new InputError(file, `${cutOff}; facts may be missing`);
  }
  return read;
}

function faulty(file: string, part: number, fault: Omit<FactsFault, "at"> | null): InputError {
  const where = part === 1 ? "" : ` (facts ${part} of this file)`;
  if (fault === null) return new InputError(file, `a line that holds no facts, or several${where}`);
  const { code, expected, found, hint } = fault;
  return new InputError(file, `${code}: expected ${expected}, found ${found}${where}; ${hint}`);
}

async function nextPiece(
  pending: Pending,
  file: string,
  part: number,
): Promise<{ bytes: Uint8Array; form: ReadFacts["form"] } | null> {
  const first = await pending.skipBlanks();
  if (first === null) return null;
  if (first === firstOfMagic) {
    await pending.fill(headBytes);
    const length = factsLength(pending.peek(headBytes));
    if (typeof length === "object" && length !== null) throw faulty(file, part, length.fault);
    // Where there are fewer bytes than promised, what is there is handed over, and said to be cut off.
    return { bytes: await pending.take(length ?? headBytes), form: "binary" };
  }
  const line = await pending.takeLine();
  const bytes = bytesOfLine(line);
  // The header of CSV and of the like.
  if (bytes === "header") return nextPiece(pending, file, part);
  if (bytes === "cutOff" || bytes === "damaged") {
    throw faulty(file, part, {
      code: bytes,
      expected: "a line of facts as it was written",
      found: bytes === "cutOff" ? `a line that ends after ${line.length} bytes` : "a line that was changed on the way",
      hint: "fold the events again; check how the facts were carried here",
    });
  }
  if (bytes !== null) return { bytes, form: "line" };
  const start = line.subarray(0, 30).toString("latin1");
  const found = `${JSON.stringify(start)}${line.length > 30 ? " …" : ""}`;
  throw faulty(file, part, {
    code: "notFacts",
    expected: "facts as trueresolve fold or saveFacts write them",
    found,
    hint: "for a log of events: trueresolve report",
  });
}

/** Bytes that have come and were not taken yet. No more is held than was asked for, whatever length a file claims. */
class Pending {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer[] = [];
  #length = 0;
  #ended = false;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Waits until so many bytes are held, or no more come. */
  async fill(bytes: number): Promise<void> {
    while (this.#length < bytes && !this.#ended) {
      const next = await this.#chunks.next();
      if (next.done === true) this.#ended = true;
      else {
        this.#held.push(next.value);
        this.#length += next.value.length;
      }
    }
  }

  peek(bytes: number): Buffer {
    const [only] = this.#held;
    if (only !== undefined && only.length >= bytes) return only.subarray(0, bytes);
    const all = Buffer.concat(this.#held);
    this.#held = [all];
    return all.subarray(0, bytes);
  }

  async take(bytes: number): Promise<Buffer> {
    await this.fill(bytes);
    return this.#remove(Math.min(bytes, this.#length));
  }

  /** The bytes up to the next line end, which is dropped, or up to the end. */
  async takeLine(): Promise<Buffer> {
    for (let searched = 0, before = 0; ; searched++) {
      if (searched === this.#held.length) {
        await this.fill(this.#length + 1);
        if (searched === this.#held.length) return this.#remove(this.#length);
      }
      const at = this.#held[searched]!.indexOf(newline);
      if (at >= 0) {
        const line = this.#remove(before + at + 1);
        return line.subarray(0, line.length - 1);
      }
      before += this.#held[searched]!.length;
    }
  }

  /** Drops blanks and line ends, and gives the byte after them; `null` at the end. */
  async skipBlanks(): Promise<number | null> {
    for (;;) {
      await this.fill(1);
      if (this.#length === 0) return null;
      const chunk = this.#held[0]!;
      const at = chunk.findIndex((byte) => byte !== newline && byte !== 0x0d && byte !== 0x20 && byte !== 0x09);
      if (at >= 0) {
        this.#remove(at);
        return chunk[at]!;
      }
      this.#remove(chunk.length);
    }
  }

  #remove(bytes: number): Buffer {
    const taken: Buffer[] = [];
    let left = bytes;
    while (left > 0) {
      const chunk = this.#held[0]!;
      taken.push(chunk.subarray(0, left));
      if (chunk.length > left) this.#held[0] = chunk.subarray(left);
      else this.#held.shift();
      left -= taken.at(-1)!.length;
    }
    this.#length -= bytes;
    return taken.length === 1 ? taken[0]! : Buffer.concat(taken);
  }
}
