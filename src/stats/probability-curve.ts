import type { SortedEnds } from "./sorted-ends.ts";

/** A curve of the probability of one event over time: one step for each distinct time. */
export interface ProbabilityCurve {
  /** Number of cases. */
  readonly n: number;
  /** Distinct times in rising order, in the unit of the input. */
  readonly times: Float64Array;
  /** Cases whose time is this or later. */
  readonly atRisk: Int32Array;
  /** The earliest censoring; Infinity if there is none. */
  readonly firstCensoredAt: number;
  /** Probability that nothing at all has happened by the end of the step. */
  readonly survival: Float64Array;
  /** Probability that the event of interest has happened by the end of the step. */
  readonly incidence: Float64Array;
  /** Variance of `incidence`. */
  readonly variance: Float64Array;
  /** The largest variance while not all have had the event; Infinity where one was lost in rounding. */
  readonly mostVariance: number;
  /**
   * Effective number of cases at the last event of interest so far (all cases before the first): the number at risk over
   * the share still at risk. It falls only as cases are censored.
   */
  readonly sizeAtLastEvent: Float64Array;
}

/**
 * The estimator behind `cumulativeIncidence`; with no competing events it is the one of Kaplan and Meier.
 *
 * @param kept how many steps are kept, the last ones
 */
export function probabilityCurve(ends: SortedEnds, kept = Infinity): ProbabilityCurve {
  const { n, events, competing, censored } = ends;
  const room = Math.min(ends.mostTimes, kept);
  const times = new Float64Array(room);
  const atRiskAt = new Int32Array(room);
  const survival = new Float64Array(room);
  const incidence = new Float64Array(room);
  const variance = new Float64Array(room);
  const sizeAtLastEvent = new Float64Array(room);
  // Between two censorings the products telescope into a plain share of those left after the last one. Counting within
  // such a stretch, instead of multiplying, is what keeps uncensored data exact.
  let shareAtBase = 1;
  let incidenceAtBase = 0;
  let leftAtBase = n;
  let endedSinceBase = 0;
  let eventsSinceBase = 0;
  let effectiveSize = n;
  let survivalNow = 1;
  let incidenceNow = 0;
  let varianceNow = 0;
  let mostVariance = 0;
  // With w = d / (r (r − d)) and e = S d1 / r² a step, and Δ = F(now) − F(step), the sums over steps of w, Δ w, Δ² w, e,
  // Δ e, and of the event's own binomial part. All grow by terms of one sign: nothing cancels.
  let weights = 0;
  let weightedGaps = 0;
  let weightedSquares = 0;
  let products = 0;
  let productGaps = 0;
  let own = 0;
  let e = 0;
  let k = 0;
  let c = 0;
  let steps = 0;
  let slot = 0; // where the next step goes
  for (let atRisk = n; atRisk > 0; steps += 1) {
    const time = Math.min(events[e]!, competing[k]!, censored[c]!);
    // Whoever is censored at a time was still at risk of the events at that same time.
    const eventsBefore = e;
    const competingBefore = k;
    const censoredBefore = c;
    while (events[e] === time) e += 1;
    while (competing[k] === time) k += 1;
    while (censored[c] === time) c += 1;
    const had = e - eventsBefore;
    const ended = had + k - competingBefore;
    const left = atRisk - ended - (c - censoredBefore);
    if (ended > 0) {
      const survivalBefore = survivalNow;
      endedSinceBase += ended;
      survivalNow = shareAtBase * ((leftAtBase - endedSinceBase) / leftAtBase);
      if (had > 0) {
        eventsSinceBase += had;
        const incidenceBefore = incidenceNow;
        // The sum may miss the whole by a rounding, and then all would look like nearly all.
        const wholeByEvent = survivalNow === 0 && k === 0;
        incidenceNow = wholeByEvent ? 1 : Math.min(1, incidenceAtBase + shareAtBase * (eventsSinceBase / leftAtBase));
        const growth = incidenceNow - incidenceBefore;
        weightedSquares += growth * (2 * weightedGaps + growth * weights);
        weightedGaps += growth * weights;
        productGaps += growth * products;
        own += survivalBefore * survivalBefore * (((atRisk - had) / atRisk) * (had / atRisk / atRisk));
        products += (survivalBefore * had) / atRisk / atRisk;
        effectiveSize = atRisk / survivalBefore;
        varianceNow = Math.max(0, weightedSquares + own - 2 * productGaps);
        if (incidenceNow < 1) mostVariance = Math.max(mostVariance, varianceNow || Infinity);
      }
      // After a step that nobody survives there is nothing for its weight to act on.
      if (ended < atRisk) weights += ended / atRisk / (atRisk - ended);
    }
    if (c > censoredBefore) {
      shareAtBase = survivalNow;
      incidenceAtBase = incidenceNow;
      leftAtBase = left;
      endedSinceBase = 0;
      eventsSinceBase = 0;
    }
    times[slot] = time;
    atRiskAt[slot] = atRisk;
    survival[slot] = survivalNow;
    incidence[slot] = incidenceNow;
    variance[slot] = varianceNow;
    sizeAtLastEvent[slot] = effectiveSize;
    slot = slot + 1 === room ? 0 : slot + 1;
    atRisk = left;
  }
  // Room that was not needed was never touched.
  const inOrder = <Column extends Float64Array | Int32Array>(column: Column) =>
    (steps > room ? column.map((_, i) => column[(slot + i) % room]!) : column.subarray(0, steps)) as Column;
  return {
    n,
    times: inOrder(times),
    atRisk: inOrder(atRiskAt),
    firstCensoredAt: censored[0]!,
    survival: inOrder(survival),
    incidence: inOrder(incidence),
    variance: inOrder(variance),
    mostVariance,
    sizeAtLastEvent: inOrder(sizeAtLastEvent),
  };
}
