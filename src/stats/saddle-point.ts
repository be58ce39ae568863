const HALF_LOG_TWO_PI = 0.9189385332046727;

/**
 * Error of Stirling's formula: log Γ(x + 1) − [(x + ½) log x − x + ½ log 2π], for x > 0.
 *
 * The probability terms below need only this remainder. Working with it instead of log Γ itself keeps full accuracy
 * for a million tickets, where log Γ would already have lost seven digits (Loader, "Fast and accurate computation of
 * binomial probabilities", 2000).
 */
function stirlingError(x: number): number {
  let shifted = x;
  let carried = 0;
  while (shifted < 16) {
    carried += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
    shifted += 1;
  }
  const r = 1 / (shifted * shifted);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - (r * 1) / 1188)))) / shifted;
  return carried + series;
}

/** x log(x / mean) + mean − x without cancellation where x is near the mean (Loader 2000). */
function devianceTerm(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const v = difference / (x + mean);
  let sum = difference * v;
  let term = 2 * x * v;
  for (let odd = 3; ; odd += 2) {
    term *= v * v;
    const next = sum + term / odd;
    if (next === sum) return next;
    sum = next;
  }
}

/** x^a e^(−x) / Γ(a + 1) for a > 0, x > 0. */
export function poissonTerm(a: number, x: number): number {
  return Math.exp(-stirlingError(a) - devianceTerm(a, x) - HALF_LOG_TWO_PI - 0.5 * Math.log(a));
}

/** x^a y^b Γ(a + b + 1) / (Γ(a + 1) Γ(b + 1)) for a, b > 0, 0 < x < 1 and y = 1 − x. */
export function binomialTerm(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  const logTerm =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - devianceTerm(a, n * x) - devianceTerm(b, n * y);
  return Math.exp(logTerm - HALF_LOG_TWO_PI + 0.5 * Math.log(n / a / b));
}
