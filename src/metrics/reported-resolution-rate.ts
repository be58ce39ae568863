import { defineMetric, type MetricSpec } from "./kernel/metric.ts";
import { isShownAsResolved } from "./kernel/phases.ts";
import { share } from "./kernel/share.ts";

const spec: MetricSpec = {
  name: "reportedResolutionRate",
  unit: "rate",
  table: "tickets",
  needs: ["closures"],
  outcomes: { shownAsResolved: "event", live: "other" },
  exclusions: [],
  measure: (facts) => ({ outcome: (row) => (isShownAsResolved(facts, row) ? 0 : 1) }),
  summarise: (sample, options) => share(spec, sample, options),
};

/**
 * How many tickets are shown as solved? Share of all tickets that stand in solved or closed: what every dashboard calls
 * resolved.
 * @see DEFINITIONS.md#reportedresolutionrate
 */
export const reportedResolutionRate = /* @__PURE__ */ defineMetric(spec);
