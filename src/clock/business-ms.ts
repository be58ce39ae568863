import type { Clock } from "./compile-calendar.ts";
import { requireInRange, workedUntil } from "./edges-until.ts";

/**
 * Business time between two instants (epoch ms), in milliseconds: what of it lies inside opening hours. Negative where `toMs`
 * comes before `fromMs`. Nothing is allocated and no days are walked: B(to) − B(from).
 *
 * @throws RangeError when an instant lies outside the range for which the clock was compiled.
 */
export function businessMs(clock: Clock, fromMs: number, toMs: number): number {
  requireInRange(clock, fromMs, "businessMs");
  requireInRange(clock, toMs, "businessMs");
  return workedUntil(clock, toMs) - workedUntil(clock, fromMs);
}
