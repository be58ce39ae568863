import { refutations } from "../facts/tables.ts";
import { closingMeasurement } from "./kernel/closings.ts";
import { defineMetric, type MetricSpec } from "./kernel/metric.ts";
import { shareWithin } from "./kernel/share.ts";

const spec: MetricSpec = {
  name: "reopenRate",
  unit: "rate",
  table: "closures",
  needs: ["closures"],
  outcomes: { returned: "event", notReturned: "open" },
  exclusions: ["churn"],
  measure: (facts) => {
    const { closures } = facts;
    return {
      ...closingMeasurement(spec, facts, closures.returnedBy, closures.returnedAt),
      because: (row) => (closures.returnedBy[row] === 0 ? [] : [refutations[closures.returnedBy[row]!]!]),
    };
  },
  summarise: (sample, options, facts) => {
    const { closures } = facts;
    const summary = shareWithin(spec, sample, options, facts.policy.reopenWindow);
    const bareOnly = 1 << refutations.indexOf("bareMessage");
    const counts = new Int32Array(refutations.length);
    let restOnBareMessage = 0;
    const { codes, chosen } = sample;
    for (let i = 0; i < (chosen ?? codes).length; i++) {
      const row = chosen === null ? i : chosen[i]!;
      const isReturned = Number(codes[row] === 0); // the first of its outcomes
      counts[closures.returnedBy[row]!]! += isReturned;
      restOnBareMessage += isReturned & Number(closures.signals[row] === bareOnly);
    }
    const by = Object.fromEntries(
      refutations.flatMap((word, code) => (code > 0 && counts[code]! > 0 ? [[word, counts[code]!]] : [])),
    );
    const notes = summary.notes ?? [];
    if (!facts.observed.customerMessages) notes.push("lowerBound:customerMessages");
    if (!facts.observed.requesters || !facts.observed.categories) notes.push("lowerBound:repeatContacts");
    return { ...summary, notes, details: { ...summary.details, returnedBy: by, restOnBareMessage } };
  },
};

/**
 * How many closures did the customer come back on? Share refuted by a return within the window: a reopening, a message,
 * a follow-up ticket, or a new ticket about the same thing.
 * @see DEFINITIONS.md#reopenrate
 */
export const reopenRate = /* @__PURE__ */ defineMetric(spec);
