import { type Interval, noInterval } from "./interval.ts";
import { requireLevel } from "./level.ts";
import { criticalValue } from "./normal.ts";
import { orderRanks } from "./order-ranks.ts";
import { type ProbabilityCurve, probabilityCurve } from "./probability-curve.ts";
import { type HorizonInterval, probabilityAtStep, probabilityUpTo } from "./probability-interval.ts";
import { sortedEnds } from "./sorted-ends.ts";

/** Probability over time of one event that other events can rule out, with its variance. One value a distinct time. */
export interface IncidenceCurve extends ProbabilityCurve {}

/**
 * Cumulative incidence of one event where other events can rule it out: the estimator of Aalen and Johansen
 * (Scandinavian Journal of Statistics 5, 1978). A case that ended in another way can no longer have the event and stays
 * in the denominator, so that ending cases otherwise never makes the figure better; censored ones are still open.
 *
 * The variance is the Greenwood-type one of the multinomial increments (Andersen, Borgan, Gill and Keiding 1993, 4.4;
 * Marubini and Valsecchi 1995; preferred by Allignol, Schumacher and Beyersmann, Biometrical Journal 52, 2010). Without
 * censoring the estimate is the plain proportion k / n, to the bit, and the variance p (1 − p) / n. Without competing
 * events both are those of Kaplan and Meier.
 *
 * @param times when each case was last seen: finite, 0 or more, any unit, any order
 * @param status one a case: 0 censored, 1 the event of interest, 2 and more a competing event. At equal times events
 * come before censorings
 * @throws RangeError outside those ranges or if the lengths differ
 */
export function cumulativeIncidence(times: Float64Array, status: Uint8Array): IncidenceCurve {
  return probabilityCurve(sortedEnds("cumulativeIncidence", times, status));
}

/**
 * Probability that the event of interest has happened by time t (t included), with limits; how they are found stands at
 * `HorizonInterval`. `value` is null with the reason `followUpTooShort` where cases are still open but none was watched
 * until t.
 *
 * @param t 0 or more, in the unit of the curve's times
 * @param level two-sided confidence level, such as 0.95
 * @returns shares of all cases, 0–1
 * @throws RangeError if t or the level is out of range
 */
export function incidenceAt(curve: IncidenceCurve, t: number, level: number): HorizonInterval {
  requireLevel("incidenceAt", level);
  return probabilityUpTo("incidenceAt", curve, t, level);
}

/**
 * The same as `incidenceAt(cumulativeIncidence(times, status), t, level)`, without the part of the curve beyond t: whoever
 * was seen longer counts as seen until just after.
 *
 * @throws RangeError as those two
 */
export function incidenceUpTo(times: Float64Array, status: Uint8Array, t: number, level: number): HorizonInterval {
  const ends = sortedEnds("incidenceUpTo", times, status, t);
  // What is read: the last step up to t, the one before it, and the one beyond t.
  return probabilityUpTo("incidenceUpTo", probabilityCurve(ends, 3), t, level);
}

/** A time by which a share of cases had the event, with why there is none. */
export interface IncidenceQuantile extends Interval {
  /**
   * Why the value is null; null where there is one. `neverReached`: so many cases ended in another way that the share
   * can no longer be reached. `followUpTooShort`: it may yet be, by cases that are still open.
   */
  readonly reason: "noData" | "neverReached" | "followUpTooShort" | null;
}

// Room for the rounding of long products of shares; far below 1 / n for any n in memory.
const ROUNDING = 1e-12;
// What is smaller by this factor is smaller, however both were rounded.
const CLEARLY = 0.999999;

/**
 * First time by which the share p of all cases has had the event, such as the median wait where p is 0.5. The limits
 * invert the pointwise limits of the curve (Brookmeyer and Crowley, Biometrics 38, 1982): the lower one is the first
 * time at which the share may already be p, the upper one the first at which it must be. Up to the first censoring
 * binomial ranks take the place of the normal approximation, so that without censoring the limits are those of order
 * statistics, with competing ends as values beyond all others.
 *
 * @param p strictly between 0 and 1
 * @param level two-sided confidence level, such as 0.95
 * @returns times in the unit of the curve. The value is null where p is not reached; `low` may then still be known
 * ("later than"). A limit is null where the data give none on that side
 * @throws RangeError outside those ranges
 */
export function incidenceQuantile(curve: IncidenceCurve, p: number, level: number): IncidenceQuantile {
  requireLevel("incidenceQuantile", level);
  if (!(p > 0 && p < 1)) throw new RangeError(`incidenceQuantile: expected p strictly between 0 and 1, got p=${p}`);
  const steps = curve.times.length;
  if (steps === 0) return { ...noInterval, reason: "noData" };
  const z = criticalValue(level);
  const ranks = orderRanks(curve.n, p, level);
  const complement = -Math.log1p(-p);
  let value: number | null = null;
  let low: number | null = null;
  let high: number | null = null;
  const { times, incidence: incidences, firstCensoredAt } = curve;
  let stride = 1; // how many steps to try and pass over at once
  for (let i = 0; i < steps && high === null; i += 1) {
    if (low === null && times[i]! > firstCensoredAt) {
      const next = Math.min(i + stride, steps - 1);
      const isPassed = limitsAreBelow(p, complement, curve, i, next, z * z * curve.mostVariance);
      stride = isPassed ? stride * 2 : Math.max(1, stride >> 1);
      if (isPassed) {
        i = next;
        continue;
      }
    }
    const time = times[i]!;
    const incidence = incidences[i]!;
    if (value === null && incidence >= p - ROUNDING) value = time;
    if (firstCensoredAt >= time) {
      const count = Math.round(incidence * curve.n);
      if (low === null && count >= ranks.lower) low = time;
      if (count >= ranks.upper) high = time;
    } else {
      if (low !== null && incidence < p) continue;
      const limits = probabilityAtStep(curve, i, time, z, level);
      if (low === null && limits.high! >= p) low = time;
      if (limits.low! >= p) high = time;
    }
  }
  if (ranks.lower < 1) low = null;
  if (value !== null) return { value, low, high, reason: null };
  const reachable = curve.incidence[steps - 1]! + curve.survival[steps - 1]!;
  return { value, low, high, reason: reachable < p - ROUNDING ? "neverReached" : "followUpTooShort" };
}

/**
 * Whether the upper limits at all steps from `first` to `last` are surely below p, found without a look at those between. With
 * L = −log(1 − F), a limit of p or more needs z σ / ((1 − F) L) ≥ log(−log(1 − p) / L). F and L rise from step to step and the
 * effective size falls, z σ is at most the root of `mostSquare`, and (1 − F) L, first rising and then falling, is nowhere in
 * between smaller than at both ends.
 */
function limitsAreBelow(
  p: number,
  complement: number,
  curve: IncidenceCurve,
  first: number,
  last: number,
  mostSquare: number,
): boolean {
  const [from, to] = [curve.incidence[first]!, curve.incidence[last]!];
  if (!(from > 0 && to < p * CLEARLY)) return false;
  const [least, most] = [-Math.log1p(-from), -Math.log1p(-to)];
  const flattest = Math.min((1 - from) * least, (1 - to) * most);
  // The limit's error grows with the loss in effective size since the last event.
  const size = curve.atRisk[last]! / (curve.survival[last - 1] ?? 1);
  const growth = Math.max(1, curve.sizeAtLastEvent[first]! / size);
  return Math.sqrt(mostSquare * growth) < flattest * Math.log(complement / most) * CLEARLY;
}
