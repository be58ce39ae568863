import type { AppraisalPolicy } from "./appraisal-policy.ts";
import type { ScoreLabel, ScoreUse } from "./scorecard.ts";

/** Whether there is enough of a person's work in the data to say anything about that person. */
export function hasEnoughData(n: number, answers: number, policy: AppraisalPolicy): boolean {
  return n >= policy.minimumTickets && answers >= policy.minimumAnswers;
}

/** What a score may be used for, by the amount of data and its reliability (`null` = no score). */
export function scoreUse(n: number, answers: number, reliability: number | null, policy: AppraisalPolicy): ScoreUse {
  if (reliability === null || !hasEnoughData(n, answers, policy)) return "notEnoughData";
  if (reliability < policy.trendReliability) return "coachingOnly";
  return reliability < policy.appraisalReliability ? "trendOnly" : "maySupportAppraisal";
}

/** What may be said of a person whose direct deviation has this z and this adjusted p-value. */
export function scoreLabel(z: number, adjustedPValue: number, policy: AppraisalPolicy): ScoreLabel {
  if (adjustedPValue > policy.falseDiscoveryRate) return "notDistinguishable";
  return z > 0 ? "aboveFleet" : "belowFleet";
}
