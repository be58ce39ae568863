import type { Facts } from "../facts/facts.ts";
import { agentCells, answerCount, unitCount } from "./agent-cells.ts";
import { resolveAppraisalPolicy } from "./appraisal-policy.ts";
import { type TicketOptions, unitsOf } from "./appraisal-source.ts";
import { comparisonGroups } from "./comparison-groups.ts";
import { countedUnits } from "./counted-units.ts";
import { scoreUse } from "./decision-gates.ts";
import { agentPosition, type FleetFit, fitFleet } from "./fleet-fit.ts";
import { intervalOf, type ScoreInterval } from "./score-interval.ts";
import type { ScoreUse } from "./scorecard.ts";
import { settleSurveys } from "./settle-surveys.ts";
import type { AppraisalCells } from "./stats-table.ts";
import type { Units } from "./unit.ts";

/** An agent's score with all tickets, and without those that are contested. In points. */
export interface ContestedScore {
  readonly agent: string;
  /** The contested tickets that counted and are now left out. */
  readonly left: readonly string[];
  /** Contested tickets that had not counted for this agent: leaving them out changes nothing. */
  readonly notCounted: readonly string[];
  readonly before: ScoreStanding | null;
  /** `null` where nothing is left to score, or where there was no score before. */
  readonly after: ScoreStanding | null;
}

export interface ScoreStanding extends Omit<ScoreInterval, "directZ"> {
  readonly n: number;
  readonly answers: number;
  readonly ratedWeight: number;
  readonly use: ScoreUse;
}

/**
 * The score without contested tickets. The fleet is held fixed: queue effects, variances, the survey habit and the mean
 * stay what they were, so that an appeal moves one agent's score and nobody else's.
 *
 * @param source must hold all of the agent's tickets; those of others may lie in other shards, whose counts are then in
 *   `options.fleet`.
 * @param tickets ids of the contested tickets.
 * @param options the options that the score was made with.
 * @throws RangeError if the agent does not occur in the counts, or if the source is not what was counted.
 */
export function scoreWithout(
  source: Facts | Units,
  agent: string,
  tickets: readonly string[],
  options: TicketOptions = {},
): ContestedScore {
  const rules = resolveAppraisalPolicy(options);
  const { units, stats: counts } = unitsOf("scoreWithout", source, options);
  const settled = settleSurveys(counts);
  const { stats } = settled;
  const own = countedUnits("scoreWithout", units, settled, agent);
  const contested = new Set(tickets);
  const cells = agentCells(stats, own.agent);
  const count = Float64Array.from(cells.count);
  const left = new Set<string>();
  own.rows.forEach((row, i) => {
    const ticket = units.tickets[units.ticket[row]!]!;
    if (!contested.has(ticket)) return;
    left.add(ticket);
    count[cellOf(cells, own.cells, i)]!--;
  });
  const base = { agent, left: [...left], notCounted: [...contested].filter((ticket) => !left.has(ticket)).sort() };
  const members = comparisonGroups(stats).find((group) => group.includes(own.agent));
  if (!members) return { ...base, before: null, after: null };
  const fit = fitFleet(stats, members, rules);
  return { ...base, before: standing(cells, fit), after: standing(withCounts(cells, count), fit) };
}

function standing(cells: AppraisalCells, fit: FleetFit): ScoreStanding | null {
  const position = agentPosition(cells, fit);
  if (!position || !fit.model) return null;
  const { directZ: _, ...interval } = intervalOf(position, fit.model);
  const n = unitCount(cells);
  const answers = answerCount(cells);
  return {
    ...interval,
    n,
    answers,
    ratedWeight: position.satisfaction?.n ?? 0,
    use: scoreUse(
      { n, answers, satisfactionCounts: fit.model.satisfaction !== null },
      interval.reliability,
      fit.policy,
    ),
  };
}

function cellOf(cells: AppraisalCells, single: AppraisalCells, i: number): number {
  const columns = ["category", "channel", "received", "outcome", "asked", "level"] as const;
  for (let cell = 0; cell < cells.length; cell++) {
    if (columns.every((column) => cells[column][cell] === single[column][i])) return cell;
  }
  throw new RangeError("scoreWithout: expected units that are behind the counts, got a unit of no counted kind");
}

function withCounts(cells: AppraisalCells, count: Float64Array): AppraisalCells {
  const kept = Int32Array.from({ length: cells.length }, (_, i) => i).filter((i) => count[i]! > 0);
  const ints = (column: Int32Array): Int32Array => Int32Array.from(kept, (i) => column[i]!);
  const bytes = (column: Uint8Array): Uint8Array => Uint8Array.from(kept, (i) => column[i]!);
  return {
    length: kept.length,
    agent: ints(cells.agent),
    category: ints(cells.category),
    channel: ints(cells.channel),
    received: bytes(cells.received),
    outcome: bytes(cells.outcome),
    asked: bytes(cells.asked),
    level: ints(cells.level),
    count: Float64Array.from(kept, (i) => count[i]!),
  };
}
