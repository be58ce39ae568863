import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../bytes/input-error.ts";
import { whenStopped } from "../bytes/when-stopped.ts";

const partCount = 128;
const bufferedCharacters = 131_072;
/** Rows that are held may take about this much. */
const mostHeldBytes = 32 * 1024 * 1024;

/** A row with its number in the log. */
export type NumberedRow = [number: number, row: unknown];

/**
 * Rows put aside by their tickets: in memory as long as they are few, then in a folder of its own, parted so that all rows of a ticket
 * are in one part, in their order. The folder is there for as long as it is needed, whatever ends the program but a kill.
 */
export class RowSpill {
  readonly #folder: string;
  readonly #mostHeld: number;
  #held: NumberedRow[] = [];
  #keys: (string | undefined)[] = [];
  #heldBytes = 0;
  #parts: SpilledPart[] | null = null;
  #path: string | null = null;
  #forget: (() => void) | null = null;

  /**
   * @param folder where the folder is made
   * @param mostHeld how many rows are held in memory before any is written; large ones are written sooner
   */
  constructor(folder: string, mostHeld: number) {
    this.#folder = folder;
    this.#mostHeld = mostHeld;
  }

  /**
   * @param key what rows that belong together have in common
   * @throws {InputError} where the folder cannot be written to, or is full
   */
  add(key: string | undefined, number: number, row: unknown): void {
    try {
      if (this.#parts !== null) this.#write(this.#parts, key, number, row);
      else this.#hold(key, number, row);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      throw new InputError(this.#folder, `rows cannot be put aside in this folder (${code})`, { cause: error });
    }
  }

  /** The rows, part by part; each part is read when it is asked for. */
  *parts(): Generator<NumberedRow[]> {
    if (this.#parts === null) {
      yield this.#held;
      return;
    }
    for (const part of this.#parts) {
      const rows = part.read();
      if (rows.length > 0) yield rows;
    }
  }

  /** Removes the folder. */
  close(): void {
    this.#forget?.();
    for (const part of this.#parts ?? []) part.close();
    this.#parts = [];
    this.#held = [];
    if (this.#path !== null) rmSync(this.#path, { recursive: true, force: true });
    this.#path = null;
  }

  #hold(key: string | undefined, number: number, row: unknown): void {
    this.#held.push([number, row]);
    this.#keys.push(key);
    this.#heldBytes += sizeOf(row);
    if (this.#held.length > this.#mostHeld || this.#heldBytes > mostHeldBytes) this.#spill();
  }

  #spill(): void {
    const path = mkdtempSync(join(this.#folder, ".trueresolve-rows-"));
    this.#path = path;
    this.#forget = whenStopped(() => rmSync(path, { recursive: true, force: true }));
    const parts = Array.from({ length: partCount }, (_, index) => new SpilledPart(join(path, String(index))));
    this.#parts = parts;
    this.#held.forEach(([number, row], index) => void this.#write(parts, this.#keys[index], number, row));
    this.#held = [];
    this.#keys = [];
  }

  #write(parts: readonly SpilledPart[], key: string | undefined, number: number, row: unknown): void {
    parts[partOf(key ?? "")]!.write(`${number}\t${JSON.stringify(row)}\n`);
  }
}

/** FNV-1a (Fowler, Noll and Vo 1991), which spreads names that differ by their last digit. */
function partOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) & (partCount - 1);
}

/** About how many bytes a row takes in memory. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return 24 + value.length;
  if (typeof value !== "object" || value === null) return 8;
  let size = 32;
  for (const inner of Object.values(value)) size += 8 + sizeOf(inner);
  return size;
}

/** One file of rows, a line each; made when there are enough to write. */
class SpilledPart {
  readonly #path: string;
  #file: number | null = null;
  #text = "";

  constructor(path: string) {
    this.#path = path;
  }

  write(line: string): void {
    this.#text += line;
    if (this.#text.length > bufferedCharacters) this.#flush();
  }

  read(): NumberedRow[] {
    if (this.#file !== null) this.#flush();
    const bytes = this.#file === null ? Buffer.from(this.#text, "utf8") : readFileSync(this.#path);
    const rows: NumberedRow[] = [];
    for (let from = 0; from < bytes.length; ) {
      const end = bytes.indexOf(0x0a, from);
      const tab = bytes.indexOf(0x09, from);
      const number = Number(bytes.toString("latin1", from, tab));
      rows.push([number, JSON.parse(bytes.toString("utf8", tab + 1, end))]);
      from = end + 1;
    }
    return rows;
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
    this.#text = "";
  }

  #flush(): void {
    this.#file ??= openSync(this.#path, "wx", 0o600);
    if (this.#text !== "") writeWhole(this.#file, Buffer.from(this.#text, "utf8"));
    this.#text = "";
  }
}

function writeWhole(file: number, bytes: Buffer): void {
  for (let from = 0; from < bytes.length; ) from += writeSync(file, bytes, from);
}
