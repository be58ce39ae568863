import type { Cases } from "./cases.ts";
import { type IncidenceQuantile, quantileQuestion } from "./incidence-quantile.ts";
import { walkIncidence } from "./incidence-walk.ts";
import { type HorizonInterval, horizonQuestion } from "./probability-interval.ts";
import { type SortedEnds, sortedEnds } from "./sorted-ends.ts";

/**
 * Probability that the event of interest has happened by time t (t included), with limits; how they are found stands at
 * `HorizonInterval`. `value` is null with the reason `followUpTooShort` where cases are still open but none was watched
 * until t.
 *
 * @param t 0 or more, in the unit of the times
 * @param level two-sided confidence level, such as 0.95
 * @returns shares of all cases, 0–1
 * @throws RangeError if t, the level or a time is out of range
 */
export function incidenceUpTo(cases: Cases, t: number, level: number): HorizonInterval {
  return shareUpTo(sortedEnds(cases, t), t, level);
}

/** The same up to the last time at which anything was decided. */
export function incidenceInTheEnd(cases: Cases, level: number): HorizonInterval {
  const ends = sortedEnds(cases);
  return shareUpTo(ends, Math.max(ends.events.at(-2) ?? 0, ends.competing.at(-2) ?? 0), level);
}

function shareUpTo(ends: SortedEnds, t: number, level: number): HorizonInterval {
  const question = horizonQuestion(ends, t, level);
  walkIncidence(ends, [question]);
  return question.answer();
}

/**
 * By when shares of all cases have had the event, and, if a time t is given, the share by then: one walk along the curve for
 * all of them.
 *
 * @param shares each strictly between 0 and 1
 * @param level two-sided confidence level, such as 0.95
 * @throws RangeError if a share, the level, t or a time is out of range
 */
export function incidenceTimes(
  cases: Cases,
  shares: readonly number[],
  level: number,
  t?: number,
): { quantiles: IncidenceQuantile[]; within: HorizonInterval | null } {
  const ends = sortedEnds(cases);
  const quantiles = shares.map((p) => quantileQuestion(ends, p, level));
  const within = t === undefined ? null : horizonQuestion(ends, t, level);
  walkIncidence(ends, within === null ? quantiles : [...quantiles, within]);
  return { quantiles: quantiles.map(({ answer }) => answer()), within: within?.answer() ?? null };
}
