import { incidenceUpTo } from "../../stats/competing.ts";
import { wilson } from "../../stats/wilson.ts";
import { endsOf } from "./ends.ts";
import type { MetricSpec, ResolvedOptions, Sample, Summary } from "./metric.ts";
import { outcomeCounts } from "./outcome-counts.ts";

/** Share of the rows that had the event; every row is decided. Wilson's interval. */
export function share(spec: MetricSpec, sample: Sample, options: ResolvedOptions): Summary {
  const outcomes = outcomeCounts(spec, sample);
  let events = 0;
  for (const [word, count] of Object.entries(outcomes)) if (spec.outcomes[word] === "event") events += count;
  const { value, low, high } = wilson(events, sample.n, options.level);
  return { value, low, high, method: "wilson", details: { outcomes } };
}

/** Share that had the event within a window; rows whose window has not passed are censored. Kaplan–Meier. */
export function shareWithin(spec: MetricSpec, sample: Sample, options: ResolvedOptions, windowMs: number): Summary {
  // Whatever is no event is still open: the window is all that the question knows of.
  const { times, status } = endsOf(spec, sample, 0);
  const { value, low, high, method, reason } = incidenceUpTo(times, status, windowMs, options.level);
  return {
    value,
    low,
    high,
    method: method === "wilson" ? "wilson" : "kaplanMeier",
    notes: reason === "followUpTooShort" ? ["followUpTooShort"] : [],
    details: { windowMs, outcomes: outcomeCounts(spec, sample) },
  };
}

/** Share that had the event by `untilMs`, or in the end, where other ends rule it out; open rows are censored. */
export function shareEventually(spec: MetricSpec, sample: Sample, options: ResolvedOptions, untilMs?: number): Summary {
  const { times, status } = endsOf(spec, sample);
  const { value, low, high, method, reason } = incidenceUpTo(
    times,
    status,
    untilMs ?? lastEnd(times, status),
    options.level,
  );
  const notes = reason === "followUpTooShort" ? ["followUpTooShort"] : [];
  if (untilMs === undefined && status.includes(0)) notes.push("someStillOpen");
  return {
    value,
    low,
    high,
    method: method === "wilson" ? "wilson" : "aalenJohansen",
    notes,
    details: { ...(untilMs === undefined ? {} : { targetMs: untilMs }), outcomes: outcomeCounts(spec, sample) },
  };
}

/** The latest time at which something was decided; 0 where nothing was. */
function lastEnd(times: Float64Array, status: Uint8Array): number {
  let last = 0;
  for (let i = 0; i < status.length; i++) {
    const end = times[i]! * Number(status[i] !== 0);
    if (end > last) last = end;
  }
  return last;
}
