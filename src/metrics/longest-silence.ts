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
    const isUnseen = (row: number) => (tickets.marks[row]! & closedAtFirstSight) !== 0 && tickets.closures[row] === 0;
    const isClosed = (row: number) => !isUnseen(row) && isShownAsResolved(facts, row);
    const closingNotSeen = leftOut(spec, "closingNotSeen");
    return {
      outcome: (row) => (isUnseen(row) ? closingNotSeen : isClosed(row) ? 1 : 0),
      value: (row) => tickets.longestSilenceMs[row]!,
      plain: (row) => (isClosed(row) ? tickets.longestSilenceMs[row]! : Number.NaN),
    };
  },
  summarise: (sample, options) => timeUntil(spec, sample, options),
};

/**
 * How long did customers hear nothing at worst? Median over tickets of the longest time, in ms, without a human's word
 * while the ticket was ours to work on; where it is still live the silence may yet grow.
 * @see DEFINITIONS.md#longestsilence
 */
export const longestSilence = /* @__PURE__ */ defineMetric(spec);
