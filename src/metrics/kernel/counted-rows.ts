import type { Sample } from "./metric.ts";

/** The rows that were counted, in table order. */
export function countedRows({ n, codes, chosen }: Sample): Int32Array {
  const rows = new Int32Array(n + 1);
  const length = (chosen ?? codes).length;
  let count = 0;
  for (let i = 0; i < length; i++) {
    const row = chosen === null ? i : chosen[i]!;
    rows[count] = row; // where the next that counts will stand if this one does not
    count += Number(codes[row]! >= 0);
  }
  return rows.subarray(0, n);
}
