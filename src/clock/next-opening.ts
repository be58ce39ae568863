import type { Clock } from "./compile-calendar.ts";
import { edgesUntil, requireInRange } from "./edges-until.ts";

/**
 * The first instant (epoch ms), at or after the one given, at which the desk is open: the instant itself where it is open, else
 * the next opening. `null` where the desk does not open again within the range of the clock.
 *
 * @throws RangeError when the instant lies outside the range of the clock.
 */
export function nextOpening(clock: Clock, instantMs: number): number | null {
  requireInRange(clock, instantMs, "nextOpening");
  const count = edgesUntil(clock, instantMs);
  if (count % 2 === 1) return instantMs;
  const opening = clock.edges[count];
  return opening !== undefined && opening <= clock.toMs ? opening : null;
}
