import { type BetweenAgents, betweenAgentVariance } from "./between-agent-variance.ts";
import type { QueueEffects, RawDeviation } from "./queue-effects.ts";

/** One of the score's two components (stayed solved; satisfaction), fitted to a fleet. */
export interface ComponentFit {
  readonly kind: "outcome" | "satisfaction";
  readonly effects: QueueEffects;
  readonly residualVariance: number;
  /** Variance between agents. */
  readonly variance: number;
  /** Mean of the deviations that is taken off them. */
  readonly centre: number;
  /** The component's level for the average agent on the fleet's mix. */
  readonly level: number;
  /** The centre and variance of each round in which the agents' error variances were found. */
  readonly rounds: readonly BetweenAgents[];
}

/** One agent in one component. */
export interface AgentComponent {
  /** Sum of weights. */
  readonly n: number;
  readonly observed: number;
  /** What the average agent reaches on this agent's mix of queues. */
  readonly expected: number;
  readonly deviation: number;
  /** Error variance of the deviation. */
  readonly variance: number;
}

const ROUNDS = 3;
/** Weight, in observations, of the fleet's residual variance in an agent's own. */
const PRIOR_OBSERVATIONS = 20;

/** Fits the share of tickets that stayed solved. */
export function fitOutcome(effects: QueueEffects, agents: readonly RawDeviation[]): ComponentFit {
  // Without a degree of freedom left: the variance of a share, the most that it can be at this mean.
  const residualVariance = effects.residualVariance ?? Math.max(1e-6, effects.mean * (1 - effects.mean));
  const deviations = Float64Array.from(agents, (agent) => agent.deviation);
  const shrunk = new Float64Array(agents.length);
  const rounds: BetweenAgents[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const errors = Float64Array.from(agents, (agent, i) => outcomeError(agent, shrunk[i]!, residualVariance));
    const between = betweenAgentVariance(deviations, errors);
    rounds.push(between);
    for (let i = 0; i < shrunk.length; i++) shrunk[i] = shrink(deviations[i]!, errors[i]!, between);
  }
  return finish("outcome", effects, residualVariance, rounds);
}

/** Fits the satisfaction of those who answered. */
export function fitSatisfaction(
  effects: QueueEffects,
  residualVariance: number,
  agents: readonly RawDeviation[],
): ComponentFit {
  const deviations = Float64Array.from(agents, (agent) => agent.deviation);
  const errors = Float64Array.from(agents, (agent) => satisfactionError(agent, residualVariance));
  return finish("satisfaction", effects, residualVariance, [betweenAgentVariance(deviations, errors)]);
}

/** Where an agent stands in a fitted component; the fleet's figures are held fixed. */
export function agentComponent(fit: ComponentFit, raw: RawDeviation): AgentComponent {
  let variance = 0;
  if (fit.kind === "satisfaction") variance = satisfactionError(raw, fit.residualVariance);
  else {
    let shrunk = 0;
    for (const between of fit.rounds) {
      variance = outcomeError(raw, shrunk, fit.residualVariance);
      shrunk = shrink(raw.deviation, variance, between);
    }
  }
  return {
    n: raw.n,
    observed: raw.observed,
    expected: raw.expected + fit.centre,
    deviation: raw.deviation - fit.centre,
    variance,
  };
}

function finish(
  kind: ComponentFit["kind"],
  effects: QueueEffects,
  residualVariance: number,
  rounds: readonly BetweenAgents[],
): ComponentFit {
  const { variance, mean: centre } = rounds.at(-1)!;
  return { kind, effects, residualVariance, variance, centre, level: effects.mean + centre, rounds };
}

function outcomeError(agent: RawDeviation, shrunk: number, residualVariance: number): number {
  const share = Math.min(Math.max(agent.expected + shrunk, 0.02), 0.98);
  return (share * (1 - share)) / agent.n + residualVariance * agent.leverage;
}

function satisfactionError(agent: RawDeviation, residualVariance: number): number {
  const spread = (PRIOR_OBSERVATIONS * residualVariance + agent.squares) / (PRIOR_OBSERVATIONS + agent.n - 1);
  return spread / agent.n + residualVariance * agent.leverage;
}

function shrink(deviation: number, error: number, between: BetweenAgents): number {
  return (between.variance / (between.variance + error)) * (deviation - between.mean);
}
