import { expect } from "vitest";
import type { Interval } from "../../src/stats/interval.ts";

/** Fails unless `actual` is within `relative` of `expected`, in parts of `expected` (absolutely where that is 0). */
export function expectClose(actual: number | null, expected: number, relative: number): void {
  expect(actual).not.toBeNull();
  const distance = Math.abs(actual! - expected) / (expected === 0 ? 1 : Math.abs(expected));
  expect(distance, `${actual} against ${expected}`).toBeLessThanOrEqual(relative);
}

/** Fails if a part of the interval is NaN or infinite, or if a limit lies on the wrong side of the value. */
export function expectSound(interval: Interval): void {
  for (const part of [interval.value, interval.low, interval.high]) {
    expect(part === null || Number.isFinite(part), JSON.stringify(interval)).toBe(true);
  }
  if (interval.value !== null && interval.low !== null) expect(interval.low).toBeLessThanOrEqual(interval.value);
  if (interval.value !== null && interval.high !== null) expect(interval.high).toBeGreaterThanOrEqual(interval.value);
}
