import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePlaces, FirstFew, type Place } from "../../src/sources/first-few.ts";
import { RowSet } from "../../src/sources/row-set.ts";

const place = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 });

describe("what a note names of many cases", () => {
  it("is the first few different ones by their places, whatever order they come in", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(place, fc.integer({ min: 0, max: 9 })), { maxLength: 40, selector: String }),
        fc.infiniteStream(fc.nat()),
        (cases, numbers) => {
          const told = (given: readonly (readonly [Place, number])[]) => {
            const few = new FirstFew<number>(3);
            // One after the other, so that no two of them share a place.
            for (const [at, value] of given) few.add(value, [...at, -1, value]);
            return { values: few.values(), more: few.more };
          };
          const inOrder = [...cases].sort(([a, x], [b, y]) => comparePlaces([...a, -1, x], [...b, -1, y]));
          const different = [...new Set(inOrder.map(([, value]) => value))];
          const expected = { values: different.slice(0, 3), more: different.length > 3 };
          const shuffled = cases.map((one) => [numbers.next().value as number, one] as const);
          expect(told(cases)).toEqual(expected);
          expect(told(shuffled.sort(([a], [b]) => a - b).map(([, one]) => one))).toEqual(expected);
        },
      ),
      { seed: 20261122, numRuns: 300 },
    );
  });

  it("stands in the order in which it came, where places are the same", () => {
    const few = new FirstFew<string>(2);
    few.add("late", [5]);
    few.add("b", [1]);
    few.add("a", [1]);
    few.add("c", [1]);
    expect([few.values(), few.more]).toEqual([["b", "a"], true]);
    few.add("a", [0]);
    expect(few.values()).toEqual(["a", "b"]);
  });
});

describe("numbers of rows", () => {
  it("are kept as a set keeps them, and told upwards", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000)), (rows) => {
        const set = new RowSet();
        for (const row of rows) set.add(row);
        expect([...set]).toEqual([...new Set(rows)].sort((a, b) => a - b));
        expect(set.size).toBe(new Set(rows).size);
        expect([set.has(5_001), set.has(1e9)]).toEqual([false, false]);
      }),
      { seed: 20261122, numRuns: 100 },
    );
  });
});
