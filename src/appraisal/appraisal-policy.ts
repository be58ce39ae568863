/** The rules of the agent score. Every field has a default in `defaultAppraisalPolicy`, which says why. */
export interface AppraisalPolicy {
  /** Share (0-1) of a lasting solution's value that rests on how satisfied the customer was. */
  readonly satisfactionWeight: number;
  /** Standard deviations above the expected number of answers beyond which further answers stop counting. */
  readonly answerTrim: number;
  /** Share (0-1) of blocked surveys above which the fleet's own habit is no longer an excuse. */
  readonly blockedShareCap: number;
  /** Fewer counted tickets than this: not enough data. */
  readonly minimumTickets: number;
  /** Fewer answers than this: not enough data. */
  readonly minimumAnswers: number;
  /** Fewer agents than this in a comparison group: no score. */
  readonly minimumAgents: number;
  /** Reliability below which a score is for coaching only. */
  readonly trendReliability: number;
  /** Reliability from which a score may support an appraisal. */
  readonly appraisalReliability: number;
  /** Expected share (0-1) of wrong ones among labels, and among process flags. */
  readonly falseDiscoveryRate: number;
}

/** The policy that holds where nobody says otherwise. */
export const defaultAppraisalPolicy: AppraisalPolicy = {
  // A solution is worth what the customer says it was worth.
  satisfactionWeight: 1,
  // One: costs the honest agent with many answers little, and halves what asking only the happy would bring.
  answerTrim: 1,
  // Three in a hundred surveys get lost on an ordinary desk.
  blockedShareCap: 0.03,
  minimumTickets: 30,
  minimumAnswers: 8,
  // With four agents or fewer the spread between agents cannot be told from the spread within them.
  minimumAgents: 5,
  trendReliability: 0.5,
  // The usual bar for a measure of single persons (Adams 2009, RAND TR-653).
  appraisalReliability: 0.7,
  falseDiscoveryRate: 0.05,
};

/**
 * Fills the gaps of a policy with the defaults.
 *
 * @throws RangeError naming the field that lies outside its range.
 */
export function resolveAppraisalPolicy(policy: Partial<AppraisalPolicy> = {}): AppraisalPolicy {
  const resolved: Partial<Record<keyof AppraisalPolicy, number>> = {};
  for (const [field, low, high] of RANGES) {
    const value = policy[field] ?? defaultAppraisalPolicy[field];
    if (!(value >= low && value <= high)) {
      throw new RangeError(`resolveAppraisalPolicy: expected ${field} between ${low} and ${high}, got ${value}`);
    }
    resolved[field] = value;
  }
  return resolved as AppraisalPolicy;
}

const RANGES: readonly (readonly [keyof AppraisalPolicy, number, number])[] = [
  ["satisfactionWeight", 0, 1],
  ["answerTrim", 0, Number.MAX_VALUE],
  ["blockedShareCap", 0, 1],
  ["minimumTickets", 1, Number.MAX_SAFE_INTEGER],
  ["minimumAnswers", 1, Number.MAX_SAFE_INTEGER],
  // Below four agents the adjusted likelihood has no maximum.
  ["minimumAgents", 5, Number.MAX_SAFE_INTEGER],
  ["trendReliability", 0, 1],
  ["appraisalReliability", 0, 1],
  ["falseDiscoveryRate", 0, 1],
];
