/** A column's cells of the rows, in their order. */
export function cells(rows: Int32Array, column: Float64Array | Int32Array): Float64Array {
  const found = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) found[i] = column[rows[i]!]!;
  return found;
}

/** The time from one instant of each row to another, in the order of the rows; rows that lack either are passed over. */
export function elapsedMs(rows: Int32Array, fromAt: Float64Array, toAt: Float64Array): Float64Array {
  const found = new Float64Array(rows.length + 1);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const elapsed = toAt[rows[i]!]! - fromAt[rows[i]!]!;
    found[count] = elapsed; // where the next will stand if this one is none
    count += Number(elapsed >= -Infinity);
  }
  return found.subarray(0, count);
}

/** How many of the rows have each code of a column. */
export function codeCounts(rows: Int32Array, column: Uint8Array): Int32Array {
  const counts = new Int32Array(256);
  for (let i = 0; i < rows.length; i++) counts[column[rows[i]!]!]!++;
  return counts;
}

/** How many of the rows have each of the bits of a column; sets are counted, then what is in them. */
export function bitCounts(rows: Int32Array, column: Uint8Array | Int32Array, bits: number): Int32Array {
  const sets = new Int32Array(1 << bits);
  for (let i = 0; i < rows.length; i++) sets[column[rows[i]!]!]!++;
  return Int32Array.from({ length: bits }, (_, bit) =>
    sets.reduce((sum, count, set) => sum + ((set >> bit) & 1) * count, 0),
  );
}
