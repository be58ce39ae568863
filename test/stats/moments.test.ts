import { describe, expect, it } from "vitest";
import { compensatedSum } from "../../src/stats/moments.ts";

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
