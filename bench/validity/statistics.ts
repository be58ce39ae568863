/** Sample statistics of the study itself; plain and small, independent of what is under test. */

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

export function deviation(values: ArrayLike<number>): number {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - centre) ** 2;
  return Math.sqrt(sum / values.length);
}

/** Pearson's correlation; 0 where either side does not vary. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const spread = deviation(a) * deviation(b);
  if (spread === 0) return 0;
  const centreA = mean(a);
  const centreB = mean(b);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - centreA) * (b[i]! - centreB);
  return sum / a.length / spread;
}

/** Spearman's rank correlation, ties sharing their mean rank. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return correlation(ranks(a), ranks(b));
}

/** 1 for the smallest; ties share their mean rank. */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const result = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1]!] === values[order[from]!]) to += 1;
    for (let i = from; i <= to; i++) result[order[i]!] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return result;
}

/** Standard error of a mean over independent fleets. */
export function standardError(values: ArrayLike<number>): number {
  return values.length < 2 ? Number.NaN : deviation(values) / Math.sqrt(values.length - 1);
}
