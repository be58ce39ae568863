import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sortAscending } from "../../src/stats/sort-ascending.ts";

const repeated = (values: number[], times: number) => Array.from({ length: times }, () => values).flat();

describe("sortAscending", () => {
  it("sorts as the engine does, few values and many, negative ones and NaN too", () => {
    const number = fc.oneof(
      fc.double({ noDefaultInfinity: false }),
      fc.integer({ min: 0, max: 1e9 }),
      fc.constantFrom(0, -0, 604_800_000, 5e-324, 1.5),
    );
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 300 }), fc.constantFrom(1, 20), (values, times) => {
        const input = repeated(values, times);
        expect(sortAscending(Float64Array.from(input))).toEqual(Float64Array.from(input).sort());
      }),
      { seed: 11, numRuns: 150 },
    );
  });

  it("sorts long arrays of times, whole or not, and of one value", () => {
    const values = Float64Array.from({ length: 20_000 }, (_, i) => ((i * 7_919) % 20_011) * 0.37 + (i % 3) * 1e9);
    expect(sortAscending(values.slice())).toEqual(values.slice().sort());
    expect(sortAscending(values.map(Math.floor))).toEqual(values.map(Math.floor).sort());
    expect(sortAscending(new Float64Array(5_000).fill(3))).toEqual(new Float64Array(5_000).fill(3));
    const long = values.map((value) => Math.floor(value) * 20); // some beyond 32 bits
    expect(sortAscending(long.slice())).toEqual(long.slice().sort());
    expect(sortAscending(long.map((value) => value + 1e10))).toEqual(long.map((value) => value + 1e10).sort());
    const odd = Float64Array.from({ length: 3_000 }, (_, i) => 65_536 + ((i * 37) % 3_001));
    expect(sortAscending(odd.slice())).toEqual(odd.slice().sort());
  });

  it("sorts values of which one is so large that their shares of it tell nothing apart", () => {
    const values = Float64Array.from({ length: 5_000 }, (_, i) => (i * 7_919) % 5_003);
    for (const largest of [1e12, 1e300, Infinity]) {
      values[2_500] = largest;
      expect(sortAscending(values.slice())).toEqual(values.slice().sort());
    }
    expect(sortAscending(new Float64Array(5_000).fill(5e-324, 2_500))).toEqual(
      new Float64Array(5_000).fill(5e-324, 2_500),
    );
  });

  it("sorts values that lie many powers of two apart", () => {
    const values = Float64Array.from({ length: 4_000 }, (_, i) => 2 ** (((i * 7_919) % 4_001) / 80) - 1);
    expect(sortAscending(values.slice())).toEqual(values.slice().sort());
    const mostlySmall = Float64Array.from({ length: 4_000 }, (_, i) => (i === 9 ? 2 ** 60 : (i * 7_919) % 4_001));
    expect(sortAscending(mostlySmall.slice())).toEqual(mostlySmall.slice().sort());
  });

  it("takes the room that it is given, more than it needs or none, and keeps nothing of it", () => {
    const values = Float64Array.from({ length: 1_500 }, (_, i) => (i * 31) % 1_501);
    const spare = new Float64Array(2_000).fill(-7);
    expect(sortAscending(values.slice(), spare)).toEqual(values.slice().sort());
    expect(spare.subarray(1_500).every((each) => each === -7)).toBe(true);
  });

  it("puts -0 before 0, as the engine does", () => {
    const zeros = Float64Array.from({ length: 2_000 }, (_, i) => (i % 2 === 0 ? 0 : -0));
    expect(sortAscending(zeros).map((zero) => 1 / zero)).toEqual(
      Float64Array.from({ length: 2_000 }, (_, i) => (i < 1_000 ? -Infinity : Infinity)),
    );
  });

  it("sorts a part of a larger buffer without touching the rest", () => {
    const buffer = Float64Array.from({ length: 4_000 }, (_, i) => (i * 31) % 4_001);
    const part = buffer.subarray(1_000, 3_000);
    const expected = part.slice().sort();
    sortAscending(part);
    expect(part).toEqual(expected);
    expect([buffer[999], buffer[3_000]]).toEqual([(999 * 31) % 4_001, (3_000 * 31) % 4_001]);
  });
});
