/** The time from one instant of each row to another, in the order of the rows; rows that lack either are passed over. */
export function elapsedMs(rows: Int32Array, fromAt: Float64Array, toAt: Float64Array): Float64Array {
  const found = new Float64Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const elapsed = toAt[rows[i]!]! - fromAt[rows[i]!]!;
    if (!Number.isNaN(elapsed)) found[count++] = elapsed;
  }
  return found.subarray(0, count);
}

/** How many of the rows have each code of a column. */
export function codeCounts(rows: Int32Array, column: Uint8Array): Int32Array {
  const counts = new Int32Array(256);
  for (let i = 0; i < rows.length; i++) counts[column[rows[i]!]!]!++;
  return counts;
}

/** How many of the rows have each bit of a column set. */
export function bitCounts(rows: Int32Array, column: Uint8Array | Int32Array): Int32Array {
  const counts = new Int32Array(32);
  for (let i = 0; i < rows.length; i++) {
    for (let bits = column[rows[i]!]!; bits !== 0; bits &= bits - 1) counts[31 - Math.clz32(bits & -bits)]!++;
  }
  return counts;
}
