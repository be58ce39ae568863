import { requireLevel } from "./level.ts";
import { type ProbabilityCurve, probabilityCurve } from "./probability-curve.ts";
import { type HorizonInterval, probabilityUpTo } from "./probability-interval.ts";

/**
 * Probability over time that an event has not happened yet (`survival`), that it has (`incidence`, its complement), and
 * the variance of either. One value a distinct time; between times the last value holds.
 */
export interface SurvivalCurve extends ProbabilityCurve {}

/**
 * The share still without the event at each time, cases whose observation ended early included for as long as they were
 * watched (Kaplan and Meier, JASA 53, 1958), with Greenwood's variance (1926). At equal times events come before
 * censorings.
 *
 * @param times when each case was last seen: finite, 0 or more, any unit, any order
 * @param events one a case: 1 it had the event then, 0 it was censored then
 * @throws RangeError outside those ranges or if the lengths differ
 */
export function survivalCurve(times: Float64Array, events: Uint8Array): SurvivalCurve {
  // Kaplan and Meier's estimate and Greenwood's variance are the case of no competing events.
  return probabilityCurve(times, events, "survivalCurve", 1);
}

/**
 * Probability that the event has happened by the horizon (horizon included): 1 − S, with limits; how they are found
 * stands at `HorizonInterval`. With nobody censored before the horizon this is the plain proportion with its Wilson
 * interval. `value` is null with the reason `followUpTooShort` where cases are still open but none was watched until
 * the horizon.
 *
 * @param horizonMs 0 or more, in the unit of the curve's times
 * @param level two-sided confidence level, such as 0.95
 * @returns shares, 0–1
 * @throws RangeError if the horizon or the level is out of range
 */
export function eventProbability(curve: SurvivalCurve, horizonMs: number, level: number): HorizonInterval {
  requireLevel("eventProbability", level);
  return probabilityUpTo("eventProbability", curve, horizonMs, level);
}
