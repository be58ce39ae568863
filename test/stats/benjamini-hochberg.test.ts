import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochberg } from "../../src/stats/benjamini-hochberg.ts";
import { expectClose } from "./expectations.ts";

describe("benjaminiHochberg", () => {
  it("adjusts as R does, in the order given", () => {
    // R 4.2.2: p.adjust(c(.01,.04,.03,.005,.2,.9,.04), "BH")
    const expected = [0.035, 0.056, 0.056, 0.035, 0.23333333333333336, 0.9, 0.056];
    benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.2, 0.9, 0.04]).forEach((adjusted, i) => {
      expectClose(adjusted, expected[i]!, 1e-14);
    });
  });

  it("never lowers a p-value, never passes 1, keeps the order, and leaves one alone alone", () => {
    expect(benjaminiHochberg([])).toEqual([]);
    expect(benjaminiHochberg([0.2])).toEqual([0.2]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }), (pValues) => {
        const adjusted = benjaminiHochberg(pValues);
        adjusted.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(pValues[i]!);
          expect(value).toBeLessThanOrEqual(1);
          adjusted.forEach((other, j) => {
            if (pValues[i]! <= pValues[j]!) expect(value).toBeLessThanOrEqual(other);
          });
        });
      }),
      { seed: 71 },
    );
  });

  it("refuses what is no p-value", () => {
    expect(() => benjaminiHochberg([0.5, Number.NaN])).toThrow(/benjaminiHochberg: expected p/);
  });
});
