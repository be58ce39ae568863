import type { Clock } from "./compile-calendar.ts";
import { requireInRange, workedUntil } from "./edges-until.ts";

/**
 * The instant (epoch ms) at which `ms` of business time have passed since `fromMs`; a negative `ms` walks back.
 * `businessMs(clock, fromMs, addBusiness(clock, fromMs, ms))` is `ms`.
 *
 * Where a closing leaves a choice, the answer is the instant nearest to `fromMs`: eight hours after nine o'clock on a desk open
 * 09:00–17:00 is 17:00 the same day, not 09:00 the next; eight hours back from 17:00 is 09:00. Zero gives `fromMs` itself, open or
 * not.
 *
 * @throws RangeError when `fromMs` or the answer lies outside the range of the clock, or `ms` is not a number.
 */
export function addBusiness(clock: Clock, fromMs: number, ms: number): number {
  requireInRange(clock, fromMs, "addBusiness");
  if (Number.isNaN(ms)) throw new RangeError("addBusiness: expected a number of milliseconds, got NaN");
  if (ms === 0) return fromMs;
  const { edges, worked } = clock;
  const target = workedUntil(clock, fromMs) + ms;
  const limit = workedUntil(clock, ms > 0 ? clock.toMs : clock.fromMs);
  if (ms > 0 ? target > limit : target < limit) {
    const end = new Date(ms > 0 ? clock.toMs : clock.fromMs).toISOString();
    throw new RangeError(`addBusiness: ${ms} ms of business time lie beyond ${end}, the end of the clock's range`);
  }
  // Spans are numbered 0 … edges.length / 2 − 1: span s opens at edges[2s] with worked[2s] done and closes at edges[2s + 1].
  let low = 0;
  let high = edges.length / 2;
  if (ms > 0) {
    while (low < high) {
      const middle = (low + high) >> 1;
      if (worked[2 * middle + 2]! < target) low = middle + 1;
      else high = middle;
    }
  } else {
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (worked[2 * middle]! <= target) low = middle;
      else high = middle;
    }
  }
  return edges[2 * low]! + (target - worked[2 * low]!);
}
