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

  it("makes hardly more arrays than it needs, where it is told how far the work is", () => {
    const rows = 100_000;
    const builder: TableBuilder<typeof spec> = new TableBuilder(spec, 256, () => builder.length / rows);
    const made = fill(builder, rows).reduce((sum, length) => sum + length, 0);
    expect(made).toBeLessThan(rows * 1.1);
  });

  it("does not believe its first rows, which may be those of one busy ticket", () => {
    const lengths = fill(new TableBuilder(spec, 256, () => 1e-6), 257);
    expect(lengths).toEqual([256, 256 * 16]);
  });

  it("grows on where the work turns out to be more than it looked", () => {
    const builder: TableBuilder<typeof spec> = new TableBuilder(spec, 256, () => 0.99);
    const lengths = fill(builder, 20_000);
    expect(lengths.at(-1)).toBeGreaterThanOrEqual(20_000);
    expect(builder.finish().at[19_998]).toBe(19_998);
  });

  it("leaves little room unused in the end, but where rows of others are to follow", () => {
    const builder = new TableBuilder(spec, 1_000);
    fill(builder, 100);
    expect(builder.finish().at.buffer.byteLength).toBe(800);
    expect(builder.finish(true).at.buffer.byteLength).toBe(8_000);
  });
});
