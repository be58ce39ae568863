import { eventTypes, phases } from "../schemas/vocabulary.ts";

const typeCreated = eventTypes.indexOf("created");
const typeMessage = eventTypes.indexOf("message");
const typeStatus = eventTypes.indexOf("status");
const phaseSolved = phases.indexOf("solved");
const phaseClosed = phases.indexOf("closed");

/** The columns that decide the order, read by position. */
export interface OrderColumns {
  at(event: number): number;
  seq(event: number): number;
  type(event: number): number;
  code(event: number): number;
  /** Whether a customer acted. */
  byCustomer(event: number): boolean;
}

/**
 * Orders the events of one ticket in place: by time, then `seq`, then as they came; except that within one instant and
 * `seq` a creation comes first, and a public reply precedes a closing that was written before it (exports often write the
 * reply that solves a ticket after the solving).
 */
export function orderTicket(events: Int32Array, from: number, to: number, columns: OrderColumns): void {
  const { at, seq } = columns;
  const before = (x: number, y: number) => at(x) - at(y) || seq(x) - seq(y) || x - y;
  let ordered = true;
  for (let i = from + 1; i < to && ordered; i++) ordered = before(events[i - 1]!, events[i]!) < 0;
  if (!ordered) events.subarray(from, to).sort(before);
  for (let start = from; start < to; ) {
    let end = start + 1;
    while (end < to && at(events[end]!) === at(events[start]!) && seq(events[end]!) === seq(events[start]!)) end++;
    if (end - start > 1) settleTies(events, start, end, columns);
    start = end;
  }
}

function settleTies(events: Int32Array, from: number, to: number, columns: OrderColumns): void {
  let closing = -1; // where the closing stands that nothing has reopened yet
  for (let i = from; i < to; i++) {
    const event = events[i]!;
    const type = columns.type(event);
    if (type === typeCreated) {
      moveBack(events, i, from);
      if (closing >= 0) closing++;
    } else if (type === typeStatus) {
      const phase = columns.code(event);
      const closes = phase === phaseSolved || phase === phaseClosed;
      if (!closes) closing = -1;
      else if (closing < 0) closing = i;
    } else if (type === typeMessage && closing >= 0 && columns.code(event) === 1 && !columns.byCustomer(event)) {
      moveBack(events, i, closing++);
    }
  }
}

function moveBack(events: Int32Array, from: number, to: number): void {
  const event = events[from]!;
  events.copyWithin(to + 1, to, from);
  events[to] = event;
}
