import { count, flag, instant, number, TableBuilder } from "../facts/columns.ts";
import type { Facts } from "../facts/facts.ts";
import { exclusions, ticketMarks } from "../facts/tables.ts";
import { initiators } from "../schemas/vocabulary.ts";
import { channelsWithReplies } from "./channels-with-replies.ts";
import { returnsAsTickets } from "./returns-as-tickets.ts";
import { outcomeReasonCode, type TicketOutcome, ticketOutcome } from "./ticket-outcome.ts";
import { ticketSurvey } from "./ticket-survey.ts";
import { PROCESS_SIGNS, UNIT_EXCLUSIONS, type UnitExclusion, type Units } from "./unit.ts";

const columns = {
  agent: count,
  category: count,
  channel: count,
  ticket: count,
  received: flag,
  outcome: flag,
  outcomeReason: flag,
  assignedAt: instant,
  maturesAt: instant,
  rating: number,
  offered: flag,
  blocked: flag,
  unasked: flag,
  excluded: flag,
  signs: count,
  closedAt: instant,
  creditedClosing: flag,
} as const;

const mark = Object.fromEntries(ticketMarks.map((word, index) => [word, 1 << index])) as Record<
  (typeof ticketMarks)[number],
  number
>;
const NOT_EXCLUDED = exclusions.indexOf("none");

/**
 * Reads the units of the agent score off the fact tables: each assigned ticket gives one to its first owner by routing and
 * one to its last owner, if that is somebody else. Closings by anybody else are kept for throughput, and not scored.
 *
 * @throws TypeError where the facts are not linked yet.
 */
export function unitsFromFacts(facts: Facts): Units {
  if (facts.stage !== "linked") {
    throw new TypeError(`unitsFromFacts: expected linked facts, got ${String(facts.stage)} ones: linkFacts makes them`);
  }
  const { tickets, closures, ratings, dictionaries, policy } = facts;
  const closuresFrom = rowsOfTickets(closures.ticket, tickets.length);
  const ratingsFrom = rowsOfTickets(ratings.ticket, tickets.length);
  const returns = returnsAsTickets(facts, closuresFrom);
  const showsReplies = channelsWithReplies(facts);
  const table = new TableBuilder(columns);
  const categories = [...dictionaries.categories.values, ""];
  const channels = [...dictionaries.channels.values, ""];

  for (let ticket = 0; ticket < tickets.length; ticket++) {
    const from = closuresFrom[ticket]!;
    const to = closuresFrom[ticket + 1]!;
    const liable = tickets.liableOwner[ticket]!;
    const last = tickets.lastOwner[ticket]!;
    const closing = firstCountedClosing(facts, from, to);
    const closer = closing < 0 ? -1 : closures.agent[closing]!;
    const add = (agent: number): number => {
      const row = table.add();
      const written = table.columns;
      written.agent[row] = agent;
      written.ticket[row] = tickets.ticket[ticket]!;
      written.category[row] = inDictionary(tickets.category[ticket]!, categories);
      written.channel[row] = inDictionary(tickets.channel[ticket]!, channels);
      written.closedAt[row] = closing < 0 ? Number.NaN : closures.at[closing]!;
      written.creditedClosing[row] = agent === closer ? 1 : 0;
      return row;
    };
    if (liable >= 0) {
      const outcome = ticketOutcome(facts, ticket, from, to, returns, showsReplies(tickets.channel[ticket]!));
      const survey = ticketSurvey(
        facts,
        ratingsFrom[ticket]!,
        ratingsFrom[ticket + 1]!,
        tickets.firstAssignedAt[ticket]!,
        nextClosingAt(facts, ticket, to, outcome),
      );
      const excluded = UNIT_EXCLUSIONS.indexOf(exclusionOf(facts, ticket, outcome));
      for (const agent of last === liable ? [liable] : [liable, last]) {
        const row = add(agent);
        const written = table.columns;
        written.received[row] = agent === liable ? 0 : 1;
        written.outcome[row] = outcome.outcome;
        written.outcomeReason[row] = outcomeReasonCode(outcome.reason);
        written.assignedAt[row] = tickets.firstAssignedAt[ticket]!;
        written.maturesAt[row] = outcome.maturesAt;
        written.rating[row] = survey.rating;
        written.offered[row] = survey.offered ? 1 : 0;
        written.blocked[row] = survey.blocked ? 1 : 0;
        written.unasked[row] = outcome.closure >= 0 && !survey.mentioned ? 1 : 0;
        written.excluded[row] = excluded;
        if (agent === liable) written.signs[row] = signsOf(facts, ticket, from, to, outcome);
      }
    }
    // A machine or a rule that closes for a holder outside the chain is no work of his.
    if (closer >= 0 && closer !== liable && closer !== last && closures.closer[closing] === closer) {
      const row = add(closer);
      table.columns.received[row] = 1;
      table.columns.maturesAt[row] = closures.at[closing]! + policy.reopenWindow;
      table.columns.excluded[row] = UNIT_EXCLUSIONS.indexOf("notLiable");
    }
  }
  const { signs, ...read } = table.finish();
  return {
    ...read,
    signs: Uint16Array.from(signs),
    agents: dictionaries.agents.values,
    categories,
    channels,
    tickets: dictionaries.tickets.values,
  };
}

