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
const none = -1;

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
 * Orders events of one instant and `seq` in place: creations come first, and public replies precede a closing that was
 * written before them (exports often write the reply that solves a ticket after the solving).
 */
export function settleTie(order: Int32Array, from: number, to: number, writer: ColumnWriter): void {
  const { events } = writer;
  const ties = order.slice(from, to);
  let next = from;
  for (const event of ties) if (events.type(event) === typeCreated) order[next++] = event;
  const late: number[] = []; // a closing that nothing has reopened yet, and what follows it, replies aside
  for (const event of ties) {
    const type = events.type(event);
    if (type === typeCreated) continue;
    const phase = type === typeStatus ? events.code(event) : none;
    const closes = phase === phaseSolved || phase === phaseClosed;
    if (phase !== none && !closes) {
      for (const each of late) order[next++] = each;
      late.length = 0;
    }
    const isReply = type === typeMessage && events.code(event) === 1 && !isByCustomer(event, writer);
    if (closes || (late.length > 0 && !isReply)) late.push(event);
    else order[next++] = event;
  }
  for (const each of late) order[next++] = each;
}

function isByCustomer(event: number, writer: ColumnWriter): boolean {
  return writer.actorKind(event) === customer;
}
