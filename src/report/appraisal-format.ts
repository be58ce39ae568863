import { clipped } from "./appraisal-data.ts";
import { unitExclusionWords } from "./appraisal-words.ts";
import { displayWidth, wrap } from "./display-width.ts";
import { noFigure } from "./format.ts";
import type { Language } from "./language.ts";

/** Points rounded to whole ones and clipped. */
export function pointsText(points: number | null): string {
  return points === null ? noFigure : clipped(points).toFixed(0);
}

export function intervalText(low: number | null, high: number | null): string {
  return low === null || high === null ? noFigure : `${clipped(low).toFixed(0)}–${clipped(high).toFixed(0)}`;
}

/** Observed, and expected of the average agent on the same queues: "63.0% (69.2%)". */
export function sharesText(
  component: { observed: number; expected: number | null } | null,
  format: (value: number) => string,
): string {
  if (component === null) return noFigure;
  const { observed, expected } = component;
  return expected === null ? format(observed) : `${format(observed)} (${format(Math.min(1, Math.max(0, expected)))})`;
}

/** Points with their sign; what rounds to nothing has none. */
export function signedPoints(points: number, digits: number): string {
  const text = Math.abs(points).toFixed(digits);
  return Number(text) === 0 ? text : `${points < 0 ? "−" : "+"}${text}`;
}

/** A rule by which a ticket is left out, in words. */
export function ruleName(rule: string, language: Language): string {
  return Object.hasOwn(unitExclusionWords, rule)
    ? unitExclusionWords[rule as keyof typeof unitExclusionWords][language]
    : rule;
}

/** A text with a mark before its first line and as many blanks before the others. */
export function hanging(mark: string, text: string, width: number): string[] {
  const indent = displayWidth(mark);
  return wrap(text, width - indent).map((line, index) => (index === 0 ? mark : " ".repeat(indent)) + line);
}
