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
  measure: ({ ratings }) => ({
    outcome: (row) => {
      if (Number.isNaN(ratings.offeredAt[row]!)) return notAsked;
      return ratings.answerNumber[row]! > 0 ? 0 : 1;
    },
  }),
  summarise: (sample, options) => ({ ...share(responseRate, sample, options), details: { asked: sample.n } }),
};
