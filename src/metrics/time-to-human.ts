import { handoffMeasurement, handoffOutcomes } from "./kernel/handoffs.ts";
import { defineMetric, type MetricSpec } from "./kernel/metric.ts";
import { timeUntil } from "./kernel/time-until.ts";

const spec: MetricSpec = {
  name: "timeToHuman",
  unit: "ms",
  table: "handoffs",
  needs: ["handoffs"],
  outcomes: handoffOutcomes,
  exclusions: [],
  timed: true,
  measure: (facts, options) => handoffMeasurement(spec, facts, options),
  summarise: (sample, options, facts) =>
    timeUntil(spec, sample, options, options.targetMs ?? facts.policy.targets.human),
};

/**
 * How long from asking for a person until one answers? Median in ms over requests; the given up and the closed never
 * reached anybody.
 * @see DEFINITIONS.md#timetohuman
 */
export const timeToHuman = /* @__PURE__ */ defineMetric(spec);
