import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialUpperTail } from "../../src/stats/binomial.ts";
import { noInterval } from "../../src/stats/interval.ts";
import { quantileInterval, quantileSorted } from "../../src/stats/quantile.ts";
import { expectSound } from "./expectations.ts";

const sample = Float64Array.from([1, 1, 2, 3, 3, 4, 5, 5, 5, 6, 9]);
const upTo = (n: number) => Float64Array.from({ length: n }, (_, i) => i + 1);

describe("quantileSorted", () => {
  // R 4.2.2: quantile(c(3,1,4,1,5,9,2,6,5,3,5), p, type = 7). It is also the contract with simple-statistics, whose
  // definition was another before 7.9.
  it.each([
    [0, 1],
    [0.1, 1],
    [0.25, 2.5],
    [0.5, 4],
    [0.9, 6],
    [0.975, 8.25],
    [1, 9],
  ])("at %f is R's type 7", (p, expected) => {
    expect(quantileSorted(sample, p)).toBeCloseTo(expected, 12);
  });

  it("refuses no values, unsorted values and what is no share", () => {
    expect(() => quantileSorted(new Float64Array(0), 0.5)).toThrow(/at least one value/);
    expect(() => quantileSorted(Float64Array.of(2, 1), 0.5)).toThrow(/sorted/);
    expect(() => quantileSorted(Float64Array.of(1, Number.NaN, 2), 0.5)).toThrow(RangeError);
    expect(() => quantileSorted(Float64Array.of(Number.NaN), 0.5)).toThrow(RangeError);
    expect(() => quantileSorted(sample, 1.1)).toThrow(RangeError);
  });
});

describe("quantileInterval", () => {
  it("takes the classical ranks for the median", () => {
    // Tables of the sign test: n = 10 ranks 2 and 9, n = 20 ranks 6 and 15, n = 100 ranks 40 and 61 (Conover 1999).
    expect(quantileInterval(upTo(10), 0.5, 0.95)).toEqual({ value: 5.5, low: 2, high: 9 });
    expect(quantileInterval(upTo(20), 0.5, 0.95)).toEqual({ value: 10.5, low: 6, high: 15 });
    expect(quantileInterval(upTo(100), 0.5, 0.95)).toEqual({ value: 50.5, low: 40, high: 61 });
  });

  it("has no limit where no observation can bound the quantile", () => {
    expect(quantileInterval(upTo(5), 0.5, 0.95)).toEqual({ value: 3, low: null, high: null });
    expect(quantileInterval(upTo(6), 0.5, 0.95)).toEqual({ value: 3.5, low: 1, high: 6 });
    expect(quantileInterval(upTo(20), 0.9, 0.95)).toMatchObject({ low: 15, high: null });
    expect(quantileInterval(upTo(20), 0, 0.95)).toEqual({ value: 1, low: null, high: 1 });
    expect(quantileInterval(upTo(20), 1, 0.95)).toEqual({ value: 20, low: 20, high: null });
    expect(quantileInterval(new Float64Array(0), 0.5, 0.95)).toEqual(noInterval);
  });

  it("covers at least as often as it says on both sides, and would not with the next ranks in", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0.02, max: 0.98, noNaN: true }), (n, p) => {
        const { low, high } = quantileInterval(upTo(n), p, 0.95);
        if (low !== null && low <= n * p) {
          expect(1 - binomialUpperTail(low, n, p)).toBeLessThanOrEqual(0.025 + 1e-12);
          expect(1 - binomialUpperTail(low + 1, n, p)).toBeGreaterThan(0.025 - 1e-12);
        }
        if (high !== null) {
          expect(binomialUpperTail(high, n, p)).toBeLessThanOrEqual(0.025);
          expect(binomialUpperTail(high - 1, n, p)).toBeGreaterThan(0.025);
        }
      }),
      { seed: 31, numRuns: 300 },
    );
  });

  it("contains its value whatever the level and the ties, and leaves the input alone", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (values, p, level) => {
          const sorted = Float64Array.from(values).sort();
          const before = sorted.slice();
          expectSound(quantileInterval(sorted, p, level));
          expect(sorted).toEqual(before);
        },
      ),
      { seed: 32, numRuns: 500 },
    );
  });

  it("takes a million values", () => {
    const { value, low, high } = quantileInterval(upTo(1_000_000), 0.9, 0.95);
    expect(value).toBeCloseTo(900000.1, 6);
    // ± 1.96 sqrt(n p q) = ± 588
    expect(low! - 899412).toBeLessThanOrEqual(1);
    expect(high! - 900589).toBeLessThanOrEqual(1);
    expect(low!).toBeGreaterThan(899410);
  });
});
