import { defineMetric, type MetricSpec } from "./kernel/metric.ts";
import { resolvedPhases } from "./kernel/phases.ts";
import { share } from "./kernel/share.ts";

const spec: MetricSpec = {
  name: "reportedResolutionRate",
  unit: "rate",
  table: "tickets",
  needs: ["closures"],
  outcomes: { shownAsResolved: "event", live: "other" },
  exclusions: [],
  measure: ({ tickets }) => {
    const answers = Int8Array.from(resolvedPhases(), (isResolved) => (isResolved ? 0 : 1));
    const outcomes = new Int8Array(tickets.length);
    for (let row = 0; row < outcomes.length; row++) outcomes[row] = answers[tickets.phase[row]!]!;
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
