import { prematureReasons } from "../facts/tables.ts";
import { bitCounts } from "./kernel/amounts.ts";
import { defineMetric, leftOut, type MetricSpec } from "./kernel/metric.ts";
import { shareWithin } from "./kernel/share.ts";

const spec: MetricSpec = {
  name: "prematureClosureRate",
  unit: "rate",
  table: "closures",
  needs: ["closures"],
  outcomes: { premature: "event", notPremature: "open" },
  exclusions: ["churn"],
  measure: (facts) => {
    const { closures, asOf } = facts;
    const { reopenWindow } = facts.policy;
    const churn = leftOut(spec, "churn");
    const outcomes = new Int8Array(closures.length);
    const values = new Float64Array(closures.length);
    for (let row = 0; row < outcomes.length; row++) {
      const isPremature = closures.reasons[row] !== 0;
      outcomes[row] = closures.annulled[row] === 1 ? churn : isPremature ? 0 : 1;
      values[row] = Math.min(reopenWindow, (isPremature ? closures.prematureAt[row]! : asOf) - closures.at[row]!);
    }
    return {
      outcomes,
      values,
      because: (row) => prematureReasons.filter((_, bit) => (closures.reasons[row]! & (1 << bit)) !== 0),
    };
  },
  summarise: (sample, options, facts) => {
    const { closures } = facts;
    const summary = shareWithin(spec, sample, options, facts.policy.reopenWindow);
    const reasons = bitCounts(sample.rows, closures.reasons);
    const notes = summary.notes ?? [];
    if (!facts.observed.staffReplies) notes.push("lowerBound:staffReplies");
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
