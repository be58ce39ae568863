import type { Facts } from "../../facts/facts.ts";
import { exclusions as ticketExclusions } from "../../facts/tables.ts";
import { instantOf } from "./instants.ts";
import type { Measurement, MetricSpec, ResolvedOptions, Sample } from "./metric.ts";
import { notAsked } from "./metric.ts";

/** Reasons for which any metric leaves rows out, beside its own. */
export const commonExclusions = [
  "merged",
  "duplicate",
  "spam",
  "deleted",
  "outsidePeriod",
  "noCreation",
  "noTime",
] as const;

/** Says of each row whether it was counted, and if not, why. */
export interface Classifier {
  readonly measurement: Measurement;
  /** Position in the metric's outcomes, `notAsked`, or for a row left out -2 - position in `reasons`. */
  classify(row: number): number;
  /** The metric's own exclusions, then the common ones. */
  readonly reasons: readonly string[];
}

/** @throws {TypeError} where the facts are not linked: their times still count from nowhere, and figures of them would be wrong */
export function classifierOf(spec: MetricSpec, facts: Facts, options: ResolvedOptions): Classifier {
  if (facts.stage !== "linked")
    throw new TypeError(
      `${spec.name}: expected linked facts, got ${(facts as Facts).stage} ones: linkFacts makes them`,
    );
  const measurement = spec.measure(facts, options);
  const reasons = [...spec.exclusions, ...commonExclusions];
  const common = (reason: (typeof commonExclusions)[number]) => -2 - reasons.indexOf(reason);
  // What happened in a ticket before it was merged away happened; only figures of whole tickets leave it out.
  const kept = spec.table === "tickets" ? ["none"] : ["none", "merged", "duplicate"];
  const ticketCodes = Int8Array.from(ticketExclusions, (word) =>
    kept.includes(word) ? 0 : common(word as (typeof commonExclusions)[number]),
  );
  const ticket = spec.table === "tickets" ? null : facts[spec.table].ticket;
  const instant = instantOf(facts, spec.table);
  const { excluded } = facts.tickets;
  const { period } = options;
  const classify = (row: number): number => {
    const outcome = measurement.outcome(row);
    if (outcome === notAsked) return notAsked;
    const ticketCode = ticketCodes[excluded[ticket === null ? row : ticket[row]!]!]!;
    if (ticketCode !== 0) return ticketCode;
    if (period !== undefined) {
      const at = instant(row);
      if (Number.isNaN(at)) return common("noCreation");
      if (at < period.start || at >= period.end) return common("outsidePeriod");
    }
    if (outcome >= 0 && measurement.value !== undefined && Number.isNaN(measurement.value(row)))
      return common("noTime");
    return outcome;
  };
  return { measurement, classify, reasons };
}

const empty = new Float64Array(0);

/** What the rows of a table answer, or only those of `chosen`, which are in table order. */
export function sampleOf(spec: MetricSpec, facts: Facts, classifier: Classifier, chosen: Int32Array | null): Sample {
  const { measurement, classify, reasons } = classifier;
  const { plain, value, weight } = measurement;
  const length = chosen === null ? facts[spec.table].length : chosen.length;
  const column = (of: unknown) => (of === undefined ? empty : new Float64Array(length));
  const [values, weights, shown] = [column(value), column(weight), column(plain)];
  const rows = new Int32Array(length);
  const outcomes = new Uint8Array(length);
  const excluded = new Int32Array(reasons.length);
  let n = 0;
  let shownCount = 0;
  for (let i = 0; i < length; i++) {
    const row = chosen === null ? i : chosen[i]!;
    const outcome = classify(row);
    if (outcome === notAsked) continue;
    if (outcome >= 0) {
      rows[n] = row;
      outcomes[n] = outcome;
      if (value !== undefined) values[n] = value(row);
      if (weight !== undefined) weights[n] = weight(row);
      n++;
    } else excluded[-2 - outcome]!++;
    // A dashboard shows a row of which it sees the end, whether or not all of its like can be seen.
    if (plain === undefined || -2 - outcome >= spec.exclusions.length) continue;
    const end = plain(row);
    if (!Number.isNaN(end)) shown[shownCount++] = end;
  }
  const named = reasons.map((reason, index): [string, number] => [reason, excluded[index]!]);
  return {
    n,
    rows: rows.subarray(0, n),
    outcomes: outcomes.subarray(0, n),
    values: values.subarray(0, n),
    weights: weights.subarray(0, n),
    plain: shown.subarray(0, shownCount),
    excluded: Object.fromEntries(named.filter(([, count]) => count > 0)),
  };
}
