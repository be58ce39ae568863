import type { Estimate } from "../schemas/estimate.ts";

/** What stands before a figure that is only a bound, since the log does not show all that it asks about. */
export function boundMark({ notes, unit, value }: Pick<Estimate, "notes" | "unit" | "value">): "≤" | "≥" | "" {
  if (value === null) return "";
  const [isNone, isAll] = [unit === "rate" && value === 0, unit === "rate" && value === 1];
  if (!isNone && notes.some((note) => note.startsWith("upperBound:"))) return "≤";
  return !isAll && notes.some((note) => note.startsWith("lowerBound:")) ? "≥" : "";
}
