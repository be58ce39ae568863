import type { Cases } from "../../stats/cases.ts";
import type { MetricSpec, Sample } from "./metric.ts";

/**
 * The rows that were counted, as cases: when they ended, and how.
 * @param ruledOut what ends that rule the event out count as: 2 another end, 0 still open
 */
export function casesOfSample(spec: Pick<MetricSpec, "outcomes">, sample: Sample, ruledOut: 0 | 2 = 2): Cases {
  const { codes, counts, chosen, measurement } = sample;
  const kinds = new Uint8Array(256).fill(3);
  Object.values(spec.outcomes).forEach((meaning, code) => {
    kinds[code] = { event: 1, open: 0, other: ruledOut }[meaning];
  });
  return { times: measurement.values!, codes, kinds, counts, chosen };
}
