import type { Facts } from "../facts/facts.ts";
import { exclusions, ticketMarks } from "../facts/tables.ts";
import { initiators, statusCauses } from "../schemas/vocabulary.ts";

const CUSTOMER = initiators.indexOf("customer");
const SPLIT = 1 << ticketMarks.indexOf("split");
const DISCARDED = new Set([exclusions.indexOf("spam"), exclusions.indexOf("deleted")]);
const MERGED = new Set([exclusions.indexOf("merged"), exclusions.indexOf("duplicate")]);
const MERGE = statusCauses.indexOf("merge");

/** By closing, when the customer came back with another ticket; NaN without one. */
export interface TicketReturns {
  readonly at: Float64Array;
  /** 1 = a follow-up or duplicate, 0 = a new ticket in the same intake category. */
  readonly followUp: Uint8Array;
}

/**
 * Finds returns that came as another ticket. Each speaks of the latest closing before it, also of one that its closer undid
 * afterwards: reopening a ticket does not make the customer's return unhappen. A new ticket on the same speaks
 * of tickets that the customer began: those that the desk made of his case, or for him, must not take the return upon themselves.
 *
 * @param closuresFrom the closings of ticket t are the rows `[t]` to `[t + 1]` of `facts.closures`.
 */
export function returnsAsTickets(facts: Facts, closuresFrom: Int32Array): TicketReturns {
  const { tickets, closures, policy } = facts;
  const at = new Float64Array(closures.length).fill(Number.NaN);
  const followUp = new Uint8Array(closures.length);
  const refute = (closing: number | undefined, instant: number, isFollowUp: 0 | 1): void => {
    if (closing === undefined || instant - closures.at[closing]! > policy.reopenWindow) return;
    if (at[closing]! <= instant) return;
    at[closing] = instant;
    followUp[closing] = isFollowUp;
  };
  const closingsOf = (ticket: number): number[] => {
    const rows: number[] = [];
    for (let row = closuresFrom[ticket]!; row < closuresFrom[ticket + 1]!; row++) {
      if (closures.annulled[row] === 0 || closures.cause[row] !== MERGE) rows.push(row);
    }
    return rows;
  };

  for (let ticket = 0; ticket < tickets.length; ticket++) {
    const excluded = tickets.excluded[ticket]!;
    if (DISCARDED.has(excluded)) continue;
    const joined = MERGED.has(excluded) && tickets.initiator[ticket] === CUSTOMER ? tickets.mergedInto[ticket]! : -1;
    const of = tickets.followUpOf[ticket]! >= 0 ? tickets.followUpOf[ticket]! : joined;
    if (of < 0) continue;
    const createdAt = tickets.createdAt[ticket]!;
    const bornAt = Number.isNaN(createdAt) ? tickets.firstEventAt[ticket]! : createdAt;
    refute(
      closingsOf(of).findLast((row) => closures.at[row]! <= bornAt),
      bornAt,
      1,
    );
  }

  for (const group of mattersOfCustomers(facts)) {
    const closings = group.flatMap(closingsOf).sort((x, y) => closures.at[x]! - closures.at[y]! || x - y);
    let before = 0;
    for (const ticket of group) {
      const bornAt = tickets.createdAt[ticket]!;
      while (before < closings.length && closures.at[closings[before]!]! <= bornAt) before++;
      let latest = before - 1;
      while (latest >= 0 && closures.ticket[closings[latest]!] === ticket) latest--;
      refute(closings[latest], bornAt, 0);
    }
  }
  return { at, followUp };
}

/** Tickets that customers began, by requester and intake category, in the order of creation; only where there are several. */
function mattersOfCustomers({ tickets }: Facts): number[][] {
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
  const several = [...groups.values()].filter((group) => group.length > 1);
  for (const group of several) group.sort((x, y) => tickets.createdAt[x]! - tickets.createdAt[y]! || x - y);
  return several;
}
