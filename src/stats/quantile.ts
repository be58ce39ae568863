import { quantileSorted as interpolatedQuantile } from "simple-statistics";
import { type Interval, noInterval } from "./interval.ts";
import { requireLevel } from "./level.ts";
import { orderRanks } from "./order-ranks.ts";

function requireSorted(caller: string, sorted: Float64Array): void {
  if (sorted.length > 0 && !Number.isFinite(sorted[0]! + sorted[sorted.length - 1]!)) {
    throw new RangeError(`${caller}: expected finite values`);
  }
  for (let i = 1; i < sorted.length; i += 1) {
    if (!(sorted[i - 1]! <= sorted[i]!)) {
      throw new RangeError(
        `${caller}: expected values sorted from low to high, got ${sorted[i]} after ${sorted[i - 1]}`,
      );
    }
  }
}

function requireShare(caller: string, p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${caller}: expected p between 0 and 1, got p=${p}`);
}

/**
 * The p-quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan, The American
 * Statistician 50, 1996; the default of R and NumPy).
 *
 * @param sorted finite values from low to high, at least one
 * @param p between 0 and 1
 * @throws RangeError outside those ranges, or if the values are not sorted
 */
export function quantileSorted(sorted: Float64Array, p: number): number {
  requireShare("quantileSorted", p);
  if (sorted.length === 0) throw new RangeError("quantileSorted: expected at least one value, got none");
  requireSorted("quantileSorted", sorted);
  return interpolate(sorted, p);
}

function interpolate(sorted: Float64Array, p: number): number {
  // The library only reads `length` and elements, which a typed array has; its type asks for an ordinary array.
  return interpolatedQuantile(sorted as unknown as readonly number[], p);
}

/**
 * The p-quantile with limits that are themselves observations, chosen by binomial ranks so that they hold for any
 * distribution, ties included, at least as often as the level says (David and Nagaraja, Order Statistics, 2003, 7.1).
 * A limit is `null` where the sample is too small for any observation to bound the quantile on that side.
 *
 * @param sorted finite values from low to high; none gives an interval of nulls
 * @param p between 0 and 1
 * @param level two-sided confidence level, such as 0.95
 * @returns value and limits in the unit of the values
 * @throws RangeError outside those ranges, or if the values are not sorted
 */
export function quantileInterval(sorted: Float64Array, p: number, level: number): Interval {
  requireLevel("quantileInterval", level);
  requireShare("quantileInterval", p);
  requireSorted("quantileInterval", sorted);
  const n = sorted.length;
  if (n === 0) return noInterval;
  const value = interpolate(sorted, p);
  const ranks = orderRanks(n, p, level);
  // With a low level the interpolated value can fall just outside the ranks; widening only adds coverage.
  return {
    value,
    low: ranks.lower < 1 ? null : Math.min(value, sorted[ranks.lower - 1]!),
    high: ranks.upper > n ? null : Math.max(value, sorted[ranks.upper - 1]!),
  };
}
