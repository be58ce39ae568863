import type { Facts } from "../facts/facts.ts";
import type { AppraisalOptions } from "./appraisal-options.ts";
import { appraisalStats, countSource, isFacts } from "./appraisal-stats.ts";
import type { AppraisalStats } from "./stats-table.ts";
import type { Units } from "./unit.ts";
import { unitsFromFacts } from "./units-from-facts.ts";

/** What agents can be scored from: the facts of a log, units, or the counts of several shards added up. */
export type AppraisalSource = Facts | Units | AppraisalStats;

/** Where single tickets are asked for: the facts or units that hold them, and the counts of the whole fleet. */
export interface TicketOptions extends AppraisalOptions {
  /** Counts of all shards, where the source is only one of them. Default: the counts of the source. */
  readonly fleet?: AppraisalStats;
}

/**
 * The counts of a source.
 *
 * @throws RangeError where counts come with another period than their own.
 */
export function statsOf(caller: string, source: AppraisalSource, options: AppraisalOptions): AppraisalStats {
  if (!("cells" in source)) return appraisalStats(source, options);
  const { period } = options;
  if (period && (period.start !== source.period.start || period.end !== source.period.end)) {
    throw new RangeError(
      `${caller}: expected the period of the counts, ${source.period.start} to ${source.period.end}, got ${period.start} to ${period.end}`,
    );
  }
  return source;
}

/** The units of a source, and the counts of the fleet that they belong to. */
export function unitsOf(caller: string, source: Facts | Units, options: TicketOptions) {
  const units = isFacts(source) ? unitsFromFacts(source) : source;
  if (options.fleet) return { units, stats: statsOf(caller, options.fleet, options) };
  return { units, stats: countSource(source, units, options) };
}
