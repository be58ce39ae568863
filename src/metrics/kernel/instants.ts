import type { Facts } from "../../facts/facts.ts";
import { surveyedAt } from "../../facts/surveyed-at.ts";
import type { CountedTable } from "./metric.ts";

/** Row of each fact's ticket: itself, for tickets. */
export function ticketOf(facts: Facts, table: CountedTable): (row: number) => number {
  if (table === "tickets") return (row) => row;
  const { ticket } = facts[table];
  return (row) => ticket[row]!;
}

/**
 * The instants by which rows belong to a period: a wait its start, a closure its closing, a rating its answer (else its
 * offer), a ticket its creation, a hand-off its request, a promise its making. NaN where the log does not show it.
 */
export function instantsOf(facts: Facts, table: CountedTable): Float64Array {
  const { tickets, waits, closures, ratings, handoffs, promises } = facts;
  if (table === "ratings") return surveyedAt(ratings);
  return {
    tickets: tickets.createdAt,
    waits: waits.startAt,
    closures: closures.at,
    handoffs: handoffs.requestedAt,
    promises: promises.madeAt,
  }[table];
}
