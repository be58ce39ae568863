import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noInterval } from "../../src/stats/interval.ts";
import { ratioOfSums } from "../../src/stats/ratio.ts";
import { expectClose, expectSound } from "./expectations.ts";

const hours = Float64Array.from([4, 10, 2.5, 7, 30, 0, 12]);
const updates = Float64Array.from([2, 3, 1, 4, 8, 1, 5]);

describe("ratioOfSums", () => {
  it("has the limits of a survey ratio with one case a cluster", () => {
    // R 4.2.2, survey: y <- c(4,10,2.5,7,30,0,12); z <- c(2,3,1,4,8,1,5)
    // r <- svyratio(~y, ~z, svydesign(~1, data = data.frame(y, z), weights = rep(1, 7))); confint(r, df = 6)
    const interval = ratioOfSums(hours, updates, 0.95);
    expectClose(interval.value, 2.7291666666666665, 1e-14);
    expectClose(interval.low, 1.640912097772328, 1e-12);
    expectClose(interval.high, 3.817421235561005, 1e-12);
  });

  it("knows no ratio to nothing, and no limits from one cluster", () => {
    expect(ratioOfSums(Float64Array.of(3, 4), Float64Array.of(0, 0), 0.95)).toEqual(noInterval);
    expect(ratioOfSums(new Float64Array(0), new Float64Array(0), 0.95)).toEqual(noInterval);
    expect(ratioOfSums(Float64Array.of(6), Float64Array.of(4), 0.95)).toEqual({ value: 1.5, low: null, high: null });
  });

  it("has limits of any width from one to many clusters, never below 0, whatever the order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.integer({ min: 0, max: 50 })), {
          maxLength: 40,
        }),
        (clusters) => {
          const of = (list: readonly (readonly [number, number])[]) =>
            ratioOfSums(
              Float64Array.from(list, ([hour]) => hour),
              Float64Array.from(list, ([, update]) => update),
              0.95,
            );
          const interval = of(clusters);
          expectSound(interval);
          if (interval.low !== null) expect(interval.low).toBeGreaterThanOrEqual(0);
          const reversed = of(clusters.toReversed());
          if (interval.value === null) expect(reversed).toEqual(noInterval);
          else expectClose(reversed.value, interval.value, 1e-12);
        },
      ),
      { seed: 51 },
    );
  });

  it("refuses negative values and unequal lengths", () => {
    expect(() => ratioOfSums(Float64Array.of(-1), Float64Array.of(1), 0.95)).toThrow(/numerators/);
    expect(() => ratioOfSums(Float64Array.of(1), Float64Array.of(-1), 0.95)).toThrow(/denominators/);
    expect(() => ratioOfSums(Float64Array.of(1, 2), Float64Array.of(1), 0.95)).toThrow(/equal lengths/);
  });
});
