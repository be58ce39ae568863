import { refutations } from "../facts/tables.ts";
import { defineMetric, leftOut, type MetricSpec } from "./kernel/metric.ts";
import { shareWithin } from "./kernel/share.ts";

const spec: MetricSpec = {
  name: "reopenRate",
  unit: "rate",
  table: "closures",
  needs: ["closures"],
  outcomes: { returned: "event", notReturned: "open" },
  exclusions: ["churn"],
  measure: (facts) => {
    const { closures, asOf } = facts;
    const { reopenWindow } = facts.policy;
    const churn = leftOut(spec, "churn");
    const outcomes = new Int8Array(closures.length);
    const values = new Float64Array(closures.length);
    for (let row = 0; row < outcomes.length; row++) {
      const cameBack = closures.returnedBy[row] !== 0;
      outcomes[row] = closures.annulled[row] === 1 ? churn : cameBack ? 0 : 1;
      values[row] = Math.min(reopenWindow, (cameBack ? closures.returnedAt[row]! : asOf) - closures.at[row]!);
    }
    return {
      outcomes,
      values,
      because: (row) => (closures.returnedBy[row] === 0 ? [] : [refutations[closures.returnedBy[row]!]!]),
    };
  },
  summarise: (sample, options, facts) => {
    const { closures } = facts;
    const summary = shareWithin(spec, sample, options, facts.policy.reopenWindow);
    const bareOnly = 1 << refutations.indexOf("bareMessage");
    const counts = new Int32Array(refutations.length);
    let restOnBareMessage = 0;
    for (let i = 0; i < sample.n; i++) {
      const row = sample.rows[i]!;
      const returnedBy = closures.returnedBy[row]!;
      counts[returnedBy]!++;
      if (returnedBy !== 0 && closures.signals[row] === bareOnly) restOnBareMessage++;
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
