import { defineMetric, type MetricSpec } from "./kernel/metric.ts";
import { timeUntil } from "./kernel/time-until.ts";
import { firstRound, waitMeasurement, waitOutcomes } from "./kernel/waits.ts";

const spec: MetricSpec = {
  name: "firstResponseTime",
  unit: "ms",
  table: "waits",
  needs: ["staffReplies"],
  outcomes: waitOutcomes,
  exclusions: ["unseen"],
  timed: true,
  measure: (facts, options) => waitMeasurement(spec, facts, options, firstRound),
  summarise: (sample, options, facts) =>
    timeUntil(spec, sample, options, options.targetMs ?? facts.policy.targets.firstResponse),
};

/**
 * How long do customers wait for the first answer by a human? Median time in ms, over tickets that a customer began.
 * Waits closed unanswered count as never answered, waits still open as not yet.
 * @see DEFINITIONS.md#firstresponsetime
 */
export const firstResponseTime = /* @__PURE__ */ defineMetric(spec);
