import type { Contribution } from "./explain-score.ts";
import type { OutcomeReason } from "./unit.ts";

/** Says in a sentence why a ticket adds to a score or takes from it. */
export function contributionReason(
  contribution: Pick<
    Contribution,
    "received" | "outcomeReason" | "rating" | "blocked" | "ratingWeight" | "expectedRating"
  >,
): string {
  const { received, outcomeReason, rating, blocked, ratingWeight, expectedRating } = contribution;
  const parts = [OUTCOME_SENTENCES[outcomeReason]];
  if (received) parts.push("It had been handed over by a colleague, which is taken into account.");
  if (blocked) {
    parts.push(
      ratingWeight > 0
        ? "Its survey was not sent and no accepted reason was given; beyond the desk's own habit this counts as the lowest rating."
        : "Its survey was not sent and no accepted reason was given; the desk's own habit explains it, so it counts for nothing.",
    );
  } else if (rating === null) {
    parts.push("Nobody rated it, which counts for nothing.");
  } else {
    parts.push(
      expectedRating === null
        ? "The customer rated it; ratings do not count where there are too few to compare agents by."
        : rating >= expectedRating
          ? "The customer was at least as satisfied as customers of such tickets are."
          : "The customer was less satisfied than customers of such tickets are.",
    );
    if (ratingWeight < 1) {
      parts.push("The rating counts in part: more answers came than such tickets bring, and the best give way first.");
    }
  }
  return parts.join(" ");
}

const OUTCOME_SENTENCES: Readonly<Record<OutcomeReason, string>> = {
  stayedClosed: "Closed in time, and the customer did not come back within the window.",
  reopened: "Closed, but the customer reopened it within the window.",
  newTicketOnTheSame: "Closed, but the customer opened a new ticket in the same category within the window.",
  otherReturn: "Closed, but the customer came back within the window.",
  neverClosed: "Not closed within the horizon.",
  closedWithoutReply: "Closed without a reply by a person.",
  closedForInactivityOnOurTurn: "Closed for inactivity while the customer was waiting for an answer.",
};
