import type { Facts } from "./facts.ts";
import { exclusions } from "./tables.ts";

export interface FactsCounts {
  tickets: number;
  /** Closures that count. */
  closures: number;
  /** Closures undone by their closer with no sign of the customer. */
  annulledClosures: number;
  /** Returns from solved or closed to a live phase as the log shows them, whenever they came. */
  reopenings: number;
  ticketsReopened: number;
  waits: number;
  /** Surveys offered, answered or suppressed. */
  surveys: number;
  /** Surveys answered. */
  ratings: number;
  handoffs: number;
  promises: number;
  /** Tickets that count in no ticket figure, by reason. */
  excludedTickets: Record<string, number>;
}

/** How much of everything the facts hold. */
export function countsOf(facts: Facts): FactsCounts {
  const { tickets, closures, ratings } = facts;
  const excludedTickets: Record<string, number> = {};
  let reopenings = 0;
  let ticketsReopened = 0;
  for (let row = 0; row < tickets.length; row++) {
    reopenings += tickets.reopenings[row]!;
    if (tickets.reopenings[row]! > 0) ticketsReopened++;
    const excluded = exclusions[tickets.excluded[row]!]!;
    if (excluded !== "none") excludedTickets[excluded] = (excludedTickets[excluded] ?? 0) + 1;
  }
  const annulledClosures = closures.annulled.reduce((sum, flag) => sum + flag, 0);
  return {
    tickets: tickets.length,
    closures: closures.length - annulledClosures,
    annulledClosures,
    reopenings,
    ticketsReopened,
    waits: facts.waits.length,
    surveys: ratings.length,
    ratings: ratings.answerNumber.reduce((count, number) => count + (number > 0 ? 1 : 0), 0),
    handoffs: facts.handoffs.length,
    promises: facts.promises.length,
    excludedTickets,
  };
}
