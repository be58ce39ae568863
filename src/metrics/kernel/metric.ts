import type { Facts } from "../../facts/facts.ts";
import type { Estimate, Unit } from "../../schemas/estimate.ts";
import type { Observable } from "../../schemas/policy.ts";
import { estimatesOf } from "./estimate.ts";

/** The fact tables that a metric can count rows of. */
export type CountedTable = "tickets" | "waits" | "closures" | "ratings" | "handoffs" | "promises";

export interface MetricOptions {
  /** Only rows whose instant lies in it: `start` ≤ instant < `end`, epoch ms. */
  period?: { start: number; end: number } | undefined;
  /** Confidence level of the interval; default 0.95. */
  level?: number | undefined;
  /** Which time a duration is measured in; default `calendar`. `business` needs a calendar in the policy. */
  clock?: "calendar" | "business" | undefined;
  /** Target of a service level in ms, in place of the policy's. */
  targetMs?: number | undefined;
}

/** Options with their defaults filled in. */
export interface ResolvedOptions extends MetricOptions {
  level: number;
  clock: "calendar" | "business";
}

/** What an outcome means to the estimate: the event asked for, its being still open, or an end that rules it out. */
export type Meaning = "event" | "open" | "other";

/** A row that is no part of the question at all: neither counted nor left out. */
export const notAsked = -1;

/**
 * How the rows of a metric's table answer its question: columns beside those of the table.
 * @template Found what was found in the facts as a whole
 */
export interface Measurement<Found = unknown> {
  /**
   * Position in the metric's `outcomes`; `notAsked`; or, for a row left out, the code made by `leftOut`. Made anew for each
   * question: the kernel writes into it what leaves rows out of any metric.
   */
  readonly outcomes: Int8Array;
  /** The row's time, score or amount. May be a column of the facts themselves. */
  readonly values?: Float64Array;
  /** What a dashboard would show for the row; NaN for nothing. */
  readonly plain?: Float64Array;
  /** What `summarise` needs of the facts as a whole, whatever the group: found once, not once a group. */
  readonly found?: Found;
  /** Why the row answered as it did, as codes, where there is more to say than the outcome. */
  because?(row: number): readonly string[];
}

/** What the rows of one group answered. */
export interface Sample<Found = unknown> {
  /** How many were counted. */
  readonly n: number;
  /** How many answered what, by position in the metric's outcomes. */
  readonly counts: Int32Array;
  /** What each row of the whole table answered, by row: position in the metric's outcomes. */
  readonly codes: Int8Array;
  /** The rows that were asked of, in table order; `null` for all. */
  readonly chosen: Int32Array | null;
  /** What was measured of the whole table. */
  readonly measurement: Measurement<Found>;
  /** Rows left out, by reason. */
  readonly excluded: Readonly<Record<string, number>>;
}

/** What a metric makes of its sample; the kernel adds what the question was. */
export interface Summary {
  value: number | null;
  low: number | null;
  high: number | null;
  method: string;
  notes?: string[];
  details?: Record<string, unknown>;
  unit?: Unit;
}

/** A metric as a description: which rows it asks, what they may answer, and what it makes of the answers. */
export interface MetricSpec<Found = unknown> {
  readonly name: string;
  readonly unit: Unit;
  readonly table: CountedTable;
  /** What the log must show; without it the value is `null`. */
  readonly needs: readonly Observable[];
  /** Possible answers of a row, with what they mean. */
  readonly outcomes: Readonly<Record<string, Meaning>>;
  /** Reasons for which this metric leaves rows out, beside those that hold for all. */
  readonly exclusions: readonly string[];
  /** Whether it measures time, so that business time stands beside it where there is a calendar. */
  readonly timed?: boolean;
  /** Whom ticket figures credit; default `agent`, the one of the last closure. */
  readonly credit?: "agent" | "holder";
  /** Figures over other rows that belong in the details, by the name that they have there. */
  readonly beside?: Readonly<Record<string, MetricSpec>>;
  measure(facts: Facts, options: ResolvedOptions): Measurement<Found>;
  summarise(sample: Sample<Found>, options: ResolvedOptions, facts: Facts): Summary;
}

/**
 * Asks one question of the facts. Knowing one metric is knowing all.
 * @throws {TypeError} where the facts are not linked; {RangeError} where the level or the period is none
 */
export interface Metric {
  (facts: Facts, options?: MetricOptions): Estimate;
  readonly metricName: string;
  readonly unit: Unit;
  readonly spec: MetricSpec;
}

/** Makes the function of a metric out of its description. */
export function defineMetric(spec: MetricSpec): Metric {
  const metric = (facts: Facts, options: MetricOptions = {}): Estimate => estimatesOf(spec, facts, options, [null])[0]!;
  return Object.assign(metric, { metricName: spec.name, unit: spec.unit, spec });
}

/** @throws {TypeError} where a metric was expected, and something else was given, its name perhaps */
export function specOf(caller: string, metric: Metric): MetricSpec {
  if (!metric?.spec) throw new TypeError(`${caller}: expected a metric, such as reopenRate, got ${metric}`);
  return metric.spec;
}

/** The outcome code of a row left out for one of the metric's own reasons. */
export function leftOut(spec: Pick<MetricSpec, "exclusions">, reason: string): number {
  const index = spec.exclusions.indexOf(reason);
  if (index < 0) throw new TypeError(`leftOut: expected one of ${spec.exclusions}, got ${reason}`);
  return -2 - index;
}
