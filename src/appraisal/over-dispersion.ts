import { quantileSorted } from "../stats/quantile.ts";

/**
 * How many times wider than chance the agents scatter: the mean of squared z-scores, each pulled in to the 10 % and
 * 90 % quantiles (type 7) so that the few who stand out do not excuse themselves; at least 1.
 * Winsorised over-dispersion factor of Spiegelhalter 2005 (Statistics in Medicine 24:1185).
 *
 * @param scores z-scores of the agents; none gives 1.
 */
export function overDispersion(scores: readonly number[]): number {
  if (scores.length === 0) return 1;
  const sorted = Float64Array.from(scores).sort();
  const low = quantileSorted(sorted, 0.1);
  const high = quantileSorted(sorted, 0.9);
  let sum = 0;
  for (const z of sorted) sum += Math.min(Math.max(z, low), high) ** 2;
  return Math.max(1, sum / sorted.length);
}
