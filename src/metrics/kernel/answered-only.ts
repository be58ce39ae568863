import type { AnsweredOnly } from "../../schemas/estimate.ts";
import { compensatedSum } from "../../stats/moments.ts";
import { quantileSorted } from "../../stats/quantile.ts";
import { sortAscending } from "../../stats/sort-ascending.ts";

/** Mean, median and 90th percentile (type 7) of what ended as hoped, whoever still waits left out: a dashboard's figures. */
export function answeredOnly(values: Float64Array): AnsweredOnly {
  const n = values.length;
  if (n === 0) return { n, mean: null, median: null, p90: null };
  const sorted = sortAscending(values.slice());
  return {
    n,
    mean: compensatedSum(sorted) / n,
    median: quantileSorted(sorted, 0.5),
    p90: quantileSorted(sorted, 0.9),
  };
}
