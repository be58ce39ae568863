import type { Facts } from "../facts/facts.ts";
import type { Estimate } from "../schemas/estimate.ts";
import { metrics } from "./catalogue.ts";
import { grouped } from "./grouped.ts";
import type { By } from "./kernel/by.ts";
import type { MetricOptions } from "./kernel/metric.ts";

/** All metrics of one group side by side, by metric name. */
export interface ScorecardRow {
  group: string | null;
  estimates: Record<string, Estimate>;
}

/**
 * All metrics side by side for every group of a dimension. A group that a metric has no row for is missing in that
 * metric, not zero.
 */
export function scorecard(facts: Facts, { by, ...options }: MetricOptions & { by: By }): ScorecardRow[] {
  const rows = new Map<string | null, ScorecardRow>();
  for (const metric of metrics) {
    for (const estimate of grouped(metric, facts, by, options)) {
      const group = estimate.group!.value;
      const row = rows.get(group) ?? { group, estimates: {} };
      rows.set(group, row);
      row.estimates[metric.metricName] = estimate;
    }
  }
  return [...rows.values()].sort((x, y) => {
    if (x.group === null || y.group === null) return x.group === null ? 1 : -1;
    return x.group < y.group ? -1 : 1;
  });
}
