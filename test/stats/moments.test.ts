import { describe, expect, it } from "vitest";
import { compensatedSum, wholeSum } from "../../src/stats/moments.ts";

describe("compensatedSum", () => {
  it("keeps what ordinary addition loses (contract of simple-statistics' sum)", () => {
    const values = [1, 1e100, 1, -1e100];
    expect(values.reduce((sum, value) => sum + value, 0)).toBe(0);
    expect(compensatedSum(values)).toBe(2);
    expect(compensatedSum(Float64Array.from(values))).toBe(2);
  });

  it("adds a million tenths to the last bit", () => {
    const tenths = new Float64Array(1_000_000).fill(0.1);
    expect(compensatedSum(tenths)).toBe(100_000);
  });

  it("is 0 for nothing and refuses what is not finite", () => {
    expect(compensatedSum([])).toBe(0);
    expect(() => compensatedSum([1, Number.NaN])).toThrow(RangeError);
    expect(() => compensatedSum([1, Infinity])).toThrow(RangeError);
  });
});

describe("wholeSum", () => {
  it("is the compensated sum of whole numbers, whatever their order", () => {
    const values = Float64Array.from({ length: 5_000 }, (_, i) => (i * 7_919) % 5_003);
    expect(wholeSum(values)).toBe(compensatedSum(values));
    expect(wholeSum(values.slice().sort())).toBe(wholeSum(values));
    expect(wholeSum(new Float64Array(0))).toBe(0);
  });

  it("leaves alone what order could change: fractions, negative ones, sums beyond what is exact, and what is not finite", () => {
    for (const odd of [0.5, -1, Number.MAX_SAFE_INTEGER, Infinity, Number.NaN]) {
      expect(wholeSum(Float64Array.of(1, odd))).toBeNull();
    }
  });
});
