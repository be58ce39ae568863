import type { Facts } from "../../facts/facts.ts";
import { exclusions as ticketExclusions } from "../../facts/tables.ts";
import type { Grouping } from "./by.ts";
import { instantOf, ticketOf } from "./instants.ts";
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

export function classifierOf(spec: MetricSpec, facts: Facts, options: ResolvedOptions): Classifier {
  const measurement = spec.measure(facts, options);
  const reasons = [...spec.exclusions, ...commonExclusions];
  const common = (reason: (typeof commonExclusions)[number]) => -2 - reasons.indexOf(reason);
  const discarded = { merged: common("merged"), duplicate: common("duplicate") };
  const ticketCodes = ticketExclusions.map((word) => (word === "none" ? 0 : common(word)));
  const ticket = ticketOf(facts, spec.table);
  const instant = instantOf(facts, spec.table);
  const { excluded } = facts.tickets;
  const { period } = options;
  const { value } = measurement;
  const classify = (row: number): number => {
    const outcome = measurement.outcome(row);
    if (outcome === notAsked) return notAsked;
    const ticketCode = ticketCodes[excluded[ticket(row)]!]!;
    // What happened in a ticket before it was merged away happened; only figures of whole tickets leave it out.
    const kept = spec.table !== "tickets" && (ticketCode === discarded.merged || ticketCode === discarded.duplicate);
    if (ticketCode !== 0 && !kept) return ticketCode;
    if (period !== undefined) {
      const at = instant(row);
      if (Number.isNaN(at)) return common("noCreation");
      if (at < period.start || at >= period.end) return common("outsidePeriod");
    }
    if (outcome >= 0 && value !== undefined && Number.isNaN(value(row))) return common("noTime");
    return outcome;
  };
  return { measurement, classify, reasons };
}

const empty = new Float64Array(0);

/** One sample a group, in one pass over the table to count and one to fill. */
export function samplesOf(
  spec: MetricSpec,
  facts: Facts,
  options: ResolvedOptions,
  grouping: Grouping | null,
): Sample[] {
  const { measurement, classify, reasons } = classifierOf(spec, facts, options);
  const rows = facts[spec.table].length;
  const groups = grouping === null ? 1 : grouping.labels.length;
  const outcomes = new Int16Array(rows);
  const groupOf = grouping === null ? null : new Int32Array(rows);
  const counted = new Int32Array(groups);
  const plainCounts = new Int32Array(groups);
  const excluded = Array.from({ length: groups }, () => new Int32Array(reasons.length));
  const { plain, value, weight } = measurement;
  // A dashboard shows a row of which it sees the end, whether or not all of its like can be seen.
  const shows = (outcome: number) => outcome >= 0 || (outcome !== notAsked && -2 - outcome < spec.exclusions.length);
  for (let row = 0; row < rows; row++) {
    const outcome = classify(row);
    const group = grouping === null ? 0 : grouping.of(row);
    outcomes[row] = outcome;
    if (groupOf !== null) groupOf[row] = group;
    if (outcome >= 0) counted[group]!++;
    else if (outcome !== notAsked) excluded[group]![-2 - outcome]!++;
    if (plain !== undefined && shows(outcome) && !Number.isNaN(plain(row))) plainCounts[group]!++;
  }
  const samples = Array.from({ length: groups }, (_, group) => ({
    n: counted[group]!,
    rows: new Int32Array(counted[group]!),
    outcomes: new Uint8Array(counted[group]!),
    values: value === undefined ? empty : new Float64Array(counted[group]!),
    weights: weight === undefined ? empty : new Float64Array(counted[group]!),
    plain: plain === undefined ? empty : new Float64Array(plainCounts[group]!),
    excluded: named(reasons, excluded[group]!),
  }));
  const filled = new Int32Array(groups);
  const plainFilled = new Int32Array(groups);
  for (let row = 0; row < rows; row++) {
    const group = groupOf === null ? 0 : groupOf[row]!;
    const sample = samples[group]!;
    if (plain !== undefined && shows(outcomes[row]!)) {
      const shown = plain(row);
      if (!Number.isNaN(shown)) sample.plain[plainFilled[group]!++] = shown;
    }
    if (outcomes[row]! < 0) continue;
    const at = filled[group]!++;
    sample.rows[at] = row;
    sample.outcomes[at] = outcomes[row]!;
    if (value !== undefined) sample.values[at] = value(row);
    if (weight !== undefined) sample.weights[at] = weight(row);
  }
  return samples;
}

function named(reasons: readonly string[], counts: Int32Array): Record<string, number> {
  const result: Record<string, number> = {};
  reasons.forEach((reason, index) => {
    if (counts[index]! > 0) result[reason] = counts[index]!;
  });
  return result;
}
