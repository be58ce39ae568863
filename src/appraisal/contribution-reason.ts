import type { Contribution } from "./explain-score.ts";
import type { OutcomeReason } from "./unit.ts";

/** Why a ticket adds to a score or takes from it: how it came out, and what its survey counts for. */
export type ContributionReason = OutcomeReason | (typeof SURVEY_REASONS)[number];

const SURVEY_REASONS = [
  "received",
  "blockedCounted",
  "blockedAsUsual",
  "notRated",
  "ratedButNotCompared",
  "ratedAsExpectedOrBetter",
  "ratedWorse",
  "ratingCountsInPart",
] as const;

/** The reasons that apply to a ticket, the outcome first. */
export function contributionReasons(
  contribution: Pick<
    Contribution,
    "received" | "outcomeReason" | "rating" | "blocked" | "ratingWeight" | "expectedRating"
  >,
): ContributionReason[] {
  const { received, outcomeReason, rating, blocked, ratingWeight, expectedRating } = contribution;
  const reasons: ContributionReason[] = [outcomeReason];
  if (received) reasons.push("received");
  if (blocked) reasons.push(ratingWeight > 0 ? "blockedCounted" : "blockedAsUsual");
  else if (rating === null) reasons.push("notRated");
  else {
    if (expectedRating === null) reasons.push("ratedButNotCompared");
    else reasons.push(rating >= expectedRating ? "ratedAsExpectedOrBetter" : "ratedWorse");
    if (ratingWeight < 1) reasons.push("ratingCountsInPart");
  }
  return reasons;
}

/** The reasons as English sentences. */
export function reasonInWords(reasons: readonly ContributionReason[]): string {
  return reasons.map((reason) => SENTENCES[reason]).join(" ");
}

const SENTENCES: Readonly<Record<ContributionReason, string>> = {
  stayedClosed: "Closed in time, and the customer did not come back within the window.",
  reopened: "Closed, but the customer reopened it within the window.",
  reopenedByColleague: "Closed, but a colleague reopened it within the window.",
  reopenedByUnknown: "Closed, but somebody whom the log does not name reopened it within the window.",
  wroteAgain: "Closed, but the customer wrote again within the window.",
  newTicketOnTheSame: "Closed, but the customer opened a new ticket in the same category within the window.",
  followUpTicket: "Closed, but a follow-up ticket came within the window.",
  rejected: "Closed, but the customer rejected the solution within the window.",
  saidUnsolved: "Closed, but the customer said that the problem was not solved.",
  otherReturn: "Closed, but the customer came back within the window.",
  neverClosed: "Not closed within the horizon.",
  leftOpen: "Closed, opened again by whoever had closed it, and left open.",
  closedWithoutReply: "Closed without a reply by a person.",
  closedForInactivityOnOurTurn: "Closed for inactivity while the customer was waiting for an answer.",
  received: "It had been handed over by a colleague, which is taken into account.",
  blockedCounted:
    "Its survey was not sent and no accepted reason was given; beyond the desk's own habit this counts as the lowest rating.",
  blockedAsUsual:
    "Its survey was not sent and no accepted reason was given; the desk's own habit explains it, so it counts for nothing.",
  notRated: "Nobody rated it, which counts for nothing.",
  ratedButNotCompared: "The customer rated it; ratings do not count where there are too few to compare agents by.",
  ratedAsExpectedOrBetter: "The customer was at least as satisfied as customers of such tickets are.",
  ratedWorse: "The customer was less satisfied than customers of such tickets are.",
  ratingCountsInPart:
    "The rating counts in part: more answers came than such tickets bring, and the best give way first.",
};
