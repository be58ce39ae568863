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
  const queues = referenceQueues(plan);
  const nodes = hiddenNodes(world);
  const colleagues = queues.map((queue) => averageColleague(plan, queue, nodes));
  return plan.agents.map((agent) => {
    let solvedSatisfaction = 0;
    const shown: Tally = { stays: 0, answered: 0, satisfied: 0 };
    for (const [position, queue] of queues.entries()) {
      const happy = satisfactionOf(world, true, agent.courtesy, queue);
      const unhappy = satisfactionOf(world, false, agent.courtesy, queue);
      for (const [node, { hidden, weight }] of nodes.entries()) {
        const share = queue.share * weight;
        const solves = solvingProbability(world, agent.ability, queue.category, queue.channel, hidden);
        const handsOver = plan.agents.length > 1 ? (1 - solves) * world.escalationRate : 0;
        const colleague = colleagues[position]![node]!;
        solvedSatisfaction += share * (solves * happy.mean + handsOver * colleague.solvedSatisfaction);
        addClosing(shown, share * solves * (1 - world.thanksReopenRate), happy);
        addClosing(shown, share * (1 - solves - handsOver) * (1 - world.returnRate), unhappy);
        addTally(shown, share * handsOver, colleague.shown);
      }
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

interface Queue {
  readonly category: number;
  readonly channel: number;
  /** Share of the reference mix. */
  readonly share: number;
}

/** The average mix of all agents of the desk. */
function referenceQueues(plan: DeskPlan): Queue[] {
  const channels = plan.options.world.channels.length;
  const queues: Queue[] = [];
  for (let queue = 0; queue < (plan.agents[0]?.queueShares.length ?? 0); queue++) {
    let share = 0;
    for (const agent of plan.agents) share += agent.queueShares[queue]! / plan.agents.length;
    if (share > 0) queues.push({ category: Math.floor(queue / channels), channel: queue % channels, share });
  }
  return queues;
}

interface Node {
  readonly hidden: number;
  readonly weight: number;
}

function hiddenNodes(world: WorldParameters): Node[] {
  const step = 0.5;
  return Array.from({ length: 25 }, (_, position) => {
    const z = (position - 12) * step;
    const weight = (step * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
    return { hidden: world.hiddenDifficultySd * z, weight };
  });
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

function satisfactionOf(world: WorldParameters, solved: boolean, courtesy: number, queue: Queue): Satisfaction {
  const centre = meanMood(world, solved, courtesy, queue.category, queue.channel);
  let mean = 0;
  let answered = 0;
  let answeredMean = 0;
  let below = 0;
  for (let stars = 1; stars <= 5; stars++) {
    const upTo = stars === 5 ? 1 : normalCdf(world.starThresholds[stars - 1]! - centre);
    const probability = upTo - below;
    below = upTo;
    const level = (stars - 1) / 4;
    const answers = probability * answeringProbability(world, stars, solved, queue.channel);
    mean += probability * level;
    answered += answers;
    answeredMean += answers * level;
  }
  return { mean, answered, answeredMean };
}

interface Colleague {
  /** E[solved x satisfaction] of a ticket handed to anybody. */
  solvedSatisfaction: number;
  readonly shown: Tally;
}

/** What becomes of a handed-over ticket of this queue, for each node of the hidden difficulty. */
function averageColleague(plan: DeskPlan, queue: Queue, nodes: readonly Node[]): Colleague[] {
  const { world } = plan.options;
  const share = 1 / plan.agents.length;
  const outcomes = nodes.map(
    (): Colleague => ({ solvedSatisfaction: 0, shown: { stays: 0, answered: 0, satisfied: 0 } }),
  );
  for (const colleague of plan.agents) {
    const happy = satisfactionOf(world, true, colleague.courtesy, queue);
    const unhappy = satisfactionOf(world, false, colleague.courtesy, queue);
    for (const [node, outcome] of outcomes.entries()) {
      const { hidden } = nodes[node]!;
      const solves = solvingProbability(world, colleague.ability, queue.category, queue.channel, hidden);
      outcome.solvedSatisfaction += share * solves * happy.mean;
      addClosing(outcome.shown, share * solves * (1 - world.thanksReopenRate), happy);
      addClosing(outcome.shown, share * (1 - solves) * (1 - world.returnRate), unhappy);
    }
  }
  return outcomes;
}
