import { describe, expect, it } from "vitest";
import { incompleteGamma } from "../../src/stats/gamma.ts";
import { poissonInterval } from "../../src/stats/poisson.ts";
import { expectClose } from "./expectations.ts";

describe("poissonInterval", () => {
  // R 4.2.2: format(poisson.test(count)$conf.int, digits = 16)
  it.each([
    [0, 0, 3.688879454113935],
    [1, 0.0253178079842899, 5.571643390938899],
    [3, 0.6186721228956016, 8.767273069742323],
    [10, 4.795388696132434, 18.39035604201778],
    [100, 81.36399125092316, 121.62679379242637],
    [5000, 4862.359188694899, 5140.548948535004],
  ])("of a count of %i has R's limits", (count, low, high) => {
    const interval = poissonInterval(count, 0.95);
    expect(interval.value).toBe(count);
    expectClose(interval.low, low, 1e-12);
    expectClose(interval.high, high, 1e-12);
  });

  it("follows the level", () => {
    // R 4.2.2: poisson.test(7, conf.level = .99)$conf.int
    const interval = poissonInterval(7, 0.99);
    expectClose(interval.low, 2.037337478699671, 1e-12);
    expectClose(interval.high, 17.133593268913348, 1e-12);
  });

  it("holds for a million: at each limit the count lies exactly at the edge of the tail", () => {
    const { low, high } = poissonInterval(1_000_000, 0.95);
    expectClose(incompleteGamma(low!, 1_000_000).lower, 0.025, 1e-9);
    expectClose(incompleteGamma(high!, 1_000_001).upper, 0.025, 1e-9);
  });

  it("refuses what is no count", () => {
    for (const count of [-1, 1.5, Number.NaN]) expect(() => poissonInterval(count, 0.95)).toThrow(RangeError);
  });
});
