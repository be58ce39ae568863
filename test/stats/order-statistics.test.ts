import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderStatistics } from "../../src/stats/order-statistics.ts";

describe("orderStatistics", () => {
  it("finds what stands at a place once all is sorted, ties, fractions and outliers included", () => {
    const value = fc.oneof(
      fc.double({ min: -1e12, max: 1e12, noNaN: true }),
      fc.integer({ min: -5, max: 50 }),
      fc.constantFrom(0, 5e-324, 1e-306, 604_800_000, Number.MAX_VALUE, -Number.MAX_VALUE),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), fc.array(fc.nat(199)), (list, wanted) => {
        const places = wanted.map((place) => place % list.length);
        const sorted = Float64Array.from(list).sort();
        const values = Float64Array.from(list);
        expect([...orderStatistics(values, places)]).toEqual(places.map((place) => sorted[place]!));
        expect([...values]).toEqual(list);
      }),
      { seed: 17, numRuns: 500 },
    );
  });

  it("finds them among many values, most of them close together", () => {
    const values = Float64Array.from({ length: 30_000 }, (_, i) => (i % 100 === 0 ? i * 1e6 : (i * 7_919) % 30_011));
    const sorted = values.slice().sort();
    const places = [0, 14_999, 15_000, 26_999, 29_999];
    expect([...orderStatistics(values, places)]).toEqual(places.map((place) => sorted[place]));
  });
});
