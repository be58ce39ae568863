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
    const outcomes = new Int8Array(ratings.length);
    for (let row = 0; row < outcomes.length; row++) {
      outcomes[row] = Number.isNaN(ratings.offeredAt[row]!) ? notAsked : ratings.answerNumber[row]! > 0 ? 0 : 1;
    }
    return { outcomes };
  },
  summarise: (sample, options) => ({ ...share(responseRate, sample, options), details: { asked: sample.n } }),
};
