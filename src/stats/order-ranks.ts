import { binomialUpperTail } from "./binomial.ts";

/** Ranks, counted from 1, of the order statistics that bound a quantile. */
export interface OrderRanks {
  /** 0 if even the smallest of n values cannot bound the quantile from below. */
  readonly lower: number;
  /** n + 1 if even the largest of n values cannot bound the quantile from above. */
  readonly upper: number;
}

/**
 * Ranks whose observations bound the p-quantile of any distribution, each side failing in at most half of 1 − level of
 * samples (David and Nagaraja, Order Statistics, 3rd ed. 2003, 7.1).
 *
 * Of n values, B ~ binomial(n, p) lie below the quantile. The upper rank is the first u with P(B >= u) at most that
 * half; the lower rank is the same seen from above, because n − B ~ binomial(n, 1 − p).
 */
export function orderRanks(n: number, p: number, level: number): OrderRanks {
  const tail = (1 - level) / 2;
  return { lower: n + 1 - rankBeyond(n, 1 - p, tail), upper: rankBeyond(n, p, tail) };
}

/** The smallest rank u, 1 to n + 1, with P(B >= u) <= tail. */
function rankBeyond(n: number, p: number, tail: number): number {
  let low = 1;
  let high = n + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (binomialUpperTail(middle, n, p) <= tail) high = middle;
    else low = middle + 1;
  }
  return low;
}
