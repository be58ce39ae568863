import type { SortedEnds } from "./sorted-ends.ts";

/** Where a walk along a curve of incidence stands: at a time at which cases ended, or before the first. */
export interface Step {
  /** -1 before the first. */
  time: number;
  /** The next time; Infinity after the last. */
  next: number;
  /** Cases whose time is this or later. */
  atRisk: number;
  /** Cases whose time is later. */
  left: number;
  /** Probability that nothing at all has happened before this time. */
  survivalBefore: number;
  /** The same by the end of the step. */
  survival: number;
  /** Probability that the event of interest has happened by the end of the step. */
  incidence: number;
  /** Variance of `incidence`. */
  variance: number;
  /**
   * Effective number of cases at the last event of interest so far (all cases before the first): the number at risk over
   * the share still at risk. It falls only as cases are censored.
   */
  sizeAtLastEvent: number;
}

/** How far a walk goes on by itself: the first step that passes one of these bounds is shown. */
export interface Reach {
  /** A step is shown if the next one is later. */
  time: number;
  /** A step is shown if its incidence is as much, or more. */
  incidence: number;
  /** A step is shown if its variance is more, or was lost in rounding. */
  variance: number;
  /** A step is shown if it leaves less effective size: the cases that are left, over the share that is. */
  size: number;
}

/** What is asked of a curve. */
export interface Question<Answer = unknown> {
  /**
   * Looks at a step, the first of them before all ends, and lowers the reach (raises the size) to where it must look again.
   * @returns whether it must; if so it is shown the last step in any case
   */
  look(step: Step, reach: Reach): boolean;
  answer(): Answer;
}

/**
 * Walks along the curve of the cumulative incidence of one event where other events can rule it out: the estimator of Aalen
 * and Johansen (Scandinavian Journal of Statistics 5, 1978). A case that ended in another way can no longer have the event
 * and stays in the denominator, so that ending cases otherwise never makes the figure better; censored ones are still open.
 * At equal times events come before censorings. No step is kept: of a hundred thousand, questions look at some hundred.
 *
 * The variance is the Greenwood-type one of the multinomial increments (Andersen, Borgan, Gill and Keiding 1993, 4.4;
 * Marubini and Valsecchi 1995; preferred by Allignol, Schumacher and Beyersmann, Biometrical Journal 52, 2010). Without
 * censoring the estimate is the plain proportion k / n, to the bit, and the variance p (1 − p) / n. Without competing
 * events both are those of Kaplan and Meier.
 */
export function walkIncidence({ n, events, competing, censored }: SortedEnds, questions: readonly Question[]): void {
  // Between two censorings the products telescope into a plain share of those left after the last one. Counting within
  // such a stretch, instead of multiplying, is what keeps uncensored data exact.
  let shareAtBase = 1;
  let incidenceAtBase = 0;
  let leftAtBase = n;
  let endedSinceBase = 0;
  let eventsSinceBase = 0;
  let survival = 1;
  let incidence = 0;
  let variance = 0;
  let atRiskAtLastEvent = n;
  let survivalAtLastEvent = 1;
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
  let time = -1;
  let next = Math.min(events[0]!, competing[0]!, censored[0]!);
  let atRisk = n;
  let left = n;
  let survivalBefore = 1;
  let isDue = true; // at first, so that somebody says how far
  let reach!: Reach;
  for (;;) {
    if (isDue || next > reach.time) {
      const ahead: Reach = { time: Number.MAX_VALUE, incidence: Infinity, variance: Infinity, size: 0 };
      variance = Math.max(0, variance);
      const sizeAtLastEvent = atRiskAtLastEvent / survivalAtLastEvent;
      const step = { time, next, atRisk, left, survivalBefore, survival, incidence, variance, sizeAtLastEvent };
      const areOpen = questions.filter((question) => question.look(step, ahead));
      if (areOpen.length === 0 || next === Infinity) return;
      reach = ahead;
    }
    time = next;
    atRisk = left;
    survivalBefore = survival;
    isDue = false;
    const eventsBefore = e;
    const competingBefore = k;
    const censoredBefore = c;
    while (events[e] === time) e += 1;
    while (competing[k] === time) k += 1;
    while (censored[c] === time) c += 1;
    next = Math.min(events[e]!, competing[k]!, censored[c]!);
    const had = e - eventsBefore;
    // Whoever is censored at a time was still at risk of the events at that same time.
    const ended = had + k - competingBefore;
    left -= ended + c - censoredBefore;
    if (ended > 0) {
      endedSinceBase += ended;
      survival = shareAtBase * ((leftAtBase - endedSinceBase) / leftAtBase);
      if (had > 0) {
        eventsSinceBase += had;
        const incidenceBefore = incidence;
        // The sum may miss the whole by a rounding, and then all would look like nearly all.
        const wholeByEvent = survival === 0 && k === 0;
        incidence = wholeByEvent ? 1 : Math.min(1, incidenceAtBase + shareAtBase * (eventsSinceBase / leftAtBase));
        const growth = incidence - incidenceBefore;
        weightedSquares += growth * (2 * weightedGaps + growth * weights);
        weightedGaps += growth * weights;
        productGaps += growth * products;
        own += survivalBefore * survivalBefore * (((atRisk - had) / atRisk) * (had / atRisk / atRisk));
        products += (survivalBefore * had) / atRisk / atRisk;
        variance = weightedSquares + own - 2 * productGaps;
        atRiskAtLastEvent = atRisk;
        survivalAtLastEvent = survivalBefore;
        isDue = incidence >= reach.incidence || variance > reach.variance || variance <= 0;
      }
      // After a step that nobody survives there is nothing for its weight to act on.
      if (ended < atRisk) weights += ended / atRisk / (atRisk - ended);
    }
    if (c > censoredBefore) {
      shareAtBase = survival;
      incidenceAtBase = incidence;
      leftAtBase = left;
      endedSinceBase = 0;
      eventsSinceBase = 0;
      isDue ||= left < reach.size * survival;
    }
  }
}
