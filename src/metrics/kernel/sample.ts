import type { Facts } from "../../facts/facts.ts";
import { exclusions as ticketExclusions } from "../../facts/tables.ts";
import { instantsOf } from "./instants.ts";
import type { Measurement, MetricSpec, ResolvedOptions, Sample } from "./metric.ts";
import { notAsked } from "./metric.ts";

/** Reasons for which any metric leaves rows out, beside its own; first those of tickets, in the order of `exclusions`. */
export const commonExclusions = [
  "merged",
  "duplicate",
  "spam",
  "deleted",
  "outsidePeriod",
  "noCreation",
  "noTime",
] as const;

/** A measurement with the last word on each row: whether it was counted, and if not, why. */
export interface Classified {
  readonly measurement: Measurement;
  /** Position in the metric's outcomes, `notAsked`, or for a row left out -2 - position in `reasons`. */
  readonly codes: Int8Array;
  /** The metric's own exclusions, then the common ones. */
  readonly reasons: readonly string[];
}

/** @throws {TypeError} where the facts are not linked: their times still count from nowhere, and figures of them would be wrong */
export function classify(spec: MetricSpec, facts: Facts, options: ResolvedOptions): Classified {
  if (facts.stage !== "linked")
    throw new TypeError(
      `${spec.name}: expected linked facts, got ${(facts as Facts).stage} ones: linkFacts makes them`,
    );
  const measurement = spec.measure(facts, options);
  const reasons = [...spec.exclusions, ...commonExclusions];
  const code = (reason: string) => -2 - reasons.indexOf(reason);
  const { table } = spec;
  const ticket = table === "tickets" ? null : facts[table].ticket;
  const { excluded } = facts.tickets;
  // What happened in a ticket before it was merged away happened; only figures of whole tickets leave it out.
  const firstExcluding = ticketExclusions.indexOf(ticket === null ? "merged" : "spam");
  const beforeTickets = code("merged") + 1; // no ticket is excluded for "none", the first of their reasons
  const [noCreation, outsidePeriod, noTime] = [code("noCreation"), code("outsidePeriod"), code("noTime")];
  const { period } = options;
  const instants = period && instantsOf(facts, table);
  const { outcomes: codes, values } = measurement;
  for (let row = 0; row < codes.length; row++) {
    let outcome = codes[row]!;
    const exclusion = excluded[ticket === null ? row : ticket[row]!]!;
    if (exclusion >= firstExcluding) outcome = beforeTickets - exclusion;
    else if (instants && !(instants[row]! >= period.start && instants[row]! < period.end)) {
      outcome = Number.isNaN(instants[row]!) ? noCreation : outsidePeriod;
    } else if (values && Number.isNaN(values[row]!) && outcome >= 0) outcome = noTime;
    else continue;
    if (codes[row] !== notAsked) codes[row] = outcome;
  }
  return { measurement, codes, reasons };
}

/** What the rows of a table answer, or only those of `chosen`, which are in table order. */
export function sampleOf({ measurement, codes, reasons }: Classified, chosen: Int32Array | null): Sample {
  const { values } = measurement;
  const { length } = chosen ?? codes;
  const ownValues = new Float64Array(values ? length : 0);
  const rows = new Int32Array(length);
  const counts = new Int32Array(256); // by code; those below 0 from the end
  let n = 0;
  for (let i = 0; i < length; i++) {
    const row = chosen === null ? i : chosen[i]!;
    const code = codes[row]!;
    counts[code & 255]!++;
    // Which rows count is hard to guess for a processor: each is written, and the next takes its place if it does not.
    rows[n] = row;
    if (values) ownValues[n] = values[row]!;
    n += Number(code >= 0);
  }
  const excluded: Record<string, number> = {};
  reasons.forEach((reason, index) => {
    const count = counts[254 - index]!;
    if (count > 0) excluded[reason] = count;
  });
  return {
    n,
    counts,
    codes,
    rows: rows.subarray(0, n),
    values: ownValues.subarray(0, n),
    chosen,
    measurement,
    excluded,
  };
}
