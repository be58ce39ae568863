import { incidenceInTheEnd, incidenceUpTo } from "../../stats/competing.ts";
import { wilson } from "../../stats/wilson.ts";
import { casesOfSample } from "./cases-of-sample.ts";
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
  const cases = casesOfSample(spec, sample, 0);
  const { value, low, high, method, reason } = incidenceUpTo(cases, windowMs, options.level);
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
  const cases = casesOfSample(spec, sample);
  const { value, low, high, method, reason } =
    untilMs === undefined ? incidenceInTheEnd(cases, options.level) : incidenceUpTo(cases, untilMs, options.level);
  const outcomes = outcomeCounts(spec, sample);
  const notes = reason === "followUpTooShort" ? ["followUpTooShort"] : [];
  const isOpen = (word: string) => spec.outcomes[word] === "open" && outcomes[word]! > 0;
  if (untilMs === undefined && Object.keys(outcomes).some(isOpen)) notes.push("someStillOpen");
  return {
    value,
    low,
    high,
    method: method === "wilson" ? "wilson" : "aalenJohansen",
    notes,
    details: { ...(untilMs === undefined ? {} : { targetMs: untilMs }), outcomes },
  };
}
