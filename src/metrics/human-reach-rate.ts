import { handoffMeasurement, handoffOutcomes } from "./kernel/handoffs.ts";
import { defineMetric, type MetricSpec } from "./kernel/metric.ts";
import { shareEventually } from "./kernel/share.ts";

const spec: MetricSpec = {
  name: "humanReachRate",
  unit: "rate",
  table: "handoffs",
  needs: ["handoffs"],
  outcomes: handoffOutcomes,
  exclusions: [],
  measure: (facts, options) => handoffMeasurement(spec, facts, options),
  summarise: (sample, options) => shareEventually(spec, sample, options),
};

/**
 * How many who ask for a person reach one? Share of requests for a human that end with a human's answer.
 * @see DEFINITIONS.md#humanreachrate
 */
export const humanReachRate = /* @__PURE__ */ defineMetric(spec);
