import type { AgentComponent, ComponentFit } from "./component-fit.ts";

/** How the two components make one score for a fleet. All in 0-1; the score is 100 times it. */
export interface Composite {
  /** Value of an average ticket in the hands of the average agent. */
  readonly base: number;
  /** What a deviation in each component is worth. */
  readonly outcomeGain: number;
  readonly satisfactionGain: number;
  /** Covariance between the agents' true deviations in the two components. */
  readonly covariance: number;
  /** Variance of the agents' true deviations, averaged over how large it may be. */
  readonly priorVariance: number;
  readonly points: readonly PriorPoint[];
}

/** One assumption on how much agents truly differ (`factor` times the fitted variance), and how likely it is. */
interface PriorPoint {
  readonly weight: number;
  readonly prior: Symmetric;
  /** Fleet mean of both components, and its error. */
  readonly mean: readonly [number, number];
  readonly meanError: Symmetric;
}

/** A symmetric 2 x 2 matrix [[aa, ab], [ab, bb]]. */
interface Symmetric {
  readonly aa: number;
  readonly ab: number;
  readonly bb: number;
}

/** One agent's deviation from the fleet after shrinkage, and what it is made of. */
export interface Posterior {
  readonly delta: number;
  readonly variance: number;
  /** delta = outcome * deviation in outcome + satisfaction * deviation in satisfaction + constant. */
  readonly outcome: number;
  readonly satisfaction: number;
  readonly constant: number;
}

/** An agent's two components; satisfaction is `null` without an answer. */
export interface Components {
  readonly outcome: AgentComponent;
  readonly satisfaction: AgentComponent | null;
}

const POINTS = 28;
const LOG_LOW = Math.log(0.04);
const LOG_HIGH = Math.log(9);

/**
 * Fits the composite: value of a ticket = outcome x (1 - share + share x satisfaction), linear around the fleet's
 * level, with a bivariate normal prior whose size is averaged over 28 log-spaced factors from 0.04 to 9 by restricted
 * likelihood (a prior flat in the variance), so that intervals carry the doubt about how much agents differ.
 *
 * @param satisfaction `null` where the fleet has too few answers: then the outcome alone.
 * @param satisfactionWeight the share above, 0-1.
 */
export function fitComposite(
  outcome: ComponentFit,
  satisfaction: ComponentFit | null,
  agents: readonly Components[],
  satisfactionWeight: number,
): Composite {
  const share = satisfaction ? satisfactionWeight : 0;
  const satisfied = satisfaction ? satisfactionOfSolved(satisfaction) : 1;
  const outcomeGain = 1 - share + share * satisfied;
  const satisfactionGain = share * outcome.level;
  const varianceOutcome = outcome.variance;
  const varianceSatisfaction = satisfaction?.variance ?? 0;
  let weights = 0;
  let products = 0;
  for (const agent of agents) {
    if (!agent.satisfaction) continue;
    const weight =
      1 / ((varianceOutcome + agent.outcome.variance) * (varianceSatisfaction + agent.satisfaction.variance));
    weights += weight;
    products += weight * agent.outcome.deviation * agent.satisfaction.deviation;
  }
  const most = 0.8 * Math.sqrt(varianceOutcome * varianceSatisfaction);
  const covariance = weights > 0 ? Math.min(Math.max(products / weights, 0), most) : 0;

  const fitted = { aa: varianceOutcome, ab: covariance, bb: varianceSatisfaction };
  const gain = [outcomeGain, satisfactionGain] as const;
  const points = Array.from({ length: POINTS }, (_, i) => {
    const factor = Math.exp(LOG_LOW + (i * (LOG_HIGH - LOG_LOW)) / (POINTS - 1));
    const prior = { aa: factor * fitted.aa, ab: factor * fitted.ab, bb: factor * fitted.bb };
    const { mean, meanError, logLikelihood } = fleetMean(prior, agents);
    return { prior, mean, meanError, log: Math.log(factor) + logLikelihood };
  });
  const highest = Math.max(...points.map((point) => point.log));
  const likelihoods = points.map((point) => Math.exp(point.log - highest));
  const total = likelihoods.reduce((sum, likelihood) => sum + likelihood, 0);
  const weighted = points.map(({ prior, mean, meanError }, i) => ({
    weight: likelihoods[i]! / total,
    prior,
    mean,
    meanError,
  }));
  return {
    base: outcome.level * outcomeGain,
    outcomeGain,
    satisfactionGain,
    covariance,
    priorVariance: weighted.reduce((sum, point) => sum + point.weight * quadratic(point.prior, gain), 0),
    points: weighted,
  };
}

