import { type Interval, noInterval } from "./interval.ts";
import { requireLevel } from "./level.ts";
import { criticalValue } from "./normal.ts";

/**
 * Score interval of a proportion (Wilson, JASA 22, 1927): sound for few cases and for shares near 0 and 1, where it
 * never leaves 0–1 and never shrinks to nothing.
 *
 * @param successes 0 to n; need not be whole, nor need n, so that an effective sample size can be given
 * @param n number of cases; 0 gives an interval of nulls
 * @param level two-sided confidence level, such as 0.95
 * @returns shares, 0–1
 * @throws RangeError outside those ranges
 */
export function wilson(successes: number, n: number, level: number): Interval {
  requireLevel("wilson", level);
  if (!(n >= 0 && n < Infinity)) throw new RangeError(`wilson: expected a finite n >= 0, got n=${n}`);
  if (!(successes >= 0 && successes <= n)) {
    throw new RangeError(`wilson: expected k between 0 and n, got k=${successes}, n=${n}`);
  }
  if (n === 0) return noInterval;
  const z = criticalValue(level);
  const value = successes / n;
  return {
    value,
    low: Math.min(value, scoreLimit(successes, n, z)),
    high: Math.max(value, 1 - scoreLimit(n - successes, n, z)),
  };
}

function scoreLimit(k: number, n: number, z: number): number {
  // The larger root first, then the smaller one from their product: the difference would cancel for small k.
  const halfSquare = (z * z) / 2;
  const larger = k + halfSquare + z * Math.sqrt((k * (n - k)) / n + halfSquare / 2);
  return ((k / n) * k) / larger;
}
