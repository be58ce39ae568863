import { Exclusion } from "../../facts/codes.ts";
import type { Facts } from "../../facts/facts.ts";
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

/** Of `commonExclusions`, from which positions follow the codes of rows left out. */
enum Common {
  outsidePeriod = 4,
  noCreation,
  noTime,
}

/** A measurement with the last word on each row: whether it was counted, and if not, why. */
export interface Classified {
  readonly measurement: Measurement;
  /** Position in the metric's outcomes, `notAsked`, or for a row left out -2 - position in `reasons`. */
  readonly codes: Int8Array;
  /** How many rows have which code; those below 0 from the end. */
  readonly counts: Int32Array;
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
  const { table } = spec;
  const ticket = table === "tickets" ? null : facts[table].ticket;
  const { excluded } = facts.tickets;
  // What happened in a ticket before it was merged away happened; only figures of whole tickets leave it out.
  const firstExcluding = ticket === null ? Exclusion.merged : Exclusion.spam;
  const firstCommon = -2 - spec.exclusions.length;
  const { period } = options;
  const instants = period && instantsOf(facts, table);
  const { outcomes: codes, values } = measurement;
  for (let row = 0; period !== undefined && row < codes.length; row++) {
    const at = instants![row]!;
    if (!(at >= period.start && at < period.end) && codes[row] !== notAsked) {
      codes[row] = firstCommon - (Number.isNaN(at) ? Common.noCreation : Common.outsidePeriod);
    }
  }
  // Most desks leave out no ticket, and then rows need not ask theirs.
  let isAnyExcluded = 0;
  for (let i = 0; i < excluded.length; i++) isAnyExcluded |= excluded[i]!;
  const counts = new Int32Array(256);
  for (let row = 0; row < codes.length; row++) {
    let code = codes[row]!;
    const exclusion = isAnyExcluded && excluded[ticket === null ? row : ticket[row]!]!;
    if (exclusion >= firstExcluding) {
      if (code !== notAsked) code = firstCommon + Exclusion.merged - exclusion;
      codes[row] = code;
    } else if (values !== undefined && Number(values[row]! >= -Infinity) < Number(code >= 0)) {
      code = firstCommon - Common.noTime;
      codes[row] = code;
    }
    counts[code & 255]!++;
  }
  return { measurement, codes, reasons, counts };
}

/** What the rows of a table answer, or only those of `chosen`, which are in table order. */
export function sampleOf(classified: Classified, chosen: Int32Array | null): Sample {
  const { measurement, codes, reasons } = classified;
  let { counts } = classified;
  if (chosen !== null) {
    counts = new Int32Array(256);
    for (let i = 0; i < chosen.length; i++) counts[codes[chosen[i]!]! & 255]!++;
  }
  const n = counts.subarray(0, 128).reduce((sum, count) => sum + count);
  const excluded: Record<string, number> = {};
  reasons.forEach((reason, index) => {
    const count = counts[254 - index]!;
    if (count > 0) excluded[reason] = count;
  });
  return { n, counts, codes, chosen, measurement, excluded };
}
