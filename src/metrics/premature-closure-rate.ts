import { prematureReasons } from "../facts/tables.ts";
import { bitCounts } from "./kernel/amounts.ts";
import { closingMeasurement } from "./kernel/closings.ts";
import { defineMetric, type MetricSpec } from "./kernel/metric.ts";
import { shareWithin } from "./kernel/share.ts";

const spec: MetricSpec = {
  name: "prematureClosureRate",
  unit: "rate",
  table: "closures",
  needs: ["closures"],
  outcomes: { premature: "event", notPremature: "open" },
  exclusions: ["churn"],
  measure: (facts) => {
    const { closures } = facts;
    return {
      ...closingMeasurement(spec, facts, closures.reasons, closures.prematureAt),
      because: (row) => prematureReasons.filter((_, bit) => (closures.reasons[row]! & (1 << bit)) !== 0),
    };
  },
  summarise: (sample, options, facts) => {
    const { closures } = facts;
    const summary = shareWithin(spec, sample, options, facts.policy.reopenWindow);
    const reasons = bitCounts(sample, closures.reasons, prematureReasons.length);
    const notes = summary.notes ?? [];
    const { staffReplies, customerMessages, requesters, categories } = facts.observed;
    if (!staffReplies) notes.push("lowerBound:staffReplies");
    if (!customerMessages) notes.push("lowerBound:customerMessages");
    if (!requesters || !categories) notes.push("lowerBound:repeatContacts");
    const breakdown = Object.fromEntries(prematureReasons.map((word, index) => [word, reasons[index]!]));
    return { ...summary, notes, details: { ...summary.details, reasons: breakdown } };
  },
};

/**
 * How many closures came before the problem was talked through? Share with at least one reason: the customer was waiting,
 * no human had replied, closed for inactivity while it was our turn, a hand-off pending, a return within 72 hours,
 * rejected, or said unsolved. A closure may have several.
 * @see DEFINITIONS.md#prematureclosurerate
 */
export const prematureClosureRate = /* @__PURE__ */ defineMetric(spec);
