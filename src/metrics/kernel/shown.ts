import { type MetricSpec, notAsked, type Sample } from "./metric.ts";

/**
 * What a dashboard would show of a sample, rows left out for the metric's own reasons included: it shows a row of which it
 * sees the end (any but NaN), whether or not all of its like can be seen.
 */
export function shown(
  spec: Pick<MetricSpec, "exclusions">,
  { n, codes, chosen, measurement, excluded }: Sample,
): Float64Array {
  const { plain } = measurement;
  const length = plain === undefined ? 0 : (chosen ?? codes).length;
  const own = spec.exclusions.reduce((sum, reason) => sum + (excluded[reason] ?? 0), 0);
  const cells = new Float64Array(n + own + 1);
  const lastShown = -1 - spec.exclusions.length;
  let count = 0;
  for (let i = 0; i < length; i++) {
    const row = chosen === null ? i : chosen[i]!;
    const code = codes[row]!;
    const cell = plain![row]!;
    cells[count] = cell;
    count += Number(code >= lastShown) & Number(code !== notAsked) & Number(cell >= -Infinity);
  }
  return cells.subarray(0, count);
}
