import type { Facts } from "../facts/facts.ts";
import type { Estimate } from "../schemas/estimate.ts";
import { type By, groupingOf, parseBy } from "./kernel/by.ts";
import { estimateGroups } from "./kernel/estimate.ts";
import type { Metric, MetricOptions } from "./kernel/metric.ts";

/**
 * A metric for every group of a dimension, groups in order of their names, the unnamed one (`group.value: null`) last.
 * Each row is counted in one group: that of whom it is credited to, or of its ticket.
 *
 * @param by a dimension, or `attribute:NAME`
 * @throws {RangeError} where `by` is no dimension
 */
export function grouped(metric: Metric, facts: Facts, by: By, options: MetricOptions = {}): Estimate[] {
  if (parseBy(by) === null) throw new RangeError(`grouped: expected a dimension or attribute:NAME, got ${by}`);
  return estimateGroups(metric.spec, facts, options, groupingOf(metric.spec, facts, by));
}
