import type { Batch } from "@uwdata/flechette";
import type { Zone } from "../clock/zone.ts";
import { CsvRow } from "../log/bytes/csv-row.ts";
import { found, type RowFields } from "../log/bytes/row-fields.ts";
import { encodeText, isSoundText } from "../log/text-codec.ts";
import { type ArrowLeaf, arrowType } from "./arrow-leaves.ts";
import { texts } from "./duckdb-leaves.ts";

/** Rows that take more are read in the ordinary way. */
const mostBytes = 1 << 16;
const numbers = new Set(["seq", "score", "scale.min", "scale.max"]);
const truths = new Set(["public", "saidSolved", "kept"]);
const instants = new Set(["at", "due"]);

/** Texts one after another: text i stands from `ends[i]` to `ends[i + 1]`. */
interface TextList {
  ends: ArrayLike<number>;
  bytes: Uint8Array;
}

/** Writes a value of the leaf at a row behind what is there; says where it ends, -1 where the row is not plain. */
type Put = (row: number, at: number) => number;

/**
 * Finds the fields of one event in the columns of a record batch: their bytes are put together as a row of CSV has them, and are
 * judged as such. It gives up on rows with a value that is neither text nor plainly what its field takes.
 */
export class ArrowRow {
  readonly bytes = new Uint8Array(mostBytes);
  readonly view = new DataView(this.bytes.buffer);
  readonly #fields: RowFields;
  readonly #zone: Zone | null;
  readonly #dictionaries = new Map<unknown, TextList>();
  #cells: CsvRow;
  #puts: Put[] = [];
  #leaves: readonly ArrowLeaf[] = [];
  #otherBytes = false;

  /** `fields` is filled by `read`. `zone`: that of times without one. */
  constructor(fields: RowFields, zone: Zone | null) {
    this.#fields = fields;
    this.#zone = zone;
    this.#cells = new CsvRow(fields, [], ",");
  }

  /** From here on rows are those of a record batch with these leaves. */
  begin(leaves: readonly ArrowLeaf[]): void {
    const columns = leaves.map(({ path }) => path);
    this.#cells = new CsvRow(this.#fields, columns, ",");
    this.#leaves = leaves;
    this.#puts = leaves.map((leaf, column) => this.#putOf(leaf, column));
  }

  /** Whether the row is plain. */
  read(row: number): boolean {
    this.#fields.clear();
    this.#otherBytes = false;
    let at = 0;
    for (let column = 0; column < this.#puts.length; column++) {
      const { batch, parent } = this.#leaves[column]!;
      if (parent !== null && parent.nullCount > 0 && !parent.isValid(row)) continue;
      if (batch.nullCount > 0 && !batch.isValid(row)) continue;
      at = this.#puts[column]!(row, at);
      if (at < 0) return false;
    }
    return !this.#otherBytes || isSoundText(this.bytes, 0, at);
  }

  #putOf({ path, type, batch }: ArrowLeaf, column: number): Put {
    switch (type.typeId) {
      case arrowType.utf8: {
        const list = { ends: batch.offsets as Int32Array, bytes: batch.values as Uint8Array };
        return (row, at) => this.#putText(list, row, at, column);
      }
      case arrowType.dictionary: {
        const { list, keys } = this.#listOf(batch);
        return list === null ? notPlain : (row, at) => this.#putText(list, Number(keys[row]!), at, column);
      }
      case arrowType.bool:
        return truths.has(path) ? (row, at) => this.#putWord(batch.value(row) === true, at, column) : notPlain;
      case arrowType.int:
      case arrowType.float: {
        const isId = texts.has(path) && type.typeId === arrowType.int;
        if (!isId && !numbers.has(path) && !instants.has(path)) return notPlain;
        return (row, at) => this.#putNumber(Number(batch.value(row)), at, column, !isId);
      }
      case arrowType.timestamp: {
        const zone = "timezone" in type && type.timezone !== null ? null : this.#zone;
        if (!instants.has(path) || !("timezone" in type) || (type.timezone === null && zone === null)) return notPlain;
        return (row, at) => {
          const ms = batch.value(row) as number;
          return this.#putNumber(zone === null ? ms : zone.toInstant(ms), at, column, true);
        };
      }
      default:
        return (row, at) => {
          const value = batch.value(row);
          if (typeof value !== "string" || value.length * 3 > mostBytes - at) return -1;
          const to = encodeText(value, this.bytes, at);
          this.#otherBytes = true;
          return to === at || this.#cells.set(this.bytes, column, at, to) ? to : -1;
        };
    }
  }

  /** The texts of a dictionary, which many batches share, and the places in it by row. */
  #listOf(batch: Batch<unknown>): { list: TextList | null; keys: ArrayLike<number | bigint> } {
    const { cache, values } = batch as Batch<unknown> & { cache: readonly unknown[] };
    const keys = values as unknown as ArrayLike<number | bigint>;
    let list = this.#dictionaries.get(cache);
    if (list === undefined && cache.every((text) => typeof text === "string")) {
      const bytes = new Uint8Array(cache.reduce((total: number, text) => total + (text as string).length * 3, 0));
      const ends = new Int32Array(cache.length + 1);
      cache.forEach((text, i) => {
        ends[i + 1] = encodeText(text as string, bytes, ends[i]!);
      });
      list = { ends, bytes };
      this.#dictionaries.set(cache, list);
    }
    return { list: list ?? null, keys };
  }

  #putText({ ends, bytes }: TextList, place: number, at: number, column: number): number {
    const from = ends[place]!;
    const length = ends[place + 1]! - from;
    if (length === 0) return at;
    if (length > mostBytes - at) return -1;
    const into = this.bytes;
    let allBits = 0;
    for (let i = 0; i < length; i++) {
      const byte = bytes[from + i]!;
      into[at + i] = byte;
      allBits |= byte;
    }
    if (allBits >= 0x80) this.#otherBytes = true;
    return this.#cells.set(into, column, at, at + length) ? at + length : -1;
  }

  #putWord(isYes: boolean, at: number, column: number): number {
    this.#cells.setTyped(column, isYes ? found.yes : found.no, at, at);
    return at;
  }

  /** Writes the digits of a number. Where it has too many, it is not plain. */
  #putNumber(value: number, at: number, column: number, isNumber: boolean): number {
    if (!Number.isFinite(value) || mostBytes - at < 32) return -1;
    let to = at;
    if (Number.isInteger(value) && value >= 0 && value < 1e15) {
      for (let rest = value; rest >= 1 || to === at; rest = Math.floor(rest / 10)) this.bytes[to++] = 48 + (rest % 10);
      this.bytes.subarray(at, to).reverse();
    } else to = encodeText(String(value), this.bytes, at);
    if (!isNumber) return this.#cells.set(this.bytes, column, at, to) ? to : -1;
    this.#cells.setTyped(column, found.number, at, to);
    return to;
  }
}

const notPlain: Put = () => -1;
