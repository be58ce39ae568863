import { failures, ticketMarks, ticketVerdicts } from "../facts/tables.ts";
import { codeCounts } from "./kernel/amounts.ts";
import { defineMetric, leftOut, type MetricSpec } from "./kernel/metric.ts";
import { resolvedOfAll } from "./kernel/resolved-of-all.ts";
import { shareWithin } from "./kernel/share.ts";

const closedAtFirstSight = 1 << ticketMarks.indexOf("closedAtFirstSight");

const spec: MetricSpec = {
  name: "trueResolutionRate",
  unit: "rate",
  table: "tickets",
  needs: ["closures"],
  outcomes: { failed: "event", resolved: "open", undecided: "open" },
  exclusions: ["neverReportedResolved", "closingNotSeen"],
  beside: { ofAll: resolvedOfAll },
  measure: (facts) => {
    const { tickets } = facts;
    const [closingNotSeen, neverReported] = [leftOut(spec, "closingNotSeen"), leftOut(spec, "neverReportedResolved")];
    const words = Object.keys(spec.outcomes);
    const answersWith = (ifNeverClosed: number) =>
      ticketVerdicts.map((verdict) => (verdict === "neverClosed" ? ifNeverClosed : words.indexOf(verdict)));
    // By verdict, and then again for tickets that the log first shows closed.
    const answers = Int8Array.of(...answersWith(neverReported), ...answersWith(closingNotSeen));
    const outcomes = new Int8Array(tickets.length);
    for (let row = 0; row < outcomes.length; row++) {
      const isUnseen = Number((tickets.marks[row]! & closedAtFirstSight) !== 0);
      outcomes[row] = answers[tickets.verdict[row]! + isUnseen * ticketVerdicts.length]!;
    }
    return {
      outcomes,
      values: tickets.verdictMs,
      because: (row) => (tickets.failure[row] === 0 ? [] : [failures[tickets.failure[row]!]!]),
    };
  },
  summarise: (sample, options, facts) => {
    // Measured as the share that fails within the window; tickets whose window has not passed are censored.
    const failing = shareWithin(spec, sample, options, facts.policy.reopenWindow);
    const complement = (share: number | null) => (share === null ? null : 1 - share);
    const counts = codeCounts(sample, facts.tickets.failure);
    const reasons = Object.fromEntries(failures.slice(1).map((word, index) => [word, counts[index + 1]!]));
    const notes = failing.notes ?? [];
    const { staffReplies, customerMessages, requesters, categories } = facts.observed;
    if (!staffReplies) notes.push("upperBound:staffReplies");
    if (!customerMessages) notes.push("upperBound:customerMessages");
    if (!requesters || !categories) notes.push("upperBound:repeatContacts");
    return {
      ...failing,
      value: complement(failing.value),
      low: complement(failing.high),
      high: complement(failing.low),
      notes,
      details: { ...failing.details, failures: reasons },
    };
  },
};

/**
 * How many of the tickets reported resolved really were? Share of the tickets ever reported resolved whose last closure
 * holds through the reopening window, was not premature and was not rated unsolved. Undecided ones enter by Kaplan–Meier.
 * @see DEFINITIONS.md#trueresolutionrate
 */
export const trueResolutionRate = /* @__PURE__ */ defineMetric(spec);
