/** What a value is measured in. */
export type Unit = "ms" | "rate" | "score" | "count";

/** What a dashboard would have shown: plain figures over the stretches that ended as hoped, whoever still waits left out. */
export interface AnsweredOnly {
  n: number;
  mean: number | null;
  median: number | null;
  p90: number | null;
}

/** The group that an estimate speaks of: the dimension and its value (`null` where the log names none). */
export interface Group {
  by: string;
  value: string | null;
}

/**
 * One figure, which repeats its question: what was asked, of whom, of how many, with what method.
 * Times are in milliseconds, rates in 0–1.
 */
export interface Estimate {
  metric: string;
  group?: Group;
  /** `null` where there is too little data; the notes then say what is missing. */
  value: number | null;
  low: number | null;
  high: number | null;
  /** How many were counted. */
  n: number;
  /** How many were left out, by reason. */
  excluded: Record<string, number>;
  unit: Unit;
  /** Confidence level of the interval, as 0.95. */
  level: number;
  /** How value and interval were computed. */
  method: string;
  notes: string[];
  /** Figures that belong beside the value. */
  details?: Record<string, unknown>;
}

/** The difference of two estimates, a − b. */
export interface Difference {
  metric: string;
  a: { group?: Group; value: number | null; n: number };
  b: { group?: Group; value: number | null; n: number };
  value: number | null;
  low: number | null;
  high: number | null;
  unit: Unit;
  level: number;
  method: string;
  /** `true` only where the interval leaves out zero; `null` where there is no interval. */
  distinguishable: boolean | null;
  notes: string[];
}
