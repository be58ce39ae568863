import { Clocks } from "../facts/clocks.ts";
import type { Facts } from "../facts/facts.ts";
import { rowsByTicket } from "../facts/rows-by-ticket.ts";
import { exclusions, ticketMarks } from "../facts/tables.ts";
import { initiators, linkRelations, phases, statusCauses } from "../schemas/vocabulary.ts";
import type { LeftOutReason } from "./answer.ts";

const noCreation = 1 << ticketMarks.indexOf("noCreation");
const merger = linkRelations.indexOf("mergedInto");
const duplicate = linkRelations.indexOf("duplicateOf");
const causeMerge = statusCauses.indexOf("merge");
const customer = initiators.indexOf("customer");
const solved = phases.indexOf("solved");
const closed = phases.indexOf("closed");

/** The rows of each ticket in every table that definitions are read off, found once for all of them. */
export interface TicketIndex {
  readonly facts: Facts;
  /** Rows of ticket t: from `[t]` to `[t + 1]`. */
  readonly turnsFrom: Int32Array;
  readonly closuresFrom: Int32Array;
  readonly handoffsFrom: Int32Array;
  readonly ratingsFrom: Int32Array;
  readonly assignmentsFrom: Int32Array;
  /** The wait of round 1; -1 where there is none. */
  readonly firstWait: Int32Array;
  /** When it went into another ticket; NaN where it did not. */
  readonly mergedAt: Float64Array;
  readonly clocks: Clocks;
}

export function ticketIndex(facts: Facts): TicketIndex {
  const { tickets, turns, closures, handoffs, ratings, assignments, waits, links } = facts;
  const firstWait = new Int32Array(tickets.length).fill(-1);
  for (let row = 0; row < waits.length; row++) if (waits.round[row] === 1) firstWait[waits.ticket[row]!] = row;
  const mergedAt = new Float64Array(tickets.length).fill(Number.NaN);
  for (let row = 0; row < links.length; row++) {
    const relation = links.relation[row];
    if (relation === merger || relation === duplicate) mergedAt[links.ticket[row]!] = links.at[row]!;
  }
  let firstAt = facts.asOf;
  for (const at of tickets.firstEventAt) if (at < firstAt) firstAt = at;
  return {
    facts,
    turnsFrom: rowsByTicket(turns.ticket, tickets.length),
    closuresFrom: rowsByTicket(closures.ticket, tickets.length),
    handoffsFrom: rowsByTicket(handoffs.ticket, tickets.length),
    ratingsFrom: rowsByTicket(ratings.ticket, tickets.length),
    assignmentsFrom: rowsByTicket(assignments.ticket, tickets.length),
    firstWait,
    mergedAt,
    clocks: new Clocks(facts.policy, facts.dictionaries, firstAt, facts.asOf),
  };
}

/** Why a ticket is in no figure; merged ones only where the definition says so. */
export function discarded({ facts }: TicketIndex, ticket: number, merged: "leftOut" | "kept"): LeftOutReason | null {
  const word = exclusions[facts.tickets.excluded[ticket]!]!;
  if (word === "none" || (merged === "kept" && (word === "merged" || word === "duplicate"))) return null;
  return word;
}

export function isMergedAway({ facts }: TicketIndex, ticket: number): boolean {
  const word = exclusions[facts.tickets.excluded[ticket]!]!;
  return word === "merged" || word === "duplicate";
}

export function hasCreation({ facts }: TicketIndex, ticket: number): boolean {
  return (facts.tickets.marks[ticket]! & noCreation) === 0;
}

export function isByCustomer({ facts }: TicketIndex, ticket: number): boolean {
  return facts.tickets.initiator[ticket] === customer;
}

/** Whether somebody, or some team, holds it now. */
export function isAssigned({ facts }: TicketIndex, ticket: number): boolean {
  return facts.tickets.holder[ticket]! >= 0 || facts.tickets.holderTeam[ticket]! >= 0;
}

export function standsClosed({ facts }: TicketIndex, ticket: number): boolean {
  const phase = facts.tickets.phase[ticket];
  return phase === solved || phase === closed;
}

/** Rows of a ticket's closings, in their order: only those that were not taken back, all, or only moves into solved. */
export function closingsOf(
  { facts, closuresFrom }: TicketIndex,
  ticket: number,
  which: "lasting" | "all" | "solved",
): number[] {
  const { closures } = facts;
  const rows: number[] = [];
  for (let row = closuresFrom[ticket]!; row < closuresFrom[ticket + 1]!; row++) {
    if (closures.cause[row] === causeMerge) continue;
    if (which === "lasting" ? closures.annulled[row] === 0 : which === "all" || closures.phase[row] === solved) {
      rows.push(row);
    }
  }
  return rows;
}
