import type { AppraisalPolicy } from "./appraisal-policy.ts";
import type { ScoreLabel, ScoreUse } from "./scorecard.ts";

/** How much of a person's work is in the data. */
export interface DataAmount {
  readonly n: number;
  readonly answers: number;
  /** Whether the score rests on answers at all; where a desk has next to none, it rests on outcomes alone. */
  readonly satisfactionCounts: boolean;
}

/** Whether there is enough of a person's work in the data to say anything about that person. */
export function hasEnoughData(data: DataAmount, policy: AppraisalPolicy): boolean {
  return data.n >= policy.minimumTickets && (!data.satisfactionCounts || data.answers >= policy.minimumAnswers);
}

/** What a score may be used for, by the amount of data and its reliability (`null` = no score). */
export function scoreUse(data: DataAmount, reliability: number | null, policy: AppraisalPolicy): ScoreUse {
  if (reliability === null || !hasEnoughData(data, policy)) return "notEnoughData";
  if (reliability < policy.trendReliability) return "coachingOnly";
  return reliability < policy.appraisalReliability ? "trendOnly" : "maySupportAppraisal";
}

/** What may be said of somebody whose direct deviation has this z and this adjusted p-value. */
export function scoreLabel(z: number, adjustedPValue: number, policy: AppraisalPolicy): ScoreLabel {
  if (adjustedPValue > policy.falseDiscoveryRate) return "notDistinguishable";
  return z > 0 ? "aboveFleet" : "belowFleet";
}

/**
 * Whether a single person may be given a label at all: not where the score holds more chance than signal. On a desk whose agents
 * do not differ, one such desk in twenty would still name somebody.
 */
export function mayBeLabelled(reliability: number | null, policy: AppraisalPolicy): boolean {
  return reliability !== null && reliability >= policy.trendReliability;
}
