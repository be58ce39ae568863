import { ticketMarks } from "../facts/tables.ts";
import { amounts } from "./kernel/amounts.ts";
import { answeredOnly } from "./kernel/answered-only.ts";
import { defineMetric, leftOut, type MetricSpec } from "./kernel/metric.ts";
import { isShownAsResolved } from "./kernel/phases.ts";
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
    const durations = options.clock === "business" ? tickets.resolutionBusinessMs : tickets.resolutionMs;
    const isClosed = (row: number) => isShownAsResolved(facts, row);
    const beganBeforeLog = leftOut(spec, "beganBeforeLog");
    return {
      outcome: (row) => {
        if ((tickets.marks[row]! & noCreation) !== 0) return beganBeforeLog;
        return isClosed(row) ? 1 : 0;
      },
      value: (row) => Math.max(0, durations[row]!),
      plain: (row) => (isClosed(row) ? Math.max(0, durations[row]!) : Number.NaN),
    };
  },
  summarise: (sample, options, facts) => {
    const { tickets } = facts;
    const summary = timeUntil(spec, sample, options);
    if (options.clock === "business") return summary;
    const firstClosing = amounts(sample.rows, (row) => tickets.firstClosedAt[row]! - tickets.createdAt[row]!);
    return { ...summary, details: { ...summary.details, firstClosing: answeredOnly(firstClosing) } };
  },
};

/**
 * How long until a ticket is closed for the last time? Median in ms from creation; tickets still live are not yet closed.
 * @see DEFINITIONS.md#resolutiontime
 */
export const resolutionTime = /* @__PURE__ */ defineMetric(spec);
