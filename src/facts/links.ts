import type { LogDictionaries } from "../log/event-log.ts";
import { Absent, Exclusion, Initiator, Refutation, Relation } from "./codes.ts";
import { Mergers } from "./mergers.ts";
import type { ClosureRefuter } from "./refute.ts";
import type { Closures, Links, Tickets } from "./tables.ts";

/** Where the tickets named in `links` stand: mergers first, each followed to where its chain ends. */
export function resolveLinks(tickets: Tickets, links: Links, dictionaries: LogDictionaries): Mergers {
  const others = rowsNamed(tickets, links, dictionaries);
  const mergers = new Mergers(tickets, links, others);
  for (let link = 0; link < links.length; link++) {
    const row = links.ticket[link]!;
    tickets.mergedInto[row] = mergers.end(row);
    if (links.relation[link] === Relation.followUpOf && others[link]! >= 0) tickets.followUpOf[row] = others[link]!;
  }
  for (let link = 0; link < links.length; link++) {
    if (isAgain(links, link)) continue;
    const row = links.ticket[link]!;
    const follows = tickets.followUpOf[row]!;
    if (follows < 0) continue;
    const end = tickets.mergedInto[follows]! >= 0 ? tickets.mergedInto[follows]! : follows;
    tickets.followUpOf[row] = end === row ? Absent.none : end;
  }
  return mergers;
}

/** By link, the row of the ticket that it names; -1 where that is out of sight. */
function rowsNamed(tickets: Tickets, links: Links, dictionaries: LogDictionaries): Int32Array {
  const named = new Int32Array(links.length).fill(Absent.none);
  if (links.length === 0) return named;
  const rowOf = new Int32Array(dictionaries.tickets.size).fill(Absent.none);
  for (let row = 0; row < tickets.length; row++) rowOf[tickets.ticket[row]!] = row;
  for (let link = 0; link < links.length; link++) {
    const name = dictionaries.values.decode(links.other[link]!);
    const ticket = name === null ? Absent.none : dictionaries.tickets.find(name);
    if (ticket >= 0) named[link] = rowOf[ticket]!;
  }
  return named;
}

/** Whether a link is not the first of its ticket. */
function isAgain({ ticket }: Links, link: number): boolean {
  return link > 0 && ticket[link] === ticket[link - 1];
}

/** When a ticket was created, as far as the log shows. */
function bornAt(tickets: Tickets, row: number): number {
  const createdAt = tickets.createdAt[row]!;
  return Number.isNaN(createdAt) ? tickets.firstEventAt[row]! : createdAt;
}

/**
 * Returns that came as another ticket which is linked: follow-ups, and tickets merged into a closed one. Each refutes the latest
 * closure before it only, if within the window.
 *
 * @param from where the closures of each ticket lie
 */
export function refuteByLinks(
  tickets: Tickets,
  closures: Closures,
  from: Int32Array,
  links: Links,
  refuter: ClosureRefuter,
): void {
  const latestOf = (ticket: number, at: number): number => {
    for (let row = from[ticket + 1]! - 1; row >= from[ticket]!; row--) {
      if (closures.annulled[row] === 0 && closures.at[row]! <= at) return row;
    }
    return Absent.none;
  };
  for (let link = 0; link < links.length; link++) {
    if (isAgain(links, link)) continue;
    const row = links.ticket[link]!;
    const excluded = tickets.excluded[row]!;
    if (excluded === Exclusion.spam || excluded === Exclusion.deleted) continue;
    const isMerged = excluded === Exclusion.merged || excluded === Exclusion.duplicate;
    let linkedTo = tickets.followUpOf[row]!;
    if (linkedTo < 0 && isMerged && tickets.initiator[row] === Initiator.customer) linkedTo = tickets.mergedInto[row]!;
    if (linkedTo < 0) continue;
    const at = bornAt(tickets, row);
    const closure = latestOf(linkedTo, at);
    if (closure >= 0) refuter.refute(closure, at, Refutation.followUp, row);
  }
}
