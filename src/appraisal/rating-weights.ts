import { quantileSorted } from "../stats/quantile.ts";
import type { AppraisalPolicy } from "./appraisal-policy.ts";
import { overDispersion } from "./over-dispersion.ts";
import type { AppraisalCells } from "./stats-table.ts";

/** What the fleet's surveys look like: against it one agent's answers and blocked surveys are held. */
export interface SurveyHabit {
  /** Share of offered surveys answered, by channel and outcome (index `2 * channel + outcome`); 0 where none offered. */
  readonly answerRate: Float64Array;
  /** How much more than chance the agents differ in their number of answers; at least 1. */
  readonly overDispersion: number;
  /** Share of units whose survey is blocked on an ordinary desk. */
  readonly blockedRate: number;
}

/** What one agent's surveys count for. */
export interface RatingWeights {
  /** Weight of an answer to an offered survey, by satisfaction level. */
  readonly answered: Float64Array;
  /** Weight of a blocked survey, which counts as the lowest satisfaction. */
  readonly blocked: number;
  readonly answers: number;
  readonly expectedAnswers: number;
  /** Standardised excess of answers, before over-dispersion; `null` where chance leaves no room. */
  readonly answerExcess: number | null;
}

/** The fleet's survey habit, from the cells of each of its agents. */
export function surveyHabit(fleet: readonly AppraisalCells[], channels: number, policy: AppraisalPolicy): SurveyHabit {
  const offered = new Float64Array(2 * channels);
  const answered = new Float64Array(2 * channels);
  const blockedShares: number[] = [];
  let units = 0;
  let blocked = 0;
  for (const cells of fleet) {
    let ownUnits = 0;
    let ownBlocked = 0;
    for (let i = 0; i < cells.length; i++) {
      ownUnits += cells.count[i]!;
      if (cells.asked[i] === 2) ownBlocked += cells.count[i]!;
      if (cells.asked[i] !== 1) continue;
      const slot = 2 * cells.channel[i]! + cells.outcome[i]!;
      offered[slot]! += cells.count[i]!;
      if (cells.level[i]! >= 0) answered[slot]! += cells.count[i]!;
    }
    units += ownUnits;
    blocked += ownBlocked;
    blockedShares.push(ownBlocked / ownUnits);
  }
  const answerRate = answered.map((count, slot) => (offered[slot]! > 0 ? count / offered[slot]! : 0));
  const scores: number[] = [];
  for (const cells of fleet) {
    const { answerExcess } = answerCounts(cells, answerRate);
    if (answerExcess !== null) scores.push(answerExcess);
  }
  return {
    answerRate,
    overDispersion: overDispersion(scores),
    blockedRate: Math.max(
      quantileSorted(Float64Array.from(blockedShares).sort(), 0.5),
      Math.min(blocked / units, policy.blockedShareCap),
    ),
  };
}

/**
 * Weights of one agent's answers and blocked surveys. Answers beyond what the channel and the outcome of his tickets
 * let expect (plus `answerTrim` standard deviations) are taken off his best ratings, evenly within a level; blocked
 * surveys beyond the fleet's habit count as the lowest satisfaction. An answer to a survey that nobody was seen to
 * offer counts in full: it says nothing on whom the agent let answer.
 */
export function ratingWeights(
  cells: AppraisalCells,
  levels: number,
  habit: SurveyHabit,
  policy: AppraisalPolicy,
): RatingWeights {
  const { answers, expected, variance, answerExcess } = answerCounts(cells, habit.answerRate);
  const answered = new Float64Array(levels).fill(1);
  const perLevel = new Float64Array(levels);
  let units = 0;
  let blocked = 0;
  for (let i = 0; i < cells.length; i++) {
    units += cells.count[i]!;
    if (cells.asked[i] === 2) blocked += cells.count[i]!;
    if (cells.asked[i] === 1 && cells.level[i]! >= 0) perLevel[cells.level[i]!]! += cells.count[i]!;
  }
  let excess = answers - (expected + policy.answerTrim * Math.sqrt(variance * habit.overDispersion));
  for (let level = levels - 1; level >= 0 && excess > 0; level--) {
    if (perLevel[level] === 0) continue;
    const taken = Math.min(excess, perLevel[level]!);
    answered[level] = 1 - taken / perLevel[level]!;
    excess -= taken;
  }
  const q = habit.blockedRate;
  const tolerated = units * q + Math.sqrt(units * q * (1 - q));
  return {
    answered,
    blocked: blocked > 0 ? Math.max(0, blocked - tolerated) / blocked : 0,
    answers,
    expectedAnswers: expected,
    answerExcess,
  };
}

function answerCounts(cells: AppraisalCells, answerRate: Float64Array) {
  let answers = 0;
  let expected = 0;
  let variance = 0;
  for (let i = 0; i < cells.length; i++) {
    if (cells.asked[i] !== 1) continue;
    const count = cells.count[i]!;
    const rate = answerRate[2 * cells.channel[i]! + cells.outcome[i]!]!;
    if (cells.level[i]! >= 0) answers += count;
    expected += count * rate;
    variance += count * rate * (1 - rate);
  }
  return {
    answers,
    expected,
    variance,
    answerExcess: variance > 0 ? (answers - expected) / Math.sqrt(variance) : null,
  };
}
