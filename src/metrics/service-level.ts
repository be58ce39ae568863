import { defineMetric, type MetricSpec } from "./kernel/metric.ts";
import { shareEventually } from "./kernel/share.ts";
import { firstRound, waitMeasurement, waitOutcomes } from "./kernel/waits.ts";

const spec: MetricSpec = {
  name: "serviceLevel",
  unit: "rate",
  table: "waits",
  needs: ["staffReplies"],
  outcomes: waitOutcomes,
  exclusions: ["unseen"],
  timed: true,
  measure: (facts, options) => waitMeasurement(spec, facts, options, firstRound),
  summarise: (sample, options, facts) =>
    shareEventually(spec, sample, options, options.targetMs ?? facts.policy.targets.firstResponse),
};

/**
 * How many customers got a first answer by a human within the target? Share of all first waits; the unanswered count
 * against it.
 * @see DEFINITIONS.md#servicelevel
 */
export const serviceLevel = /* @__PURE__ */ defineMetric(spec);
