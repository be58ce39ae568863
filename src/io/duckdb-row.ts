import type { DuckDBDataChunk } from "@duckdb/node-api";
import type { Zone } from "../clock/zone.ts";
import { wallText } from "./arrow-leaves.ts";
import { type CellColumn, type CellRow, holdsInstant, holdsNumber, holdsTruth, notPlain } from "./cell-row.ts";
import type { Leaf } from "./duckdb-leaves.ts";

/** A text of DuckDB takes so many bytes, its length and, up to twelve bytes, the text itself; else where it stands. */
const textBytes = 16;
export const shortBytes = 12;
/** Enough for an instant and for a UUID. */
const mostPieces = 3;

type Vector = ReturnType<DuckDBDataChunk["getColumnVector"]>;
/** What a column of texts and one of numbers have beside the package's own ways, which make a string or a BigInt of a cell. */
interface RawVector {
  dataView: DataView;
  items: Float64Array;
  validity: { data: BigUint64Array | null; offset: number };
}

/** Gives a `CellRow` the chunks of a result whose columns are those of the leaves, as `leafSql` asks for them. */
export class DuckDbRow {
  readonly #cells: CellRow;
  readonly #leaves: readonly Leaf[];
  readonly #zone: Zone | null;
  readonly #pieces: readonly number[];
  /** By leaf: its columns of the chunk. */
  #vectors: readonly (readonly Vector[])[] = [];

  /** `long`: as given to `leafSql`; `zone`: that of times without one. */
  constructor(cells: CellRow, leaves: readonly Leaf[], long: ReadonlySet<string>, zone: Zone | null) {
    this.#cells = cells;
    this.#leaves = leaves;
    this.#zone = zone;
    this.#pieces = leaves.map((leaf) => piecesOf(leaf, long));
    cells.beginTable(leaves.map(({ path }) => path));
  }

  /** From here on rows are those of this chunk. */
  begin(chunk: DuckDBDataChunk): void {
    let next = 0;
    this.#vectors = this.#pieces.map((count) => Array.from({ length: count }, () => chunk.getColumnVector(next++)));
    this.#cells.begin(
      this.#leaves.map((leaf, column) => ({
        valid: validityOf(this.#vectors[column]![0]!),
        outer: null,
        put: this.#putOf(leaf, this.#vectors[column]!, column),
      })),
    );
  }

  /** A row's values by path, for the schema to judge. */
  values(row: number): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    this.#leaves.forEach(({ path, kind }, column) => {
      const pieces = this.#vectors[column]!.map((vector) => vector.getItem(row));
      const value = said(kind, pieces.length > 1 && pieces[0] !== null ? pieces.join("") : pieces[0]!);
      if (value !== null && value !== "") Object.defineProperty(values, path, { value, enumerable: true });
    });
    return values;
  }

  #putOf({ path, kind }: Leaf, pieces: readonly Vector[], column: number): CellColumn["put"] {
    const cells = this.#cells;
    const vector = pieces[0]!;
    const { items } = vector as unknown as RawVector;
    switch (kind) {
      case "text":
        return this.#putsOfText(pieces, column);
      case "truth":
        return holdsTruth(path) ? (row, at) => cells.putTruth(vector.getItem(row) === true, at, column) : notPlain;
      case "number":
        return holdsNumber(path) ? (row, at) => cells.putNumber(items[row]!, at, column) : notPlain;
      case "instant":
        return holdsInstant(path) ? (row, at) => cells.putNumber(items[row]!, at, column) : notPlain;
      case "wallTime": {
        const zone = this.#zone;
        if (!holdsInstant(path) || zone === null) return notPlain;
        return (row, at) => cells.putNumber(zone.toInstant(items[row]!), at, column);
      }
      default:
        return notPlain;
    }
  }

  #putsOfText(pieces: readonly Vector[], column: number): CellColumn["put"] {
    const cells = this.#cells;
    const [first, second, third] = pieces.map((vector) => copyOf(cells, vector));
    if (second === undefined || third === undefined) return (row, at) => cells.endText(at, first!(row, at), column);
    return (row, at) => {
      let to = first!(row, at);
      if (to >= 0) to = second(row, to);
      if (to >= 0) to = third(row, to);
      return cells.endText(at, to, column);
    };
  }
}

/** Copies one piece of a text. */
function copyOf(cells: CellRow, vector: Vector): CellColumn["put"] {
  const { dataView } = vector as unknown as RawVector;
  const bytes = new Uint8Array(dataView.buffer, dataView.byteOffset, dataView.byteLength);
  return (row, at) => {
    const from = row * textBytes;
    const length = dataView.getUint32(from, true);
    if (length <= shortBytes) return cells.copy(bytes, from + 4, length, at);
    return cells.copyText(vector.getItem(row) as string, at);
  };
}

/** How many columns of the result a leaf has. */
function piecesOf({ kind, path }: Leaf, long: ReadonlySet<string>): number {
  return kind === "text" && (long.has(path) || holdsInstant(path)) ? mostPieces : 1;
}

/**
 * The SQL that gives a leaf's values as `DuckDbRow` reads them. Texts longer than DuckDB keeps in a cell come in pieces, which is ten
 * times as fast as making strings of them. `long`: paths whose texts are known to be so, beside instants.
 */
export function leafSql(leaf: Leaf, long: ReadonlySet<string>): string {
  const { kind, sql } = leaf;
  switch (kind) {
    case "text": {
      if (piecesOf(leaf, long) === 1) return sql;
      const pieces = Array.from(
        { length: mostPieces - 1 },
        (_, i) => `substr(${sql}, ${i * shortBytes + 1}, ${shortBytes})`,
      );
      return [...pieces, `substr(${sql}, ${(mostPieces - 1) * shortBytes + 1})`].join(", ");
    }
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
