import { defineMetric, type MetricSpec } from "./kernel/metric.ts";
import { shareEventually } from "./kernel/share.ts";
import { everyRound, waitMeasurement } from "./kernel/waits.ts";

const spec: MetricSpec = {
  name: "abandonmentRate",
  unit: "rate",
  table: "waits",
  needs: ["staffReplies"],
  outcomes: { open: "open", answered: "other", closedUnanswered: "other", abandoned: "event", merged: "open" },
  exclusions: ["unseen"],
  measure: (facts, options) => waitMeasurement(spec, facts, options, everyRound),
  summarise: (sample, options) => shareEventually(spec, sample, options),
};

/**
 * How many waits did the customer give up? Share of all waits that end because the customer leaves or closes the ticket
 * before anybody has answered.
 * @see DEFINITIONS.md#abandonmentrate
 */
export const abandonmentRate = /* @__PURE__ */ defineMetric(spec);
