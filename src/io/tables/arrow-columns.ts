import type { Batch } from "@uwdata/flechette";
import type { Zone } from "../../clock/zone.ts";
import type { EventTable } from "../../log/table/event-table.ts";
import { mostRows } from "../../log/table/row-states.ts";
import type { TableColumn } from "../../log/table/table-column.ts";
import { encodeText } from "../../log/text-codec.ts";
import { type ArrowLeaf, arrowType } from "./arrow-leaves.ts";
import { ArrowTexts, type TextList } from "./arrow-texts.ts";
import { texts as textPaths } from "./duckdb-leaves.ts";
import { presentRows } from "./present-rows.ts";

/** Gives an `EventTable` the record batches of a table, some rows at a time. */
export class ArrowColumns {
  readonly #table: EventTable;
  readonly #zone: Zone | null;
  readonly #rows = new Int32Array(mostRows);
  readonly #numbers = new Float64Array(mostRows);
  readonly #truths = new Uint8Array(mostRows);
  readonly #texts = new ArrowTexts();
  readonly #dictionaries = new Map<unknown, TextList | null>();
  #paths: readonly string[] = [];
  #columns: readonly TableColumn[] = [];

  /** `zone`: that of times without one. */
  constructor(table: EventTable, zone: Zone | null) {
    this.#table = table;
    this.#zone = zone;
  }

  /** From here on rows are the `count` from `first` on of a record batch with these leaves. */
  begin(leaves: readonly ArrowLeaf[], first: number, count: number): void {
    const paths = leaves.map(({ path }) => path);
    if (this.#columns.length === 0 || paths.some((path, i) => path !== this.#paths[i])) {
      this.#paths = paths;
      this.#columns = this.#table.columnsOf(paths);
    }
    this.#table.begin(count);
    leaves.forEach((leaf, index) => {
      const present = presentRows(validityOf(leaf.batch), validityOf(leaf.parent), first, count, this.#rows);
      this.#take(leaf, this.#columns[index]!, first, present);
    });
  }

  #take(leaf: ArrowLeaf, column: TableColumn, first: number, count: number): void {
    const { type, batch } = leaf;
    const rows = this.#rows;
    const texts = this.#texts;
    const list = this.#listOf(leaf);
    const toInstant = this.#toInstant(leaf);
    if (list !== null) column.takeTexts(texts, rows, texts.find(list, keysOf(leaf), first, rows, count));
    else if (isWritten(leaf)) column.takeTexts(texts, rows, texts.write(batch, first, rows, count));
    else if (type.typeId === arrowType.bool) {
      for (let i = 0; i < count; i++) this.#truths[rows[i]!] = batch.value(first + rows[i]!) === true ? 1 : 0;
      column.takeTruths(this.#truths, rows, count);
    } else if (type.typeId === arrowType.int || type.typeId === arrowType.float) {
      column.takeNumbers(this.#numbersOf(batch, first, count, safeNumber), rows, count);
    } else if (toInstant !== null) {
      column.takeInstants(this.#numbersOf(batch, first, count, toInstant), rows, count);
    } else if (type.typeId !== arrowType.null) column.leave(rows, count);
  }

  #numbersOf(batch: Batch<unknown>, first: number, count: number, numberOf: (value: unknown) => number): Float64Array {
    for (let i = 0; i < count; i++) {
      const row = this.#rows[i]!;
      this.#numbers[row] = numberOf(batch.value(first + row));
    }
    return this.#numbers;
  }

  /** What makes an instant of a time of this column, or `null` where nothing does. */
  #toInstant({ type }: ArrowLeaf): ((value: unknown) => number) | null {
    const zone = this.#zone;
    if (type.typeId !== arrowType.timestamp || !("timezone" in type)) return null;
    if (type.timezone !== null) return Number;
    return zone === null ? null : (value) => zone.toInstant(Number(value));
  }

  /** The texts of a column that stand somewhere one after another. */
  #listOf({ type, batch }: ArrowLeaf): TextList | null {
    const { offsets, values } = batch;
    if (type.typeId === arrowType.dictionary) return this.#dictionaryOf(batch);
    if (type.typeId === arrowType.utf8) return { bytes: values as Uint8Array, ends: offsets as Int32Array, step: 1 };
    if (type.typeId !== arrowType.largeUtf8) return null;
    // A file of more than 2 GiB cannot be read, so the upper half of an offset is nought.
    const { buffer, byteOffset, length } = offsets as unknown as BigInt64Array;
    return { bytes: values as Uint8Array, ends: new Int32Array(buffer, byteOffset, length * 2), step: 2 };
  }

  /** The texts of a dictionary, which many batches share, or `null` where it holds something else. */
  #dictionaryOf(batch: Batch<unknown>): TextList | null {
    const { cache } = batch as Batch<unknown> & { cache: readonly unknown[] };
    let list = this.#dictionaries.get(cache);
    if (list === undefined) {
      list = cache.every((text) => typeof text === "string") ? listOfTexts(cache) : null;
      this.#dictionaries.set(cache, list);
    }
    return list;
  }
}

function listOfTexts(texts: readonly string[]): TextList {
  const bytes = new Uint8Array(texts.reduce((total, text) => total + text.length * 3, 0));
  const ends = new Int32Array(texts.length + 1);
  texts.forEach((text, i) => {
    ends[i + 1] = encodeText(text, bytes, ends[i]!);
  });
  return { bytes, ends, step: 1 };
}

/** Whether a column's values are made into texts: views of them, and ids that are numbers. */
function isWritten({ path, type }: ArrowLeaf): boolean {
  return type.typeId === arrowType.utf8View || (type.typeId === arrowType.int && textPaths.has(path));
}

/** By row, the place of its text in the list, where that is not the row itself. */
function keysOf({ type, batch }: ArrowLeaf): ArrayLike<number | bigint> | null {
  return type.typeId === arrowType.dictionary ? (batch.values as unknown as ArrayLike<number | bigint>) : null;
}

/** NaN for a whole number that a double does not hold. */
function safeNumber(value: unknown): number {
  const number = Number(value);
  return typeof value === "bigint" && !Number.isSafeInteger(number) ? Number.NaN : number;
}

/** A bit by row; `null` where every row has a value. */
function validityOf(batch: Batch<unknown> | null): Uint8Array | null {
  return batch === null || batch.nullCount === 0 ? null : ((batch.validity as Uint8Array | undefined) ?? null);
}
