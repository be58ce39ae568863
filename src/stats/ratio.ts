import { type Interval, noInterval } from "./interval.ts";
import { requireLevel } from "./level.ts";
import { compensatedSum } from "./moments.ts";
import { studentQuantile } from "./student.ts";

function requireNonNegative(name: string, values: Float64Array): void {
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    if (!(value >= 0 && value < Infinity)) {
      throw new RangeError(`ratioOfSums: expected finite ${name} >= 0, got ${value}`);
    }
  }
}

/**
 * Sum over sum, such as hours per update, where the unit drawn is neither the hour nor the update but the cluster (the
 * ticket) that brings both. The limits follow the spread between clusters by Taylor linearisation, with t on n − 1
 * degrees of freedom (Cochran, Sampling Techniques, 3rd ed. 1977, 6.4), so that one long ticket with many updates is
 * not mistaken for many independent ones. The lower limit is cut at 0.
 *
 * @param numerators one value a cluster, finite and not negative
 * @param denominators one value a cluster, finite and not negative; a sum of 0 gives an interval of nulls
 * @param level two-sided confidence level, such as 0.95
 * @returns value and limits in units of the numerator per unit of the denominator; one cluster alone has no limits
 * @throws RangeError outside those ranges or if the lengths differ
 */
export function ratioOfSums(numerators: Float64Array, denominators: Float64Array, level: number): Interval {
  requireLevel("ratioOfSums", level);
  const n = numerators.length;
  if (n !== denominators.length) {
    throw new RangeError(`ratioOfSums: expected equal lengths, got ${n} and ${denominators.length}`);
  }
  requireNonNegative("numerators", numerators);
  requireNonNegative("denominators", denominators);
  const denominator = compensatedSum(denominators);
  if (denominator === 0) return noInterval;
  const ratio = compensatedSum(numerators) / denominator;
  if (n < 2) return { value: ratio, low: null, high: null };
  const squares = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    const residual = numerators[i]! - ratio * denominators[i]!;
    squares[i] = residual * residual;
  }
  const standardError = Math.sqrt((n / (n - 1)) * compensatedSum(squares)) / denominator;
  const half = -studentQuantile((1 - level) / 2, n - 1) * standardError;
  return { value: ratio, low: Math.max(0, ratio - half), high: ratio + half };
}
