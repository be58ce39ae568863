import type { MetricSpec, Sample } from "./metric.ts";

/** When the rows that were counted ended, and how. */
export interface Ends {
  readonly times: Float64Array;
  /** 0 still open, 1 the event, another number for an end that rules it out. */
  readonly status: Uint8Array;
}

/** @param ruledOut the status of ends that rule the event out */
export function endsOf(spec: Pick<MetricSpec, "outcomes">, sample: Sample, ruledOut = 2): Ends {
  const { codes, rows, measurement } = sample;
  const values = measurement.values!;
  const meanings = Object.values(spec.outcomes);
  const statusOf = Uint8Array.from(meanings, (meaning) => ({ event: 1, open: 0, other: ruledOut })[meaning]);
  const times = new Float64Array(rows.length);
  const status = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    times[i] = values[row]!;
    status[i] = statusOf[codes[row]!]!;
  }
  return { times, status };
}
