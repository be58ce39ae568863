import type { DuckDBDataChunk } from "@duckdb/node-api";
import type { Zone } from "../../clock/zone.ts";
import type { EventTable } from "../../log/table/event-table.ts";
import type { PackedColumn } from "../../log/table/packed-column.ts";
import { mostRows } from "../../log/table/row-states.ts";
import type { TableColumn } from "../../log/table/table-column.ts";
import type { DuckDbColumns } from "./duckdb-columns.ts";
import type { Leaf } from "./duckdb-leaves.ts";
import { type BlobsClass, DuckDbTexts } from "./duckdb-texts.ts";
import { presentRows } from "./present-rows.ts";

type Vector = ReturnType<DuckDBDataChunk["getColumnVector"]>;
/** What a column of texts and one of numbers have beside the package's own ways, which make a string or a BigInt of a cell. */
interface RawVector {
  dataView: DataView;
  items: Float64Array | Int32Array;
  validity: { data: BigUint64Array | null; offset: number };
}

/** Gives an `EventTable` the chunks of a result that has these columns. */
export class DuckDbChunks {
  readonly #table: EventTable;
  readonly #asked: DuckDbColumns;
  readonly #packs: readonly PackedColumn[];
  readonly #columns: readonly TableColumn[];
  readonly #texts: DuckDbTexts;
  readonly #zone: Zone | null;
  readonly #rows = new Int32Array(mostRows);
  readonly #instants = new Float64Array(mostRows);
  #chunk: DuckDBDataChunk | null = null;

  /** `zone`: that of times without one. */
  constructor(table: EventTable, asked: DuckDbColumns, zone: Zone | null, blobs: BlobsClass) {
    this.#table = table;
    this.#asked = asked;
    this.#packs = asked.packs.map((pack) => table.packedColumnOf(pack));
    this.#columns = table.columnsOf(asked.single.map(({ path }) => path));
    this.#texts = new DuckDbTexts(blobs);
    this.#zone = zone;
  }

  /** From here on rows are those of this chunk. */
  begin(chunk: DuckDBDataChunk): void {
    const { rowCount } = chunk;
    if (rowCount > mostRows) throw new RangeError(`DuckDbChunks: expected at most ${mostRows} rows, got ${rowCount}`);
    const { single, firstSingle } = this.#asked;
    this.#chunk = chunk;
    this.#table.begin(rowCount);
    this.#packs.forEach((pack, index) => {
      const vector = chunk.getColumnVector(index);
      pack.take((vector as unknown as RawVector).items as Int32Array, validityOf(vector), rowCount);
    });
    const rows = this.#rows;
    single.forEach((leaf, column) => {
      const vector = chunk.getColumnVector(firstSingle + column);
      this.#take(leaf, vector, column, presentRows(validityOf(vector), null, 0, rowCount, rows));
    });
  }

  /** A row's values by path, for the schema to judge. */
  values(row: number): Record<string, unknown> {
    return this.#asked.valuesIn(this.#chunk!, row);
  }

  #take({ kind }: Leaf, vector: Vector, index: number, count: number): void {
    const { dataView, items } = vector as unknown as RawVector;
    const column = this.#columns[index]!;
    const rows = this.#rows;
    if (kind === "text") {
      column.takeTexts(this.#texts, rows, this.#texts.read(dataView, rows, count));
    } else if (kind === "truth") {
      column.takeTruths(new Uint8Array(dataView.buffer, dataView.byteOffset), rows, count);
    } else if (kind === "number") column.takeNumbers(items as Float64Array, rows, count);
    else if (kind === "instant") column.takeInstants(items as Float64Array, rows, count);
    else if (kind === "wallTime" && this.#zone !== null) {
      column.takeInstants(this.#instantsOf(items as Float64Array, this.#zone, count), rows, count);
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

/** All rows of a chunk, each as its values by path. */
export function rowsOfChunk(asked: DuckDbColumns, chunk: DuckDBDataChunk): Record<string, unknown>[] {
  return Array.from({ length: chunk.rowCount }, (_, row) => asked.valuesIn(chunk, row));
}

/** A bit by row; `null` where every row has a value. */
function validityOf(vector: Vector): Uint8Array | null {
  const { data, offset } = (vector as unknown as RawVector).validity;
  if (data === null) return null;
  if (offset !== 0) throw new RangeError(`validityOf: expected a whole chunk, got one from row ${offset} on`);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
