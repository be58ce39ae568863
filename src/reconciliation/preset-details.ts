import { wilson } from "../stats/wilson.ts";
import type { Answer } from "./answer.ts";
import { replyTurns } from "./reply-turns.ts";
import type { ReconciledMetric } from "./rules.ts";
import { standsClosed, type TicketIndex } from "./ticket-index.ts";

/** Figures that a product shows beside one of the others; `null` where it has none. */
export function presetDetails(
  index: TicketIndex,
  preset: string,
  metric: ReconciledMetric,
  answers: readonly Answer[],
): Record<string, unknown> | null {
  if (preset !== "dbtZendesk") return null;
  const asked = answers.filter(({ reason }) => reason === null);
  if (metric === "reportedResolutionRate") return { oneTouch: oneTouch(index, asked) };
  return metric === "csat" ? ratingChanges(index, asked) : null;
}

/** Share of the solved tickets with one public comment of the desk: whether the customer came back is not asked. */
function oneTouch(index: TicketIndex, asked: readonly Answer[]): { value: number | null; n: number } {
  const turns = replyTurns(index, "staffAccount");
  const solved = asked.filter(({ ticket }) => standsClosed(index, ticket));
  let touched = 0;
  for (const { ticket } of solved) {
    let replies = 0;
    turns.walk(ticket, (what) => {
      if (what === "reply") replies++;
    });
    if (replies === 1) touched++;
  }
  return { value: wilson(touched, solved.length, 0.95).value, n: solved.length };
}

/** Tickets whose rating changed, under the names that these changes bear there: each under the other's. */
function ratingChanges({ facts, ratingsFrom }: TicketIndex, asked: readonly Answer[]): Record<string, unknown> {
  const { ratings } = facts;
  let becameBad = 0;
  let becameGood = 0;
  for (const { ticket } of asked) {
    const scores = ratings.score.subarray(ratingsFrom[ticket]!, ratingsFrom[ticket + 1]!);
    const isGood = [...scores].filter((score) => !Number.isNaN(score)).map((score) => score > 0.5);
    if (isGood.some((good, place) => place > 0 && !good && isGood[place - 1])) becameBad++;
    if (isGood.some((good, place) => place > 0 && good && !isGood[place - 1])) becameGood++;
  }
  return { isGoodToBad: becameGood, isBadToGood: becameBad };
}
