import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { compareAsc, differenceInMilliseconds, isAfter, isBefore, parseISO } from "date-fns";
import type { TicketEvent } from "../../src/schemas/event.ts";
import { type Figures, median, Tally } from "./figures.ts";

type Event = TicketEvent & { time: Date };
type Status = Extract<Event, { type: "status" }>;

interface Closing {
  event: Status;
  ticket: Ticket;
  next: Status | undefined;
  reopening: Status | undefined;
  isChurn: boolean;
  agent: string;
  signals: { time: Date; what: string }[];
}

interface Ticket {
  id: string;
  events: Event[];
  requester: string | undefined;
  category: string | undefined;
  byCustomer: boolean;
  createdAt: Date;
  follows: string | undefined;
  closings: Closing[];
}

const dayMs = 86_400_000;
const isClosed = (event: Event | undefined) =>
  event?.type === "status" && (event.phase === "solved" || event.phase === "closed");
const isReply = (event: Event) =>
  event.type === "message" && event.public && event.actor?.kind === "agent" && event.origin === "human";
const isQuestion = (event: Event) =>
  event.type === "message" && event.public && event.actor?.kind === "customer" && event.intent !== "gratitude";
const isRejection = (event: Event) => event.type === "solution" && event.step === "rejected";
const saysUnsolved = (event: Event) => event.type === "survey" && event.saidSolved === false;
const isAcceptance = (event: Event) =>
  (event.type === "solution" && event.step === "accepted") || (event.type === "survey" && event.saidSolved === true);
const isSign = (event: Event) => isQuestion(event) || isRejection(event) || saysUnsolved(event);
const within = (event: Event, after: Date, before: Date | undefined) =>
  isAfter(event.time, after) && (before === undefined || isBefore(event.time, before));

/**
 * The figures as people compute them when they have no library: lines, JSON.parse, a Map of tickets, date-fns, and one question
 * after the other to the events of a ticket.
 */
export async function handwrittenFigures(ndjson: string): Promise<Figures> {
  const events = new Map<string, Event[]>();
  let asOf = new Date(0);
  for await (const line of createInterface({ input: createReadStream(ndjson) })) {
    if (line === "") continue;
    const row = JSON.parse(line) as TicketEvent;
    const event: Event = { ...row, time: parseISO(row.at as string) };
    if (isAfter(event.time, asOf)) asOf = event.time;
    const known = events.get(row.ticket);
    if (known === undefined) events.set(row.ticket, [event]);
    else known.push(event);
  }
  const tickets = new Map([...events].map(([id, own]) => [id, ticketOf(id, own)]));
  addReturnsInOtherTickets(tickets);
  const tally = new Tally();
  const firstAnswered: number[] = [];
  let scores = 0;
  tally.add("tickets", tickets.size);
  for (const ticket of tickets.values()) {
    countWaits(ticket, asOf, tally, firstAnswered);
    const judged = ticket.closings.map((closing) => ({ closing, ...countClosing(closing, asOf, tally) }));
    scores += countRatings(ticket, tally);
    countTicket(ticket, judged, asOf, tally);
  }
  const { figures } = tally;
  figures["firstAnsweredMedianMs"] = median(firstAnswered);
  figures["csat"] = scores / (figures["ratings"] ?? 1);
  return figures;
}

function ticketOf(id: string, events: Event[]): Ticket {
  events.sort((x, y) => compareAsc(x.time, y.time));
  const created = events[0] as Extract<Event, { type: "created" }>;
  const link = events.find((event) => event.type === "linked");
  const ticket: Ticket = {
    id,
    events,
    requester: created.requester,
    category: created.category,
    byCustomer: created.actor?.kind === "customer",
    createdAt: created.time,
    follows: link?.other,
    closings: [],
  };
  const statuses = events.filter((event) => event.type === "status");
  const changes = statuses.filter((event, i) => isClosed(event) !== isClosed(statuses[i - 1]));
  changes.forEach((event, i) => {
    if (!isClosed(event)) return;
    ticket.closings.push(closingOf(ticket, event, changes[i + 1], changes[i + 2]));
  });
  return ticket;
}

