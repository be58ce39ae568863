import type { Facts } from "../../facts/facts.ts";
import { handoffEnds } from "../../facts/tables.ts";
import type { Meaning, Measurement, MetricSpec, ResolvedOptions } from "./metric.ts";

/** How a request for a human can end. */
export const handoffOutcomes: Record<string, Meaning> = {
  open: "open",
  reached: "event",
  abandoned: "other",
  closedUnreached: "other",
};

/** Requests for a human as times until one is reached. */
export function handoffMeasurement(
  spec: Pick<MetricSpec, "outcomes">,
  facts: Facts,
  options: ResolvedOptions,
): Measurement {
  const { handoffs } = facts;
  const words = Object.keys(spec.outcomes);
  const codes = handoffEnds.map((end) => words.indexOf(end));
  const reached = handoffEnds.indexOf("reached");
  const durations = options.clock === "business" ? handoffs.businessMs : handoffs.calendarMs;
  return {
    outcomes: Int8Array.from(handoffs.end, (end) => codes[end]!),
    values: durations,
    plain: durations.map((duration, row) => (handoffs.end[row] === reached ? duration : Number.NaN)),
  };
}
