import fc from "fast-check";
import { expect, it } from "vitest";
import { answeredOnly } from "../../src/metrics/kernel/answered-only.ts";
import { compensatedSum } from "../../src/stats/moments.ts";
import { quantileSorted } from "../../src/stats/quantile.ts";

it("gives mean, median and 90th percentile to the bit as sorting everything would", () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: -3, max: 3 }), fc.constant(0.1));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (list) => {
      const sorted = Float64Array.from(list).sort();
      expect(answeredOnly(Float64Array.from(list))).toEqual({
        n: list.length,
        mean: compensatedSum(sorted) / list.length,
        median: quantileSorted(sorted, 0.5),
        p90: quantileSorted(sorted, 0.9),
      });
    }),
    { seed: 23, numRuns: 500 },
  );
});
