import { blockBits, type EventBlocks, eventNumbers, place } from "./event-blocks.ts";

const placeMask = (1 << blockBits) - 1;

/** The columns of a log that every event has. */
export interface EventColumns {
  at: Float64Array;
  type: Uint8Array;
  actor: Int32Array;
  code: Uint8Array;
  detail: Uint8Array;
  a: Int32Array;
  b: Int32Array;
  row: Int32Array;
}

/** Events as columns, in the order of `order`. */
export function orderedColumns({ blocks }: EventBlocks, order: Int32Array): EventColumns {
  const { length } = order;
  const columns: EventColumns = {
    at: new Float64Array(length),
    type: new Uint8Array(length),
    actor: new Int32Array(length),
    code: new Uint8Array(length),
    detail: new Uint8Array(length),
    a: new Int32Array(length),
    b: new Int32Array(length),
    row: new Int32Array(length),
  };
  const { at, type, actor, code, detail, a, b, row } = columns;
  for (let i = 0; i < length; i++) {
    const event = order[i]!;
    const { numbers, times } = blocks[event >> blockBits]!;
    const from = (event & placeMask) * eventNumbers;
    const deed = numbers[from + place.deed]!;
    at[i] = times[from >> 1]!;
    type[i] = deed;
    code[i] = deed >> 8;
    detail[i] = deed >> 16;
    actor[i] = numbers[from + place.actor]!;
    a[i] = numbers[from + place.a]!;
    b[i] = numbers[from + place.b]!;
    row[i] = numbers[from + place.row]!;
  }
  return columns;
}
