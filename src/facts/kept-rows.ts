import type { Table, TableSpec } from "./columns.ts";

type Numbers = Float64Array | Int32Array | Uint8Array;

/** Which rows of a table stay. */
export interface KeptRows {
  /** How many. */
  readonly length: number;
  /** Where each row went; -1 nowhere. */
  readonly moved: Int32Array;
  /** The cells of a column that stay, as a column of their own. */
  take<T extends Numbers>(column: T): T;
}

/** The rows of a table that stay, kept as the stretches in which they stand: what goes is little. */
export function keptRows(length: number, stays: (row: number) => boolean): KeptRows {
  const moved = new Int32Array(length).fill(-1);
  const stretches: [from: number, to: number][] = [];
  let from = 0;
  let next = 0;
  for (let row = 0; row < length; row++) {
    if (!stays(row)) {
      if (row > 0 && moved[row - 1]! >= 0) stretches.push([from, row]);
      continue;
    }
    if (row === 0 || moved[row - 1]! < 0) from = row;
    moved[row] = next++;
    if (row + 1 === length) stretches.push([from, length]);
  }
  return {
    length: next,
    moved,
    take<T extends Numbers>(column: T): T {
      const taken = new (column.constructor as new (length: number) => T)(next);
      let to = 0;
      for (const [from, end] of stretches) {
        taken.set(column.subarray(from, end) as never, to);
        to += end - from;
      }
      return taken;
    },
  };
}

/** A table of the rows that stay. Its columns may be written to; references to rows are as they were. */
export function takeRuns<S extends TableSpec>(spec: S, table: Table<S>, rows: KeptRows): Table<S> {
  const columns = Object.keys(spec).map((name) => [name, rows.take(table[name as keyof S] as Numbers)]);
  return { length: rows.length, ...Object.fromEntries(columns) } as Table<S>;
}