/** The last word of `words` stands for none. */
function inDictionary(code: number, words: readonly string[]): number {
  return code < 0 ? words.length - 1 : code;
}

/** Rows of each ticket in a table that is ordered by ticket: from `[t]` to `[t + 1]`. */
function rowsOfTickets(owners: Int32Array, tickets: number): Int32Array {
  const from = new Int32Array(tickets + 1);
  for (const owner of owners) from[owner + 1]!++;
  for (let i = 0; i < tickets; i++) from[i + 1]! += from[i]!;
  return from;
}

function firstCountedClosing({ closures }: Facts, from: number, to: number): number {
  for (let row = from; row < to; row++) if (closures.annulled[row] === 0) return row;
  return -1;
}

/** When the ticket was closed again after what it is judged by; Infinity where it was not. */
function nextClosingAt(
  { tickets, closures, policy }: Facts,
  ticket: number,
  to: number,
  outcome: TicketOutcome,
): number {
  let next = outcome.closure + 1;
  if (outcome.closure < 0) {
    const horizonAt = tickets.firstAssignedAt[ticket]! + policy.scoreHorizon;
    next = to;
    while (next > 0 && closures.ticket[next - 1] === ticket && closures.at[next - 1]! > horizonAt) next--;
  }
  return next < to ? closures.at[next]! : Number.POSITIVE_INFINITY;
}

function exclusionOf(facts: Facts, ticket: number, outcome: TicketOutcome): UnitExclusion {
  const { tickets, observed, policy } = facts;
  if (tickets.excluded[ticket] !== NOT_EXCLUDED) {
    return tickets.excludedBy[ticket] === tickets.liableOwner[ticket] ? "removedByAgent" : "removedByOthers";
  }
  const marks = tickets.marks[ticket]!;
  if ((marks & mark.noCreation) !== 0 && observed.creations) return "beganBeforeLog";
  const initiator = (marks & mark.noCreation) === 0 ? initiators[tickets.initiator[ticket]!] : policy.initiator;
  if (initiator !== "customer" || (marks & mark.split) !== 0) return "notCustomerInitiated";
  if ((marks & mark.selfPicked) !== 0) return "selfPicked";
  return outcome.neverLive ? "notLiable" : "counted";
}

function signsOf(facts: Facts, ticket: number, from: number, to: number, outcome: TicketOutcome): number {
  const { tickets, closures } = facts;
  const liable = tickets.liableOwner[ticket]!;
  const marks = tickets.marks[ticket]!;
  let selfReopened = false;
  let reclosed = false;
  for (let row = from; row < to; row++) {
    const undone = closures.annulled[row] === 1 && !Number.isNaN(closures.reopenedAt[row]!);
    if (undone && closures.closer[row] === liable) selfReopened = true;
    if (row > outcome.closure && !undone && closures.agent[row] === liable) reclosed = true;
  }
  const byAgent = initiators[tickets.initiator[ticket]!] === "agent" || (marks & mark.split) !== 0;
  const silently = (marks & mark.reclosedWithoutReply) !== 0 && facts.observed.staffReplies;
  const open = outcome.reason === "neverClosed" || outcome.reason === "leftOpen";
  const removed = tickets.excluded[ticket] !== NOT_EXCLUDED && tickets.excludedBy[ticket] === liable;
  return (
    (byAgent ? PROCESS_SIGNS.agentCreated : 0) |
    (selfReopened ? PROCESS_SIGNS.selfReopened : 0) |
    (tickets.handedOver[ticket] === 1 ? PROCESS_SIGNS.transferredOut : 0) |
    ((marks & mark.recategorised) !== 0 ? PROCESS_SIGNS.categoryChanged : 0) |
    (silently && reclosed ? PROCESS_SIGNS.reclosedWithoutReply : 0) |
    (open ? PROCESS_SIGNS.neverClosed : 0) |
    (removed ? PROCESS_SIGNS.removedByAgent : 0)
  );
}
