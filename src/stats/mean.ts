import { type Interval, noInterval } from "./interval.ts";
import { requireLevel } from "./level.ts";
import { compensatedSum } from "./moments.ts";
import { studentQuantile } from "./student.ts";

/**
 * Mean with Student's t interval (Student, Biometrika 6, 1908). One value alone has a mean and no limits.
 *
 * Two passes with compensated sums, the second correcting the first, so that large offsets (epoch milliseconds) cost
 * no digits; equal input in equal order gives equal bits.
 *
 * @param values finite values; none gives an interval of nulls
 * @param level two-sided confidence level, such as 0.95
 * @returns value and limits in the unit of the values
 * @throws RangeError if the level or a value is out of range
 */
export function meanInterval(values: Float64Array, level: number): Interval {
  requireLevel("meanInterval", level);
  const n = values.length;
  if (n === 0) return noInterval;
  const rough = compensatedSum(values) / n;
  const residuals = new Float64Array(n);
  for (let i = 0; i < n; i += 1) residuals[i] = values[i]! - rough;
  const offset = compensatedSum(residuals) / n;
  const mean = rough + offset;
  if (n === 1) return { value: mean, low: null, high: null };
  const squares = residuals; // in their place
  for (let i = 0; i < n; i += 1) squares[i] = (residuals[i]! - offset) * (residuals[i]! - offset);
  const standardError = Math.sqrt(compensatedSum(squares) / (n - 1) / n);
  const half = -studentQuantile((1 - level) / 2, n - 1) * standardError;
  return { value: mean, low: mean - half, high: mean + half };
}