function closingOf(ticket: Ticket, event: Status, reopening: Status | undefined, next: Status | undefined): Closing {
  const closer = event.actor?.kind === "agent" ? event.actor.id : undefined;
  const isByCloser = closer !== undefined && reopening?.actor?.id === closer;
  const period = ticket.events.filter((each) => within(each, event.time, next?.time));
  const hasSign = period.some((each) => isSign(each) && within(each, event.time, reopening?.time));
  const isChurn = reopening !== undefined && isByCloser && !hasSign;
  const signals: Closing["signals"] = [];
  for (const each of isChurn ? [] : period) {
    if (differenceInMilliseconds(each.time, event.time) > 7 * dayMs) continue;
    const whileClosed = within(each, event.time, reopening?.time);
    if (each.type === "message" && isQuestion(each) && whileClosed) {
      signals.push({ time: each.time, what: each.intent === undefined ? "bareMessage" : "message" });
    } else if (isRejection(each)) signals.push({ time: each.time, what: "rejected" });
    else if (saysUnsolved(each)) signals.push({ time: each.time, what: "saidUnsolved" });
    else if (each === reopening) signals.push({ time: each.time, what: reopenedBy(reopening, isByCloser) });
  }
  return { event, ticket, next, reopening, isChurn, signals, agent: closer ?? holderAt(ticket, event.time) };
}

function reopenedBy(reopening: Status, isByCloser: boolean): string {
  if (reopening.actor?.kind === "customer" || isByCloser) return "reopenedByCustomer";
  return reopening.actor?.kind === "agent" ? "reopenedByColleague" : "reopenedByUnknown";
}

/** Who holds a ticket at an instant; where nobody was ever assigned the first to reply, if he had by `end`. */
function holderAt(ticket: Ticket, time: Date, end: Date | undefined = time): string {
  const assigned = ticket.events.filter((event) => event.type === "assigned");
  if (assigned.length === 0) {
    const reply = ticket.events.find(isReply);
    return reply === undefined || (end !== undefined && isAfter(reply.time, end)) ? "nobody" : reply.actor!.id!;
  }
  return assigned.findLast((event) => isBefore(event.time, time))?.agent ?? "nobody";
}

/** Follow-ups, and new tickets of the same customer in the same category: each returns to the latest closing before it. */
function addReturnsInOtherTickets(tickets: Map<string, Ticket>): void {
  const byContact = new Map<string, Closing[]>();
  const contact = (ticket: Ticket) => `${ticket.requester} ${ticket.category}`;
  for (const ticket of tickets.values()) {
    if (ticket.category === undefined) continue;
    const counted = ticket.closings.filter((closing) => !closing.isChurn);
    byContact.set(contact(ticket), [...(byContact.get(contact(ticket)) ?? []), ...counted]);
  }
  for (const ticket of tickets.values()) {
    const isFollowUp = ticket.follows !== undefined;
    if (!isFollowUp && (!ticket.byCustomer || ticket.category === undefined)) continue;
    const candidates = isFollowUp
      ? (tickets.get(ticket.follows!)?.closings.filter((closing) => !closing.isChurn) ?? [])
      : byContact.get(contact(ticket))!;
    const latest = candidates
      .filter((closing) => !isAfter(closing.event.time, ticket.createdAt))
      .sort((x, y) => compareAsc(x.event.time, y.event.time))
      .at(-1);
    if (latest === undefined || differenceInMilliseconds(ticket.createdAt, latest.event.time) > 7 * dayMs) continue;
    latest.signals.push({ time: ticket.createdAt, what: isFollowUp ? "followUp" : "repeatContact" });
  }
}

function countWaits(ticket: Ticket, asOf: Date, tally: Tally, firstAnswered: number[]): void {
  const reopenings = new Set<Event>(ticket.closings.flatMap((closing) => closing.reopening ?? []));
  const closings = new Set<Event>(ticket.closings.map((closing) => closing.event));
  let start: Event | undefined;
  const count = (end: Event | undefined, how: string) => {
    const endAt = end?.time ?? asOf;
    const ms = differenceInMilliseconds(endAt, start!.time);
    const agent = longestHolder(ticket, start!.time, endAt);
    tally.add(`waits.${how}`);
    tally.add(`agent.${agent}.waits`);
    tally.add(`agent.${agent}.waitMs`, ms);
    if (start!.type === "created") {
      tally.add(`firstWaits.${how}`);
      if (how === "answered") firstAnswered.push(ms);
    }
    start = undefined;
  };
  for (const event of ticket.events) {
    if (start !== undefined && isReply(event)) count(event, "answered");
    else if (start !== undefined && closings.has(event)) {
      count(event, event.actor?.kind === "customer" ? "abandoned" : "closedUnanswered");
    } else if (start === undefined) {
      const begins =
        (event.type === "created" && ticket.byCustomer) ||
        isQuestion(event) ||
        (reopenings.has(event) && event.actor?.kind === "customer");
      if (begins) start = event;
    }
  }
  if (start !== undefined) count(undefined, "open");
}

