import { binomialTerm } from "./saddle-point.ts";

/**
 * The fraction F in I_x(a, b) = x^a y^b / (B(a, b) F), for x below a / (a + b), by Lentz's method
 * (DiDonato and Morris, ACM TOMS 18, 1992, equation 9). It needs about √max(a, b) rounds.
 */
function continuedFraction(x: number, y: number, a: number, b: number): number {
  // Near the mean a y and b x differ by little: this difference, not 1 − x (a + b) / a, keeps the digits.
  const shortfall = a * y - b * x;
  let fraction = (a * (shortfall + 1)) / (a + 1);
  let c = fraction;
  let d = 0;
  for (let m = 1; m <= 1_000_000; m += 1) {
    const odd = a + 2 * m - 1;
    const numerator = ((a + m - 1) / odd) * ((a + b + m - 1) / odd) * m * (b - m) * x * x;
    const denominator = m + (m * (b - m) * x) / odd + ((a + m) * (shortfall + 1 + m * (1 + y))) / (odd + 2);
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < 2e-16) return fraction;
  }
  throw new RangeError(`incompleteBeta: the fraction does not settle for x=${x}, a=${a}, b=${b}`);
}

/** x^a (1 − x)^b / B(a, b): the density of the beta distribution times x (1 − x). */
export function betaWeight(x: number, a: number, b: number, complement: number = 1 - x): number {
  return (a / (a + b)) * b * binomialTerm(a, b, x, complement);
}

/**
 * Regularised incomplete beta function I_x(a, b), to about 1e-13 of its size, also for parameters in the millions
 * (continued fraction of DiDonato and Morris 1992, with Loader's saddle-point form of the factor before it).
 *
 * @param x between 0 and 1
 * @param a above 0
 * @param b above 0
 * @param complement 1 − x, where the caller knows it more exactly than the subtraction would give it
 * @throws RangeError outside those ranges
 */
export function incompleteBeta(x: number, a: number, b: number, complement: number = 1 - x): number {
  if (!(x >= 0 && x <= 1)) throw new RangeError(`incompleteBeta: expected x between 0 and 1, got x=${x}`);
  if (!(a > 0 && b > 0 && a < Infinity && b < Infinity)) {
    throw new RangeError(`incompleteBeta: expected finite a and b above 0, got a=${a}, b=${b}`);
  }
  if (x === 0) return 0;
  if (complement === 0) return 1;
  const weight = betaWeight(x, a, b, complement);
  if (a * complement >= b * x) return Math.min(1, weight / continuedFraction(x, complement, a, b));
  return Math.max(0, 1 - weight / continuedFraction(complement, x, b, a));
}
