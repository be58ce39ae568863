import type { Facts } from "../facts/facts.ts";
import type { Interval } from "../stats/interval.ts";
import { meanInterval } from "../stats/mean.ts";
import { wilson } from "../stats/wilson.ts";
import { countedRows } from "./kernel/counted-rows.ts";
import { defineMetric, leftOut, type MetricSpec } from "./kernel/metric.ts";
import { responseRate } from "./kernel/response-rate.ts";

const spec: MetricSpec<Scale> = {
  name: "csat",
  unit: "score",
  table: "ratings",
  needs: ["surveys"],
  outcomes: { rated: "event" },
  exclusions: ["notAnswered", "suppressed", "noScore", "otherAnswer"],
  beside: { responseRate },
  measure: (facts) => {
    const { ratings, policy } = facts;
    const scale = scaleOf(ratings);
    const [notAnswered, suppressed] = [leftOut(spec, "notAnswered"), leftOut(spec, "suppressed")];
    const [noScore, otherAnswer] = [leftOut(spec, "noScore"), leftOut(spec, "otherAnswer")];
    // Who answered what is hard to guess for a processor: each combination is judged once, and looked up for every row.
    const answers = Int8Array.from({ length: 16 }, (_, signs) => {
      if ((signs & 8) === 0) return (signs & 4) === 0 ? notAnswered : suppressed;
      if ((signs & 2) === 0) return noScore;
      return (signs & 1) === 0 ? otherAnswer : 0;
    });
    const { answerNumber, latest, score, suppressedAt } = ratings;
    const takesFirst = policy.rating === "first";
    const outcomes = new Int8Array(ratings.length);
    for (let row = 0; row < outcomes.length; row++) {
      const isChosen = Number((takesFirst ? answerNumber[row]! : latest[row]!) === 1);
      const isScored = Number(score[row]! >= -Infinity);
      const isSuppressed = Number(suppressedAt[row]! >= -Infinity);
      outcomes[row] =
        answers[(Number(answerNumber[row] !== 0) << 3) | (isSuppressed << 2) | (isScored << 1) | isChosen]!;
    }
    return { outcomes, values: scale.mixed ? ratings.score : ratings.rawScore, found: scale };
  },
  summarise: (sample, options, facts) => {
    const { ratings, policy } = facts;
    const { min, max, mixed } = sample.measurement.found!;
    const rows = countedRows(sample);
    const values = sample.measurement.values!;
    const scores = new Float64Array(rows.length);
    let satisfied = 0;
    let offered = 0;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      scores[i] = values[row]!;
      satisfied += Number(ratings.score[row]! >= policy.topBox);
      offered += Number(ratings.offeredAt[row]! >= -Infinity);
    }
    const allAlike = scores.every((score) => score === scores[0]);
    const mean = allAlike ? boundedMean(scores, min, max, options.level) : meanInterval(scores, options.level);
    const silent = sample.excluded["notAnswered"] ?? 0;
    const bound = (score: number) =>
      mean.value === null || offered + silent === 0
        ? null
        : (mean.value * sample.n + score * silent) / (sample.n + silent);
    return {
      value: mean.value,
      low: mean.low === null ? null : Math.max(min, mean.low),
      high: mean.high === null ? null : Math.min(max, mean.high),
      method: allAlike ? "wilsonBound" : "studentT",
      notes: mixed ? ["mixedScales"] : [],
      details: {
        scale: { min, max },
        topBox: { from: policy.topBox, ...wilson(satisfied, sample.n, options.level) },
        ifSilentWere: { unhappy: bound(min), happy: bound(max) },
        suppressed: sample.excluded["suppressed"] ?? 0,
      },
    };
  },
};

/**
 * Answers that are all alike have no spread of their own to make an interval of. A mean of scores between two bounds
 * varies at most as much as a share does, so Wilson's interval holds for it, on the wide side.
 */
function boundedMean(scores: Float64Array, min: number, max: number, level: number): Interval {
  const n = scores.length;
  const { low, high } = wilson(n === 0 ? 0 : ((scores[0]! - min) / (max - min)) * n, n, level);
  const onScale = (share: number | null) => (share === null ? null : min + share * (max - min));
  return { value: scores[0] ?? null, low: onScale(low), high: onScale(high) };
}

interface Scale {
  readonly min: number;
  readonly max: number;
  readonly mixed: boolean;
}

/** The scale of all answers of the desk, so that its groups compare; 0–1 where they do not share one. */
function scaleOf({ length, score, scaleMin, scaleMax }: Facts["ratings"]): Scale {
  const first = score.findIndex((each) => !Number.isNaN(each));
  if (first < 0) return { min: 0, max: 1, mixed: false };
  const [min, max] = [scaleMin[first]!, scaleMax[first]!];
  let others = 0; // scores on another scale
  for (let row = first; row < length; row++) {
    const [low, high] = [scaleMin[row]!, scaleMax[row]!];
    // What is equal is at least and at most as much: whether it is a number at all is hard to guess.
    const isAlike = Number(low >= min) & Number(low <= min) & Number(high >= max) & Number(high <= max);
    others += Number(score[row]! >= -Infinity) & (1 - isAlike);
  }
  return others > 0 ? { min: 0, max: 1, mixed: true } : { min, max, mixed: false };
}

/**
 * How satisfied are those who answered, how many did, and what could the silent change? Mean score on the desk's own
 * scale (0–1 where scales are mixed), with the top box, the response rate and the bounds.
 * @see DEFINITIONS.md#csat
 */
export const csat = /* @__PURE__ */ defineMetric(spec);
