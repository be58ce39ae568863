import { sum } from "simple-statistics";

/**
 * Sum of finite values with the rounding error carried along (Kahan–Babuška sum; Neumaier, ZAMM 54, 1974), so that a
 * million small numbers beside a large one are not lost. The same values in the same order give the same bits.
 *
 * @returns the sum in the unit of the values; 0 for no values
 * @throws RangeError if a value, or the sum, is not finite
 */
export function compensatedSum(values: Float64Array | readonly number[]): number {
  // The library only reads `length` and elements, which a typed array has; its type asks for an ordinary array.
  const total = sum(values as readonly number[]);
  if (!Number.isFinite(total)) throw new RangeError(`compensatedSum: expected finite values, got a sum of ${total}`);
  return total;
}

/**
 * Sum of whole numbers from 0 on, exact in whatever order they stand.
 *
 * @returns the sum; `null` where a value is none of those, or the sum is beyond what a number holds exactly
 */
export function wholeSum(values: Float64Array): number | null {
  let total = 0;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    if (!(value >= 0 && value === Math.floor(value))) return null;
    total += value;
  }
  return total <= Number.MAX_SAFE_INTEGER ? total : null;
}
