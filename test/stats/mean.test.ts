import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noInterval } from "../../src/stats/interval.ts";
import { meanInterval } from "../../src/stats/mean.ts";
import { expectClose, expectSound } from "./expectations.ts";

const sample = Float64Array.from([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]);

describe("meanInterval", () => {
  // R 4.2.2: t.test(c(3,1,4,1,5,9,2,6,5,3,5), conf.level = level)$conf.int
  it.each([
    [0.95, 2.410209408732997, 5.589790591267003],
    [0.9, 2.706797990836802, 5.293202009163198],
  ])("at level %f has the limits of R's t.test", (level, low, high) => {
    const interval = meanInterval(sample, level);
    expect(interval.value).toBe(4);
    expectClose(interval.low, low, 1e-13);
    expectClose(interval.high, high, 1e-13);
  });

  it("has no limits for one value and nothing for none", () => {
    expect(meanInterval(Float64Array.of(7), 0.95)).toEqual({ value: 7, low: null, high: null });
    expect(meanInterval(new Float64Array(0), 0.95)).toEqual(noInterval);
  });

  it("loses no digits to a large offset", () => {
    const shifted = meanInterval(
      sample.map((value) => value + 2 ** 40),
      0.95,
    );
    expect(shifted.value! - 2 ** 40).toBe(4);
    expect(Math.abs(shifted.high! - 2 ** 40 - 5.589790591267003)).toBeLessThan(2 ** -10);
  });

  it("gives equal values back exactly", () => {
    expect(meanInterval(new Float64Array(7).fill(0.1), 0.95)).toEqual({ value: 0.1, low: 0.1, high: 0.1 });
  });

  it("is sound for any finite values, gives the same bits again, and leaves its input alone", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { maxLength: 50 }), (values) => {
        const typed = Float64Array.from(values);
        const interval = meanInterval(typed, 0.95);
        expectSound(interval);
        expect(meanInterval(Float64Array.from(values), 0.95)).toEqual(interval);
        expect(typed).toEqual(Float64Array.from(values));
      }),
      { seed: 41 },
    );
  });

  it("refuses values that are not finite", () => {
    expect(() => meanInterval(Float64Array.of(1, Number.NaN), 0.95)).toThrow(RangeError);
  });
});
