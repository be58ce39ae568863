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

/** Which waits of a ticket a figure asks of, by their round: 1 is the first response. */
export interface Rounds {
  readonly from: number;
  readonly to: number;
}

export const everyRound: Rounds = { from: 1, to: Number.POSITIVE_INFINITY };
export const firstRound: Rounds = { from: 1, to: 1 };
export const laterRounds: Rounds = { from: 2, to: Number.POSITIVE_INFINITY };

/** Waits as times until an answer. `plain` is the time to the first human reply, a late one included. */
export function waitMeasurement(
  spec: Pick<MetricSpec, "exclusions" | "outcomes">,
  facts: Facts,
  options: ResolvedOptions,
  rounds: Rounds,
): Measurement {
  const { waits } = facts;
  const words = Object.keys(spec.outcomes);
  const codes = Int8Array.from(waitEnds, (end) => (end === "unseen" ? leftOut(spec, "unseen") : words.indexOf(end)));
  const outcomes = new Int8Array(waits.length);
  // First and later rounds take turns: looking the answer up is quicker than branching on what is hard to guess.
  const answers = Int8Array.of(...waitEnds.map(() => notAsked), ...codes);
  for (let row = 0; row < outcomes.length; row++) {
    const round = waits.round[row]!;
    const isAsked = Number(round >= rounds.from) & Number(round <= rounds.to);
    outcomes[row] = answers[waits.end[row]! + isAsked * codes.length]!;
  }
  return options.clock === "business"
    ? { outcomes, values: waits.businessMs, plain: waits.replyBusinessMs }
    : { outcomes, values: waits.calendarMs, plain: waits.replyMs };
}
