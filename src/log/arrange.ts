import type { ColumnWriter } from "./column-writer.ts";
import { eventNumbers, place } from "./event-blocks.ts";
import { endOfTie, isStrictlyOrdered, settleTie, sortTicket } from "./order.ts";
import { dropEqualRows, dropKnownIds, type IdConflict } from "./repeats.ts";

/** Events of one ticket after another: `order` lists them, `ticketFrom` says where each ticket begins. */
export interface Arrangement {
  order: Int32Array;
  ticketFrom: Int32Array;
  /** Events left out because an earlier row says the same. */
  repeats: number;
  /** Events left out because an earlier row of the ticket has their id with other content, ticket by ticket. */
  conflicts: IdConflict[];
}

/** The tickets from the number `first` on, up to before `end`. */
export interface TicketRange {
  first: number;
  end: number;
}

/**
 * Puts the events of a log together by ticket, drops repeats, and orders each ticket. Repeats are the same ticket and id with
 * the same content, or, without ids, rows equal in every field.
 *
 * @param starts as `ticketStarts` gives it
 * @param range the tickets whose events are arranged, where others see to the rest; by default all
 */
export function arrange(writer: ColumnWriter, starts = ticketStarts(writer), range?: TicketRange): Arrangement {
  const { events } = writer;
  const { first, end } = range ?? { first: 0, end: starts.length - 1 };
  const { order, ticketFrom } = groupByTicket(writer, starts, { first, end });
  const conflicts: IdConflict[] = [];
  let length = 0;
  let from = 0;
  for (let ticket = first; ticket < end; ticket++) {
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
  ticketFrom.fill(length, end + 1);
  const repeats = order.length - length - conflicts.length;
  return { order: length === order.length ? order : order.slice(0, length), ticketFrom, repeats, conflicts };
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

/** By ticket, how many events the tickets before it have; behind the last one, how many all have. */
export function ticketStarts({ events, dictionaries }: ColumnWriter): Int32Array {
  const starts = new Int32Array(dictionaries.tickets.size + 1);
  for (let block = 0; block < events.blocks.length; block++) {
    const { numbers } = events.blocks[block]!;
    const end = events.lengthOf(block) * eventNumbers;
    for (let at = place.ticket; at < end; at += eventNumbers) starts[numbers[at]! + 1]!++;
  }
  for (let ticket = 1; ticket < starts.length; ticket++) starts[ticket]! += starts[ticket - 1]!;
  return starts;
}

/** Counting sort by ticket: stable, so events of a ticket keep the order in which they came. */
function groupByTicket({ events }: ColumnWriter, starts: Int32Array, { first, end }: TicketRange) {
  const base = starts[first]!;
  const next = starts.map((start) => start - base);
  // Tickets that others see to have no events here.
  const ticketFrom = next.slice().fill(0, 0, first);
  const order = new Int32Array(starts[end]! - base);
  for (let block = 0; block < events.blocks.length; block++) {
    const { numbers } = events.blocks[block]!;
    const event = events.eventAt(block, 0);
    const length = events.lengthOf(block);
    for (let i = 0, at = place.ticket; i < length; i++, at += eventNumbers) {
      const ticket = numbers[at]!;
      if (ticket >= first && ticket < end) order[next[ticket]!++] = event + i;
    }
  }
  return { order, ticketFrom };
}
