import { agentCells, unitCount } from "./agent-cells.ts";
import { isScored, isTooYoung, maturesWithin } from "./appraisal-period.ts";
import { surveyState } from "./count-units.ts";
import { type SettledStats, settledState } from "./settle-surveys.ts";
import type { AppraisalCells } from "./stats-table.ts";
import { UNIT_EXCLUSIONS, type Units } from "./unit.ts";

/** One agent's rows in the table of units: those that count, as cells of one unit each, and those left out. */
export interface CountedUnits {
  /** Index into `stats.agents`. */
  readonly agent: number;
  /** Rows of `units`, in the order of ticket and liability; `cells` has one entry for each. */
  readonly rows: readonly number[];
  readonly cells: AppraisalCells;
  readonly excluded: readonly ExcludedUnit[];
}

export interface ExcludedUnit {
  readonly ticket: string;
  readonly rule: string;
}

/**
 * Finds an agent's units behind the counts of `stats`.
 *
 * @throws RangeError if the agent does not occur, or if `units` is not what was counted.
 */
export function countedUnits(caller: string, units: Units, settled: SettledStats, name: string): CountedUnits {
  const { stats } = settled;
  const agent = stats.agents.indexOf(name);
  if (agent < 0) throw new RangeError(`${caller}: expected an agent who occurs in the counts, got ${name}`);
  const excluded: ExcludedUnit[] = [];
  const rows: number[] = [];
  for (let i = 0; i < units.length; i++) {
    if (units.agents[units.agent[i]!] !== name) continue;
    const ticket = units.tickets[units.ticket[i]!]!;
    if (isScored(units, i, stats)) rows.push(i);
    else if (isTooYoung(units, i, stats)) excluded.push({ ticket, rule: "tooYoung" });
    else if (units.excluded[i] !== 0 && maturesWithin(units, i, stats)) {
      excluded.push({ ticket, rule: UNIT_EXCLUSIONS[units.excluded[i]!]! });
    }
  }
  const counted = unitCount(agentCells(stats, agent));
  if (rows.length !== counted) {
    throw new RangeError(`${caller}: expected the ${counted} counted units of ${name}, got ${rows.length}`);
  }
  const ticketOf = (row: number): string => units.tickets[units.ticket[row]!]!;
  rows.sort((a, b) => compare(ticketOf(a), ticketOf(b)) || units.received[a]! - units.received[b]!);
  excluded.sort((a, b) => compare(a.ticket, b.ticket));
  return { agent, rows, cells: singleCells(units, settled, agent, rows), excluded };
}

function singleCells(
  units: Units,
  { stats, surveys }: SettledStats,
  agent: number,
  rows: readonly number[],
): AppraisalCells {
  const category = recode(units.categories, stats.categories);
  const channel = recode(units.channels, stats.channels);
  const levels = new Map(stats.levels.map((level, code) => [level, code]));
  return {
    length: rows.length,
    agent: new Int32Array(rows.length).fill(agent),
    category: Int32Array.from(rows, (row) => category[units.category[row]!]!),
    channel: Int32Array.from(rows, (row) => channel[units.channel[row]!]!),
    received: Uint8Array.from(rows, (row) => units.received[row]!),
    outcome: Uint8Array.from(rows, (row) => units.outcome[row]!),
    asked: Uint8Array.from(rows, (row) =>
      settledState(surveyState(units, row), surveys[channel[units.channel[row]!]!] === 1),
    ),
    level: Int32Array.from(rows, (row) => (units.blocked[row] ? -1 : (levels.get(units.rating[row]!) ?? -1))),
    count: new Float64Array(rows.length).fill(1),
  };
}

function recode(from: readonly string[], to: readonly string[]): Int32Array {
  const codes = new Map(to.map((word, code) => [word, code]));
  return Int32Array.from(from, (word) => codes.get(word) ?? -1);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
