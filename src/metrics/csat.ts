import type { Interval } from "../stats/interval.ts";
import { meanInterval } from "../stats/mean.ts";
import { wilson } from "../stats/wilson.ts";
import { defineMetric, leftOut, type MetricSpec } from "./kernel/metric.ts";

const spec: MetricSpec = {
  name: "csat",
  unit: "score",
  table: "ratings",
  needs: ["surveys"],
  outcomes: { rated: "event" },
  exclusions: ["notAnswered", "suppressed", "noScore", "otherAnswer"],
  measure: (facts) => {
    const { ratings, policy } = facts;
    const answered = (row: number): number => {
      if (Number.isNaN(ratings.score[row]!)) return leftOut(spec, "noScore");
      const chosen = policy.rating === "first" ? ratings.answerNumber[row] === 1 : ratings.latest[row] === 1;
      return chosen ? 0 : leftOut(spec, "otherAnswer");
    };
    return {
      outcome: (row) => {
        if (ratings.answerNumber[row]! > 0) return answered(row);
        return leftOut(spec, Number.isNaN(ratings.suppressedAt[row]!) ? "notAnswered" : "suppressed");
      },
      value: (row) => ratings.score[row]!,
    };
  },
  summarise: (sample, options, facts) => {
    const { ratings, policy } = facts;
    const [scale, ...others] = scalesOf(sample.rows, ratings);
    const raw = scale !== undefined && others.length === 0;
    const { min, max } = raw ? scale : { min: 0, max: 1 };
    const scores = raw ? Float64Array.from(sample.rows, (row) => ratings.rawScore[row]!) : sample.values;
    const allAlike = scores.every((score) => score === scores[0]);
    const mean = allAlike ? boundedMean(sample.values, min, max, options.level) : meanInterval(scores, options.level);
    let satisfied = 0;
    let offered = 0;
    for (let i = 0; i < sample.n; i++) {
      if (sample.values[i]! >= policy.topBox) satisfied++;
      if (!Number.isNaN(ratings.offeredAt[sample.rows[i]!]!)) offered++;
    }
    const silent = sample.excluded["notAnswered"] ?? 0;
    const asked = offered + silent;
    const bound = (score: number) =>
      mean.value === null || asked === 0 ? null : (mean.value * sample.n + score * silent) / (sample.n + silent);
    return {
      value: mean.value,
      low: mean.low === null ? null : Math.max(min, mean.low),
      high: mean.high === null ? null : Math.min(max, mean.high),
      method: allAlike ? "wilsonBound" : "studentT",
      notes: others.length > 0 ? ["mixedScales"] : [],
      details: {
        scale: { min, max },
        topBox: { from: policy.topBox, ...wilson(satisfied, sample.n, options.level) },
        responseRate: { asked, ...wilson(offered, asked, options.level) },
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
function boundedMean(normalised: Float64Array, min: number, max: number, level: number): Interval {
  const n = normalised.length;
  const { low, high } = wilson(n === 0 ? 0 : normalised[0]! * n, n, level);
  const onScale = (share: number | null) => (share === null ? null : min + share * (max - min));
  return { value: onScale(normalised[0] ?? null), low: onScale(low), high: onScale(high) };
}

function scalesOf(rows: Int32Array, ratings: { scaleMin: Float64Array; scaleMax: Float64Array }) {
  const scales = new Map<string, { min: number; max: number }>();
  for (const row of rows) {
    const [min, max] = [ratings.scaleMin[row]!, ratings.scaleMax[row]!];
    scales.set(`${min} ${max}`, { min, max });
  }
  return [...scales.values()];
}

/**
 * How satisfied are those who answered, how many did, and what could the silent change? Mean score on the desk's own
 * scale (0–1 where scales are mixed), with the top box, the response rate and the bounds.
 * @see DEFINITIONS.md#csat
 */
export const csat = /* @__PURE__ */ defineMetric(spec);
