import { incidenceTimes } from "../../stats/competing.ts";
import { answeredOnly } from "./answered-only.ts";
import { casesOfSample } from "./cases-of-sample.ts";
import type { MetricSpec, ResolvedOptions, Sample, Summary } from "./metric.ts";
import { outcomeCounts } from "./outcome-counts.ts";
import { shown } from "./shown.ts";

/**
 * Median time until the event, by cumulative incidence: rows still open are censored, rows that ended otherwise never have
 * the event, so ending them cannot make the figure better.
 */
export function timeUntil(spec: MetricSpec, sample: Sample, options: ResolvedOptions, targetMs?: number): Summary {
  const cases = casesOfSample(spec, sample);
  const { quantiles, within } = incidenceTimes(cases, [0.5, 0.9], options.level, targetMs);
  const [median, p90] = [quantiles[0]!, quantiles[1]!];
  const notes: string[] = [];
  if (sample.n > 0 && median.reason !== null) notes.push(`median:${median.reason}`);
  const details: Record<string, unknown> = {
    p90: { value: p90.value, low: p90.low, high: p90.high },
    outcomes: outcomeCounts(spec, sample),
    answered: answeredOnly(shown(spec, sample)),
  };
  if (within !== null) {
    details["withinTarget"] = { targetMs, value: within.value, low: within.low, high: within.high };
  }
  const { value, low, high } = median;
  return { value, low, high, method: "aalenJohansen", notes, details };
}
