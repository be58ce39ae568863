import { normalCdf } from "../stats/normal.ts";
import { answeringProbability, meanMood, solvingProbability } from "./customer.ts";
import type { DeskPlan } from "./desk-plan.ts";
import type { Tactic } from "./tactic.ts";
import type { WorldParameters } from "./world-parameters.ts";

/** What is true of one agent of a simulated desk, and hidden from any log. */
export interface AgentTruth {
  readonly agent: string;
  readonly team: string;
  readonly employer: string;
  /** Ability to solve, logits. */
  readonly ability: number;
  /** Courtesy, latent scale of satisfaction. */
  readonly courtesy: number;
  /** Satisfied, lasting solutions per 100 tickets of the reference mix: 100 E[solved x satisfaction]. */
  readonly latent: number;
  /**
   * What an endless honest log would show of it: 100 P(stays closed) E[satisfaction | answered, stays closed]. Silent
   * failures count as solved, thanks-reopenings as failed, and those who do not answer are missing.
   */
  readonly observable: number;
  /** The two factors of `observable`. */
  readonly stayedClosed: number;
  readonly satisfaction: number;
  /** Tactics in use. The truth above is that of the agent's honest work: tactics do not change it. */
  readonly tactics: readonly Tactic[];
}

/**
 * The truth by quadrature: the same mix of queues for everybody (the average mix of all agents of the desk) and the
 * distribution of the hidden difficulty, by the trapezoidal rule, which is exact to far below 1e-9 for such integrands.
 * A ticket handed to a colleague counts for its first owner with what the average colleague makes of it.
 */
export function deskTruth(plan: DeskPlan): AgentTruth[] {
  const { world } = plan.options;
  const cells = referenceCells(plan);
  const colleagues = cells.map((cell) => averageColleague(plan, cell));
  return plan.agents.map((agent) => {
    let solvedSatisfaction = 0;
    const shown: Tally = { stays: 0, answered: 0, satisfied: 0 };
    for (const [position, cell] of cells.entries()) {
      const solves = solvingProbability(world, agent.ability, cell.category, cell.channel, cell.hidden);
      const handsOver = plan.agents.length > 1 ? (1 - solves) * world.escalationRate : 0;
      const fails = 1 - solves - handsOver;
      const own = satisfactionOf(world, true, agent.courtesy, cell);
      const colleague = colleagues[position]!;
      solvedSatisfaction += cell.weight * (solves * own.mean + handsOver * colleague.solvedSatisfaction);
      addClosing(shown, cell.weight * solves * (1 - world.thanksReopenRate), own);
      const unhappy = satisfactionOf(world, false, agent.courtesy, cell);
      addClosing(shown, cell.weight * fails * (1 - world.returnRate), unhappy);
      addTally(shown, cell.weight * handsOver, colleague.shown);
    }
    const closes = 1 - world.neverClosedRate;
    const stayedClosed = closes * shown.stays;
    const satisfaction = shown.satisfied / shown.answered;
    return {
      agent: agent.id,
      team: agent.outsourced ? "outsourced" : "in-house",
      employer: agent.outsourced ? "outsourced" : "in-house",
      ability: agent.ability,
      courtesy: agent.courtesy,
      latent: 100 * closes * solvedSatisfaction,
      observable: 100 * stayedClosed * satisfaction,
      stayedClosed,
      satisfaction,
      tactics: Object.keys(agent.tactics) as Tactic[],
    };
  });
}

interface Cell {
  readonly category: number;
  readonly channel: number;
  readonly hidden: number;
  readonly weight: number;
}

function referenceCells(plan: DeskPlan): Cell[] {
  const { world } = plan.options;
  const queues = plan.agents[0]?.queueShares.length ?? 0;
  const cells: Cell[] = [];
  const step = 0.5;
  const nodes = Array.from({ length: 25 }, (_, position) => (position - 12) * step);
  const density = (z: number): number => (step * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
  for (let queue = 0; queue < queues; queue++) {
    let share = 0;
    for (const agent of plan.agents) share += agent.queueShares[queue]! / plan.agents.length;
    const category = Math.floor(queue / world.channels.length);
    const channel = queue % world.channels.length;
    if (share === 0) continue;
    for (const z of nodes)
      cells.push({ category, channel, hidden: world.hiddenDifficultySd * z, weight: share * density(z) });
  }
  return cells;
}

/** Probabilities: that it stays closed; that it does and is answered; the latter weighted with satisfaction. */
interface Tally {
  stays: number;
  answered: number;
  satisfied: number;
}

function addClosing(tally: Tally, weight: number, satisfaction: Satisfaction): void {
  tally.stays += weight;
  tally.answered += weight * satisfaction.answered;
  tally.satisfied += weight * satisfaction.answeredMean;
}

function addTally(tally: Tally, weight: number, other: Tally): void {
  tally.stays += weight * other.stays;
  tally.answered += weight * other.answered;
  tally.satisfied += weight * other.satisfied;
}

interface Satisfaction {
  /** E[satisfaction]. */
  readonly mean: number;
  /** P(answered). */
  readonly answered: number;
  /** E[satisfaction x answered]. */
  readonly answeredMean: number;
}

function satisfactionOf(world: WorldParameters, solved: boolean, courtesy: number, cell: Cell): Satisfaction {
  const centre = meanMood(world, solved, courtesy, cell.category, cell.channel);
  let mean = 0;
  let answered = 0;
  let answeredMean = 0;
  let below = 0;
  for (let stars = 1; stars <= 5; stars++) {
    const upTo = stars === 5 ? 1 : normalCdf(world.starThresholds[stars - 1]! - centre);
    const probability = upTo - below;
    below = upTo;
    const level = (stars - 1) / 4;
    const answers = probability * answeringProbability(world, stars, solved, cell.channel);
    mean += probability * level;
    answered += answers;
    answeredMean += answers * level;
  }
  return { mean, answered, answeredMean };
}

function averageColleague(plan: DeskPlan, cell: Cell): { solvedSatisfaction: number; shown: Tally } {
  const { world } = plan.options;
  const shown: Tally = { stays: 0, answered: 0, satisfied: 0 };
  let solvedSatisfaction = 0;
  const share = 1 / plan.agents.length;
  for (const colleague of plan.agents) {
    const solves = solvingProbability(world, colleague.ability, cell.category, cell.channel, cell.hidden);
    const happy = satisfactionOf(world, true, colleague.courtesy, cell);
    solvedSatisfaction += share * solves * happy.mean;
    addClosing(shown, share * solves * (1 - world.thanksReopenRate), happy);
    const unhappy = satisfactionOf(world, false, colleague.courtesy, cell);
    addClosing(shown, share * (1 - solves) * (1 - world.returnRate), unhappy);
  }
  return { solvedSatisfaction, shown };
}
