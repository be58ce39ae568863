import { describe, expect, it } from "vitest";
import { count, flag, instant, ref, TableBuilder } from "../../src/facts/columns.ts";

const spec = { at: instant, who: ref("agents"), times: count, isDone: flag } as const;

/** Adds so many rows, every third with its number in all cells. @returns the lengths of all arrays that the column `at` ever had */
function fill(builder: TableBuilder<typeof spec>, rows: number): number[] {
  const lengths: number[] = [];
  let known: Float64Array | null = null;
  for (let row = 0; row < rows; row++) {
    builder.add();
    const { columns } = builder;
    if (columns.at !== known) lengths.push(columns.at.length);
    known = columns.at;
    if (row % 3 !== 0) continue;
    columns.at[row] = row;
    columns.who[row] = row;
    columns.times[row] = row;
    columns.isDone[row] = 1;
  }
  return lengths;
}

describe("a table that is being filled", () => {
  it.each([1, 255, 256, 257, 513, 5_000])(
    "has empty cells where nobody wrote any, and keeps the others: %i rows",
    (rows) => {
      const builder = new TableBuilder(spec);
      fill(builder, rows);
      const table = builder.finish();
      const numbers = Array.from({ length: rows }, (_, row) => row);
      expect(table.length).toBe(rows);
      expect([...table.at]).toEqual(numbers.map((row) => (row % 3 === 0 ? row : Number.NaN)));
      expect([...table.who]).toEqual(numbers.map((row) => (row % 3 === 0 ? row : -1)));
      expect([...table.times]).toEqual(numbers.map((row) => (row % 3 === 0 ? row : 0)));
      expect([...table.isDone]).toEqual(numbers.map((row) => (row % 3 === 0 ? 1 : 0)));
    },
  );

  it("has its columns in one object, for whoever holds them while rows are added", () => {
    const room = {
      at: new Float64Array(9_000),
      who: new Int32Array(9_000),
      times: new Int32Array(9_000),
      isDone: new Uint8Array(9_000),
    };
    const columnsFor = (least: number) => (least <= 9_000 ? room : null);
    for (const growth of [null, { share: () => 0.5 }, { share: () => 0.5, columnsFor }]) {
      const builder = new TableBuilder(spec, 256, growth);
      const { columns } = builder;
      for (let row = 0; row < 20_000; row++) {
        builder.add();
        columns.at[row] = row;
      }
      expect([...builder.finish().at]).toEqual(Array.from({ length: 20_000 }, (_, row) => row));
    }
  });

  it("makes hardly more arrays than it needs, where it is told how far the work is", () => {
    const rows = 100_000;
    const builder: TableBuilder<typeof spec> = new TableBuilder(spec, 256, { share: () => builder.length / rows });
    const made = fill(builder, rows).reduce((sum, length) => sum + length, 0);
    expect(made).toBeLessThan(rows * 1.1);
  });

  it("does not believe its first rows, which may be those of one busy ticket", () => {
    const lengths = fill(new TableBuilder(spec, 256, { share: () => 1e-6 }), 257);
    expect(lengths).toEqual([256, 256 * 16]);
  });

  it("grows on where the work turns out to be more than it looked", () => {
    const builder: TableBuilder<typeof spec> = new TableBuilder(spec, 256, { share: () => 0.99 });
    const lengths = fill(builder, 20_000);
    expect(lengths.at(-1)).toBeGreaterThanOrEqual(20_000);
    expect(builder.finish().at[19_998]).toBe(19_998);
  });

  it("leaves little room unused in the end", () => {
    const builder = new TableBuilder(spec, 1_000);
    fill(builder, 100);
    expect(builder.finish().at.buffer.byteLength).toBe(800);
  });

  describe("with room that others make", () => {
    const roomFor = (rows: number) => ({
      at: new Float64Array(rows),
      who: new Int32Array(rows),
      times: new Int32Array(rows),
      isDone: new Uint8Array(rows),
    });
    const expected = (rows: number) => Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? row : -1));

    it("moves into it as soon as it is there, and stays where there is enough", () => {
      const room = roomFor(50_000);
      let asked = 0;
      const columnsFor = () => (++asked < 3 ? null : room);
      const builder: TableBuilder<typeof spec> = new TableBuilder(spec, 256, {
        share: () => builder.length / 40_000,
        columnsFor,
      });
      fill(builder, 40_000);
      const table = builder.finish();
      expect(asked).toBe(3);
      expect(table.at.buffer).toBe(room.at.buffer);
      expect([...table.who]).toEqual(expected(40_000));
    });

    it("moves out where it was too little", () => {
      const room = roomFor(9_000);
      const columnsFor = (least: number) => (least <= 9_000 ? room : null);
      const builder = new TableBuilder(spec, 256, { share: () => 0.5, columnsFor });
      fill(builder, 20_000);
      const table = builder.finish();
      expect(table.at.buffer).not.toBe(room.at.buffer);
      expect([...table.who]).toEqual(expected(20_000));
    });

    it("asks for it from the start where it is to hold many rows, and never where few", () => {
      const room = roomFor(5_000);
      const asked: number[] = [];
      const columnsFor = (least: number) => {
        asked.push(least);
        return room;
      };
      expect(new TableBuilder(spec, 5_000, { share: () => 0, columnsFor }).columns.at).toBe(room.at);
      fill(new TableBuilder(spec, 256, { share: () => 0.5, columnsFor }), 2_000);
      expect(asked).toEqual([5_000]);
    });
  });
});
