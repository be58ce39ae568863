import { gammaQuantile } from "./gamma.ts";
import type { Interval } from "./interval.ts";
import { requireLevel } from "./level.ts";

/**
 * Exact interval of the mean of a Poisson count (Garwood, Biometrika 28, 1936). It covers at least as often as it says.
 *
 * @param count whole number from 0 on
 * @param level two-sided confidence level, such as 0.95
 * @returns expected counts; divide by the exposure for a rate
 * @throws RangeError outside those ranges
 */
export function poissonInterval(count: number, level: number): Interval {
  requireLevel("poissonInterval", level);
  if (!(Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError(`poissonInterval: expected a whole count >= 0, got count=${count}`);
  }
  const tail = (1 - level) / 2;
  return {
    value: count,
    low: count === 0 ? 0 : gammaQuantile(tail, count),
    high: gammaQuantile(1 - tail, count + 1),
  };
}
