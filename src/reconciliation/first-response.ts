import { handoffEnds, waitEnds } from "../facts/tables.ts";
import { statusCauses } from "../schemas/vocabulary.ts";
import { type Answer, counted, leftOut } from "./answer.ts";
import { elapsed } from "./business-time.ts";
import { daytimeOf } from "./daytime.ts";
import { type ReplyTurns, replyTurns } from "./reply-turns.ts";
import type { FirstResponseRules } from "./rules.ts";
import { discarded, hasCreation, isAssigned, isByCustomer, isMergedAway, type TicketIndex } from "./ticket-index.ts";

/** What `tenMinutes` counts as the longest time. */
export const longestMs = 600_000;
const causeBot = statusCauses.indexOf("bot");
const abandonedHandoff = handoffEnds.indexOf("abandoned");

/** A stretch that waits for a reply: when it starts, when it is replied to, and when something else ends it. */
interface Stretch {
  readonly startAt: number;
  /** NaN without a reply. */
  readonly replyAt: number;
  /** A closing, the customer's leaving, or a hand-over: NaN without one. */
  readonly stopAt: number;
  /** Up to when it was watched, where that is before `asOf`. */
  readonly watchedTo?: number;
}

/** How one definition reads the first response, or every response, of each ticket. */
export function firstResponseAnswers(index: TicketIndex, rules: FirstResponseRules): Answer[] {
  const turns = replyTurns(index, rules.replyBy);
  const isDaytime = daytimeOf(index);
  const answers: Answer[] = [];
  for (let ticket = 0; ticket < index.facts.tickets.length; ticket++) {
    const reason = outsiderReason(index, rules, turns, ticket);
    if (reason !== null) {
      answers.push(leftOut(ticket, reason, index.facts.tickets.createdAt[ticket]!));
      continue;
    }
    const stretches = rules.unit === "round" ? rounds(index, rules, turns, ticket) : first(index, rules, turns, ticket);
    for (const stretch of stretches) answers.push(measured(index, rules, ticket, stretch, isDaytime));
  }
  return answers;
}

function outsiderReason(index: TicketIndex, rules: FirstResponseRules, turns: ReplyTurns, ticket: number) {
  const { facts, firstWait } = index;
  const excluded = discarded(index, ticket, rules.merged === "leftOut" ? "leftOut" : "kept");
  if (excluded !== null) return excluded;
  if (!hasCreation(index, ticket)) return "beganBeforeLog";
  if (rules.tickets === "assigned" && !isAssigned(index, ticket)) return "notAssigned";
  if (rules.tickets === "beyondBot" && turns.isBotAlone(ticket)) return "botAlone";
  const wait = firstWait[ticket]!;
  if (rules.agentBegun === "leftOut" && wait < 0) return isByCustomer(index, ticket) ? "closingNotSeen" : "agentBegun";
  const isDeskBegun = !isByCustomer(index, ticket);
  const waitsForCustomer = rules.agentBegun === "afterCustomer" && rules.unit === "ticket";
  if (isDeskBegun && waitsForCustomer && Number.isNaN(turns.firstOfCustomer(ticket))) return "customerNeverWrote";
  if (wait >= 0 && waitEnds[facts.waits.end[wait]!] === "unseen" && rules.unit === "ticket") return "unseen";
  return null;
}

/** The first response of a ticket. */
function first(index: TicketIndex, rules: FirstResponseRules, turns: ReplyTurns, ticket: number): Stretch[] {
  const { facts, firstWait } = index;
  const { tickets, waits } = facts;
  const createdAt = tickets.createdAt[ticket]!;
  const wait = firstWait[ticket]!;
  const isDeskBegun = !isByCustomer(index, ticket);
  let startAt = rules.start === "firstContact" && wait >= 0 ? waits.startAt[wait]! : createdAt;
  if (rules.start === "humanStage") startAt = humanStageAt(index, ticket) ?? startAt;
  if (isDeskBegun && rules.agentBegun === "afterCustomer") startAt = turns.firstOfCustomer(ticket);
  const isOwnWait = wait >= 0 && rules.replyBy === "policy" && rules.start !== "humanStage";
  if (isOwnWait && (rules.merged === "carriedOn" || !isMergedAway(index, ticket))) {
    const replyAt = waits.startAt[wait]! + waits.replyMs[wait]!;
    const end = waitEnds[waits.end[wait]!];
    const stopAt = end === "closedUnanswered" || end === "abandoned" ? waits.endAt[wait]! : Number.NaN;
    const stretch = { startAt, replyAt, stopAt, ...(end === "merged" ? { watchedTo: waits.endAt[wait]! } : {}) };
    return [openedAt(index, rules, ticket, stretch)];
  }
  let replyAt = turns.firstFrom(ticket, startAt);
  if (isDeskBegun && (rules.agentBegun === "secondReply" || rules.agentBegun === "secondReplyUnlessNoted")) {
    replyAt = turns.afterOwnOpening(ticket, startAt, rules.agentBegun === "secondReplyUnlessNoted");
  }
  const into = tickets.mergedInto[ticket]!;
  if (Number.isNaN(replyAt) && rules.merged === "carriedOn" && into >= 0) {
    replyAt = turns.firstFrom(into, Math.max(startAt, index.mergedAt[ticket]!));
  }
  return [openedAt(index, rules, ticket, { startAt, replyAt, stopAt: stopFrom(index, ticket, startAt) })];
}

/**
 * A clock that a hand-off, or a reopening before the reply, sets back to nothing. Only the first hand-off does, and where there is
 * neither, a closing by the bot.
 */
