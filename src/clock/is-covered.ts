import type { Clock } from "./compile-calendar.ts";
import { requireInRange } from "./edges-until.ts";

/**
 * Whether some calendar is valid at every instant between two instants (epoch ms, in either order). Where none is, the clock is
 * closed because nothing is known, and a duration across such time is not one to judge anybody by.
 *
 * @throws RangeError when an instant lies outside the range of the clock.
 */
export function isCovered(clock: Clock, fromMs: number, toMs: number): boolean {
  requireInRange(clock, fromMs, "isCovered");
  requireInRange(clock, toMs, "isCovered");
  const first = Math.min(fromMs, toMs);
  const last = Math.max(fromMs, toMs);
  return clock.uncovered.every(([from, to]) => to <= first || from >= last);
}
