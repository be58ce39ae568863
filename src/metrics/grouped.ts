import type { Facts } from "../facts/facts.ts";
import type { Estimate } from "../schemas/estimate.ts";
import { type By, groupingOf, rowsByGroup } from "./kernel/by.ts";
import { estimatesOf } from "./kernel/estimate.ts";
import { type Metric, type MetricOptions, specOf } from "./kernel/metric.ts";

/**
 * A metric for every group of a dimension, groups in order of their names, the unnamed one (`group.value: null`) last.
 * Each row is counted in one group: that of whom it is credited to, or of its ticket.
 *
 * @param by a dimension, or `attribute:NAME`
 * @throws {RangeError} where `by` is no dimension; {TypeError} where the metric is none or the facts are not linked
 */
export function grouped(metric: Metric, facts: Facts, by: By, options: MetricOptions = {}): Estimate[] {
  const spec = specOf("grouped", metric);
  const grouping = groupingOf(spec, facts, by);
  const estimates = estimatesOf(spec, facts, options, rowsByGroup(grouping, facts[spec.table].length));
  return estimates.map((estimate, group) => ({ ...estimate, group: { by, value: grouping.labels[group]! } }));
}
