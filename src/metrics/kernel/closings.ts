import type { Facts } from "../../facts/facts.ts";
import { leftOut, type Measurement, type MetricSpec } from "./metric.ts";

/**
 * Closings as times until something speaks against them, watched for the reopening window; those that were undone by their
 * closer are left out as churn. Outcomes: first what was spoken against, then what was not.
 *
 * @param against 0 where nothing does
 * @param againstAt when that became known
 */
export function closingMeasurement(
  spec: Pick<MetricSpec, "exclusions">,
  { closures, asOf, policy }: Facts,
  against: Uint8Array | Int32Array,
  againstAt: Float64Array,
): Measurement {
  const { annulled, at } = closures;
  const churn = leftOut(spec, "churn");
  // What is hard to guess is quicker looked up than branched on. By whether something does, and, from 2 on, it was undone:
  const answers = Int8Array.of(1, 0, churn, churn);
  const until = Float64Array.of(asOf, 0); // by whether something does; the second is that of the row at hand
  const elapsed = Float64Array.of(0, policy.reopenWindow); // by whether it is beyond the window; the first, as before
  const outcomes = new Int8Array(closures.length);
  const values = new Float64Array(closures.length);
  for (let row = 0; row < outcomes.length; row++) {
    const isAgainst = Number(against[row] !== 0);
    outcomes[row] = answers[isAgainst + 2 * annulled[row]!]!;
    until[1] = againstAt[row]!;
    elapsed[0] = until[isAgainst]! - at[row]!;
    values[row] = elapsed[Number(elapsed[0]! > elapsed[1]!)]!;
  }
  return { outcomes, values };
}
