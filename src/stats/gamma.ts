import { normalQuantile } from "./normal.ts";
import { solveIncreasing } from "./root.ts";
import { poissonTerm } from "./saddle-point.ts";

/** P(a, x) / (x^a e^(−x) / Γ(a + 1)), for x below a + 1. */
function lowerSeries(x: number, a: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; ; k += 1) {
    term *= x / (a + k);
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
  }
}

/** Q(a, x) / (x^a e^(−x) / Γ(a)), for x from a + 1 on, by Lentz's method. */
function upperFraction(x: number, a: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k <= 1_000_000; k += 1) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 2e-16) return fraction;
  }
  throw new RangeError(`incompleteGamma: the fraction does not settle for x=${x}, a=${a}`);
}

/** The lower and the upper regularised incomplete gamma function; the smaller of the two keeps its relative accuracy. */
export interface GammaTails {
  /** P(a, x): share of a gamma distribution of shape `a` and scale 1 below x. */
  readonly lower: number;
  /** Q(a, x) = 1 − P(a, x). */
  readonly upper: number;
}

/**
 * Regularised incomplete gamma functions P(a, x) and Q(a, x), to about 1e-13 of the smaller one (series DLMF 8.11.4
 * below a + 1, continued fraction DLMF 8.9.2 above).
 *
 * @throws RangeError unless x >= 0 and a > 0, both finite
 */
export function incompleteGamma(x: number, a: number): GammaTails {
  if (!(x >= 0 && x < Infinity && a > 0 && a < Infinity)) {
    throw new RangeError(`incompleteGamma: expected finite x >= 0 and a > 0, got x=${x}, a=${a}`);
  }
  if (x === 0) return { lower: 0, upper: 1 };
  const term = poissonTerm(a, x);
  if (x < a + 1) {
    const lower = Math.min(1, term * lowerSeries(x, a));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, term * a * upperFraction(x, a));
  return { lower: 1 - upper, upper };
}

/**
 * The x below which a gamma distribution of the given shape and scale 1 holds the share p.
 *
 * @throws RangeError unless 0 <= p < 1 and shape > 0
 */
export function gammaQuantile(p: number, shape: number): number {
  if (!(p >= 0 && p < 1 && shape > 0 && shape < Infinity)) {
    throw new RangeError(`gammaQuantile: expected 0 <= p < 1 and shape > 0, got p=${p}, shape=${shape}`);
  }
  if (p === 0) return 0;
  // Wilson and Hilferty's cube root (1931) is a good guess except far down, where x^a / Γ(a + 1) is all there is.
  const cubeRoot = 1 - 1 / (9 * shape) + normalQuantile(p) / (3 * Math.sqrt(shape));
  const start = cubeRoot > 0.1 ? Math.log(shape) + 3 * Math.log(cubeRoot) : Math.log(shape) - 5;
  const inLowerTail = p <= 0.5;
  const target = Math.log(inLowerTail ? p : 1 - p);
  const solution = solveIncreasing(
    (logX) => {
      const x = Math.exp(logX);
      const tails = incompleteGamma(x, shape);
      const tail = inLowerTail ? tails.lower : tails.upper;
      const slope = (poissonTerm(shape, x) * shape) / tail;
      const distance = Math.log(tail) - target;
      return { value: inLowerTail ? distance : -distance, slope };
    },
    start,
    -700,
    700,
  );
  return Math.exp(solution);
}
