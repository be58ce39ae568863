import type { DuckDBDataChunk } from "@duckdb/node-api";
import type { Zone } from "../../clock/zone.ts";
import type { EventTable } from "../../log/table/event-table.ts";
import { mostRows } from "../../log/table/row-states.ts";
import type { TableColumn } from "../../log/table/table-column.ts";
import { wallText } from "./arrow-leaves.ts";
import type { Leaf } from "./duckdb-leaves.ts";
import { type BlobsClass, DuckDbTexts } from "./duckdb-texts.ts";
import { presentRows } from "./present-rows.ts";

type Vector = ReturnType<DuckDBDataChunk["getColumnVector"]>;
/** What a column of texts and one of numbers have beside the package's own ways, which make a string or a BigInt of a cell. */
interface RawVector {
  dataView: DataView;
  items: Float64Array;
  validity: { data: BigUint64Array | null; offset: number };
}

/** Gives an `EventTable` the chunks of a result whose columns are those of the leaves, as `leafSql` asks for them. */
export class DuckDbChunks {
  readonly #table: EventTable;
  readonly #leaves: readonly Leaf[];
  readonly #columns: readonly TableColumn[];
  readonly #texts: DuckDbTexts;
  readonly #zone: Zone | null;
  readonly #rows = new Int32Array(mostRows);
  readonly #instants = new Float64Array(mostRows);
  /** By leaf. */
  #vectors: readonly Vector[] = [];

  /** `zone`: that of times without one. */
  constructor(table: EventTable, leaves: readonly Leaf[], zone: Zone | null, blobs: BlobsClass) {
    this.#table = table;
    this.#leaves = leaves;
    this.#columns = table.columnsOf(leaves.map(({ path }) => path));
    this.#texts = new DuckDbTexts(blobs);
    this.#zone = zone;
  }

  /** From here on rows are those of this chunk. */
  begin(chunk: DuckDBDataChunk): void {
    const { rowCount } = chunk;
    if (rowCount > mostRows) throw new RangeError(`DuckDbChunks: expected at most ${mostRows} rows, got ${rowCount}`);
    this.#vectors = vectorsOf(this.#leaves, chunk);
    this.#table.begin(rowCount);
    const rows = this.#rows;
    this.#leaves.forEach((leaf, column) => {
      const vector = this.#vectors[column]!;
      this.#take(leaf, vector, column, presentRows(validityOf(vector), null, 0, rowCount, rows));
    });
  }

  /** A row's values by path, for the schema to judge. */
  values(row: number): Record<string, unknown> {
    return valuesIn(this.#leaves, this.#vectors, row);
  }

  #take({ kind }: Leaf, vector: Vector, index: number, count: number): void {
    const { dataView, items } = vector as unknown as RawVector;
    const column = this.#columns[index]!;
    const rows = this.#rows;
    if (kind === "text") {
      column.takeTexts(this.#texts, rows, this.#texts.read(dataView, rows, count));
    } else if (kind === "truth") {
      column.takeTruths(new Uint8Array(dataView.buffer, dataView.byteOffset), rows, count);
    } else if (kind === "number") column.takeNumbers(items, rows, count);
    else if (kind === "instant") column.takeInstants(items, rows, count);
    else if (kind === "wallTime" && this.#zone !== null) {
      column.takeInstants(this.#instantsOf(items, this.#zone, count), rows, count);
    } else column.leave(rows, count);
  }

  #instantsOf(wallTimes: Float64Array, zone: Zone, count: number): Float64Array {
    for (let i = 0; i < count; i++) {
      const row = this.#rows[i]!;
      this.#instants[row] = zone.toInstant(wallTimes[row]!);
    }
    return this.#instants;
  }
}

function vectorsOf(leaves: readonly Leaf[], chunk: DuckDBDataChunk): Vector[] {
  return leaves.map((_, column) => chunk.getColumnVector(column));
}

function valuesIn(leaves: readonly Leaf[], vectors: readonly Vector[], row: number): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  leaves.forEach(({ path, kind }, column) => {
    const value = said(kind, vectors[column]!.getItem(row));
    if (value === null || value === "") return;
    Object.defineProperty(values, path, { value, enumerable: true, configurable: true });
  });
  return values;
}

/** All rows of a chunk, each as its values by path. */
export function rowsOfChunk(leaves: readonly Leaf[], chunk: DuckDBDataChunk): Record<string, unknown>[] {
  const vectors = vectorsOf(leaves, chunk);
  return Array.from({ length: chunk.rowCount }, (_, row) => valuesIn(leaves, vectors, row));
}

/** The SQL that gives a leaf's values as `DuckDbChunks` reads them. */
export function leafSql({ kind, sql }: Leaf): string {
  switch (kind) {
    case "number":
      return `${sql}::double`;
    case "instant":
      return `epoch_us(${sql}) / 1000.0`;
    case "wallTime":
      return `epoch_us(${sql}::timestamp) / 1000.0`;
    case "other":
      return `to_json(${sql})::varchar`;
    default:
      return sql;
  }
}

function said(kind: Leaf["kind"], value: unknown): unknown {
  if (value === null) return null;
  switch (kind) {
    case "number":
      return Number.isFinite(value) ? value : String(value);
    case "instant":
      return `${wallText(value as number)}Z`;
    case "wallTime":
      return wallText(value as number);
    case "other":
      return JSON.parse(value as string);
    default:
      return value;
  }
}

/** A bit by row; `null` where every row has a value. */
function validityOf(vector: Vector): Uint8Array | null {
  const { data, offset } = (vector as unknown as RawVector).validity;
  if (data === null) return null;
  if (offset !== 0) throw new RangeError(`validityOf: expected a whole chunk, got one from row ${offset} on`);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
