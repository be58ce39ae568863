import type { EventLog } from "../log/event-log.ts";

/** How many tickets are read ahead at a time: few enough for their events to be at hand still when they are folded. */
export const ticketsAhead = 64;

/** How many bytes processors bring near at a time. */
const line = 64;

/**
 * Reads what is about to be folded, a cell of each line of memory, so that it is at hand then. The fold goes through a hundred columns
 * at a time, which is more than processors keep track of, so that it waited for the lines of the log: a tenth of its time.
 */
export class ReadAhead {
  readonly #log: EventLog;
  /** Of no meaning: what leads nowhere, engines leave out. */
  sum = 0;

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** The events from `from` up to before `to`, and as many rows of `created` as there are tickets, from `created` on. */
  read(from: number, to: number, created: number): void {
    const { at, actor, type, code, detail, a, b } = this.#log;
    const { requester, channel, category, priority, team, attributesFrom, length } = this.#log.created;
    let sum = this.sum;
    for (let event = from; event < to; event += line / Uint8Array.BYTES_PER_ELEMENT) {
      sum ^= type[event]! ^ code[event]! ^ detail[event]!;
    }
    for (let event = from; event < to; event += line / Int32Array.BYTES_PER_ELEMENT) {
      sum ^= actor[event]! ^ a[event]! ^ b[event]!;
    }
    let total = 0;
    for (let event = from; event < to; event += line / Float64Array.BYTES_PER_ELEMENT) total += at[event]!;
    // Tickets come in the order in which they were created, or nearly so.
    const behind = Math.min(created + ticketsAhead, length);
    for (let row = created; row < behind; row += line / Int32Array.BYTES_PER_ELEMENT) {
      sum ^= requester[row]! ^ channel[row]! ^ category[row]! ^ priority[row]! ^ team[row]! ^ attributesFrom[row]!;
    }
    this.sum = sum ^ Number(total > 0);
  }
}
