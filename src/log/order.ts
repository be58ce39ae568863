import { actorKinds, eventTypes, phases } from "../schemas/vocabulary.ts";
import type { ColumnWriter } from "./column-writer.ts";
import type { EventBlocks } from "./event-blocks.ts";

const typeCreated = eventTypes.indexOf("created");
const typeMessage = eventTypes.indexOf("message");
const typeStatus = eventTypes.indexOf("status");
const phaseSolved = phases.indexOf("solved");
const phaseClosed = phases.indexOf("closed");
const customer = actorKinds.indexOf("customer");
/** Up to here moving events one by one is faster than sorting. */
const fewEvents = 24;

/** Whether each event is later than the one before it, so that nothing is left to be ordered. */
export function isStrictlyOrdered(order: Int32Array, from: number, to: number, events: EventBlocks): boolean {
  let last = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) {
    const at = events.at(order[i]!);
    if (at <= last) return false;
    last = at;
  }
  return true;
}

/** Sorts the events of one ticket in place: by time, then `seq`, then as they came. */
export function sortTicket(order: Int32Array, from: number, to: number, events: EventBlocks): void {
  const before = (x: number, y: number) =>
    events.at(x) - events.at(y) || (events.anySeq ? events.seq(x) - events.seq(y) : 0) || x - y;
  if (to - from > fewEvents) {
    order.subarray(from, to).sort(before);
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const event = order[i]!;
    let place = i;
    while (place > from && before(order[place - 1]!, event) > 0) {
      order[place] = order[place - 1]!;
      place--;
    }
    order[place] = event;
  }
}

/** Where the events that share time and `seq` with the one at `from` end, in a sorted ticket. */
export function endOfTie(order: Int32Array, from: number, to: number, events: EventBlocks): number {
  const at = events.at(order[from]!);
  const seq = events.seq(order[from]!);
  let end = from + 1;
  while (end < to && events.at(order[end]!) === at && events.seq(order[end]!) === seq) end++;
  return end;
}

/**
 * Orders events of one instant and `seq` in place: a creation comes first, and a public reply precedes a closing that was
 * written before it (exports often write the reply that solves a ticket after the solving).
 */
export function settleTie(order: Int32Array, from: number, to: number, writer: ColumnWriter): void {
  const { events } = writer;
  let closing = -1; // where the closing stands that nothing has reopened yet
  for (let i = from; i < to; i++) {
    const event = order[i]!;
    const type = events.type(event);
    if (type === typeCreated) {
      moveBack(order, i, from);
      if (closing >= 0) closing++;
    } else if (type === typeStatus) {
      const phase = events.code(event);
      const closes = phase === phaseSolved || phase === phaseClosed;
      if (!closes) closing = -1;
      else if (closing < 0) closing = i;
    } else if (type === typeMessage && closing >= 0 && events.code(event) === 1 && !isByCustomer(event, writer)) {
      moveBack(order, i, closing++);
    }
  }
}

function isByCustomer(event: number, writer: ColumnWriter): boolean {
  return writer.actorKind(event) === customer;
}

function moveBack(order: Int32Array, from: number, to: number): void {
  const event = order[from]!;
  order.copyWithin(to + 1, to, from);
  order[to] = event;
}
