import { blockBits, type EventBlocks, eventNumbers, Place } from "./event-blocks.ts";
import type { EventLog } from "./event-log.ts";

const placeMask = (1 << blockBits) - 1;

/** The columns of a log that every event has. */
export type EventColumns = Pick<EventLog, "at" | "type" | "actor" | "code" | "detail" | "a" | "b" | "row">;

/** Room for the columns of so many events. */
export function makeColumns(length: number): EventColumns {
  return {
    at: new Float64Array(length),
    type: new Uint8Array(length),
    actor: new Int32Array(length),
    code: new Uint8Array(length),
    detail: new Uint8Array(length),
    a: new Int32Array(length),
    b: new Int32Array(length),
    row: new Int32Array(length),
  };
}

/** Writes events into columns from the position `first` on, in the order of `order`. */
export function writeColumns(events: EventBlocks, order: Int32Array, columns: EventColumns, first: number): void {
  const { at, type, actor, code, detail, a, b, row } = columns;
  for (let i = 0, to = first; i < order.length; i++, to++) {
    const event = order[i]!;
    const { numbers, times } = events.blockOf(event);
    const from = (event & placeMask) * eventNumbers;
    const deed = numbers[from + Place.deed]!;
    at[to] = times[from >> 1]!;
    type[to] = deed;
    code[to] = deed >> 8;
    detail[to] = deed >> 16;
    actor[to] = numbers[from + Place.actor]!;
    a[to] = numbers[from + Place.a]!;
    b[to] = numbers[from + Place.b]!;
    row[to] = numbers[from + Place.row]!;
  }
}
