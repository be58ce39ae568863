import type { Clock } from "./compile-calendar.ts";
import { edgesUntil, requireInRange } from "./edges-until.ts";

/**
 * Whether the desk is open at an instant (epoch ms). It is at the instant of opening and no longer at that of closing.
 *
 * @throws RangeError when the instant lies outside the range of the clock.
 */
export function isOpen(clock: Clock, instantMs: number): boolean {
  requireInRange(clock, instantMs, "isOpen");
  return edgesUntil(clock, instantMs) % 2 === 1;
}
