import { ratioOfSums } from "../stats/ratio.ts";
import { cells } from "./kernel/amounts.ts";
import { defineMetric, type MetricSpec } from "./kernel/metric.ts";

const spec: MetricSpec = {
  name: "updateInterval",
  unit: "ms",
  table: "tickets",
  needs: ["messages", "staffReplies"],
  outcomes: { observed: "event" },
  exclusions: [],
  measure: ({ tickets }) => ({ outcomes: new Int8Array(tickets.length), values: tickets.ourTimeMs }),
  summarise: (sample, options, { tickets }) => {
    const weights = cells(sample, tickets.updates);
    let updates = 0;
    for (let i = 0; i < weights.length; i++) updates += weights[i]!;
    const { value, low, high } = ratioOfSums(cells(sample, tickets.ourTimeMs), weights, options.level);
    const notes = sample.n > 0 && updates === 0 ? ["noUpdates"] : [];
    return { value, low, high, method: "ratioEstimator", notes, details: { updates } };
  },
};

/**
 * How often are customers told something? Time in ms that tickets were ours to work on for each public human message
 * while they were; tickets without any message weigh in with their time.
 * @see DEFINITIONS.md#updateinterval
 */
export const updateInterval = /* @__PURE__ */ defineMetric(spec);
