import type { MetricSpec, Sample } from "./metric.ts";

/** How many rows answered what. */
export function outcomeCounts(spec: Pick<MetricSpec, "outcomes">, sample: Sample): Record<string, number> {
  return Object.fromEntries(Object.keys(spec.outcomes).map((word, index) => [word, sample.counts[index]!]));
}

/** The outcomes of a sample as an event's status: 0 still open, 1 the event, `ruledOut` an end that rules it out. */
export function statusOf(spec: Pick<MetricSpec, "outcomes">, sample: Sample, ruledOut = 2): Uint8Array {
  const statuses = Object.values(spec.outcomes).map((meaning) => ({ event: 1, open: 0, other: ruledOut })[meaning]);
  const { codes, rows } = sample;
  const status = new Uint8Array(rows.length);
  for (let i = 0; i < status.length; i++) status[i] = statuses[codes[rows[i]!]!]!;
  return status;
}
