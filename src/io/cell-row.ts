import { CsvRow } from "../log/bytes/csv-row.ts";
import { found, type RowFields } from "../log/bytes/row-fields.ts";
import { encodeText, isSoundText } from "../log/text-codec.ts";

/** A row that takes more is read in the ordinary way. */
const mostBytes = 1 << 16;
const mostDigits = 32;

/** A column of some rows of a table. */
export interface CellColumn {
  /** By row, a bit that says whether there is a value; `null` where every row has one. `outer`: of the struct that it is in. */
  valid: Uint8Array | null;
  outer: Uint8Array | null;
  /** Writes the value of a row behind what is there, by one of `CellRow`'s means. @returns where it ends, -1 where it is not plain */
  put(row: number, at: number): number;
}

/**
 * Finds the fields of one event in the columns of a table: their bytes are put together as a record of CSV has them, and are judged
 * as such. It gives up on rows with a value that is neither text nor plainly what its field takes.
 */
export class CellRow {
  readonly bytes = new Uint8Array(mostBytes);
  readonly view = new DataView(this.bytes.buffer);
  readonly #fields: RowFields;
  #cells: CsvRow;
  #columns: readonly CellColumn[] = [];
  #otherBytes = false;

  /** `fields` is filled by `read`. */
  constructor(fields: RowFields) {
    this.#fields = fields;
    this.#cells = new CsvRow(fields, [], ",");
  }

  /** From here on columns hold the fields with these paths, as `actor.kind`. */
  beginTable(paths: readonly string[]): void {
    this.#cells = new CsvRow(this.#fields, paths, ",");
  }

  /** From here on rows are those of these columns. */
  begin(columns: readonly CellColumn[]): void {
    this.#columns = columns;
  }

  /** Whether the row is plain. */
  read(row: number): boolean {
    this.#fields.clear();
    this.#otherBytes = false;
    const columns = this.#columns;
    const byte = row >> 3;
    const bit = 1 << (row & 7);
    let at = 0;
    for (let column = 0; column < columns.length; column++) {
      const each = columns[column]!;
      if (each.valid !== null && (each.valid[byte]! & bit) === 0) continue;
      if (each.outer !== null && (each.outer[byte]! & bit) === 0) continue;
      at = each.put(row, at);
      if (at < 0) return false;
    }
    return !this.#otherBytes || isSoundText(this.bytes, 0, at);
  }

  putBytes(bytes: Uint8Array, from: number, length: number, at: number, column: number): number {
    return this.endText(at, this.copy(bytes, from, length, at), column);
  }

  /** Takes what was copied behind `from` for a text. `to`: where it ends, or -1. */
  endText(from: number, to: number, column: number): number {
    return to <= from || this.#cells.set(this.bytes, column, from, to) ? to : -1;
  }

  /** Copies bytes of a text. @returns where they end, or -1 where there is no room */
  copy(bytes: Uint8Array, from: number, length: number, at: number): number {
    if (length > mostBytes - at) return -1;
    const into = this.bytes;
    let allBits = 0;
    for (let i = 0; i < length; i++) {
      const byte = bytes[from + i]!;
      into[at + i] = byte;
      allBits |= byte;
    }
    if (allBits >= 0x80) this.#otherBytes = true;
    return at + length;
  }

  copyText(text: string, at: number): number {
    if (text.length * 3 > mostBytes - at) return -1;
    this.#otherBytes = true;
    return encodeText(text, this.bytes, at);
  }

  putTruth(isTrue: boolean, at: number, column: number): number {
    this.#cells.setTyped(column, isTrue ? found.yes : found.no, at, at);
    return at;
  }

  /** Writes the digits of a number, as text where it is an id. */
  putNumber(value: number, at: number, column: number, isId = false): number {
    if (!Number.isFinite(value) || mostBytes - at < mostDigits) return -1;
    let to = at;
    if (Number.isInteger(value) && value >= 0 && value < 1e15) {
      for (let rest = value; rest >= 1 || to === at; rest = Math.floor(rest / 10)) this.bytes[to++] = 48 + (rest % 10);
      this.bytes.subarray(at, to).reverse();
    } else to = encodeText(String(value), this.bytes, at);
    if (isId) return this.#cells.set(this.bytes, column, at, to) ? to : -1;
    this.#cells.setTyped(column, found.number, at, to);
    return to;
  }
}

/** What gives up on every row that has a value. */
export const notPlain: CellColumn["put"] = () => -1;

const numbers = new Set(["seq", "score", "scale.min", "scale.max"]);
const truths = new Set(["public", "saidSolved", "kept"]);
const instants = new Set(["at", "due"]);

export const holdsInstant = (path: string) => instants.has(path);
export const holdsTruth = (path: string) => truths.has(path);
/** Epoch ms are numbers as well. */
export const holdsNumber = (path: string) => numbers.has(path) || instants.has(path);
