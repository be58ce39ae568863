import type { Facts } from "../../facts/facts.ts";
import { waitEnds } from "../../facts/tables.ts";
import { leftOut, type Meaning, type Measurement, type MetricSpec, notAsked, type ResolvedOptions } from "./metric.ts";

/** How a wait can end, as a time until a human answers. A merge into a ticket out of sight leaves it open. */
export const waitOutcomes: Record<string, Meaning> = {
  open: "open",
  answered: "event",
  closedUnanswered: "other",
  abandoned: "other",
  merged: "open",
};

/** Waits as times until an answer. `plain` is the time to the first human reply, a late one included. */
export function waitMeasurement(
  spec: Pick<MetricSpec, "exclusions" | "outcomes">,
  facts: Facts,
  options: ResolvedOptions,
  asks: (row: number) => boolean,
): Measurement {
  const { waits } = facts;
  const words = Object.keys(spec.outcomes);
  const codes = waitEnds.map((end) => (end === "unseen" ? leftOut(spec, "unseen") : words.indexOf(end)));
  const durations = options.clock === "business" ? waits.businessMs : waits.calendarMs;
  const replies = options.clock === "business" ? waits.replyBusinessMs : waits.replyMs;
  return {
    outcome: (row) => (asks(row) ? codes[waits.end[row]!]! : notAsked),
    value: (row) => durations[row]!,
    plain: (row) => replies[row]!,
  };
}
