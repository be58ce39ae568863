import type { Question, Reach, Step } from "./incidence-walk.ts";
import { type Interval, noInterval } from "./interval.ts";
import { criticalValue } from "./normal.ts";
import { orderRanks } from "./order-ranks.ts";
import { probabilityAtStep } from "./probability-interval.ts";
import type { SortedEnds } from "./sorted-ends.ts";

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
// By this factor a variance must be able to grow for steps to be worth passing over.
const WORTH_WHILE = 1.1;

/**
 * Asks for the first time by which the share p of all cases has had the event, such as the median wait where p is 0.5. The
 * limits invert the pointwise limits of the curve (Brookmeyer and Crowley, Biometrics 38, 1982): the lower one is the first
 * time at which the share may already be p, the upper one the first at which it must be. Up to the first censoring
 * binomial ranks take the place of the normal approximation, so that without censoring the limits are those of order
 * statistics, with competing ends as values beyond all others.
 *
 * The answer is in the unit of the times. Its value is null where p is not reached; `low` may then still be known ("later
 * than"). A limit is null where the data give none on that side.
 *
 * @param p strictly between 0 and 1
 * @param level two-sided confidence level, such as 0.95
 * @throws RangeError if p is out of range
 */
export function quantileQuestion(ends: SortedEnds, p: number, level: number): Question<IncidenceQuantile> {
  if (!(p > 0 && p < 1)) throw new RangeError(`quantileQuestion: expected p strictly between 0 and 1, got p=${p}`);
  const { n } = ends;
  const firstCensoredAt = ends.censored[0]!;
  const z = criticalValue(level);
  const ranks = orderRanks(n, p, level);
  let value: number | null = null;
  let low: number | null = null;
  let high: number | null = null;
  let reachable = 0;
  const judge = (step: Step) => {
    const { time, incidence } = step;
    if (value === null && incidence >= p - ROUNDING) value = time;
    if (firstCensoredAt >= time) {
      const count = Math.round(incidence * n);
      if (low === null && count >= ranks.lower) low = time;
      if (count >= ranks.upper) high = time;
    } else if (low === null || incidence >= p) {
      const limits = probabilityAtStep(ends, step, time, z, level);
      if (low === null && limits.high! >= p) low = time;
      if (limits.low! >= p) high = time;
    }
  };
  return {
    look: (step, reach) => {
      if (high !== null) return false;
      reachable = step.incidence + step.survival;
      if (step.time >= 0) judge(step);
      const untilValue = value === null ? p - ROUNDING : p;
      if (step.next <= firstCensoredAt) {
        const untilCount = ((low === null ? ranks.lower : ranks.upper) - 1) / n;
        reach.time = Math.min(reach.time, firstCensoredAt);
        reach.incidence = Math.min(reach.incidence, untilCount, value === null ? untilValue : 1);
      } else if (low === null) passOver(step, p, z, reach);
      else if (step.incidence < untilValue) reach.incidence = Math.min(reach.incidence, untilValue);
      // By itself the lower limit changes with events only.
      else if (step.time > firstCensoredAt && step.variance > 0)
        reach.incidence = Math.min(reach.incidence, step.incidence + ROUNDING);
      else reach.time = Math.min(reach.time, step.next);
      return high === null;
    },
    answer: () => {
      if (n === 0) return { ...noInterval, reason: "noData" };
      if (ranks.lower < 1) low = null;
      if (value !== null) return { value, low, high, reason: null };
      return { value, low, high, reason: reachable < p - ROUNDING ? "neverReached" : "followUpTooShort" };
    },
  };
}

/**
 * Passes over what comes next while its upper limits are surely below p. With L = −log(1 − F), a limit of p or more needs
 * z σ / ((1 − F) L) ≥ log(−log(1 − p) / L). F and L rise from step to step, and (1 − F) L, first rising and then falling, is
 * nowhere in between smaller than at both ends. What that leaves for the variance is shared with the limit's other factor, the
 * loss in effective size since the last event.
 */
function passOver(step: Step, p: number, z: number, reach: Reach): void {
  const { incidence, variance, sizeAtLastEvent } = step;
  const complement = Math.log1p(-p);
  const growth = Math.max(1, sizeAtLastEvent / (step.left / step.survival));
  for (let to = (p - ROUNDING) * CLEARLY; variance > 0 && to * CLEARLY > incidence; to = (incidence + to) / 2) {
    const flattest = Math.max((1 - incidence) * Math.log1p(-incidence), (1 - to) * Math.log1p(-to)); // below 0
    const room = (flattest * Math.log(complement / Math.log1p(-to)) * CLEARLY) ** 2 / (z * z * variance * growth);
    if (room > WORTH_WHILE) {
      reach.incidence = Math.min(reach.incidence, to);
      reach.variance = Math.min(reach.variance, variance * Math.sqrt(room));
      reach.size = Math.max(reach.size, sizeAtLastEvent / (growth * Math.sqrt(room)));
      return;
    }
  }
  reach.time = Math.min(reach.time, step.next);
}
