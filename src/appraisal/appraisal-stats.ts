import type { Facts } from "../facts/facts.ts";
import type { AppraisalOptions } from "./appraisal-options.ts";
import type { AppraisalPeriod, AppraisalSpan } from "./appraisal-period.ts";
import { countUnits } from "./count-units.ts";
import type { AppraisalStats } from "./stats-table.ts";
import type { Units } from "./unit.ts";
import { unitsFromFacts } from "./units-from-facts.ts";

const DAY = 86_400_000;

/**
 * Counts what the agent score needs. Counts of shards add up to those of all of them, bit for bit
 * (`mergeAppraisalStats`), if no shard cuts through a customer's tickets and all are counted for one period and `asOf`.
 *
 * @throws RangeError if the period ends before it begins, or where units are given without a period.
 * @example
 * const north = appraisalStats(buildFacts(northLog, policy, { asOf }), { period });
 * const south = appraisalStats(buildFacts(southLog, policy, { asOf }), { period });
 * const scorecard = agentScores(mergeAppraisalStats(north, south));
 */
export function appraisalStats(source: Facts | Units, options: AppraisalOptions = {}): AppraisalStats {
  const units = isFacts(source) ? unitsFromFacts(source) : source;
  return countSource(source, units, options);
}

/** `appraisalStats` of a source whose units are already read. */
export function countSource(source: Facts | Units, units: Units, options: AppraisalOptions): AppraisalStats {
  const { rushMs = 4 * DAY } = options;
  if (!(rushMs >= 0)) throw new RangeError(`appraisalStats: expected rushMs of 0 or more, got ${rushMs}`);
  const { period, asOf } = spanOf(source, options);
  const isKnown = !Number.isNaN(period.end - period.start + asOf);
  if (period.start > period.end || (units.length > 0 && !isKnown)) {
    throw new RangeError(
      `appraisalStats: expected a period that ends after it begins, got ${period.start} to ${period.end}`,
    );
  }
  return countUnits(units, { period, asOf, rushMs });
}

/** Whether the source is the fact tables of a log. */
export function isFacts(source: object): source is Facts {
  return "stage" in source;
}

function spanOf(source: Facts | Units, { period, asOf }: AppraisalOptions): AppraisalSpan {
  if (!isFacts(source)) {
    if (period === undefined) throw new RangeError("appraisalStats: expected a period with units, got none");
    return { period, asOf: asOf ?? period.end };
  }
  if (asOf !== undefined && asOf > source.asOf) {
    throw new RangeError(`appraisalStats: expected asOf up to that of the facts, ${source.asOf}, got ${asOf}`);
  }
  return { period: period ?? wholePeriod(source), asOf: asOf ?? source.asOf };
}

/** From the first creation (or first event, where none is shown) to `asOf`; NaN in an empty log. */
function wholePeriod({ tickets, asOf }: Facts): AppraisalPeriod {
  let start = asOf;
  for (let row = 0; row < tickets.length; row++) {
    const createdAt = tickets.createdAt[row]!;
    const bornAt = Number.isNaN(createdAt) ? tickets.firstEventAt[row]! : createdAt;
    if (bornAt < start) start = bornAt;
  }
  return { start, end: asOf };
}
