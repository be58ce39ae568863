import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { criticalValue, normalCdf, normalQuantile } from "../../src/stats/normal.ts";
import { expectClose } from "./expectations.ts";

describe("normalCdf", () => {
  // R 4.2.2: format(pnorm(x), digits = 16)
  it.each([
    [-30, 4.906713927148187e-198],
    [-8, 6.220960574271785e-16],
    [-1.96, 0.02499789514822043],
    [-0.5, 0.3085375387259869],
    [0, 0.5],
    [0.3, 0.6179114221889527],
    [1, 0.8413447460685429],
    [2.5, 0.9937903346742238],
    [6, 0.9999999990134123],
  ])("gives R's pnorm(%f) to 1e-15 of its size", (x, expected) => {
    expectClose(normalCdf(x), expected, 1e-15);
  });

  it("ends at 0 and 1 and refuses NaN", () => {
    expect(normalCdf(-Infinity)).toBe(0);
    expect(normalCdf(Infinity)).toBe(1);
    expect(() => normalCdf(Number.NaN)).toThrow(RangeError);
  });
});

describe("normalQuantile", () => {
  // R 4.2.2: format(qnorm(p), digits = 16)
  it.each([
    [1e-300, -37.0470962993612],
    [1e-10, -6.361340902404056],
    [0.001, -3.090232306167813],
    [0.025, -1.9599639845400538],
    [0.2, -0.8416212335729142],
    [0.7, 0.5244005127080407],
    [0.975, 1.9599639845400536],
    [0.9999, 3.7190164854557084],
  ])("gives R's qnorm(%f) to 1e-15 of its size", (p, expected) => {
    expectClose(normalQuantile(p), expected, 1e-15);
  });

  it("is undone by normalCdf, and is odd about one half", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true }), (p) => {
        expectClose(normalCdf(normalQuantile(p)), p, 5e-14);
        expect(Math.abs(normalQuantile(1 - p) + normalQuantile(1 - (1 - p)))).toBeLessThan(1e-14);
      }),
      { seed: 11 },
    );
  });

  it("gives the infinities at 0 and 1 and refuses what is no probability", () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(0.5)).toBe(0);
    for (const p of [-0.1, 1.1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(/normalQuantile: expected p/);
  });
});

describe("criticalValue", () => {
  // R 4.2.2: format(qnorm(1 - (1 - level) / 2), digits = 16)
  it.each([
    [0.8, 1.281551565544601],
    [0.9, 1.644853626951472],
    [0.95, 1.959963984540054],
    [0.99, 2.5758293035489],
    [0.999, 3.290526731491926],
  ])("of level %f is R's", (level, expected) => {
    expectClose(criticalValue(level), expected, 1e-14);
  });

  it("refuses a level that is no confidence level", () => {
    for (const level of [0, 1, 95, Number.NaN])
      expect(() => criticalValue(level)).toThrow(/criticalValue: expected level/);
  });
});
