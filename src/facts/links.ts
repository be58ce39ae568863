import type { LogDictionaries } from "../log/event-log.ts";
import { initiators, linkRelations } from "../schemas/vocabulary.ts";
import { contactGroups, sortRows } from "./contact-groups.ts";
import type { ClosureRefuter } from "./refute.ts";
import { rowsByTicket } from "./rows-by-ticket.ts";
import type { Closures, Links, Tickets } from "./tables.ts";
import { exclusions, refutations, ticketMarks } from "./tables.ts";

const mergedInto = linkRelations.indexOf("mergedInto");
const duplicateOf = linkRelations.indexOf("duplicateOf");
const followUpOf = linkRelations.indexOf("followUpOf");
const merged = exclusions.indexOf("merged");
const duplicate = exclusions.indexOf("duplicate");
const counted = exclusions.indexOf("none");
const spam = exclusions.indexOf("spam");
const deleted = exclusions.indexOf("deleted");
const customer = initiators.indexOf("customer");
const split = 1 << ticketMarks.indexOf("split");
const followUp = refutations.indexOf("followUp");
const repeatContact = refutations.indexOf("repeatContact");

/** Where each ticket went by a merger, and when; -1 nowhere, or out of sight. The one left of a circle goes on in itself. */
export interface Mergers {
  readonly into: Int32Array;
  readonly at: Float64Array;
}

/**
 * Where the tickets named in `links` stand: mergers first, each followed to where its chain ends. Of tickets merged in a
 * circle the one merged first stays: the later mergers show that it was there again.
 */
export function resolveLinks(tickets: Tickets, links: Links, dictionaries: LogDictionaries): Mergers {
  const rowOf = new Int32Array(dictionaries.tickets.size).fill(-1);
  for (let row = 0; row < tickets.length; row++) rowOf[tickets.ticket[row]!] = row;
  const into = new Int32Array(tickets.length).fill(-1);
  const at = new Float64Array(tickets.length).fill(Number.NaN);
  for (let link = 0; link < links.length; link++) {
    const relation = links.relation[link]!;
    const row = links.ticket[link]!;
    const name = dictionaries.values.decode(links.other[link]!);
    const code = name === null ? -1 : dictionaries.tickets.find(name);
    const other = code < 0 ? -1 : rowOf[code]!;
    if (relation === mergedInto || relation === duplicateOf) {
      into[row] = other;
      at[row] = links.at[link]!;
    } else if (relation === followUpOf && other >= 0) tickets.followUpOf[row] = other;
  }
  breakCircles(tickets, into, at);
  for (let row = 0; row < tickets.length; row++) {
    if (into[row]! < 0 || into[row] === row) continue;
    let end = into[row]!;
    while (into[end]! >= 0 && into[end] !== end) end = into[end]!;
    const outOfSight = into[end] !== end && !Number.isNaN(at[end]!);
    tickets.mergedInto[row] = outOfSight ? -1 : end;
  }
  for (let row = 0; row < tickets.length; row++) {
    const follows = tickets.followUpOf[row]!;
    if (follows < 0) continue;
    const end = tickets.mergedInto[follows]! >= 0 ? tickets.mergedInto[follows]! : follows;
    tickets.followUpOf[row] = end === row ? -1 : end;
  }
  return { into, at };
}

/** Lets one ticket of each circle of mergers go into itself, and counts it again. */
function breakCircles(tickets: Tickets, into: Int32Array, at: Float64Array): void {
  const seenFrom = new Int32Array(tickets.length).fill(-1);
  for (let start = 0; start < tickets.length; start++) {
    if (into[start]! < 0) continue;
    let row = start;
    while (row >= 0 && seenFrom[row] === -1) {
      seenFrom[row] = start;
      row = into[row]!;
    }
    if (row < 0 || seenFrom[row] !== start) continue;
    let first = row;
    for (let member = into[row]!; member !== row; member = into[member]!) {
      if (at[member]! < at[first]! || (at[member] === at[first] && member < first)) first = member;
    }
    into[first] = first;
    if (tickets.excluded[first] !== merged && tickets.excluded[first] !== duplicate) continue;
    tickets.excluded[first] = counted;
    tickets.excludedBy[first] = -1;
  }
}

/**
 * Returns that came as another ticket: follow-ups, tickets merged into a closed one, and repeat contacts (a new
 * customer-initiated ticket of the same requester in the same intake category). Each refutes the latest closure before it
 * only, if within the window.
 */
export function refuteAcrossTickets(tickets: Tickets, closures: Closures, refuter: ClosureRefuter): void {
  const from = rowsByTicket(closures.ticket, tickets.length);
  const bornAt = (row: number) => {
    const createdAt = tickets.createdAt[row]!;
    return Number.isNaN(createdAt) ? tickets.firstEventAt[row]! : createdAt;
  };
  const latestOf = (ticket: number, at: number): number => {
    for (let row = from[ticket + 1]! - 1; row >= from[ticket]!; row--) {
      if (closures.annulled[row] === 0 && closures.at[row]! <= at) return row;
    }
    return -1;
  };
  for (let row = 0; row < tickets.length; row++) {
    const excluded = tickets.excluded[row]!;
    if (excluded === spam || excluded === deleted) continue;
    const linkedTo =
      tickets.followUpOf[row]! >= 0
        ? tickets.followUpOf[row]!
        : (excluded === merged || excluded === duplicate) && tickets.initiator[row] === customer
          ? tickets.mergedInto[row]!
          : -1;
    if (linkedTo < 0) continue;
    const closure = latestOf(linkedTo, bornAt(row));
    if (closure >= 0) refuter.refute(closure, bornAt(row), followUp, row);
  }
  refuteRepeatContacts(tickets, closures, from, refuter);
}

/** `from` says where the closures of each ticket lie. */
function refuteRepeatContacts(tickets: Tickets, closures: Closures, from: Int32Array, refuter: ClosureRefuter): void {
  const closedFirst = (x: number, y: number) => closures.at[x]! - closures.at[y]! || x - y;
  const closed = new Int32Array(closures.length); // those of the group at hand, the first `count`
  const { rows, bounds } = contactGroups(tickets);
  for (let group = 0; group < bounds.length; group += 2) {
    const [start, end] = [bounds[group]!, bounds[group + 1]!];
    let count = 0;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      for (let closure = from[row]!; closure < from[row + 1]!; closure++) {
        if (closures.annulled[closure] === 0) closed[count++] = closure;
      }
    }
    sortRows(closed, 0, count, closedFirst);
    let before = 0; // closures up to the creation at hand
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      const at = tickets.createdAt[row]!;
      while (before < count && closures.at[closed[before]!]! <= at) before++;
      // Only what a customer began is his return; what the desk split off is not.
      if (tickets.initiator[row] !== customer || (tickets.marks[row]! & split) !== 0) continue;
      let latest = before - 1;
      while (latest >= 0 && closures.ticket[closed[latest]!] === row) latest--;
      if (latest < 0 || !refuter.covers(closed[latest]!, at)) continue;
      tickets.repeatOf[row] = closures.ticket[closed[latest]!]!;
      if (tickets.followUpOf[row]! < 0) refuter.refute(closed[latest]!, at, repeatContact, row);
    }
  }
}
