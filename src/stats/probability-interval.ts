import type { Question, Step } from "./incidence-walk.ts";
import { type Interval, noInterval } from "./interval.ts";
import { criticalValue } from "./normal.ts";
import type { SortedEnds } from "./sorted-ends.ts";
import { wilson } from "./wilson.ts";

/**
 * A probability up to a horizon, with how its limits were found or why there is none.
 *
 * - Nobody censored before the horizon: the estimate is a plain proportion, and so gets the interval of a proportion
 *   (Wilson 1927), which holds for few cases and for 0 and all. A figure does not change its interval merely because it
 *   was reached through a curve.
 * - Otherwise log(−log) limits of the probability of no such event (Kalbfleisch and Prentice 1980; Beyersmann,
 *   Allignol and Schumacher 2012 for competing events), which stay in 0–1 and hold for some dozens of cases. Greenwood's
 *   variance does not notice cases lost after the last event: of a hundred tickets, the five that were watched to the
 *   end would speak for all. The upper limit therefore takes a standard error grown by the root of the loss in effective
 *   size since that event (Dorey and Korn, Statistics in Medicine 6, 1987). At an event time it is the usual limit.
 * - Where the estimate is 0 or 1 those limits do not exist: Wilson's with the effective size itself, the number at risk
 *   over the share still at risk (Peto et al., British Journal of Cancer 35, 1977), which counts only cases seen up to
 *   the horizon; Dorey and Korn recommend it on this side. Without censoring it is the number of cases.
 */
export interface HorizonInterval extends Interval {
  /**
   * `wilson`: nobody was censored before the horizon, so the figure is a plain proportion. `logLog`: with censoring.
   * `effectiveWilson`: with censoring, where the estimate is 0 or 1. `none`: there is no value.
   */
  readonly method: "wilson" | "logLog" | "effectiveWilson" | "none";
  /** Why the value is null; null where there is one. */
  readonly reason: "noData" | "followUpTooShort" | null;
  /** Cases still under observation at the horizon, or at the last event if none is left; 0 where there is no value. */
  readonly atRisk: number;
}

/**
 * Asks for the probability of the event of interest up to and with a horizon, with the limits described at `HorizonInterval`.
 *
 * @param horizon 0 or more, in the unit of the times
 * @throws RangeError if the horizon is negative or NaN
 */
export function horizonQuestion(ends: SortedEnds, horizon: number, level: number): Question<HorizonInterval> {
  if (!(horizon >= 0)) throw new RangeError(`horizonQuestion: expected a horizon >= 0, got ${horizon}`);
  const z = criticalValue(level);
  let answer: HorizonInterval = {
    ...noInterval,
    method: "none",
    reason: ends.n === 0 ? "noData" : "followUpTooShort",
    atRisk: 0,
  };
  return {
    look: (step, reach) => {
      const isOpen = step.next <= horizon && step.left > 0;
      if (isOpen) reach.time = Math.min(reach.time, horizon);
      else if (step.time <= horizon && (step.left > 0 || step.time === horizon || step.survival === 0)) {
        answer = probabilityAtStep(ends, step, horizon, z, level);
      }
      return isOpen;
    },
    answer: () => answer,
  };
}

/**
 * The same at a known step, the last one at or before `horizon`. `z` is the level's critical value.
 */
export function probabilityAtStep(
  { n, censored }: SortedEnds,
  step: Step,
  horizon: number,
  z: number,
  level: number,
): HorizonInterval {
  const { incidence: probability, variance } = step;
  // Whoever is censored exactly at the horizon was still watched there.
  const isWatched = step.time === horizon || step.left === 0;
  const atRisk = isWatched ? step.atRisk : step.left;
  if (censored[0]! >= horizon) {
    return { ...wilson(Math.round(probability * n), n, level), method: "wilson", reason: null, atRisk };
  }
  const effectiveSize = atRisk / (isWatched ? step.survivalBefore : step.survival);
  if (probability > 0 && probability < 1 && variance > 0) {
    const logComplement = Math.log1p(-probability);
    const spread = (z * Math.sqrt(variance)) / ((1 - probability) * -logComplement);
    const growth = Math.sqrt(Math.max(1, step.sizeAtLastEvent / effectiveSize));
    const low = -Math.expm1(logComplement * Math.exp(-spread));
    const high = -Math.expm1(logComplement * Math.exp(spread * growth));
    return {
      value: probability,
      low: Math.min(probability, low),
      high: Math.max(probability, high),
      method: "logLog",
      reason: null,
      atRisk,
    };
  }
  const limits = wilson(Math.min(probability * effectiveSize, effectiveSize), effectiveSize, level);
  return { ...limits, value: probability, method: "effectiveWilson", reason: null, atRisk };
}
