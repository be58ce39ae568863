import type { Facts } from "../facts/facts.ts";
import { prematureReasons, type Refutation, refutations } from "../facts/tables.ts";
import { phases } from "../schemas/vocabulary.ts";
import type { TicketReturns } from "./returns-as-tickets.ts";
import { OUTCOME_REASONS, type OutcomeReason } from "./unit.ts";

/** How a ticket came out for those who answer for it. Instants in epoch ms. */
export interface TicketOutcome {
  readonly outcome: 0 | 1;
  readonly reason: OutcomeReason;
  /** When the outcome is final. */
  readonly maturesAt: number;
  /** Row of the closing by which it is judged; -1 = never closed. */
  readonly closure: number;
  /** 1 where nobody gave its owner an open ticket: somebody else had closed it for good. */
  readonly neverLive: boolean;
}

const REASON_OF: Readonly<Record<Exclude<Refutation, "none">, OutcomeReason>> = {
  reopenedByCustomer: "reopened",
  reopenedByColleague: "reopenedByColleague",
  reopenedByUnknown: "reopenedByUnknown",
  message: "wroteAgain",
  bareMessage: "wroteAgain",
  followUp: "followUpTicket",
  repeatContact: "newTicketOnTheSame",
  rejected: "rejected",
  saidUnsolved: "saidUnsolved",
};
const NO_HUMAN_REPLY = 1 << prematureReasons.indexOf("noHumanReply");
const ON_HOLD = phases.indexOf("onHold");
const INACTIVITY = 1 << prematureReasons.indexOf("inactivityWhileOurTurn");

/**
 * Judges a ticket by its first closing within the horizon from its first assignment: solved for good where nothing
 * refuted it within the window. Reopenings by the closer himself are ignored, and a closing after one of them within the window
 * stretches it; a ticket that he left open is not closed.
 *
 * @param ticket row of a ticket that was assigned.
 * @param from the ticket's closings are the rows `from` to `to` (exclusive) of `facts.closures`.
 * @param returns of the customer as another ticket.
 * @param showsReplies whether the log shows replies in the ticket's channel; where it does not, none is missed.
 */
export function ticketOutcome(
  facts: Facts,
  ticket: number,
  from: number,
  to: number,
  returns: TicketReturns,
  showsReplies: boolean,
): TicketOutcome {
  const { closures, tickets, policy } = facts;
  const assignedAt = tickets.firstAssignedAt[ticket]!;
  const horizonAt = assignedAt + policy.scoreHorizon;
  const windowMs = policy.reopenWindow;

  let first = from;
  while (first < to && closures.at[first]! < assignedAt && !standsAt(facts, first, assignedAt)) first++;
  let neverLive = false;
  if (first < to && closures.at[first]! < assignedAt && closures.closer[first] !== tickets.liableOwner[ticket]) {
    // Closed before it was his, by somebody else: only what he closed later is judged.
    neverLive = standsAt(facts, first, horizonAt);
    first++;
  }
  if (first === to || closures.at[first]! > horizonAt) {
    return { outcome: 0, reason: "neverClosed", maturesAt: horizonAt, closure: -1, neverLive };
  }

  let judged = first;
  let endsAt = closures.at[first]! + windowMs;
  while (isUndone(facts, judged, endsAt)) {
    if (returns.at[judged]! <= endsAt && isInChain(facts, ticket, judged)) break;
    const waitsUntil = Math.max(horizonAt, endsAt);
    const next = judged + 1;
    if (next === to || closures.at[next]! > waitsUntil) {
      return { outcome: 0, reason: "leftOpen", maturesAt: waitsUntil, closure: judged, neverLive };
    }
    judged = next;
    endsAt = closures.at[judged]! + windowMs;
  }

  const given = { maturesAt: endsAt, closure: judged, neverLive } as const;
  const refutedAt = closures.refutedAt[judged]!;
  const by = refutations[closures.refutedBy[judged]!]!;
  if (by !== "none" && refutedAt <= endsAt && !(returns.at[judged]! < refutedAt)) {
    // Who writes and reopens in one go has reopened it.
    const isOneGo = REASON_OF[by] === "wroteAgain" && closures.reopenedAt[judged] === refutedAt;
    return { ...given, outcome: 0, reason: isOneGo ? "reopened" : REASON_OF[by] };
  }
  if (returns.at[judged]! <= endsAt) {
    return { ...given, outcome: 0, reason: returns.followUp[judged] ? "followUpTicket" : "newTicketOnTheSame" };
  }
  const reasons = closures.reasons[judged]!;
  // What is known from phases alone needs no replies to be seen.
  const byPhase = !facts.observed.staffReplies || closures.inactiveIn[judged] === ON_HOLD;
  if ((reasons & INACTIVITY) !== 0 && (showsReplies || byPhase)) {
    return { ...given, outcome: 0, reason: "closedForInactivityOnOurTurn" };
  }
  if ((reasons & NO_HUMAN_REPLY) !== 0 && showsReplies) return { ...given, outcome: 0, reason: "closedWithoutReply" };
  return { ...given, outcome: 1, reason: "stayedClosed" };
}

/** Position of a reason in `OUTCOME_REASONS`. */
export function outcomeReasonCode(reason: OutcomeReason): number {
  return OUTCOME_REASONS.indexOf(reason);
}

/** Whether a closing still stood at an instant after it. */
function standsAt({ closures }: Facts, closure: number, at: number): boolean {
  const reopenedAt = closures.reopenedAt[closure]!;
  return !(reopenedAt <= at);
}

/** Whether the closer is one of those who answer for the ticket; routing may have moved it on after he undid his closing. */
function isInChain({ closures, tickets }: Facts, ticket: number, closure: number): boolean {
  const closer = closures.closer[closure]!;
  return closer === tickets.liableOwner[ticket] || closer === tickets.lastOwner[ticket];
}

/** Whether the closer himself reopened it within its window, without a sign of the customer. */
function isUndone({ closures }: Facts, closure: number, endsAt: number): boolean {
  return closures.annulled[closure] === 1 && closures.reopenedAt[closure]! <= endsAt;
}