function openedAt(index: TicketIndex, rules: FirstResponseRules, ticket: number, stretch: Stretch): Stretch {
  if (rules.start !== "lastOpening") return stretch;
  const { facts, closuresFrom } = index;
  const { replyAt } = stretch;
  const isBefore = (at: number) => Number.isNaN(replyAt) || at <= replyAt;
  let { startAt } = stretch;
  let botClosedAt = Number.NaN;
  const handoffAt = humanStageAt(index, ticket);
  if (handoffAt !== null && isBefore(handoffAt)) startAt = Math.max(startAt, handoffAt);
  for (let row = closuresFrom[ticket]!; row < closuresFrom[ticket + 1]!; row++) {
    const reopenedAt = facts.closures.reopenedAt[row]!;
    if (reopenedAt > startAt && isBefore(reopenedAt)) startAt = reopenedAt;
    const closedAt = facts.closures.at[row]!;
    if (facts.closures.cause[row] === causeBot && isBefore(closedAt)) botClosedAt = closedAt;
  }
  const isBotClosing = startAt === stretch.startAt && botClosedAt > startAt;
  if (isBotClosing) startAt = botClosedAt;
  // The closing that started the clock does not stop it.
  const stopAt = stopFrom(index, ticket, startAt, isBotClosing ? startAt : Number.NaN);
  return { ...stretch, startAt, stopAt };
}

/** When the ticket was first handed to people: put into their queue, else asked for. */
function humanStageAt({ facts, handoffsFrom }: TicketIndex, ticket: number): number | null {
  const row = handoffsFrom[ticket]!;
  if (row === handoffsFrom[ticket + 1]) return null;
  const queuedAt = facts.handoffs.queuedAt[row]!;
  return Number.isNaN(queuedAt) ? facts.handoffs.requestedAt[row]! : queuedAt;
}

/** The first closing, but one of a certain instant, or leaving of the queue, from an instant on; NaN without one. */
function stopFrom(
  { facts, closuresFrom, handoffsFrom }: TicketIndex,
  ticket: number,
  fromMs: number,
  butAt = Number.NaN,
): number {
  const { closures, handoffs } = facts;
  let stopAt = Number.POSITIVE_INFINITY;
  for (let row = closuresFrom[ticket]!; row < closuresFrom[ticket + 1]!; row++) {
    const at = closures.at[row]!;
    if (at >= fromMs && at < stopAt && at !== butAt) stopAt = at;
  }
  for (let row = handoffsFrom[ticket]!; row < handoffsFrom[ticket + 1]!; row++) {
    const endAt = handoffs.endAt[row]!;
    if (handoffs.end[row] === abandonedHandoff && endAt >= fromMs && endAt < stopAt) stopAt = endAt;
  }
  return stopAt === Number.POSITIVE_INFINITY ? Number.NaN : stopAt;
}

/** Every round of a dialogue, from the customer's first line to the next reply. */
function rounds(index: TicketIndex, rules: FirstResponseRules, turns: ReplyTurns, ticket: number): Stretch[] {
  const stretches: Stretch[] = [];
  const createdAt = isByCustomer(index, ticket) ? index.facts.tickets.createdAt[ticket]! : Number.POSITIVE_INFINITY;
  let sinceAt = Number.NaN;
  let hasBegun = false;
  // The creation is the customer's first line, unless he had written before it was entered.
  const begin = (at: number) => {
    if (!hasBegun && at >= createdAt) [sinceAt, hasBegun] = [createdAt, true];
  };
  turns.walk(ticket, (what, at) => {
    begin(at);
    if (what === "customer") hasBegun = true;
    if (what === "customer" && Number.isNaN(sinceAt)) sinceAt = at;
    if (Number.isNaN(sinceAt)) return;
    if (what === "reply") {
      stretches.push({ startAt: sinceAt, replyAt: at, stopAt: stopFrom(index, ticket, sinceAt) });
      sinceAt = Number.NaN;
    } else if (what === "transfer" && rules.transfers === "endRound") {
      stretches.push({ startAt: sinceAt, replyAt: Number.NaN, stopAt: at });
      sinceAt = at;
    }
  });
  begin(index.facts.asOf);
  if (!Number.isNaN(sinceAt)) {
    stretches.push({ startAt: sinceAt, replyAt: Number.NaN, stopAt: stopFrom(index, ticket, sinceAt) });
  }
  return stretches;
}

/** What a stretch counts as. */
function measured(
  index: TicketIndex,
  rules: FirstResponseRules,
  ticket: number,
  { startAt, replyAt, stopAt, watchedTo = index.facts.asOf }: Stretch,
  isDaytime: (at: number) => boolean,
): Answer {
  const isReplied = !Number.isNaN(replyAt);
  const at = rules.dated === "reply" && isReplied ? replyAt : startAt;
  if (rules.hours === "from8To23" && !isDaytime(startAt)) return leftOut(ticket, "outsideHours", at);
  const spent = (toMs: number) => elapsed(index, ticket, startAt, toMs, rules, index.firstWait[ticket]);
  const answer = (status: 0 | 1 | 2, ms: number) => {
    if (Number.isNaN(ms)) return leftOut(ticket, "noTime", at);
    return counted(ticket, at, status, status === 1 && rules.longest === "tenMinutes" ? Math.min(longestMs, ms) : ms);
  };
  // A closing of the same instant is the one that the reply was sent with.
  if (rules.unanswered === "neverAnswered" && stopAt < replyAt) return answer(2, spent(stopAt));
  if (isReplied) return answer(1, spent(replyAt));
  switch (rules.unanswered) {
    case "neverAnswered":
      return Number.isNaN(stopAt) ? answer(0, spent(watchedTo)) : answer(2, spent(stopAt));
    case "dropped":
      return leftOut(ticket, "neverReplied", at);
    case "tenMinutes":
      return answer(1, longestMs);
    case "notInTime":
      return answer(2, spent(watchedTo));
  }
}
