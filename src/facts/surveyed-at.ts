import type { Ratings } from "./tables.ts";

/** When each survey was answered; else offered; else suppressed. */
export function surveyedAt({ length, answeredAt, offeredAt, suppressedAt }: Ratings): Float64Array {
  const found = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    const at = Number.isNaN(answeredAt[row]!) ? offeredAt[row]! : answeredAt[row]!;
    found[row] = Number.isNaN(at) ? suppressedAt[row]! : at;
  }
  return found;
}
