import { incompleteBeta } from "./beta.ts";

/**
 * P(X >= k) for X binomial with n trials of probability p each: I_p(k, n − k + 1) (DLMF 8.17.5), to about 1e-13 of
 * its size however far out in the tail.
 *
 * @param k whole number; 0 and less give 1, more than n gives 0
 * @param n whole number from 0 on
 * @param p between 0 and 1
 * @throws RangeError outside those ranges
 */
export function binomialUpperTail(k: number, n: number, p: number): number {
  if (!(Number.isSafeInteger(k) && Number.isSafeInteger(n) && n >= 0)) {
    throw new RangeError(`binomialUpperTail: expected whole k and n >= 0, got k=${k}, n=${n}`);
  }
  if (!(p >= 0 && p <= 1)) throw new RangeError(`binomialUpperTail: expected p between 0 and 1, got p=${p}`);
  if (k <= 0) return 1;
  if (k > n) return 0;
  return incompleteBeta(p, k, n - k + 1);
}
