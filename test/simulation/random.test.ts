import { describe, expect, it } from "vitest";
import { seededRandom } from "../../src/simulation/random.ts";

function draws(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, draw);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("seededRandom", () => {
  it("repeats itself for the same seed and stream, and only for those", () => {
    const first = draws(20, seededRandom(5, 1, 2).uniform);
    expect(draws(20, seededRandom(5, 1, 2).uniform)).toEqual(first);
    expect(draws(20, seededRandom(6, 1, 2).uniform)).not.toEqual(first);
    expect(draws(20, seededRandom(5, 2, 1).uniform)).not.toEqual(first);
    expect(draws(20, seededRandom(5, 1).uniform)).not.toEqual(first);
  });

  it("keeps giving the numbers that it has always given, so that published studies can be repeated", () => {
    expect(draws(4, seededRandom(42).uniform)).toMatchInlineSnapshot(`
      [
        0.44401779491454363,
        0.5436248523183167,
        0.3994185186456889,
        0.768237043172121,
      ]
    `);
  });

  it("spreads uniforms evenly over a hundred cells (chi-square within its 99.9 % range)", () => {
    const random = seededRandom(11);
    const cells = new Array<number>(100).fill(0);
    for (let i = 0; i < 100_000; i++) cells[Math.floor(random.uniform() * 100)]! += 1;
    const chiSquare = cells.reduce((sum, count) => sum + (count - 1_000) ** 2 / 1_000, 0);
    // scipy.stats.chi2(99).ppf([.0005, .9995])
    expect(chiSquare).toBeGreaterThan(58.2);
    expect(chiSquare).toBeLessThan(152.2);
  });

  it("gives neighbouring streams first numbers that do not hang together", () => {
    const firsts = Array.from({ length: 20_000 }, (_, stream) => seededRandom(1, 3, stream).uniform() - 0.5);
    const lagged = mean(firsts.slice(1).map((value, i) => value * firsts[i]!)) * 12;
    expect(Math.abs(mean(firsts))).toBeLessThan(4 / Math.sqrt(12 * firsts.length));
    expect(Math.abs(lagged)).toBeLessThan(4 / Math.sqrt(firsts.length));
  });

  it("draws normals with mean 0 and variance 1, and exponentials with the mean asked for", () => {
    const random = seededRandom(12);
    const normals = draws(50_000, random.normal);
    expect(Math.abs(mean(normals))).toBeLessThan(4 / Math.sqrt(50_000));
    expect(mean(normals.map((value) => value ** 2))).toBeCloseTo(1, 1);
    expect(mean(draws(50_000, () => random.exponential(3)))).toBeCloseTo(3, 1);
  });

  it("draws positions in proportion to their weights", () => {
    const random = seededRandom(13);
    const counts = [0, 0, 0];
    for (let i = 0; i < 30_000; i++) counts[random.weighted([1, 0, 2])]! += 1;
    expect(counts[1]).toBe(0);
    expect(counts[2]! / 30_000).toBeCloseTo(2 / 3, 2);
  });

  it("refuses to pick from an empty list", () => {
    expect(() => seededRandom(1).pick([])).toThrow(RangeError);
  });
});
