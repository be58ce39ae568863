import type { Facts } from "../facts/facts.ts";
import { exclusions, ticketMarks } from "../facts/tables.ts";
import { initiators } from "../schemas/vocabulary.ts";

const CUSTOMER = initiators.indexOf("customer");
const SPLIT = 1 << ticketMarks.indexOf("split");
const DISCARDED = new Set([exclusions.indexOf("spam"), exclusions.indexOf("deleted")]);

/**
 * For every closing the instant at which the customer came back with a new ticket in the same intake category; NaN without
 * one. A new ticket speaks of the latest closing before it among the tickets that the customer began: those that
 * the desk made of his case, or for him, must not take the return upon themselves.
 *
 * @param closuresFrom the closings of ticket t are the rows `[t]` to `[t + 1]` of `facts.closures`.
 */
export function newTicketsOnTheSame({ tickets, closures, policy }: Facts, closuresFrom: Int32Array): Float64Array {
  const returnedAt = new Float64Array(closures.length).fill(Number.NaN);
  const groups = new Map<string, number[]>();
  for (let ticket = 0; ticket < tickets.length; ticket++) {
    const requester = tickets.requester[ticket]!;
    const category = tickets.category[ticket]!;
    if (requester < 0 || category < 0 || Number.isNaN(tickets.createdAt[ticket]!)) continue;
    if (tickets.initiator[ticket] !== CUSTOMER || (tickets.marks[ticket]! & SPLIT) !== 0) continue;
    if (DISCARDED.has(tickets.excluded[ticket]!)) continue;
    const key = `${requester} ${category}`;
    const group = groups.get(key);
    if (group) group.push(ticket);
    else groups.set(key, [ticket]);
  }
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const closings = group.flatMap((ticket) => {
      const rows: number[] = [];
      for (let row = closuresFrom[ticket]!; row < closuresFrom[ticket + 1]!; row++) {
        if (closures.annulled[row] === 0) rows.push(row);
      }
      return rows;
    });
    closings.sort((x, y) => closures.at[x]! - closures.at[y]! || x - y);
    group.sort((x, y) => tickets.createdAt[x]! - tickets.createdAt[y]! || x - y);
    let before = 0;
    for (const ticket of group) {
      const at = tickets.createdAt[ticket]!;
      while (before < closings.length && closures.at[closings[before]!]! <= at) before++;
      let latest = before - 1;
      while (latest >= 0 && closures.ticket[closings[latest]!] === ticket) latest--;
      const closing = closings[latest];
      if (closing === undefined || at - closures.at[closing]! > policy.reopenWindow) continue;
      if (!(returnedAt[closing]! <= at)) returnedAt[closing] = at;
    }
  }
  return returnedAt;
}
