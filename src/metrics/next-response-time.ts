import { defineMetric, type MetricSpec } from "./kernel/metric.ts";
import { timeUntil } from "./kernel/time-until.ts";
import { laterRounds, waitMeasurement, waitOutcomes } from "./kernel/waits.ts";

const spec: MetricSpec = {
  name: "nextResponseTime",
  unit: "ms",
  table: "waits",
  needs: ["staffReplies", "customerMessages"],
  outcomes: waitOutcomes,
  exclusions: ["unseen"],
  timed: true,
  measure: (facts, options) => waitMeasurement(spec, facts, options, laterRounds),
  summarise: (sample, options, facts) =>
    timeUntil(spec, sample, options, options.targetMs ?? facts.policy.targets.nextResponse),
};

/**
 * How long do customers wait for every further answer? Median time in ms, over every wait after the first.
 * @see DEFINITIONS.md#nextresponsetime
 */
export const nextResponseTime = /* @__PURE__ */ defineMetric(spec);
