import type { Facts } from "../facts/facts.ts";
import { agentCells } from "./agent-cells.ts";
import { outcomeReading, satisfactionReading } from "./agent-sums.ts";
import { type AppraisalNote, noteGroupTooSmall, noteNoUnits } from "./appraisal-notes.ts";
import { resolveAppraisalPolicy } from "./appraisal-policy.ts";
import { type TicketOptions, unitsOf } from "./appraisal-source.ts";
import { comparisonGroups } from "./comparison-groups.ts";
import type { ComponentFit } from "./component-fit.ts";
import { type ContributionReason, contributionReasons, reasonInWords } from "./contribution-reason.ts";
import { countedUnits, type ExcludedUnit } from "./counted-units.ts";
import { columnsOf } from "./design.ts";
import { agentPosition, fitFleet } from "./fleet-fit.ts";
import { ratingWeights } from "./rating-weights.ts";
import { intervalOf } from "./score-interval.ts";
import { settleSurveys } from "./settle-surveys.ts";
import { type AppraisalCells, SURVEY_STATES } from "./stats-table.ts";
import { OUTCOME_REASONS, type OutcomeReason, type Units } from "./unit.ts";

const BLOCKED = SURVEY_STATES.indexOf("blocked");

/** A score taken apart: `score` = `start` + the `points` of every contribution. In points; `null` without a score. */
export interface ScoreExplanation {
  readonly agent: string;
  readonly score: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The score of an agent whose every ticket went as expected. */
  readonly start: number | null;
  /** In the order of the tickets' ids. */
  readonly contributions: readonly Contribution[];
  /** Tickets that do not count, with the rule. */
  readonly excluded: readonly ExcludedUnit[];
  readonly notes: readonly AppraisalNote[];
}

/** What one ticket adds to the score or takes from it. */
export interface Contribution {
  readonly ticket: string;
  readonly category: string;
  readonly channel: string;
  /** The ticket was handed to the agent by somebody who had to answer for it first. */
  readonly received: boolean;
  readonly outcome: 0 | 1;
  readonly outcomeReason: OutcomeReason;
  /** Share of such tickets that stays solved with the average agent. */
  readonly expectedOutcome: number | null;
  readonly outcomePoints: number | null;
  /** Satisfaction 0-1, 0 for a blocked survey that counts, `null` where nothing is known. */
  readonly rating: number | null;
  readonly blocked: boolean;
  /** What the rating weighs: 1, less where answers are trimmed, and for blocked surveys. */
  readonly ratingWeight: number;
  readonly expectedRating: number | null;
  readonly ratingPoints: number | null;
  /** outcomePoints + ratingPoints. */
  readonly points: number | null;
  readonly reasons: readonly ContributionReason[];
  /** The reasons as English sentences. */
  readonly reason: string;
}

/**
 * Takes one agent's score apart, ticket by ticket; the parts add up to the score to 1e-9.
 *
 * @param source must hold all of the agent's tickets; those of others may lie in other shards, whose counts are then in
 *   `options.fleet`.
 * @param options the options that the score was made with.
 * @throws RangeError if the agent does not occur in the counts, or if the source is not what was counted.
 */
export function explainScore(source: Facts | Units, agent: string, options: TicketOptions = {}): ScoreExplanation {
  const rules = resolveAppraisalPolicy(options);
  const { units, stats: counts } = unitsOf("explainScore", source, options);
  const settled = settleSurveys(counts);
  const { stats } = settled;
  const own = countedUnits("explainScore", units, settled, agent);
  const members = comparisonGroups(stats).find((group) => group.includes(own.agent));
  const base = { agent, score: null, low: null, high: null, start: null, excluded: own.excluded };
  if (!members) return { ...base, contributions: [], notes: [noteNoUnits] };

  const fit = fitFleet(stats, members, rules);
  const cells = agentCells(stats, own.agent);
  const position = agentPosition(cells, fit);
  const weights = position?.weights ?? ratingWeights(cells, stats.levels.length, fit.habit, rules);
  const readings = { outcome: outcomeReading, satisfaction: satisfactionReading(stats.levels, weights) };
  const { model } = fit;
  const rated = position?.satisfaction ?? null;
  const contributions = own.rows.map((row, i): Contribution => {
    const observation = { value: 0, weight: 0 };
    readings.outcome(own.cells, i, observation);
    const outcome = observation.value === 1 ? 1 : 0;
    const expectedOutcome = model && expectedIn(model.outcome, own.cells, i);
    const outcomePoints =
      position && expectedOutcome !== null
        ? (100 * position.posterior.outcome * (outcome - expectedOutcome)) / position.outcome.n
        : null;

    const counts = readings.satisfaction(own.cells, i, observation);
    const answer = units.rating[row]!;
    const rating = counts ? observation.value : own.cells.asked[i] === BLOCKED || Number.isNaN(answer) ? null : answer;
    const ratingWeight = counts ? observation.weight : 0;
    const expectedRating = rating !== null && model?.satisfaction ? expectedIn(model.satisfaction, own.cells, i) : null;
    const ratingPoints =
      position && rated && rating !== null && expectedRating !== null
        ? (100 * position.posterior.satisfaction * ratingWeight * (rating - expectedRating)) / rated.n
        : position && 0;
    const known = {
      ticket: units.tickets[units.ticket[row]!]!,
      category: units.categories[units.category[row]!]!,
      channel: units.channels[units.channel[row]!]!,
      received: units.received[row] === 1,
      outcome,
      outcomeReason: OUTCOME_REASONS[units.outcomeReason[row]!]!,
      expectedOutcome,
      outcomePoints,
      rating,
      blocked: own.cells.asked[i] === BLOCKED,
      ratingWeight,
      expectedRating,
      ratingPoints,
      points: outcomePoints === null || ratingPoints === null ? null : outcomePoints + ratingPoints,
    } as const;
    const reasons = contributionReasons(known);
    return { ...known, reasons, reason: reasonInWords(reasons) };
  });
  if (!model || !position) {
    return { ...base, contributions, notes: [noteGroupTooSmall(members.length, rules.minimumAgents)] };
  }
  const { score, low, high } = intervalOf(position, model);
  const start = 100 * (model.composite.base + position.posterior.constant);
  return { ...base, score, low, high, start, contributions, notes: [] };
}

/** What the average agent reaches on a unit like this one. */
function expectedIn({ effects, level }: ComponentFit, cells: AppraisalCells, i: number): number {
  const { design, coefficients, columnMeans } = effects;
  let expected = level;
  for (let column = 0; column < coefficients.length; column++) {
    expected -= columnMeans[column]! * coefficients[column]!;
  }
  const used = new Int32Array(4);
  const count = columnsOf(design, cells, i, used);
  for (let a = 0; a < count; a++) expected += coefficients[used[a]!]!;
  return expected;
}
