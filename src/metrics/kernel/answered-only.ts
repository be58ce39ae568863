import type { AnsweredOnly } from "../../schemas/estimate.ts";
import { compensatedSum, wholeSum } from "../../stats/moments.ts";
import { orderStatistics } from "../../stats/order-statistics.ts";
import { sortAscending } from "../../stats/sort-ascending.ts";

/** Mean, median and 90th percentile (type 7) of what ended as hoped, whoever still waits left out: a dashboard's figures. */
export function answeredOnly(values: Float64Array): AnsweredOnly {
  const n = values.length;
  if (n === 0) return { n, mean: null, median: null, p90: null };
  // Only sums of whole numbers are the same in any order.
  const sum = wholeSum(values) ?? compensatedSum(sortAscending(values.slice()));
  const [halfway, ninthTenth] = [(n - 1) * 0.5, (n - 1) * 0.9];
  const places = [halfway, ninthTenth].flatMap((place) => [Math.floor(place), Math.ceil(place)]);
  const [below, above, lower, upper] = orderStatistics(values, places);
  return {
    n,
    mean: sum / n,
    median: below! + (halfway - places[0]!) * (above! - below!),
    p90: lower! + (ninthTenth - places[2]!) * (upper! - lower!),
  };
}
