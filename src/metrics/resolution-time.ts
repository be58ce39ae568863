import { ticketMarks } from "../facts/tables.ts";
import { elapsedMs } from "./kernel/amounts.ts";
import { answeredOnly } from "./kernel/answered-only.ts";
import { defineMetric, leftOut, type MetricSpec } from "./kernel/metric.ts";
import { resolvedPhases } from "./kernel/phases.ts";
import { timeUntil } from "./kernel/time-until.ts";

const noCreation = 1 << ticketMarks.indexOf("noCreation");

const spec: MetricSpec = {
  name: "resolutionTime",
  unit: "ms",
  table: "tickets",
  needs: ["closures"],
  outcomes: { live: "open", closed: "event" },
  exclusions: ["beganBeforeLog"],
  timed: true,
  measure: (facts, options) => {
    const { tickets } = facts;
    const { phase, marks } = tickets;
    const durations = options.clock === "business" ? tickets.resolutionBusinessMs : tickets.resolutionMs;
    const beganBeforeLog = leftOut(spec, "beganBeforeLog");
    const isResolved = resolvedPhases();
    // By whether it is closed: what it answers, and what added to a number leaves it, or makes it none.
    const [answers, added] = [Int8Array.of(0, 1), Float64Array.of(Number.NaN, 0)];
    const outcomes = new Int8Array(tickets.length);
    const values = new Float64Array(tickets.length);
    const plain = new Float64Array(tickets.length);
    for (let row = 0; row < outcomes.length; row++) {
      const isClosed = isResolved[phase[row]!]!;
      const value = Math.max(0, durations[row]!);
      outcomes[row] = (marks[row]! & noCreation) !== 0 ? beganBeforeLog : answers[isClosed]!;
      values[row] = value;
      plain[row] = value + added[isClosed]!;
    }
    return { outcomes, values, plain };
  },
  summarise: (sample, options, facts) => {
    const { tickets } = facts;
    const summary = timeUntil(spec, sample, options);
    if (options.clock === "business") return summary;
    const firstClosing = elapsedMs(sample, tickets.createdAt, tickets.firstClosedAt);
    return { ...summary, details: { ...summary.details, firstClosing: answeredOnly(firstClosing) } };
  },
};

/**
 * How long until a ticket is closed for the last time? Median in ms from creation; tickets still live are not yet closed.
 * @see DEFINITIONS.md#resolutiontime
 */
export const resolutionTime = /* @__PURE__ */ defineMetric(spec);
