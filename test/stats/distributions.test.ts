import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { incompleteBeta } from "../../src/stats/beta.ts";
import { binomialUpperTail } from "../../src/stats/binomial.ts";
import { gammaQuantile, incompleteGamma } from "../../src/stats/gamma.ts";
import { studentQuantile } from "../../src/stats/student.ts";
import { expectClose } from "./expectations.ts";

describe("incompleteBeta", () => {
  // R 4.2.2: format(pbeta(x, a, b), digits = 16)
  it.each([
    [0.3, 2, 3, 0.3482999999999999],
    [0.001, 0.5, 100, 0.3449564836755704],
    [0.333, 100, 200, 0.5005492907189673],
    [0.9999886128435399, 1e6, 10, 0.3000000000169206],
    [0.5005, 5e5, 5e5, 0.8413447460685448],
  ])("at x=%f, a=%f, b=%f is R's", (x, a, b, expected) => {
    expectClose(incompleteBeta(x, a, b), expected, 5e-13);
  });

  it("and its mirror image add up to 1", () => {
    const parameter = fc.double({ min: 0.1, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), parameter, parameter, (x, a, b) => {
        const sum = incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a, x);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-11);
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  it("refuses arguments out of range", () => {
    expect(() => incompleteBeta(1.5, 1, 1)).toThrow(RangeError);
    expect(() => incompleteBeta(0.5, 0, 1)).toThrow(RangeError);
    expect(incompleteBeta(0, 2, 3)).toBe(0);
    expect(incompleteBeta(1, 2, 3)).toBe(1);
  });
});

describe("incompleteGamma", () => {
  // R 4.2.2: pgamma(x, a) and pgamma(x, a, lower = FALSE), digits = 16
  it.each([
    [1, 0.5, 0.8427007929497156, 0.15729920705028447],
    [10, 2, 0.9995006007726127, 0.0004993992273873336],
    [994398, 1e6, 9.9907333200052e-9, 0.9999999900092666],
    [1001000, 1e6, 0.8413447863683403, 0.15865521363165971],
  ])("at x=%f, a=%f is R's in both tails", (x, a, lower, upper) => {
    const tails = incompleteGamma(x, a);
    expectClose(tails.lower, lower, 5e-13);
    expectClose(tails.upper, upper, 5e-13);
  });
});

describe("gammaQuantile", () => {
  // R 4.2.2: format(qgamma(p, shape), digits = 16)
  it.each([
    [0.025, 1, 0.02531780798428988],
    [0.025, 10, 4.795388696132433],
    [0.975, 11, 18.39035604201778],
    [0.005, 0.5, 1.963521111025795e-5],
    [0.975, 1e6, 1.00196091096545e6],
  ])("of p=%f, shape=%f is R's", (p, shape, expected) => {
    expectClose(gammaQuantile(p, shape), expected, 1e-13);
  });
});

describe("the gamma functions", () => {
  it("have exact ends and refuse arguments out of range", () => {
    expect(incompleteGamma(0, 3)).toEqual({ lower: 0, upper: 1 });
    expect(gammaQuantile(0, 3)).toBe(0);
    expect(() => incompleteGamma(-1, 3)).toThrow(/incompleteGamma: expected/);
    expect(() => incompleteGamma(1, 0)).toThrow(RangeError);
    expect(() => gammaQuantile(1, 3)).toThrow(/gammaQuantile: expected/);
  });

  it("undo each other", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 0.999999, noNaN: true }),
        fc.double({ min: 0.5, max: 1e5, noNaN: true }),
        (p, shape) => {
          const { lower, upper } = incompleteGamma(gammaQuantile(p, shape), shape);
          if (p <= 0.5) expectClose(lower, p, 1e-9);
          else expectClose(upper, 1 - p, 1e-9);
        },
      ),
      { seed: 15, numRuns: 300 },
    );
  });
});

