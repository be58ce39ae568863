import type { PresetFigures } from "../reconciliation/preset-figures.ts";
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

/**
 * A report as CSV: one row an estimate, numbers at full precision, times in milliseconds, rates in 0–1. Where a product was
 * named its figures follow ours, and a last column says whose definition it is.
 */
export function reportCsv(estimates: readonly Estimate[], preset?: PresetFigures): string {
  const all = [
    ...estimates.map((estimate) => ({ estimate, definition: "trueresolve" })),
    ...(preset?.estimates ?? []).map((estimate) => ({ estimate, definition: preset!.preset })),
  ];
  const more = (definition: string) => (preset === undefined ? [] : [definition]);
  return csvText(
    [...header, ...more("definition")],
    all.map(({ estimate, definition }) => {
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
        ...more(definition),
      ];
    }),
  );
}

/** What a dashboard would have shown, where the estimate has it. */
export function answeredOf(estimate: Estimate): AnsweredOnly | undefined {
  return estimate.details?.["answered"] as AnsweredOnly | undefined;
}