/** The agent's deviation from the fleet, given the fitted composite. */
export function posterior(composite: Composite, agent: Components): Posterior {
  const gain = [composite.outcomeGain, composite.satisfactionGain] as const;
  const deviation = deviationsOf(agent);
  let outcome = 0;
  let satisfaction = 0;
  let constant = 0;
  let delta = 0;
  let moment = 0;
  for (const { weight, prior, mean, meanError } of composite.points) {
    const { inverse } = marginal(prior, agent);
    const priorGain = times(prior, gain);
    const pull = times(inverse, priorGain);
    const rest = [gain[0] - pull[0], gain[1] - pull[1]] as const;
    const fixed = rest[0] * mean[0] + rest[1] * mean[1];
    const centre = pull[0] * deviation[0] + pull[1] * deviation[1] + fixed;
    const variance = quadratic(prior, gain) - quadratic(inverse, priorGain) + quadratic(meanError, rest);
    outcome += weight * pull[0];
    satisfaction += weight * pull[1];
    constant += weight * fixed;
    delta += weight * centre;
    moment += weight * (variance + centre * centre);
  }
  return { delta, variance: Math.max(0, moment - delta * delta), outcome, satisfaction, constant };
}

/** Satisfaction, at the fleet's level, of customers whose problem stayed solved. */
function satisfactionOfSolved({ level, effects }: ComponentFit): number {
  const failed = effects.design.failed;
  return level - effects.coefficients[failed]! * effects.columnMeans[failed]!;
}

/** Generalised least squares mean of both components over agents, its error, and the restricted log-likelihood. */
function fleetMean(prior: Symmetric, agents: readonly Components[]) {
  let aa = 0;
  let ab = 0;
  let bb = 0;
  let a = 0;
  let b = 0;
  let squares = 0;
  let logs = 0;
  for (const agent of agents) {
    const { inverse, logDeterminant } = marginal(prior, agent);
    const deviation = deviationsOf(agent);
    const [wa, wb] = times(inverse, deviation);
    aa += inverse.aa;
    ab += inverse.ab;
    bb += inverse.bb;
    a += wa;
    b += wb;
    squares += quadratic(inverse, deviation);
    logs += logDeterminant;
  }
  const determinant = aa * bb - ab * ab;
  const meanError: Symmetric =
    bb > 0 ? { aa: bb / determinant, ab: -ab / determinant, bb: aa / determinant } : { aa: 1 / aa, ab: 0, bb: 0 };
  const mean = times(meanError, [a, b]);
  const explained = mean[0] * a + mean[1] * b;
  const logLikelihood = -(logs + Math.log(bb > 0 ? determinant : aa) + squares - explained) / 2;
  return { mean, meanError, logLikelihood };
}

/** Inverse and log-determinant of prior + error for one agent; a missing component carries no information. */
function marginal(prior: Symmetric, { outcome, satisfaction }: Components) {
  const aa = prior.aa + outcome.variance;
  if (!satisfaction) return { inverse: { aa: 1 / aa, ab: 0, bb: 0 }, logDeterminant: Math.log(aa) };
  const bb = prior.bb + satisfaction.variance;
  const determinant = aa * bb - prior.ab * prior.ab;
  return {
    inverse: { aa: bb / determinant, ab: -prior.ab / determinant, bb: aa / determinant },
    logDeterminant: Math.log(determinant),
  };
}

function deviationsOf({ outcome, satisfaction }: Components): readonly [number, number] {
  return [outcome.deviation, satisfaction?.deviation ?? 0];
}

function times(matrix: Symmetric, [a, b]: readonly [number, number]): readonly [number, number] {
  return [matrix.aa * a + matrix.ab * b, matrix.ab * a + matrix.bb * b];
}

function quadratic(matrix: Symmetric, [a, b]: readonly [number, number]): number {
  return matrix.aa * a * a + 2 * matrix.ab * a * b + matrix.bb * b * b;
}
