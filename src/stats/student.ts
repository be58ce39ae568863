import { betaWeight, incompleteBeta } from "./beta.ts";
import { normalQuantile } from "./normal.ts";
import { solveIncreasing } from "./root.ts";

/**
 * The t with P(T <= t) = p for Student's distribution with `df` degrees of freedom, to better than 1e-10 of its size,
 * by inverting P(|T| > t) = I(df / (df + t²); df / 2, ½) (DLMF 8.17, Abramowitz and Stegun 26.7).
 *
 * @param p strictly between 0 and 1
 * @param df at least 1; need not be whole
 * @throws RangeError outside those ranges
 */
export function studentQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`studentQuantile: expected p strictly between 0 and 1, got p=${p}`);
  if (!(df >= 1)) throw new RangeError(`studentQuantile: expected df >= 1, got df=${df}`);
  if (p === 0.5) return 0;
  if (df > 1e12) return normalQuantile(p);
  if (p > 0.5) return sizeOfQuantile(1 - p, df);
  return -sizeOfQuantile(p, df);
}

function sizeOfQuantile(tail: number, df: number): number {
  // Near the middle the share inside ±t is the well-conditioned quantity, further out the share beyond it.
  const fromInside = tail > 0.25;
  const target = Math.log(fromInside ? 1 - 2 * tail : 2 * tail);
  const half = df / 2;
  const solution = solveIncreasing(
    (logT) => {
      const square = Math.exp(2 * logT);
      const outer = df / (df + square);
      const inner = square / (df + square);
      const share = fromInside ? incompleteBeta(inner, 0.5, half, outer) : incompleteBeta(outer, half, 0.5, inner);
      const slope = (2 * betaWeight(outer, half, 0.5, inner)) / share;
      const distance = Math.log(share) - target;
      return { value: fromInside ? distance : -distance, slope };
    },
    Math.log(-normalQuantile(tail)),
    -60,
    340,
  );
  return Math.exp(solution);
}
