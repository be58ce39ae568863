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

/** Which waits of a ticket a figure asks of: that for the first response, and those of later rounds. */
export interface Rounds {
  readonly first: boolean;
  readonly later: boolean;
}

export const everyRound: Rounds = { first: true, later: true };
export const firstRound: Rounds = { first: true, later: false };
export const laterRounds: Rounds = { first: false, later: true };

/** Waits as times until an answer. `plain` is the time to the first human reply, a late one included. */
export function waitMeasurement(
  spec: Pick<MetricSpec, "exclusions" | "outcomes">,
  facts: Facts,
  options: ResolvedOptions,
  rounds: Rounds,
): Measurement {
  const { waits } = facts;
  const { end, round } = waits;
  const words = Object.keys(spec.outcomes);
  const codes = waitEnds.map((word) => (word === "unseen" ? leftOut(spec, "unseen") : words.indexOf(word)));
  const answersIf = (isAsked: boolean) => codes.map((code) => (isAsked ? code : notAsked));
  const outcomes = new Int8Array(waits.length);
  // First and later rounds take turns: looking the answer up is quicker than branching on what is hard to guess.
  const answers = Int8Array.of(...answersIf(rounds.first), ...answersIf(rounds.later));
  for (let row = 0; row < outcomes.length; row++) {
    outcomes[row] = answers[end[row]! + Number(round[row]! > 1) * waitEnds.length]!;
  }
  return options.clock === "business"
    ? { outcomes, values: waits.businessMs, plain: waits.replyBusinessMs }
    : { outcomes, values: waits.calendarMs, plain: waits.replyMs };
}
