import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialUpperTail } from "../../src/stats/binomial.ts";
import { noInterval } from "../../src/stats/interval.ts";
import { wilson } from "../../src/stats/wilson.ts";
import { expectClose, expectSound } from "./expectations.ts";

describe("wilson", () => {
  // R 4.2.2: prop.test(k, n, correct = FALSE)$conf.int; the last four are also in Newcombe 1998, Statistics in Medicine 17
  it.each([
    [0, 10, 0, 0.2775327998628891],
    [1, 10, 0.01787621309507289, 0.40415002679523837],
    [7, 10, 0.3967781474611454, 0.892208732593699],
    [10, 10, 0.7224672001371109, 1],
    [81, 263, 0.2552885198782743, 0.3662095769828002],
    [15, 148, 0.06238639953073628, 0.160487241723308],
    [0, 20, 0, 0.1611251580528193],
    [1, 29, 0.006113214292762661, 0.17175521879320282],
  ])("of %i in %i has R's limits", (k, n, low, high) => {
    const interval = wilson(k, n, 0.95);
    expect(interval.value).toBe(k / n);
    expectClose(interval.low, low, 1e-13);
    expectClose(interval.high, high, 1e-13);
  });

  it("follows the level", () => {
    // R 4.2.2: prop.test(3, 40, correct = FALSE, conf.level = .99)$conf.int
    const interval = wilson(3, 40, 0.99);
    expectClose(interval.low, 0.01916325532938514, 1e-13);
    expectClose(interval.high, 0.25176897615206156, 1e-13);
  });

  it("is unknown for no cases, not 0", () => {
    expect(wilson(0, 0, 0.95)).toEqual(noInterval);
  });

  it("contains its value, stays in 0–1, mirrors, and never has zero width, also for effective sizes", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.01, max: 0.999, noNaN: true }),
        (n, share, level) => {
          const k = Math.min(n, share * n);
          const interval = wilson(k, n, level);
          expectSound(interval);
          expect(interval.low!).toBeGreaterThanOrEqual(0);
          expect(interval.high!).toBeLessThanOrEqual(1);
          expect(interval.high! - interval.low!).toBeGreaterThan(0);
          const mirror = wilson(n - k, n, level);
          expect(Math.abs(mirror.low! - (1 - interval.high!))).toBeLessThan(1e-12);
        },
      ),
      { seed: 21, numRuns: 500 },
    );
  });

  it("covers the true share in 95 % of samples, averaged over shares, at n = 50", () => {
    // No simulation: the coverage is summed exactly over all outcomes. Wilson's wavers about the level, never far below.
    const n = 50;
    let sum = 0;
    let lowest = 1;
    const shares = Array.from({ length: 81 }, (_, i) => 0.1 + i * 0.01);
    for (const share of shares) {
      let coverage = 0;
      for (let k = 0; k <= n; k += 1) {
        const { low, high } = wilson(k, n, 0.95);
        const probability = binomialUpperTail(k, n, share) - binomialUpperTail(k + 1, n, share);
        if (low! <= share && share <= high!) coverage += probability;
      }
      sum += coverage;
      lowest = Math.min(lowest, coverage);
    }
    expect(sum / shares.length).toBeGreaterThan(0.945);
    expect(sum / shares.length).toBeLessThan(0.955);
    expect(lowest).toBeGreaterThan(0.92);
  });

  it("says what was wrong with its arguments", () => {
    expect(() => wilson(7, 5, 0.95)).toThrow("wilson: expected k between 0 and n, got k=7, n=5");
    expect(() => wilson(-1, 5, 0.95)).toThrow(RangeError);
    expect(() => wilson(1, -5, 0.95)).toThrow(RangeError);
    expect(() => wilson(Number.NaN, 5, 0.95)).toThrow(RangeError);
    expect(() => wilson(1, 5, 95)).toThrow("wilson: expected level strictly between 0 and 1, got level=95");
  });
});
