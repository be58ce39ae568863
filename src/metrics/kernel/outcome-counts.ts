import type { MetricSpec, Sample } from "./metric.ts";

/** How many rows answered what. */
export function outcomeCounts(spec: Pick<MetricSpec, "outcomes">, sample: Sample): Record<string, number> {
  const words = Object.keys(spec.outcomes);
  const counts = new Int32Array(words.length);
  for (const outcome of sample.outcomes) counts[outcome]!++;
  return Object.fromEntries(words.map((word, index) => [word, counts[index]!]));
}

/** The outcomes of a sample as an event's status: 0 still open, 1 the event, 2 an end that rules it out. */
export function statusOf(spec: Pick<MetricSpec, "outcomes">, sample: Sample): Uint8Array {
  const codes = Object.values(spec.outcomes).map((meaning) => (meaning === "event" ? 1 : meaning === "open" ? 0 : 2));
  return sample.outcomes.map((outcome) => codes[outcome]!);
}
