import { Initiator, Mark, Refutation } from "./codes.ts";
import { contactGroups, sortRows } from "./contact-groups.ts";
import type { ClosureRefuter } from "./refute.ts";
import type { Closures, Tickets } from "./tables.ts";

/**
 * Repeat contacts: a new customer-initiated ticket of the same requester in the same intake category. Each refutes the latest closure
 * before it only, if within the window.
 *
 * @param from where the closures of each ticket lie
 */
export function refuteRepeatContacts(
  tickets: Tickets,
  closures: Closures,
  from: Int32Array,
  refuter: ClosureRefuter,
): void {
  const { createdAt, initiator, marks } = tickets;
  const { annulled, at: closedAt, ticket: closedTicket } = closures;
  const { rows, bounds } = contactGroups(tickets);
  let closed: Int32Array = new Int32Array(256); // those of the group at hand, the first `count`
  for (let group = 0; group < bounds.length; group += 2) {
    const [start, end] = [bounds[group]!, bounds[group + 1]!];
    let count = 0;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      for (let closure = from[row]!; closure < from[row + 1]!; closure++) {
        if (annulled[closure] === 1) continue;
        if (count === closed.length) closed = widened(closed);
        closed[count++] = closure;
      }
    }
    sortRows(closed, 0, count, closedAt);
    let before = 0; // closures up to the creation at hand
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      const at = createdAt[row]!;
      while (before < count && closedAt[closed[before]!]! <= at) before++;
      // Only what a customer began is his return; what the desk split off is not.
      if (initiator[row] !== Initiator.customer || (marks[row]! & Mark.split) !== 0) continue;
      let latest = before - 1;
      while (latest >= 0 && closedTicket[closed[latest]!] === row) latest--;
      if (latest < 0 || !refuter.covers(closed[latest]!, at)) continue;
      tickets.repeatOf[row] = closedTicket[closed[latest]!]!;
      if (tickets.followUpOf[row]! < 0) refuter.refute(closed[latest]!, at, Refutation.repeatContact, row);
    }
  }
}

function widened(rows: Int32Array): Int32Array {
  const wider = new Int32Array(rows.length * 2);
  wider.set(rows);
  return wider;
}
