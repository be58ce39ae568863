import type { PolicyInput } from "../schemas/policy.ts";
import { resolvePolicy } from "../schemas/policy.ts";
import { inCanonicalOrder } from "./canonical-order.ts";
import { carryWaits } from "./carry-waits.ts";
import { Clocks } from "./clocks.ts";
import { Exclusion, Mark, WaitEnd } from "./codes.ts";
import { creditOpenWaits, measure } from "./durations.ts";
import type { Facts, FactsNote, FoldedFacts } from "./facts.ts";
import { refuteByLinks, resolveLinks } from "./links.ts";
import { ClosureRefuter } from "./refute.ts";
import { refuteRepeatContacts } from "./repeat-contacts.ts";
import { mergeSpells, rosterFiller } from "./roster.ts";
import { rowsByTicket } from "./rows-by-ticket.ts";
import { surveyedAt } from "./surveyed-at.ts";
import { forgetUnseen, judgeClosures, judgeTickets } from "./verdicts.ts";

/**
 * Joins folded facts across tickets (merges, follow-ups, repeat contacts of one requester in one category), closes at
 * `asOf` what is still open, and gives every closure and ticket its verdict.
 *
 * The rules of the fold hold here too; a policy given must be the one that the facts were folded with.
 *
 * @throws {RangeError} where another policy is given than the one that the facts were folded with
 */
export function linkFacts(folded: FoldedFacts, policy?: PolicyInput): Facts {
  if (policy !== undefined && JSON.stringify(resolvePolicy(policy)) !== JSON.stringify(folded.policy)) {
    throw new RangeError("linkFacts: expected the policy that the facts were folded with, got another one");
  }
  return link(folded, false);
}

/** The same for folded facts that nobody else holds: their tables may become those of the result. */
export function linkOwned(folded: FoldedFacts): Facts {
  return link(folded, true);
}

function link(folded: FoldedFacts, owned: boolean): Facts {
  const rules = folded.policy;
  const asOf = folded.asOf ?? folded.newestAt;
  const { dictionaries } = folded;
  const observed = { ...folded.observed, ...rules.observes };
  const tables = inCanonicalOrder(folded, owned);
  const { tickets, waits, closures, ratings, handoffs, promises, links, holds, assignments } = tables;
  const mergers = resolveLinks(tickets, links, dictionaries);
  carryWaits(mergers, waits, closures, tables.replies);
  const closuresFrom = rowsByTicket(closures.ticket, tickets.length);
  const refuter = new ClosureRefuter(closures, rules);
  refuteByLinks(tickets, closures, closuresFrom, links, refuter);
  refuteRepeatContacts(tickets, closures, closuresFrom, refuter);
  creditOpenWaits(waits, holds, asOf);
  const roster = mergeSpells(folded.roster, dictionaries);
  const fill = rosterFiller(roster, rules, dictionaries);
  fill(waits, () => waits.startAt);
  fill(closures, () => closures.at);
  fill(ratings, () => surveyedAt(ratings));
  fill(handoffs, () => handoffs.requestedAt);
  fill(promises, () => promises.madeAt);
  fill(assignments, () => assignments.at);
  fill(tickets, () => tickets.lastEventAt);
  const { holder, holderTeam, holderEmployer } = tickets;
  fill({ agent: holder, team: holderTeam, employer: holderEmployer }, () => tickets.lastEventAt);
  forgetUnseen(waits, handoffs, observed);
  const firstAt = Math.min(asOf, tickets.firstEventAt[0] ?? asOf);
  measure({ tickets, waits, handoffs, promises }, new Clocks(rules, dictionaries, firstAt, asOf), asOf);
  judgeClosures(closures, rules, observed, asOf);
  judgeTickets(tickets, closures, closuresFrom, ratings, rules, asOf);
  return {
    stage: "linked",
    ...tables,
    roster,
    dictionaries,
    observed,
    policy: rules,
    asOf,
    notes: notesOf(tickets, waits),
  };
}

/** What of the log is out of the ordinary, counted and named. */
export const factsNotes = ["noCreation", "closedAtFirstSight", "mergedOutOfSight", "unseenWaits"] as const;

function notesOf(tickets: Facts["tickets"], waits: Facts["waits"]): FactsNote[] {
  const counts = { noCreation: 0, closedAtFirstSight: 0, mergedOutOfSight: 0, unseenWaits: 0 };
  for (let row = 0; row < tickets.length; row++) {
    const marks = tickets.marks[row]!;
    if ((marks & Mark.noCreation) !== 0) counts.noCreation++;
    if ((marks & Mark.closedAtFirstSight) !== 0) counts.closedAtFirstSight++;
    if (tickets.excluded[row] === Exclusion.merged && tickets.mergedInto[row]! < 0) counts.mergedOutOfSight++;
  }
  for (let row = 0; row < waits.length; row++) if (waits.end[row] === WaitEnd.unseen) counts.unseenWaits++;
  return factsNotes.filter((code) => counts[code] > 0).map((code) => ({ code, count: counts[code] }));
}
