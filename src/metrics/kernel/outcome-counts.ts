import type { MetricSpec, Sample } from "./metric.ts";

/** How many rows answered what. */
export function outcomeCounts(spec: Pick<MetricSpec, "outcomes">, sample: Sample): Record<string, number> {
  return Object.fromEntries(Object.keys(spec.outcomes).map((word, index) => [word, sample.counts[index]!]));
}
