/** How much agents truly differ (variance) and where their centre lies (mean). */
export interface BetweenAgents {
  readonly variance: number;
  readonly mean: number;
}

const GRID_POINTS = 60;
const LOG_LOW = Math.log(1e-7);
const LOG_HIGH = Math.log(1);
const REFINEMENTS = 40;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Variance between agents by adjusted REML: the maximum of variance x restricted likelihood, which is never zero
 * (Li & Lahiri 2010, Journal of Multivariate Analysis 101:882; Yoshimori & Lahiri 2014, Annals of Statistics 42:1233).
 * Searched on 60 points of a log grid from 1e-7 to 1 and refined by 40 golden-section steps on the logarithm.
 *
 * @param deviations one per agent; with fewer than five agents the likelihood has no useful maximum.
 * @param errors their error variances, all above zero.
 */
export function betweenAgentVariance(deviations: Float64Array, errors: Float64Array): BetweenAgents {
  const step = (LOG_HIGH - LOG_LOW) / (GRID_POINTS - 1);
  const objective = (log: number): number => adjustedLogLikelihood(log, deviations, errors);
  let best = 0;
  let highest = Number.NEGATIVE_INFINITY;
  for (let point = 0; point < GRID_POINTS; point++) {
    const value = objective(LOG_LOW + point * step);
    if (value > highest) {
      highest = value;
      best = point;
    }
  }
  let low = LOG_LOW + Math.max(best - 1, 0) * step;
  let high = LOG_LOW + Math.min(best + 1, GRID_POINTS - 1) * step;
  let left = high - GOLDEN * (high - low);
  let right = low + GOLDEN * (high - low);
  let atLeft = objective(left);
  let atRight = objective(right);
  for (let i = 0; i < REFINEMENTS; i++) {
    if (atLeft < atRight) {
      low = left;
      left = right;
      atLeft = atRight;
      right = low + GOLDEN * (high - low);
      atRight = objective(right);
    } else {
      high = right;
      right = left;
      atRight = atLeft;
      left = high - GOLDEN * (high - low);
      atLeft = objective(left);
    }
  }
  const variance = Math.exp((low + high) / 2);
  return { variance, mean: precisionMean(variance, deviations, errors).mean };
}

function precisionMean(variance: number, deviations: Float64Array, errors: Float64Array) {
  let precision = 0;
  let weighted = 0;
  for (let i = 0; i < errors.length; i++) {
    const weight = 1 / (errors[i]! + variance);
    precision += weight;
    weighted += weight * deviations[i]!;
  }
  return { mean: weighted / precision, precision };
}

function adjustedLogLikelihood(logVariance: number, deviations: Float64Array, errors: Float64Array): number {
  const variance = Math.exp(logVariance);
  const { mean, precision } = precisionMean(variance, deviations, errors);
  let sum = Math.log(precision);
  for (let i = 0; i < errors.length; i++) {
    const total = errors[i]! + variance;
    sum += Math.log(total) + (deviations[i]! - mean) ** 2 / total;
  }
  return logVariance - sum / 2;
}
