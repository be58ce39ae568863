import type { AnsweredOnly, Estimate } from "../schemas/estimate.ts";
import { csvText } from "./csv-text.ts";

const header = [
  "metric",
  "by",
  "group",
  "value",
  "low",
  "high",
  "unit",
  "level",
  "n",
  "excluded",
  "answeredN",
  "answeredMean",
  "answeredMedian",
  "answeredP90",
  "method",
  "notes",
];

/** A report as CSV: one row an estimate, numbers at full precision, times in milliseconds, rates in 0–1. */
export function reportCsv(estimates: readonly Estimate[]): string {
  return csvText(
    header,
    estimates.map((estimate) => {
      const answered = answeredOf(estimate);
      const excluded = Object.values(estimate.excluded).reduce((sum, count) => sum + count, 0);
      return [
        estimate.metric,
        estimate.group?.by,
        estimate.group?.value,
        estimate.value,
        estimate.low,
        estimate.high,
        estimate.unit,
        estimate.level,
        estimate.n,
        excluded,
        answered?.n,
        answered?.mean,
        answered?.median,
        answered?.p90,
        estimate.method,
        estimate.notes.join(" "),
      ];
    }),
  );
}

/** What a dashboard would have shown, where the estimate has it. */
export function answeredOf(estimate: Estimate): AnsweredOnly | undefined {
  return estimate.details?.["answered"] as AnsweredOnly | undefined;
}
