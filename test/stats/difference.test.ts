import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differenceInterval } from "../../src/stats/difference.ts";
import { noInterval } from "../../src/stats/interval.ts";
import { wilson } from "../../src/stats/wilson.ts";
import { expectSound } from "./expectations.ts";

describe("differenceInterval", () => {
  // Newcombe 1998, Statistics in Medicine 17, table II, method 10, to the four digits printed there
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])("of %i/%i and %i/%i is Newcombe's hybrid score interval", (a, n, b, m, low, high) => {
    const interval = differenceInterval(wilson(a, n, 0.95), wilson(b, m, 0.95));
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it("changes sign with the order, and is sound", () => {
    const counts = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const forward = differenceInterval(wilson(a, 50, 0.95), wilson(b, 60, 0.95));
        const backward = differenceInterval(wilson(b, 60, 0.95), wilson(a, 50, 0.95));
        expectSound(forward);
        expect(forward.low! + backward.high!).toBeCloseTo(0, 12);
        expect(forward.high! + backward.low!).toBeCloseTo(0, 12);
      }),
      { seed: 61 },
    );
  });

  it("is unknown if any part is", () => {
    const known = wilson(3, 9, 0.95);
    expect(differenceInterval(known, noInterval)).toEqual(noInterval);
    expect(differenceInterval({ ...known, low: null }, known)).toEqual(noInterval);
    expect(differenceInterval(known, { ...known, high: null })).toEqual(noInterval);
  });
});