describe("studentQuantile", () => {
  // R 4.2.2: format(qt(c(1e-6, .025, .3, .975, .9995), df), digits = 16)
  it.each([
    [1, [-318309.8861827435, -12.70620473617471, -7.26542528005361e-1, 12.70620473617469, 636.6192487687897]],
    [2, [-707.1057205259339, -4.302652729749464, -0.6172133998483676, 4.302652729749462, 31.599054576445365]],
    [2.5, [-220.1734291782375, -3.574654842003693, -0.5973077382523155, 3.5746548420036914, 18.277893528131514]],
    [5, [-24.771029720515955, -2.570581835636315, -0.559429644469361, 2.5705818356363137, 6.868826625881273]],
    [29, [-5.917105540459563, -2.045229642132704, -0.5302143957091608, 2.0452296421327034, 3.6594050194663734]],
    [1000, [-4.78160862045835, -1.9623390808264078, -0.5245677073092267, 1.9623390808264076, 3.3002826484239436]],
    [1e6, [-4.75345234827968, -1.9599663568141066, -0.5244006798602087, 1.9599663568141066, 3.2905364612487213]],
  ])("with df=%f is R's to 1e-12", (df, expected) => {
    [1e-6, 0.025, 0.3, 0.975, 0.9995].forEach((p, i) => {
      expectClose(studentQuantile(p, df), expected[i]!, 1e-12);
    });
  });

  it("is 0 in the middle, rises with p and nears the normal quantile", () => {
    expect(studentQuantile(0.5, 3)).toBe(0);
    expectClose(studentQuantile(0.975, 1e13), 1.959963984540054, 1e-14);
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 0.998, noNaN: true }),
        fc.double({ min: 1, max: 1e6, noNaN: true }),
        (p, df) => {
          expect(studentQuantile(p + 0.001, df)).toBeGreaterThan(studentQuantile(p, df));
        },
      ),
      { seed: 13, numRuns: 300 },
    );
  });

  it("refuses arguments out of range", () => {
    expect(() => studentQuantile(0, 3)).toThrow(/studentQuantile: expected p/);
    expect(() => studentQuantile(0.5, 0)).toThrow(/studentQuantile: expected df/);
  });
});

describe("binomialUpperTail", () => {
  // R 4.2.2: format(pbinom(k - 1, n, p, lower = FALSE), digits = 16)
  it.each([
    [3, 10, 0.2, 0.3222004736000003],
    [9, 10, 0.1, 9.100000000000007e-9],
    [990, 1000, 0.9, 1.450898832178297e-32],
    [503000, 1e6, 0.5, 9.925748819615083e-10],
    [150, 1e6, 1e-4, 1.881818860100384e-6],
  ])("P(X >= %i) of %i trials at %f is R's", (k, n, p, expected) => {
    expectClose(binomialUpperTail(k, n, p), expected, 5e-13);
  });

  it("agrees with adding up the probabilities", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, k, p) => {
          let tail = 0;
          let ways = 1;
          for (let i = 0; i <= n; i += 1) {
            if (i >= k) tail += ways * p ** i * (1 - p) ** (n - i);
            ways = (ways * (n - i)) / (i + 1);
          }
          expect(Math.abs(binomialUpperTail(k, n, p) - tail)).toBeLessThan(1e-13);
        },
      ),
      { seed: 14 },
    );
  });

  it("is 1 for k = 0, 0 beyond n, and refuses fractions", () => {
    expect(binomialUpperTail(0, 5, 0.3)).toBe(1);
    expect(binomialUpperTail(6, 5, 0.3)).toBe(0);
    expect(binomialUpperTail(1, 0, 0.3)).toBe(0);
    expect(binomialUpperTail(3, 5, 0)).toBe(0);
    expect(binomialUpperTail(3, 5, 1)).toBe(1);
    expect(() => binomialUpperTail(1.5, 5, 0.3)).toThrow(RangeError);
    expect(() => binomialUpperTail(1, 5, 1.3)).toThrow(RangeError);
  });
});
