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
  measure: (facts) => {
    const outcomes = new Int8Array(facts.tickets.length);
    for (let row = 0; row < outcomes.length; row++) outcomes[row] = isShownAsResolved(facts, row) ? 0 : 1;
    return { outcomes };
  },
  summarise: (sample, options) => share(spec, sample, options),
};

/**
 * How many tickets are shown as solved? Share of all tickets that stand in solved or closed: what every dashboard calls
 * resolved.
 * @see DEFINITIONS.md#reportedresolutionrate
 */
export const reportedResolutionRate = /* @__PURE__ */ defineMetric(spec);
