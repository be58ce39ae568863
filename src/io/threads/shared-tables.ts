import { type AnyColumns, makeArray, type TableName, type TablesRoom } from "../../facts/columns.ts";
import type { FoldedFacts } from "../../facts/facts.ts";
import { tableSpecs } from "../../facts/tables.ts";
import { sharedRoom } from "../../log/room.ts";

/** Columns for the rows of a range of tickets, between those of other ranges in memory that their threads share. */
export interface ToldTable {
  table: TableName;
  columns: AnyColumns;
}

/** What there is to fold of a range of tickets. */
export interface RangeSize {
  tickets: number;
  events: number;
}

/** How many more rows an event a range may have than the first, which the room is made by. Memory that nobody writes to costs nothing. */
const headroom = 1.25;

/**
 * Room for the tables of ranges of tickets that are folded at a time, each in a thread: so what they fold stands where the whole is to
 * stand, or near to it, and only gaps are closed in the end. It is made as the first range grows, which knows by then how many rows
 * there will be; whoever has not been told of it by the time he needs it, or finds it too small, folds into memory of his own.
 */
export class SharedTables {
  readonly #ranges: readonly RangeSize[];
  /** Of each table the room of each range. */
  readonly #rooms = new Map<TableName, readonly AnyColumns[]>();

  constructor(ranges: readonly RangeSize[]) {
    this.#ranges = ranges;
    const tickets = ranges.map((range) => range.tickets);
    this.#rooms.set("tickets", roomFor("tickets", tickets));
  }

  /** What a range can be told before there are any rows: of tickets it is known how many there are. */
  toldAtFirst(range: number): ToldTable[] {
    return [{ table: "tickets", columns: this.#rooms.get("tickets")![range]! }];
  }

  /** The room of the first range. `tell` is to pass on to the thread of another one what room there is for it. */
  roomOfFirst(tell: (range: number, told: ToldTable) => void): TablesRoom {
    return {
      columnsOf: (table, _least, expected) => {
        if (table === "tickets") return this.#rooms.get(table)![0]!;
        if (this.#rooms.has(table)) return null;
        const events = this.#ranges[0]!.events;
        const rows = this.#ranges.map((range, i) => {
          return Math.ceil(((expected * range.events) / events) * (i === 0 ? 1 : headroom));
        });
        const rooms = roomFor(table, rows);
        this.#rooms.set(table, rooms);
        for (let range = 1; range < rows.length; range++) tell(range, { table, columns: rooms[range]! });
        return rooms[0]!;
      },
    };
  }

  /** What a range was folded into, its tables in the memory as this thread knows it: each thread has a name of its own for the same. */
  inThisThread<Tables extends Pick<FoldedFacts, TableName>>(range: number, folded: Tables): Tables {
    const tables = [...this.#rooms].map(([name, rooms]) => {
      const { length, ...columns } = folded[name];
      const known = Object.entries(columns).map(([column, cells]) => {
        const isRoom = cells.buffer instanceof SharedArrayBuffer;
        return [column, isRoom ? rooms[range]![column]!.subarray(0, length) : cells];
      });
      return [name, { length, ...Object.fromEntries(known) }];
    });
    return { ...folded, ...Object.fromEntries(tables) };
  }
}

/** Columns of a table one behind another in the same memory, for so many rows each. */
function roomFor(table: TableName, rows: readonly number[]): AnyColumns[] {
  const all = rows.reduce((sum, each) => sum + each, 0);
  const whole = Object.entries(tableSpecs[table]).map(
    ([name, column]) => [name, makeArray(column, all, sharedRoom)] as const,
  );
  let end = 0;
  return rows.map((each) => {
    const from = end;
    end += each;
    return Object.fromEntries(whole.map(([name, column]) => [name, column.subarray(from, from + each)]));
  });
}

/** The room that the thread of the first range has told another one of. */
export class ToldTables implements TablesRoom {
  readonly #columns = new Map<TableName, AnyColumns>();
  readonly #hear: () => ToldTable | null;

  /** `hear` gives what was told since, a table at a time, or `null`. */
  constructor(told: readonly ToldTable[], hear: () => ToldTable | null) {
    for (const { table, columns } of told) this.#columns.set(table, columns);
    this.#hear = hear;
  }

  columnsOf(table: TableName, least: number): AnyColumns | null {
    for (let told = this.#hear(); told !== null; told = this.#hear()) this.#columns.set(told.table, told.columns);
    const columns = this.#columns.get(table);
    return columns !== undefined && Object.values(columns)[0]!.length >= least ? columns : null;
  }
}
