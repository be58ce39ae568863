import type { ColumnWriter } from "./column-writer.ts";
import { blockBits, eventNumbers, groupTickets, Place } from "./event-blocks.ts";
import { endOfTie, isStrictlyOrdered, settleTie, sortTicket } from "./order.ts";
import { dropEqualRows, dropKnownIds, type IdConflict } from "./repeats.ts";

/** Memory in which one group after another is arranged. */
export class ArrangeRoom {
  readonly ticketFrom = new Int32Array(groupTickets + 1);
  readonly next = new Int32Array(groupTickets + 1);
  #order = new Int32Array(0);

  /** For so many events. */
  order(events: number): Int32Array {
    if (this.#order.length < events) this.#order = new Int32Array(Math.ceil(events * 1.25));
    return this.#order.subarray(0, events);
  }
}

/** Events of one ticket of a group after another, in the room until the next group: `order` lists them, `ticketFrom` says where each ticket begins. */
export interface Arrangement {
  order: Int32Array;
  ticketFrom: Int32Array;
  /** Events left out because an earlier row says the same. */
  repeats: number;
  /** Events left out because an earlier row of the ticket has their id with other content, ticket by ticket. */
  conflicts: IdConflict[];
}

/**
 * Puts the events of a group of tickets together by ticket, drops repeats, and orders each ticket. Repeats are the same ticket and
 * id with the same content, or, without ids, rows equal in every field.
 */
export function arrange(writer: ColumnWriter, group: number, room: ArrangeRoom): Arrangement {
  const { events } = writer;
  const { ticketFrom } = room;
  const order = groupByTicket(writer, group, room);
  const conflicts: IdConflict[] = [];
  let length = 0;
  let from = 0;
  for (let ticket = 0; ticket < groupTickets; ticket++) {
    const next = ticketFrom[ticket + 1]!;
    let to = next;
    if (events.anyIds && to - from > 1) to = dropKnownIds(writer, order, from, to, conflicts);
    if (!isStrictlyOrdered(order, from, to, events)) {
      sortTicket(order, from, to, events);
      to = settleTicket(writer, order, from, to);
    }
    if (length < from) order.copyWithin(length, from, to);
    length += to - from;
    ticketFrom[ticket + 1] = length;
    from = next;
  }
  return { order: order.subarray(0, length), ticketFrom, repeats: order.length - length - conflicts.length, conflicts };
}

/** Drops what is equal and settles what is left, instant by instant. @returns where the ticket now ends */
function settleTicket(writer: ColumnWriter, order: Int32Array, from: number, to: number): number {
  let kept = from;
  for (let start = from; start < to; ) {
    const end = endOfTie(order, start, to, writer.events);
    let keptEnd = end;
    if (end - start > 1) keptEnd = dropEqualRows(writer, order, start, end);
    if (kept < start) order.copyWithin(kept, start, keptEnd);
    if (keptEnd - start > 1) settleTie(order, kept, kept + keptEnd - start, writer);
    kept += keptEnd - start;
    start = end;
  }
  return kept;
}

/** Counting sort by ticket: stable, so events of a ticket keep the order in which they came. */
function groupByTicket({ events }: ColumnWriter, group: number, room: ArrangeRoom): Int32Array {
  // A group of which only names are known has no events.
  const blocks = events.groups[group] ?? [];
  const first = group * groupTickets;
  const { ticketFrom, next } = room;
  ticketFrom.fill(0);
  for (const { numbers, length } of blocks) {
    const end = length * eventNumbers;
    for (let at = Place.ticket; at < end; at += eventNumbers) ticketFrom[numbers[at]! - first + 1]!++;
  }
  for (let ticket = 0; ticket < groupTickets; ticket++) ticketFrom[ticket + 1]! += ticketFrom[ticket]!;
  next.set(ticketFrom);
  const order = room.order(ticketFrom[groupTickets]!);
  for (const { number, numbers, length } of blocks) {
    const end = length * eventNumbers;
    let event = number << blockBits;
    for (let at = Place.ticket; at < end; at += eventNumbers) order[next[numbers[at]! - first]!++] = event++;
  }
  return order;
}
