import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dot, invertSymmetric, multiply } from "../../src/stats/linear-algebra.ts";

const matrix = (...rows: number[][]) => Float64Array.from(rows.flat());

describe("invertSymmetric", () => {
  it("gives the inverse", () => {
    // numpy.linalg.inv([[4, 2, 1], [2, 5, 3], [1, 3, 6]])
    const expected = [
      0.31343283582089554, -0.13432835820895522, 0.014925373134328353, -0.13432835820895522, 0.34328358208955223,
      -0.14925373134328357, 0.014925373134328358, -0.14925373134328357, 0.23880597014925373,
    ];
    const { inverse, rank, kept } = invertSymmetric(matrix([4, 2, 1], [2, 5, 3], [1, 3, 6]), 3, 1e-7);
    inverse.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 14);
    });
    expect(rank).toBe(3);
    expect([...kept]).toEqual([1, 1, 1]);
  });

  it("drops a column that repeats earlier ones and inverts the others", () => {
    const { inverse, rank, kept } = invertSymmetric(matrix([2, 2, 0], [2, 2, 0], [0, 0, 4]), 3, 1e-7);
    expect([...kept]).toEqual([1, 0, 1]);
    expect(rank).toBe(2);
    expect([...inverse]).toEqual([0.5, 0, 0, 0, 0, 0, 0, 0, 0.25]);
  });

  it("solves every system whose right-hand side it can reach", () => {
    const number = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.array(number, { minLength: 4, maxLength: 4 }), { minLength: 6, maxLength: 6 }),
        (rows) => {
          const size = 4;
          const gram = new Float64Array(size * size);
          for (const row of rows) {
            row.forEach((a, i) => {
              row.forEach((b, j) => {
                gram[i * size + j]! += a * b;
              });
            });
          }
          const target = multiply(gram, Float64Array.of(1, -2, 0.5, 3));
          const { inverse } = invertSymmetric(gram, size, 1e-4);
          const solved = multiply(gram, multiply(inverse, target));
          solved.forEach((value, i) => {
            expect(Math.abs(value - target[i]!)).toBeLessThan(0.05);
          });
        },
      ),
      { seed: 6, numRuns: 200 },
    );
  });

  it("leaves its input alone and refuses a wrong size", () => {
    const input = matrix([2, 1], [1, 2]);
    invertSymmetric(input, 2, 1e-7);
    expect([...input]).toEqual([2, 1, 1, 2]);
    expect(() => invertSymmetric(input, 3, 1e-7)).toThrow("invertSymmetric: expected 9 entries, got 4");
  });

  it("inverts nothing of nothing", () => {
    expect(invertSymmetric(new Float64Array(0), 0, 1e-7).rank).toBe(0);
    expect(dot(new Float64Array(0), new Float64Array(0))).toBe(0);
  });
});
