import type { Difference, Estimate } from "../schemas/estimate.ts";
import { differenceInterval } from "../stats/difference.ts";

/**
 * The difference a − b of two estimates of one metric over different rows (two groups, two periods), with an interval made
 * from their own (MOVER: Zou and Donner 2008; for proportions Newcombe's hybrid score interval of 1998).
 *
 * @throws {TypeError} where the two are of different metrics, units or levels
 */
export function difference(a: Estimate, b: Estimate): Difference {
  if (a.metric !== b.metric || a.unit !== b.unit || a.level !== b.level) {
    throw new TypeError(
      `difference: expected two estimates of one metric, unit and level, got ${a.metric} (${a.unit}, ${a.level}) and ${b.metric} (${b.unit}, ${b.level})`,
    );
  }
  const { low, high } = differenceInterval(a, b);
  const value = a.value === null || b.value === null ? null : a.value - b.value;
  const side = ({ group, value: own, n }: Estimate) =>
    group === undefined ? { value: own, n } : { group, value: own, n };
  return {
    metric: a.metric,
    a: side(a),
    b: side(b),
    value,
    low,
    high,
    unit: a.unit,
    level: a.level,
    method: "mover",
    distinguishable: low === null || high === null ? null : low > 0 || high < 0,
    notes: value === null ? ["nothingToCompare"] : [],
  };
}
