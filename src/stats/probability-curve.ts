import { type RiskTable, riskTable } from "./risk-table.ts";

/** A curve of the probability of one event over time, a value a step of its risk table. */
export interface ProbabilityCurve extends RiskTable {
  /** Probability that nothing at all has happened by the end of the step. */
  readonly survival: Float64Array;
  /** Probability that the event of interest has happened by the end of the step. */
  readonly incidence: Float64Array;
  /** Variance of `incidence`. */
  readonly variance: Float64Array;
  /**
   * Effective number of cases at the last event of interest so far (all cases before the first): the number at risk over
   * the share still at risk. It falls only as cases are censored.
   */
  readonly sizeAtLastEvent: Float64Array;
}

/** The estimator behind `cumulativeIncidence` and, with no competing events, `survivalCurve`. */
export function probabilityCurve(
  times: Float64Array,
  status: Uint8Array,
  caller: string,
  largestStatus: number,
): ProbabilityCurve {
  const table = riskTable(caller, times, status, largestStatus);
  const steps = table.times.length;
  const survival = new Float64Array(steps);
  const incidence = new Float64Array(steps);
  const variance = new Float64Array(steps);
  const sizeAtLastEvent = new Float64Array(steps);
  // Between two censorings the products telescope into a plain share of those left after the last one. Counting within
  // such a stretch, instead of multiplying, is what keeps uncensored data exact.
  let shareAtBase = 1;
  let incidenceAtBase = 0;
  let leftAtBase = table.n;
  let endedSinceBase = 0;
  let eventsSinceBase = 0;
  let competingSoFar = 0;
  let effectiveSize = table.n;
  let survivalBefore = 1;
  let incidenceBefore = 0;
  // With w = d / (r (r − d)) and e = S d1 / r² a step, and Δ = F(now) − F(step), the sums over steps of w, Δ w, Δ² w, e,
  // Δ e, and of the event's own binomial part. All grow by terms of one sign: nothing cancels.
  let weights = 0;
  let weightedGaps = 0;
  let weightedSquares = 0;
  let products = 0;
  let productGaps = 0;
  let own = 0;
  for (let i = 0; i < steps; i += 1) {
    const atRisk = table.atRisk[i]!;
    const events = table.events[i]!;
    const ended = events + table.competing[i]!;
    endedSinceBase += ended;
    eventsSinceBase += events;
    const survivalNow = shareAtBase * ((leftAtBase - endedSinceBase) / leftAtBase);
    competingSoFar += table.competing[i]!;
    // The sum may miss the whole by a rounding, and then all would look like nearly all.
    const wholeByEvent = survivalNow === 0 && competingSoFar === 0;
    const incidenceNow = wholeByEvent ? 1 : Math.min(1, incidenceAtBase + shareAtBase * (eventsSinceBase / leftAtBase));
    const growth = incidenceNow - incidenceBefore;
    weightedSquares += growth * (2 * weightedGaps + growth * weights);
    weightedGaps += growth * weights;
    productGaps += growth * products;
    if (events > 0) {
      own += survivalBefore * survivalBefore * (((atRisk - events) / atRisk) * (events / atRisk / atRisk));
      products += (survivalBefore * events) / atRisk / atRisk;
    }
    // After a step that nobody survives there is nothing for its weight to act on.
    if (ended < atRisk) weights += ended / atRisk / (atRisk - ended);
    if (events > 0) effectiveSize = atRisk / survivalBefore;
    sizeAtLastEvent[i] = effectiveSize;
    survival[i] = survivalNow;
    incidence[i] = incidenceNow;
    variance[i] = Math.max(0, weightedSquares + own - 2 * productGaps);
    if (table.censored[i]! > 0) {
      shareAtBase = survivalNow;
      incidenceAtBase = incidenceNow;
      leftAtBase = atRisk - ended - table.censored[i]!;
      endedSinceBase = 0;
      eventsSinceBase = 0;
    }
    survivalBefore = survivalNow;
    incidenceBefore = incidenceNow;
  }
  return { ...table, survival, incidence, variance, sizeAtLastEvent };
}
