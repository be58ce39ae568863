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
    for (const column of [at, actor, type, code, detail, a, b]) this.#touch(column, from, to);
    const { requester, channel, category, priority, team, attributesFrom, length } = this.#log.created;
    // Tickets come in the order in which they were created, or nearly so.
    const behind = Math.min(created + ticketsAhead, length);
    for (const column of [requester, channel, category, priority, team, attributesFrom]) {
      this.#touch(column, created, behind);
    }
  }

  #touch(column: Float64Array | Int32Array | Uint8Array, from: number, to: number): void {
    const step = line / column.BYTES_PER_ELEMENT;
    for (let row = from; row < to; row += step) this.sum ^= column[row]!;
  }
}
