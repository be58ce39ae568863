import { ticketMarks } from "../facts/tables.ts";
import { defineMetric, leftOut, type MetricSpec } from "./kernel/metric.ts";
import { resolvedPhases } from "./kernel/phases.ts";
import { timeUntil } from "./kernel/time-until.ts";

const closedAtFirstSight = 1 << ticketMarks.indexOf("closedAtFirstSight");

const spec: MetricSpec = {
  name: "longestSilence",
  unit: "ms",
  table: "tickets",
  needs: ["messages", "staffReplies"],
  outcomes: { live: "open", closed: "event" },
  exclusions: ["closingNotSeen"],
  measure: (facts) => {
    const { tickets } = facts;
    const { phase, marks, closures, longestSilenceMs } = tickets;
    const closingNotSeen = leftOut(spec, "closingNotSeen");
    const isResolved = resolvedPhases();
    // By whether it is closed, and not before the log began: what added to a number leaves it, or makes it none.
    const added = Float64Array.of(Number.NaN, 0);
    const outcomes = new Int8Array(tickets.length);
    const plain = new Float64Array(tickets.length);
    for (let row = 0; row < outcomes.length; row++) {
      const isUnseen = (marks[row]! & closedAtFirstSight) !== 0 && closures[row] === 0;
      const isClosed = isUnseen ? 0 : isResolved[phase[row]!]!;
      outcomes[row] = isUnseen ? closingNotSeen : isClosed;
      plain[row] = longestSilenceMs[row]! + added[isClosed]!;
    }
    return { outcomes, values: longestSilenceMs, plain };
  },
  summarise: (sample, options) => timeUntil(spec, sample, options),
};

/**
 * How long did customers hear nothing at worst? Median over tickets of the longest time, in ms, without a human's word
 * while the ticket was ours to work on; where it is still live the silence may yet grow.
 * @see DEFINITIONS.md#longestsilence
 */
export const longestSilence = /* @__PURE__ */ defineMetric(spec);
