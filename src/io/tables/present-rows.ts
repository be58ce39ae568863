/**
 * Lists the rows of a part of a column that have a value. `valid`: a bit by row of the whole column, `null` where every row has a
 * value; `outer`: the same of the struct that it is in. `from`: the part's first row, a multiple of 8; rows are listed from 0 on.
 *
 * @returns how many there are
 */
export function presentRows(
  valid: Uint8Array | null,
  outer: Uint8Array | null,
  from: number,
  count: number,
  rows: Int32Array,
): number {
  let present = 0;
  if (valid === null && outer === null) {
    for (let row = 0; row < count; row++) rows[present++] = row;
    return present;
  }
  for (let row = 0, byte = from >> 3; row < count; row += 8, byte++) {
    let bits = valid === null ? 255 : valid[byte]!;
    if (outer !== null) bits &= outer[byte]!;
    if (count - row < 8) bits &= (1 << (count - row)) - 1;
    for (; bits !== 0; bits &= bits - 1) rows[present++] = row + 31 - Math.clz32(bits & -bits);
  }
  return present;
}
