import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { casesOf } from "../../src/stats/cases.ts";
import { sortedEnds } from "../../src/stats/sorted-ends.ts";

const cases = fc.array(fc.tuple(fc.constantFrom(0, 0, 1, 2.5, 3, 7, 1e-300, 5e9), fc.integer({ min: 0, max: 3 })));
const horizons = fc.constantFrom(0, 1, 2, 3, 7, Number.POSITIVE_INFINITY);

describe("sortedEnds", () => {
  it("has each kind in rising order up to the horizon, and counts whoever was seen longer", () => {
    fc.assert(
      fc.property(cases, horizons, fc.constantFrom(1, 300), (few, horizon, copies) => {
        const list = few.flatMap(([time, end], i) =>
          Array.from({ length: copies }, (_, copy) => [time * (1 + ((i + copy) % 3)), end] as const),
        );
        const ends = sortedEnds(
          casesOf(
            Float64Array.from(list, ([time]) => time),
            Uint8Array.from(list, ([, end]) => end),
          ),
          horizon,
        );
        const upTo = (isOf: (end: number) => boolean) =>
          Float64Array.from([
            ...list.flatMap(([time, end]) => (isOf(end) && time <= horizon ? [time] : [])),
            Number.POSITIVE_INFINITY,
          ]).sort();
        expect(ends).toEqual({
          n: list.length,
          censored: upTo((end) => end === 0),
          events: upTo((end) => end === 1),
          competing: upTo((end) => end > 1),
        });
      }),
      { seed: 103, numRuns: 300 },
    );
  });

  it("takes the cases that are asked of, by what their codes mean, and passes over times of what is no case", () => {
    const kinds = new Uint8Array(256).fill(3);
    kinds.set([2, 1, 0]);
    const counts = new Int32Array(256);
    counts.set([1, 2, 1]);
    counts[254] = 1;
    const asked = {
      times: Float64Array.of(4, Number.NaN, 9, 2, 6, 1),
      codes: Int8Array.of(0, -2, 1, 1, 2, 1),
      kinds,
      counts,
      chosen: Int32Array.of(0, 1, 2, 3, 4),
    };
    expect(sortedEnds(asked)).toEqual({
      n: 4,
      censored: Float64Array.of(6, Number.POSITIVE_INFINITY),
      events: Float64Array.of(2, 9, Number.POSITIVE_INFINITY),
      competing: Float64Array.of(4, Number.POSITIVE_INFINITY),
    });
  });

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY])("refuses the time %d, beyond the horizon too", (time) => {
    const asked = casesOf(Float64Array.of(1, time), Uint8Array.of(1, 0));
    for (const horizon of [0.5, 2]) {
      expect(() => sortedEnds(asked, horizon)).toThrow(`sortedEnds: expected finite times >= 0, got ${time}`);
    }
  });
});