function longestHolder(ticket: Ticket, from: Date, to: Date): string {
  const moves = ticket.events.filter((event) => event.type === "assigned" && within(event, from, to));
  if (moves.length === 0) return holderAt(ticket, from, to);
  const held = new Map<string, number>();
  const bounds = [from, ...moves.map((move) => move.time), to];
  for (let i = 0; i + 1 < bounds.length; i++) {
    const holder =
      i === 0 ? holderBefore(ticket, from) : ((moves[i - 1] as { agent?: string | null }).agent ?? "nobody");
    held.set(holder, (held.get(holder) ?? 0) + differenceInMilliseconds(bounds[i + 1]!, bounds[i]!));
  }
  return [...held].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

function holderBefore(ticket: Ticket, time: Date): string {
  const last = ticket.events.findLast((event) => event.type === "assigned" && isBefore(event.time, time));
  return (last as { agent?: string | null } | undefined)?.agent ?? "nobody";
}

interface Judged {
  wasPremature: boolean;
  refutedAt: Date | undefined;
}

function countClosing(closing: Closing, asOf: Date, tally: Tally): Judged {
  const { event, ticket, signals, agent } = closing;
  if (closing.isChurn) {
    tally.add("annulled");
    return { wasPremature: false, refutedAt: undefined };
  }
  signals.sort((x, y) => compareAsc(x.time, y.time));
  const refuted = signals[0];
  const returned = signals.find(({ what }) => what !== "rejected" && what !== "saidUnsolved");
  const confirmed = isConfirmed(closing);
  const takenBack = signals.some(({ what }) => what === "rejected" || what === "saidUnsolved");
  const isExcused = event.actor?.kind === "customer" || (confirmed && !takenBack);
  const before = ticket.events.filter((each) => isBefore(each.time, event.time));
  const waiting = customerSpokeLast(ticket, before);
  const asked = ticket.byCustomer || before.some((each) => each.type === "message" && each.actor?.kind === "customer");
  const stands = (says: (each: Event) => boolean) => {
    const said = before.findLast(says);
    const isHeard = (each: Event) => (isReply(each) || isAcceptance(each)) && isAfter(each.time, said!.time);
    return said !== undefined && !before.some(isHeard);
  };
  const atClosing = {
    customerWaiting: waiting,
    noHumanReply: asked && !before.some(isReply),
    inactivityWhileOurTurn: waiting && event.cause === "inactivity",
    rejected: stands(isRejection),
    saidUnsolved: stands(saysUnsolved),
  };
  const reasons = {
    ...atClosing,
    rejected: atClosing.rejected || signals.some(({ what }) => what === "rejected"),
    saidUnsolved: atClosing.saidUnsolved || signals.some(({ what }) => what === "saidUnsolved"),
    returnedSoon: refuted !== undefined && differenceInMilliseconds(refuted.time, event.time) <= 3 * dayMs,
  };
  const given = isExcused ? [] : Object.entries(reasons).flatMap(([name, holds]) => (holds ? [name] : []));
  for (const name of given) tally.add(`reasons.${name}`);
  if (refuted !== undefined) tally.add(`refutedBy.${refuted.what}`);
  if (returned !== undefined) tally.add(`returnedBy.${returned.what}`);
  const hasStood = differenceInMilliseconds(asOf, event.time) >= 7 * dayMs;
  const verdict = refuted !== undefined ? "refuted" : confirmed ? "confirmed" : hasStood ? "stood" : "undecided";
  tally.add(`closures.${verdict}`);
  tally.add(`agent.${agent}.closures`);
  if (refuted !== undefined) tally.add(`agent.${agent}.refuted`);
  if (given.length > 0) tally.add(`agent.${agent}.premature`);
  const wasPremature = !isExcused && Object.values(atClosing).includes(true);
  return { wasPremature, refutedAt: refuted?.time };
}

/** Whether the last word before a closing was the customer's; only a reply, or his own closing, takes it from him. */
function customerSpokeLast(ticket: Ticket, before: Event[]): boolean {
  const reopenings = new Set<Event>(ticket.closings.flatMap((each) => each.reopening ?? []));
  const closings = new Set<Event>(ticket.closings.map((each) => each.event));
  let isHis = ticket.byCustomer;
  for (const each of before) {
    const byCustomer = each.actor?.kind === "customer";
    if (isQuestion(each) || (byCustomer && reopenings.has(each))) isHis = true;
    else if (isReply(each) || (byCustomer && closings.has(each))) isHis = false;
  }
  return isHis;
}

/** Whether the customer's word that it was solved stood at the closing, or came while the ticket was closed. */
function isConfirmed({ event, ticket, reopening }: Closing): boolean {
  const churn = new Set<Event>(ticket.closings.flatMap((each) => (each.isChurn ? each.reopening! : [])));
  const reopenings = new Set<Event>(ticket.closings.flatMap((each) => each.reopening ?? []));
  let accepted = false;
  for (const each of ticket.events) {
    if (!isBefore(each.time, event.time)) break;
    if (isAcceptance(each)) accepted = true;
    else if (isSign(each) || (reopenings.has(each) && !churn.has(each))) accepted = false;
  }
  return accepted || ticket.events.some((each) => isAcceptance(each) && within(each, event.time, reopening?.time));
}

/** @returns the sum of the scores that count */
function countRatings(ticket: Ticket, tally: Tally): number {
  let sum = 0;
  const rated = new Set<Closing>();
  for (const event of ticket.events) {
    if (event.type !== "survey" || event.step !== "answered") continue;
    const closing = ticket.closings.findLast((each) => isBefore(each.event.time, event.time))!;
    if (rated.has(closing)) continue;
    rated.add(closing);
    sum += event.score!;
    tally.add("ratings");
    tally.add(`agent.${closing.agent}.ratings`);
    tally.add(`agent.${closing.agent}.scores`, event.score!);
  }
  return sum;
}

function countTicket(ticket: Ticket, judged: (Judged & { closing: Closing })[], asOf: Date, tally: Tally): void {
  tally.add("reopenings", ticket.closings.filter((closing) => closing.reopening !== undefined).length);
  tally.add("humanReplies", ticket.events.filter(isReply).length);
  tally.add(
    "customerMessages",
    ticket.events.filter((event) => event.type === "message" && event.actor?.kind === "customer").length,
  );
  const last = judged.findLast(({ closing }) => !closing.isChurn);
  if (last === undefined) {
    tally.add("tickets.neverClosed");
    return;
  }
  const { closing } = last;
  const at = closing.event.time;
  const answers = ticket.events.filter(
    (event) => event.type === "survey" && event.step === "answered" && within(event, at, closing.next?.time),
  );
  const lastAnswer = answers.at(-1);
  const isLive = ticket.closings.at(-1)!.reopening !== undefined;
  const fail = (why: string, failedAt: Date) => {
    tally.add("tickets.failed");
    tally.add(`failures.${why}`);
    tally.add("verdictMs", Math.min(7 * dayMs, differenceInMilliseconds(failedAt, at)));
  };
  if (last.wasPremature) fail("premature", at);
  else if (last.refutedAt !== undefined) fail("refuted", last.refutedAt);
  else if (isLive) fail("openAgain", closing.reopening!.time);
  else if (lastAnswer !== undefined && saysUnsolved(lastAnswer)) fail("saidUnsolved", lastAnswer.time);
  else {
    const elapsedMs = differenceInMilliseconds(asOf, at);
    tally.add(elapsedMs >= 7 * dayMs ? "tickets.resolved" : "tickets.undecided");
    tally.add("verdictMs", Math.min(7 * dayMs, elapsedMs));
    if (elapsedMs >= 7 * dayMs) tally.add(`agent.${closing.agent}.resolved`);
  }
}
