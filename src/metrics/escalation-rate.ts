import { escalationLevels } from "../schemas/vocabulary.ts";
import { bitCounts } from "./kernel/amounts.ts";
import { defineMetric, type MetricSpec } from "./kernel/metric.ts";
import { share } from "./kernel/share.ts";

const spec: MetricSpec = {
  name: "escalationRate",
  unit: "rate",
  table: "tickets",
  needs: ["escalations"],
  outcomes: { escalated: "event", notEscalated: "other" },
  exclusions: [],
  measure: ({ tickets }) => {
    const outcomes = new Int8Array(tickets.length);
    for (let row = 0; row < outcomes.length; row++) outcomes[row] = tickets.escalations[row] === 0 ? 1 : 0;
    return { outcomes };
  },
  summarise: (sample, options, { tickets }) => {
    const summary = share(spec, sample, options);
    const counts = bitCounts(sample, tickets.escalations, escalationLevels.length);
    const levels = Object.fromEntries(escalationLevels.map((level, bit) => [level, counts[bit]!]));
    return { ...summary, details: { ...summary.details, levels } };
  },
};

/**
 * How many complaints had to go outside? Share of tickets escalated to a supervisor, the platform, a regulator or the
 * public.
 * @see DEFINITIONS.md#escalationrate
 */
export const escalationRate = /* @__PURE__ */ defineMetric(spec);
