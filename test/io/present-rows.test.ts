import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { presentRows } from "../../src/io/tables/present-rows.ts";

const bits = fc.option(fc.uint8Array({ minLength: 12, maxLength: 12 }), { nil: null });
const hasBit = (bytes: Uint8Array | null, row: number) => bytes === null || (bytes[row >> 3]! & (1 << (row & 7))) !== 0;

describe("presentRows", () => {
  it("lists the rows of a part that have a value, and a struct to have it in", () => {
    fc.assert(
      fc.property(bits, bits, fc.nat(3), fc.nat(64), (valid, outer, eighths, count) => {
        const from = eighths * 8;
        const rows = new Int32Array(64);
        const present = presentRows(valid, outer, from, count, rows);
        const expected = Array.from({ length: count }, (_, row) => row).filter(
          (row) => hasBit(valid, from + row) && hasBit(outer, from + row),
        );
        expect([...rows.subarray(0, present)]).toEqual(expected);
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
