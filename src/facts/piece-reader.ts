import type { ColumnKind } from "./columns.ts";
import { aligned, cellBytes, isLittleEndian, reverseCells } from "./facts-layout.ts";

type Numbers = Float64Array | Int32Array | Uint8Array;

/** Takes the columns of saved facts one after another, each only where it lies within the bytes. */
export class PieceReader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, from: number) {
    this.#bytes = bytes;
    this.#at = from;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** The next bytes, or `null` where there are not as many. */
  bytes(count: number): Uint8Array | null {
    const from = this.#at;
    if (count > this.#bytes.length - from) return null;
    this.#at = Math.min(this.#bytes.length, aligned(from + count));
    return this.#bytes.subarray(from, from + count);
  }

  /** The next column, or `null` where it is not what it should be. */
  column(column: ColumnKind | "lengths", packing: string, rows: number, isFirst: boolean): Numbers | null {
    if (packing === "c") {
      // Rows of which no column has bytes could be any number; the first column always has its own.
      if (isFirst || rows === 0) return null;
      const one = this.#cells(column, "p", 1);
      return one === null ? null : makeCells(column, rows).fill(one[0]!);
    }
    return this.#cells(column, packing, rows);
  }

  #cells(column: ColumnKind | "lengths", packing: string, rows: number): Numbers | null {
    const plainWidth = cellBytes(column, "p");
    const isNarrow = packing === "b" || packing === "s";
    if (isNarrow ? plainWidth !== 4 : packing !== "p") return null;
    const width = cellBytes(column, packing);
    const stored = this.bytes(rows * width);
    if (stored === null) return null;
    // Not `slice`: of Node's buffers that is a view of the same memory.
    const copy = new Uint8Array(stored);
    if (!isLittleEndian()) reverseCells(copy, width);
    if (packing === "b") return Int32Array.from(new Int8Array(copy.buffer));
    if (packing === "s") return Int32Array.from(new Int16Array(copy.buffer));
    if (plainWidth === 8) return new Float64Array(copy.buffer);
    return plainWidth === 4 ? new Int32Array(copy.buffer) : copy;
  }
}

function makeCells(column: ColumnKind | "lengths", rows: number): Numbers {
  const width = cellBytes(column, "p");
  return width === 8 ? new Float64Array(rows) : width === 4 ? new Int32Array(rows) : new Uint8Array(rows);
}
