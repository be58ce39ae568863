import type { LogDictionaries } from "../log/event-log.ts";
import { initiators, linkRelations } from "../schemas/vocabulary.ts";
import type { ClosureRefuter } from "./refute.ts";
import type { Closures, Links, Tickets, Waits } from "./tables.ts";
import { exclusions, refutations, ticketMarks, waitEnds } from "./tables.ts";

const mergedInto = linkRelations.indexOf("mergedInto");
const duplicateOf = linkRelations.indexOf("duplicateOf");
const followUpOf = linkRelations.indexOf("followUpOf");
const merged = exclusions.indexOf("merged");
const duplicate = exclusions.indexOf("duplicate");
const discarded = new Set([exclusions.indexOf("spam"), exclusions.indexOf("deleted")]);
const customer = initiators.indexOf("customer");
const split = 1 << ticketMarks.indexOf("split");
const followUp = refutations.indexOf("followUp");
const repeatContact = refutations.indexOf("repeatContact");
const waitMerged = waitEnds.indexOf("merged");
const waitAnswered = waitEnds.indexOf("answered");

/** Rows of each ticket's closures that count, oldest first: from `from[t]` to `from[t + 1]`. */
interface ByTicket {
  from: Int32Array;
}

function rowsByTicket(owners: Int32Array, tickets: number): ByTicket {
  const from = new Int32Array(tickets + 1);
  for (const owner of owners) from[owner + 1]!++;
  for (let i = 0; i < tickets; i++) from[i + 1]! += from[i]!;
  return { from };
}

/** Where the tickets named in `links` stand: merges first, each followed to where its chain of merges ends. */
export function resolveLinks(tickets: Tickets, links: Links, dictionaries: LogDictionaries): void {
  const rowOf = new Int32Array(dictionaries.tickets.size).fill(-1);
  for (let row = 0; row < tickets.length; row++) rowOf[tickets.ticket[row]!] = row;
  const find = (link: number) => {
    const code = dictionaries.tickets.find(dictionaries.values.values[links.other[link]!]!);
    const row = code < 0 ? -1 : rowOf[code]!;
    return row === links.ticket[link] ? -1 : row;
  };
  for (let link = 0; link < links.length; link++) {
    const relation = links.relation[link]!;
    const row = links.ticket[link]!;
    if (relation === mergedInto || relation === duplicateOf) tickets.mergedInto[row] = find(link);
    else if (relation === followUpOf) tickets.followUpOf[row] = find(link);
  }
  const target = Int32Array.from(tickets.mergedInto);
  for (let row = 0; row < tickets.length; row++) {
    if (target[row]! < 0) continue;
    const path = new Set([row]);
    let end = target[row]!;
    while (target[end]! >= 0 && !path.has(end)) {
      path.add(end);
      end = target[end]!;
    }
    // Tickets merged in a circle: the one that the circle comes back to is taken as its end.
    for (const member of path) tickets.mergedInto[member] = member === end ? -1 : end;
    for (const member of path) target[member] = tickets.mergedInto[member]!;
  }
  for (let row = 0; row < tickets.length; row++) {
    const follows = tickets.followUpOf[row]!;
    if (follows >= 0 && tickets.mergedInto[follows]! >= 0) tickets.followUpOf[row] = tickets.mergedInto[follows]!;
  }
}

/** A wait that ended by a merge goes on in the ticket into which it went, as far as that one shows it. */
export function carryWaits(tickets: Tickets, waits: Waits): void {
  const { from } = rowsByTicket(waits.ticket, tickets.length);
  const end = waits.end.slice(); // as they stood, so that one carried wait does not feed another
  for (let wait = 0; wait < waits.length; wait++) {
    if (end[wait] !== waitMerged) continue;
    const target = tickets.mergedInto[waits.ticket[wait]!]!;
    if (target < 0) continue;
    const mergedAt = waits.endAt[wait]!;
    let covering = -1;
    for (let other = from[target]!; other < from[target + 1]! && covering < 0; other++) {
      const runs = waits.startAt[other]! <= mergedAt && !(waits.endAt[other]! < mergedAt);
      if (runs && end[other] !== waitMerged) covering = other;
    }
    if (covering >= 0) {
      waits.end[wait] = end[covering]!;
      waits.endAt[wait] = waits.endAt[covering]!;
      waits.answerer[wait] = waits.answerer[covering]!;
      waits.lateReplyAt[wait] = waits.lateReplyAt[covering]!;
    } else if (tickets.firstReplyAt[target]! >= mergedAt) {
      waits.end[wait] = waitAnswered;
      waits.endAt[wait] = tickets.firstReplyAt[target]!;
    }
  }
}

/**
 * Returns that came as another ticket: follow-ups, tickets merged into a closed one, and repeat contacts (a new
 * customer-initiated ticket of the same requester in the same intake category). Each refutes the latest closure before it
 * only, if within the window.
 */
export function refuteAcrossTickets(tickets: Tickets, closures: Closures, refuter: ClosureRefuter): void {
  const { from } = rowsByTicket(closures.ticket, tickets.length);
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
    if (discarded.has(excluded)) continue;
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
  for (const group of contactGroups(tickets)) {
    group.sort((x, y) => tickets.createdAt[x]! - tickets.createdAt[y]! || x - y);
    const closed: number[] = [];
    for (const row of group) {
      for (let closure = from[row]!; closure < from[row + 1]!; closure++) {
        if (closures.annulled[closure] === 0) closed.push(closure);
      }
    }
    closed.sort((x, y) => closures.at[x]! - closures.at[y]! || x - y);
    let before = 0; // closures up to the creation at hand
    for (const row of group) {
      const at = tickets.createdAt[row]!;
      while (before < closed.length && closures.at[closed[before]!]! <= at) before++;
      let latest = before - 1;
      while (latest >= 0 && closures.ticket[closed[latest]!] === row) latest--;
      if (latest < 0 || !refuter.covers(closed[latest]!, at)) continue;
      tickets.repeatOf[row] = closures.ticket[closed[latest]!]!;
      if (tickets.followUpOf[row]! < 0) refuter.refute(closed[latest]!, at, repeatContact, row);
    }
  }
}

/** Tickets by requester and intake category, where there are two or more that a customer began. */
function contactGroups(tickets: Tickets): number[][] {
  const groups = new Map<number, number[]>();
  const categories = tickets.category.reduce((highest, category) => Math.max(highest, category), 0) + 1;
  for (let row = 0; row < tickets.length; row++) {
    const requester = tickets.requester[row]!;
    const category = tickets.category[row]!;
    if (requester < 0 || category < 0 || tickets.initiator[row] !== customer) continue;
    if (Number.isNaN(tickets.createdAt[row]!) || (tickets.marks[row]! & split) !== 0) continue;
    if (discarded.has(tickets.excluded[row]!)) continue;
    const key = requester * categories + category;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
