import type { EventLog } from "../log/event-log.ts";
import { appendFacts } from "./append-facts.ts";
import type { FoldedFacts } from "./facts.ts";
import { foldTickets } from "./fold-tickets.ts";
import { logOfTickets } from "./log-of-tickets.ts";
import { withoutTickets } from "./without-tickets.ts";
import { withoutUnusedTexts } from "./without-unused-texts.ts";

/**
 * Folds again only the tickets that changed; linked, the result is that of folding everything anew. For a backend that keeps
 * facts and hears of changes one by one.
 *
 * The time is that of folding those tickets and of copying the tables; no other event is looked at.
 *
 * @param facts folded (not linked) with `forUpdates`
 * @param log every event of the tickets that changed, old and new; events of other tickets in it are left alone
 * @param tickets names of the tickets that changed. One of which the log has no event is taken out of the facts
 * @throws {TypeError} where the facts are linked, or were folded without `forUpdates`
 * @example
 * folded = updateFacts(folded, parseEvents(rowsOf("T-17")).log, ["T-17"]);
 * const facts = linkFacts(folded);
 */
export function updateFacts(facts: FoldedFacts, log: EventLog, tickets: Iterable<string>): FoldedFacts {
  if (facts.stage !== "folded" || facts.sightings === null) {
    const got = facts.stage === "folded" ? "facts folded without" : `${String(facts.stage)} facts`;
    throw new TypeError(`updateFacts: expected facts of foldTickets with { forUpdates: true }, got ${got}`);
  }
  const changed = new Set(tickets);
  const rest = withoutTickets(facts, changed);
  const options = { forUpdates: true, ...(facts.asOf === null ? {} : { asOf: facts.asOf }) };
  const fresh = foldTickets(logOfTickets(log, changed), facts.policy, options);
  return withoutUnusedTexts(appendFacts(rest, fresh));
}
