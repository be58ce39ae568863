import type { Sample } from "./metric.ts";

type Asked = Pick<Sample, "n" | "codes" | "chosen">;

/** A column's cells of the rows that were counted, in table order. */
export function cells({ n, codes, chosen }: Asked, column: Float64Array | Int32Array): Float64Array {
  const found = new Float64Array(n + 1);
  let count = 0;
  for (let i = 0; i < (chosen ?? codes).length; i++) {
    const row = chosen === null ? i : chosen[i]!;
    found[count] = column[row]!; // where the next that counts will stand if this one does not
    count += Number(codes[row]! >= 0);
  }
  return found.subarray(0, n);
}

/** The time from one instant of each counted row to another, in table order; rows that lack either are passed over. */
export function elapsedMs({ n, codes, chosen }: Asked, fromAt: Float64Array, toAt: Float64Array): Float64Array {
  const found = new Float64Array(n + 1);
  let count = 0;
  for (let i = 0; i < (chosen ?? codes).length; i++) {
    const row = chosen === null ? i : chosen[i]!;
    const elapsed = toAt[row]! - fromAt[row]!;
    found[count] = elapsed; // as above
    count += Number(codes[row]! >= 0) & Number(elapsed >= -Infinity);
  }
  return found.subarray(0, count);
}

/** How many of the counted rows have each code of a column. */
export function codeCounts({ codes, chosen }: Asked, column: Uint8Array | Int32Array, size = 256): Int32Array {
  const counts = new Int32Array(size);
  for (let i = 0; i < (chosen ?? codes).length; i++) {
    const row = chosen === null ? i : chosen[i]!;
    counts[column[row]!]! += Number(codes[row]! >= 0);
  }
  return counts;
}

/** How many of the counted rows have each of the bits of a column; sets are counted, then what is in them. */
export function bitCounts(asked: Asked, column: Uint8Array | Int32Array, bits: number): Int32Array {
  const sets = codeCounts(asked, column, 1 << bits);
  return Int32Array.from({ length: bits }, (_, bit) =>
    sets.reduce((sum, count, set) => sum + ((set >> bit) & 1) * count, 0),
  );
}
