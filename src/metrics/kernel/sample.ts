import type { Facts } from "../../facts/facts.ts";
import { exclusions as ticketExclusions } from "../../facts/tables.ts";
import type { Grouping } from "./by.ts";
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

export function classifierOf(spec: MetricSpec, facts: Facts, options: ResolvedOptions): Classifier {
  const measurement = spec.measure(facts, options);
  const reasons = [...spec.exclusions, ...commonExclusions];
  const common = (reason: (typeof commonExclusions)[number]) => -2 - reasons.indexOf(reason);
  const [noCreation, outsidePeriod, noTime] = [common("noCreation"), common("outsidePeriod"), common("noTime")];
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
      if (Number.isNaN(at)) return noCreation;
      if (at < period.start || at >= period.end) return outsidePeriod;
    }
    if (outcome >= 0 && measurement.value !== undefined && Number.isNaN(measurement.value(row))) return noTime;
    return outcome;
  };
  return { measurement, classify, reasons };
}

const empty = new Float64Array(0);

/** One sample a group. */
export function samplesOf(
  spec: MetricSpec,
  facts: Facts,
  options: ResolvedOptions,
  grouping: Grouping | null,
): Sample[] {
  const { measurement, classify, reasons } = classifierOf(spec, facts, options);
  const { plain, value, weight } = measurement;
  const rows = facts[spec.table].length;
  const groups = grouping === null ? 1 : grouping.labels.length;
  const excluded = Array.from({ length: groups }, () => new Int32Array(reasons.length));
  // Table order first, whatever the group; what was counted stands at the front of each array.
  const counted = {
    rows: new Int32Array(rows),
    outcomes: new Uint8Array(rows),
    values: value === undefined ? empty : new Float64Array(rows),
    weights: weight === undefined ? empty : new Float64Array(rows),
  };
  const plainValues = plain === undefined ? empty : new Float64Array(rows);
  const groupOf = new Int32Array(grouping === null ? 0 : rows);
  const plainGroupOf = new Int32Array(grouping === null || plain === undefined ? 0 : rows);
  const ownReasons = spec.exclusions.length;
  let n = 0;
  let plainCount = 0;
  for (let row = 0; row < rows; row++) {
    const outcome = classify(row);
    if (outcome === notAsked) continue;
    const group = grouping === null ? 0 : grouping.of(row);
    if (outcome >= 0) {
      counted.rows[n] = row;
      counted.outcomes[n] = outcome;
      if (value !== undefined) counted.values[n] = value(row);
      if (weight !== undefined) counted.weights[n] = weight(row);
      if (grouping !== null) groupOf[n] = group;
      n++;
    } else excluded[group]![-2 - outcome]!++;
    // A dashboard shows a row of which it sees the end, whether or not all of its like can be seen.
    if (plain === undefined || -2 - outcome >= ownReasons) continue;
    const shown = plain(row);
    if (Number.isNaN(shown)) continue;
    plainValues[plainCount] = shown;
    if (grouping !== null) plainGroupOf[plainCount] = group;
    plainCount++;
  }
  const split = splitter(grouping === null ? null : groupOf.subarray(0, n), n, groups);
  const plainSplit = splitter(grouping === null ? null : plainGroupOf.subarray(0, plainCount), plainCount, groups);
  const parts = {
    rows: split(counted.rows),
    outcomes: split(counted.outcomes),
    values: split(counted.values),
    weights: split(counted.weights),
    plain: plainSplit(plainValues),
  };
  return excluded.map((counts, group) => ({
    n: parts.rows[group]!.length,
    rows: parts.rows[group]!,
    outcomes: parts.outcomes[group]!,
    values: parts.values[group]!,
    weights: parts.weights[group]!,
    plain: parts.plain[group]!,
    excluded: named(reasons, counts),
  }));
}

/** Splits the first `n` elements of arrays by group, each in the order that it had; absent columns stay empty. */
function splitter(groupOf: Int32Array | null, n: number, groups: number) {
  const from = new Int32Array(groups + 1);
  if (groupOf === null) from[1] = n;
  else for (const group of groupOf) from[group + 1]!++;
  for (let group = 0; group < groups && groupOf !== null; group++) from[group + 1]! += from[group]!;
  return <T extends Int32Array | Uint8Array | Float64Array>(column: T): T[] => {
    if (column.length < n) return Array.from({ length: groups }, () => column);
    if (groupOf === null) return [column.subarray(0, n) as T];
    const sorted = column.slice(0, n) as T;
    const filled = from.slice();
    for (let i = 0; i < n; i++) sorted[filled[groupOf[i]!]!++] = column[i]!;
    return Array.from({ length: groups }, (_, group) => sorted.subarray(from[group], from[group + 1]) as T);
  };
}

function named(reasons: readonly string[], counts: Int32Array): Record<string, number> {
  const result: Record<string, number> = {};
  reasons.forEach((reason, index) => {
    if (counts[index]! > 0) result[reason] = counts[index]!;
  });
  return result;
}
