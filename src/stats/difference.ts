import { type Interval, noInterval } from "./interval.ts";

/**
 * a − b with limits recovered from those of a and of b: MOVER, the method of variance estimates recovery (Zou and
 * Donner, Statistics in Medicine 27, 2008). For two Wilson intervals it is Newcombe's hybrid score interval (method 10,
 * Statistics in Medicine 17, 1998). The two must come from independent samples and have the same level.
 *
 * @returns nulls throughout if any part of either interval is null
 */
export function differenceInterval(a: Interval, b: Interval): Interval {
  if (a.value === null || a.low === null || a.high === null) return noInterval;
  if (b.value === null || b.low === null || b.high === null) return noInterval;
  const value = a.value - b.value;
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.high - b.value),
    high: value + Math.hypot(a.high - a.value, b.value - b.low),
  };
}
