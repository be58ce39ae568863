import { ArrangeRoom, arrange } from "./arrange.ts";
import type { ColumnWriter } from "./column-writer.ts";
import { eventNumbers, groupTickets, Place } from "./event-blocks.ts";
import type { EventLog } from "./event-log.ts";
import { type EventColumns, makeColumns, writeColumns } from "./ordered-columns.ts";
import { type ConflictingRow, conflictingRows } from "./repeats.ts";

/** What was left out of events as they were put in order. */
export interface LeftOut {
  /** Rows that an earlier one says already. */
  repeats: number;
  conflicts: ConflictingRow[];
}

/** The log of everything that was written. The writer cannot be used afterwards. */
export function arrangedLog(writer: ColumnWriter): LeftOut & { log: EventLog } {
  const { events, dictionaries } = writer;
  const columns = makeColumns(events.length);
  const tickets = dictionaries.tickets.size;
  const ticketFrom = new Int32Array(tickets + 1);
  const leftOut: LeftOut = { repeats: 0, conflicts: [] };
  const room = new ArrangeRoom();
  let length = 0;
  for (let group = 0; group * groupTickets < tickets; group++) {
    const arranged = arrangeInto(writer, group, room, columns, length, leftOut);
    for (let i = 1, ticket = group * groupTickets + 1; i <= groupTickets && ticket <= tickets; i++, ticket++) {
      ticketFrom[ticket] = length + arranged.ticketFrom[i]!;
    }
    length += arranged.order.length;
  }
  const whole = length === events.length ? columns : shortened(columns, length);
  return { log: { length, ticketFrom, ...whole, ...writer.sideTables(), dictionaries }, ...leftOut };
}

/**
 * The same, group by group of its tickets: while one is at hand, `log` has its events, and its first ticket is the first of them.
 * Nothing is kept of those before.
 */
export class LogInGroups implements LeftOut {
  readonly log: EventLog;
  repeats = 0;
  readonly conflicts: ConflictingRow[] = [];
  /** Events that were handed out so far. */
  accepted = 0;
  readonly #writer: ColumnWriter;
  readonly #first: number;
  readonly #end: number;
  readonly #arranging = new ArrangeRoom();

  /** The groups from `first` on up to before `end`. The writer cannot be used afterwards. */
  constructor(writer: ColumnWriter, first = 0, end = writer.events.groups.length) {
    this.#writer = writer;
    this.#first = first;
    this.#end = end;
    const ticketFrom = new Int32Array(groupTickets + 1);
    const { dictionaries } = writer;
    this.log = { length: 0, ticketFrom, ...makeColumns(0), ...writer.sideTables(true), dictionaries };
  }

  /** How many tickets there are. */
  get tickets(): number {
    const { groups } = this.#writer.events;
    if (this.#end === this.#first) return 0;
    let last = (this.#end - 1) * groupTickets;
    for (const { numbers, length } of groups[this.#end - 1]!) {
      for (let at = Place.ticket; at < length * eventNumbers; at += eventNumbers) {
        if (numbers[at]! > last) last = numbers[at]!;
      }
    }
    return last + 1 - this.#first * groupTickets;
  }

  /** How many events there are. */
  get events(): number {
    const { groups } = this.#writer.events;
    let events = 0;
    for (let group = this.#first; group < this.#end; group++) {
      for (const block of groups[group]!) events += block.length;
    }
    return events;
  }

  /** Puts the events of one group after another into `log`. @returns the first ticket of each */
  *firstTickets(): Generator<number> {
    const log = this.log as { -readonly [Name in keyof EventLog]: EventLog[Name] };
    for (let group = this.#first; group < this.#end; group++) {
      const events = this.#writer.events.groups[group]!.reduce((sum, { length }) => sum + length, 0);
      if (events > log.at.length) Object.assign(log, makeColumns(Math.ceil(events * 1.25)));
      const { order, ticketFrom } = arrangeInto(this.#writer, group, this.#arranging, log, 0, this);
      log.length = order.length;
      log.ticketFrom = ticketFrom;
      this.accepted += order.length;
      yield group * groupTickets;
    }
  }
}

/** Puts the events of a group into columns from the position `first` on, and lets them go from where they were. */
function arrangeInto(
  writer: ColumnWriter,
  group: number,
  room: ArrangeRoom,
  columns: EventColumns,
  first: number,
  leftOut: LeftOut,
) {
  const { order, ticketFrom, repeats, conflicts } = arrange(writer, group, room);
  writeColumns(writer.events, order, columns, first);
  leftOut.repeats += repeats;
  for (const row of conflictingRows(writer, conflicts)) leftOut.conflicts.push(row);
  writer.events.release(group);
  return { order, ticketFrom };
}

function shortened(columns: EventColumns, length: number): EventColumns {
  const entries = Object.entries(columns).map(([name, column]) => [name, column.slice(0, length)]);
  return Object.fromEntries(entries) as unknown as EventColumns;
}
