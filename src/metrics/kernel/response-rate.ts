import type { MetricSpec } from "./metric.ts";
import { notAsked } from "./metric.ts";
import { share } from "./share.ts";

/**
 * Share of the surveys offered that were answered, with a score or with a plain yes or no. Stands beside satisfaction,
 * which speaks for those who answered only.
 */
export const responseRate: MetricSpec = {
  name: "surveyResponseRate",
  unit: "rate",
  table: "ratings",
  needs: [],
  outcomes: { answered: "event", silent: "other" },
  exclusions: [],
  measure: ({ ratings }) => {
    const { offeredAt, answerNumber } = ratings;
    const outcomes = new Int8Array(ratings.length);
    // By whether it was answered, and, from 2 on, offered: quicker looked up than branched on.
    const answers = Int8Array.of(notAsked, notAsked, 1, 0);
    for (let row = 0; row < outcomes.length; row++) {
      outcomes[row] = answers[Number(offeredAt[row]! > -Infinity) * 2 + Number(answerNumber[row]! > 0)]!;
    }
    return { outcomes };
  },
  summarise: (sample, options) => ({ ...share(responseRate, sample, options), details: { asked: sample.n } }),
};
