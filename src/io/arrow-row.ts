import type { Batch } from "@uwdata/flechette";
import type { Zone } from "../clock/zone.ts";
import { encodeText } from "../log/text-codec.ts";
import { type ArrowLeaf, arrowType } from "./arrow-leaves.ts";
import { type CellColumn, type CellRow, holdsInstant, holdsNumber, holdsTruth, notPlain } from "./cell-row.ts";
import { texts } from "./duckdb-leaves.ts";

/** Texts one after another: text i stands from `ends[i]` to `ends[i + 1]`. */
interface TextList {
  ends: ArrayLike<number>;
  bytes: Uint8Array;
}

/** Gives a `CellRow` the record batches of a table. */
export class ArrowRow {
  readonly #cells: CellRow;
  readonly #zone: Zone | null;
  readonly #dictionaries = new Map<unknown, TextList>();

  /** `zone`: that of times without one. */
  constructor(cells: CellRow, zone: Zone | null) {
    this.#cells = cells;
    this.#zone = zone;
  }

  /** From here on rows are those of a record batch with these leaves. */
  begin(leaves: readonly ArrowLeaf[]): void {
    this.#cells.beginTable(leaves.map(({ path }) => path));
    const validity = (batch: Batch<unknown> | null) =>
      batch === null || batch.nullCount === 0 ? null : ((batch.validity as Uint8Array | undefined) ?? null);
    this.#cells.begin(
      leaves.map((leaf, column) => ({
        valid: validity(leaf.batch),
        outer: validity(leaf.parent),
        put: this.#putOf(leaf, column),
      })),
    );
  }

  #putOf({ path, type, batch }: ArrowLeaf, column: number): CellColumn["put"] {
    const cells = this.#cells;
    switch (type.typeId) {
      case arrowType.null:
        return (_, at) => at;
      case arrowType.utf8:
        return this.#putsOf({ ends: batch.offsets as Int32Array, bytes: batch.values as Uint8Array }, null, column);
      case arrowType.dictionary:
        return this.#putsOf(this.#listOf(batch), batch.values as unknown as ArrayLike<number | bigint>, column);
      case arrowType.bool:
        return holdsTruth(path) ? (row, at) => cells.putTruth(batch.value(row) === true, at, column) : notPlain;
      case arrowType.int:
      case arrowType.float: {
        const isId = texts.has(path) && type.typeId === arrowType.int;
        if (!isId && !holdsNumber(path)) return notPlain;
        return (row, at) => cells.putNumber(Number(batch.value(row)), at, column, isId);
      }
      case arrowType.timestamp: {
        const zone = "timezone" in type && type.timezone !== null ? null : this.#zone;
        if (!holdsInstant(path) || !("timezone" in type) || (type.timezone === null && zone === null)) return notPlain;
        return (row, at) => {
          const ms = batch.value(row) as number;
          return cells.putNumber(zone === null ? ms : zone.toInstant(ms), at, column);
        };
      }
      default:
        return (row, at) => {
          const value = batch.value(row);
          return typeof value === "string" ? cells.endText(at, cells.copyText(value, at), column) : -1;
        };
    }
  }

  /** `keys`: by row, the place of its text in the list, where that is not the row itself. */
  #putsOf(list: TextList | null, keys: ArrayLike<number | bigint> | null, column: number): CellColumn["put"] {
    if (list === null) return notPlain;
    const { ends, bytes } = list;
    const cells = this.#cells;
    return (row, at) => {
      const place = keys === null ? row : Number(keys[row]!);
      return cells.putBytes(bytes, ends[place]!, ends[place + 1]! - ends[place]!, at, column);
    };
  }

  /** The texts of a dictionary, which many batches share, or `null` where it holds something else. */
  #listOf(batch: Batch<unknown>): TextList | null {
    const { cache } = batch as Batch<unknown> & { cache: readonly unknown[] };
    const known = this.#dictionaries.get(cache);
    if (known !== undefined) return known;
    if (!cache.every((text) => typeof text === "string")) return null;
    const bytes = new Uint8Array(cache.reduce((total, text) => total + text.length * 3, 0));
    const ends = new Int32Array(cache.length + 1);
    cache.forEach((text, i) => {
      ends[i + 1] = encodeText(text, bytes, ends[i]!);
    });
    this.#dictionaries.set(cache, { ends, bytes });
    return { ends, bytes };
  }
}
