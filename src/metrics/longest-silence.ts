import { ticketMarks } from "../facts/tables.ts";
import { defineMetric, leftOut, type MetricSpec } from "./kernel/metric.ts";
import { isShownAsResolved } from "./kernel/phases.ts";
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
    const closingNotSeen = leftOut(spec, "closingNotSeen");
    const outcomes = new Int8Array(tickets.length);
    const plain = new Float64Array(tickets.length);
    for (let row = 0; row < outcomes.length; row++) {
      const isUnseen = (tickets.marks[row]! & closedAtFirstSight) !== 0 && tickets.closures[row] === 0;
      const isClosed = !isUnseen && isShownAsResolved(facts, row);
      outcomes[row] = isUnseen ? closingNotSeen : isClosed ? 1 : 0;
      plain[row] = isClosed ? tickets.longestSilenceMs[row]! : Number.NaN;
    }
    return { outcomes, values: tickets.longestSilenceMs, plain };
  },
  summarise: (sample, options) => timeUntil(spec, sample, options),
};

/**
 * How long did customers hear nothing at worst? Median over tickets of the longest time, in ms, without a human's word
 * while the ticket was ours to work on; where it is still live the silence may yet grow.
 * @see DEFINITIONS.md#longestsilence
 */
export const longestSilence = /* @__PURE__ */ defineMetric(spec);
