import type { Facts } from "../../facts/facts.ts";
import type { Estimate } from "../../schemas/estimate.ts";
import { noInterval } from "../../stats/interval.ts";
import { requireLevel } from "../../stats/level.ts";
import type { MetricOptions, MetricSpec, ResolvedOptions, Sample } from "./metric.ts";
import { classify, sampleOf } from "./sample.ts";

/**
 * Checks options and fills in their defaults.
 * @throws {RangeError} where the level is no share or the period is reversed
 */
export function resolveOptions(options: MetricOptions): ResolvedOptions {
  const level = options.level ?? 0.95;
  requireLevel("metric", level);
  const { period } = options;
  // Dates as texts stand in order, but no time stands between them: their difference is no number.
  if (period !== undefined && !(period.end - period.start > 0)) {
    throw new RangeError(`metric: expected period.start < period.end, got ${period.start}, ${period.end} in epoch ms`);
  }
  return { ...options, level, clock: options.clock ?? "calendar" };
}

/**
 * The estimates of a metric, one for each part of its table: the rows of each in table order, or `null` for all of them.
 */
export function estimatesOf(
  spec: MetricSpec,
  facts: Facts,
  options: MetricOptions,
  parts: readonly (Int32Array | null)[],
): Estimate[] {
  const ask = (other: MetricSpec, asked: ResolvedOptions): Estimate[] => {
    const classified = classify(other, facts, asked);
    return parts.map((rows) => estimateOf(other, facts, asked, sampleOf(classified, rows)));
  };
  const resolved = resolveOptions(options);
  const estimates = ask(spec, resolved);
  const place = (name: string, besides: readonly Estimate[]) => {
    besides.forEach(({ metric, unit, level, method, details, ...rest }, index) => {
      const figure = { ...rest, ...details };
      estimates[index]!.details = { ...estimates[index]!.details, [name]: figure };
    });
  };
  for (const [name, other] of Object.entries(spec.beside ?? {})) place(name, ask(other, resolved));
  if (spec.timed && resolved.clock === "calendar" && facts.policy.calendars.length > 0) {
    place("business", ask(spec, { ...resolved, clock: "business" }));
  }
  return estimates;
}

function estimateOf(spec: MetricSpec, facts: Facts, options: ResolvedOptions, sample: Sample): Estimate {
  const missing = spec.needs.filter((needed) => !facts.observed[needed]);
  const summary = spec.summarise(sample, options, facts);
  const notes = [...missing.map((what) => `notObserved:${what}`), ...(summary.notes ?? [])];
  if (spec.timed && options.clock === "business" && facts.policy.calendars.length === 0) {
    notes.unshift("noCalendar");
  }
  const unknown = missing.length > 0;
  const { value, low, high } = unknown ? noInterval : summary;
  if (sample.n === 0 && !unknown) notes.push("nothingToCount");
  return {
    metric: spec.name,
    value,
    low,
    high,
    n: sample.n,
    excluded: sample.excluded,
    unit: summary.unit ?? spec.unit,
    level: options.level,
    method: summary.method,
    notes,
    ...(summary.details && { details: summary.details }),
  };
}
