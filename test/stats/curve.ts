import { casesOf } from "../../src/stats/cases.ts";
import { quantileQuestion } from "../../src/stats/incidence-quantile.ts";
import { type Question, type Step, walkIncidence } from "../../src/stats/incidence-walk.ts";
import { horizonQuestion } from "../../src/stats/probability-interval.ts";
import { type SortedEnds, sortedEnds } from "../../src/stats/sorted-ends.ts";

/** Every step of a curve. */
export interface Curve {
  readonly ends: SortedEnds;
  readonly steps: readonly Step[];
  readonly firstCensoredAt: number;
  readonly times: readonly number[];
  readonly atRisk: readonly number[];
  readonly survival: readonly number[];
  readonly incidence: readonly number[];
  readonly variance: readonly number[];
}

/** Looks at every step. */
export function cumulativeIncidence(times: Float64Array, status: Uint8Array): Curve {
  const ends = sortedEnds(casesOf(times, status));
  const steps: Step[] = [];
  const every: Question = {
    look: (step, reach) => {
      if (step.time >= 0) steps.push(step);
      reach.time = Math.min(reach.time, step.next);
      return true;
    },
    answer: () => null,
  };
  walkIncidence(ends, [every]);
  return {
    ends,
    steps,
    firstCensoredAt: ends.censored[0]!,
    times: steps.map(({ time }) => time),
    atRisk: steps.map(({ atRisk }) => atRisk),
    survival: steps.map(({ survival }) => survival),
    incidence: steps.map(({ incidence }) => incidence),
    variance: steps.map(({ variance }) => variance),
  };
}

/** What one question answers of a curve. */
function answerOf<Answer>(ends: SortedEnds, question: Question<Answer>): Answer {
  walkIncidence(ends, [question]);
  return question.answer();
}

export const incidenceAt = ({ ends }: Curve, t: number, level: number) =>
  answerOf(ends, horizonQuestion(ends, t, level));

export const incidenceQuantile = ({ ends }: Curve, p: number, level: number) =>
  answerOf(ends, quantileQuestion(ends, p, level));
