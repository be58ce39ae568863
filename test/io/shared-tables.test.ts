import { describe, expect, it } from "vitest";
import { SharedTables, type ToldTable, ToldTables } from "../../src/io/threads/shared-tables.ts";

const ranges = [
  { tickets: 5_000, events: 40_000 },
  { tickets: 3_000, events: 20_000 },
];

describe("tables that ranges of tickets share", () => {
  it("are made once: whoever outgrows his room goes elsewhere, and the others stay where they were told to be", () => {
    const tables = new SharedTables(ranges);
    const told: [range: number, told: ToldTable][] = [];
    const first = tables.roomOfFirst((...each) => told.push(each));
    const own = first.columnsOf("waits", 5_000, 8_000)!;
    expect(own["ticket"]).toHaveLength(8_000);
    expect(first.columnsOf("waits", 9_000, 12_000)).toBeNull();
    expect(told.map(([range, { table }]) => [range, table])).toEqual([[1, "waits"]]);
    const second = told[0]![1].columns["ticket"]!;
    expect(second.length).toBeGreaterThanOrEqual(4_000);
    expect(second.byteOffset).toBe(own["ticket"]!.byteOffset + 8_000 * 4);
  });

  it("are room for those only whose rows they hold", () => {
    const columns = { ticket: new Int32Array(5_000) };
    const room = new ToldTables([{ table: "waits", columns }], () => null);
    expect(room.columnsOf("waits", 5_000)).toBe(columns);
    expect(room.columnsOf("waits", 5_001)).toBeNull();
    expect(room.columnsOf("turns", 5_000)).toBeNull();
  });
});
