import type { Facts } from "../../facts/facts.ts";
import type { CountedTable } from "./metric.ts";

/** Row of each fact's ticket: itself, for tickets. */
export function ticketOf(facts: Facts, table: CountedTable): (row: number) => number {
  if (table === "tickets") return (row) => row;
  const { ticket } = facts[table];
  return (row) => ticket[row]!;
}

/**
 * The instant by which a row belongs to a period: a wait its start, a closure its closing, a rating its answer (else its
 * offer), a ticket its creation, a hand-off its request, a promise its making. NaN where the log does not show it.
 */
export function instantOf(facts: Facts, table: CountedTable): (row: number) => number {
  switch (table) {
    case "tickets":
      return (row) => facts.tickets.createdAt[row]!;
    case "waits":
      return (row) => facts.waits.startAt[row]!;
    case "closures":
      return (row) => facts.closures.at[row]!;
    case "ratings": {
      const { answeredAt, offeredAt, suppressedAt } = facts.ratings;
      return (row) => {
        if (!Number.isNaN(answeredAt[row]!)) return answeredAt[row]!;
        return Number.isNaN(offeredAt[row]!) ? suppressedAt[row]! : offeredAt[row]!;
      };
    }
    case "handoffs":
      return (row) => facts.handoffs.requestedAt[row]!;
    case "promises":
      return (row) => facts.promises.madeAt[row]!;
  }
}
