import { type Observable, observables, type Policy } from "../../src/schemas/policy.ts";
import { closuresOf, handoffsOf, type OracleClosure, type OracleHandoff, type Signal } from "./closures.ts";
import { isLive, isShut, isThrownAway, type Moment, type Row, type Story, storiesOf } from "./story.ts";
import { firstCreation, holderAfter, initiatorOf, type OracleWait, staffId, waitsOf } from "./waits.ts";

export interface JudgedClosure extends OracleClosure {
  verdict: "undecided" | "confirmed" | "stood" | "refuted";
  refutedBy: string;
  refutedAt: number | null;
  returnedBy: string;
  returnedAt: number | null;
  /** When it first became known that it was premature. */
  prematureAt: number | null;
  reasons: string[];
}

interface OracleRating {
  offeredAt: number | null;
  suppressedAt: number | null;
  answeredAt: number | null;
  saidSolved: boolean | null;
  score: number | null;
  /** Position of the closure that it follows among the ticket's closures, or -1. */
  closure: number;
  agent: string | null;
}

export interface OracleTicket {
  ticket: string;
  story: Story;
  requester: string | null;
  channel: string | null;
  category: string | null;
  initiator: string;
  createdAt: number | null;
  /** Its creation, else its first event. */
  bornAt: number;
  split: boolean;
  phase: string;
  excluded: string;
  mergedInto: string | null;
  followUpOf: string | null;
  repeatOf: string | null;
  waits: OracleWait[];
  closures: JudgedClosure[];
  handoffs: OracleHandoff[];
  ratings: OracleRating[];
  reopenings: number;
  verdict: string;
  failure: string;
  verdictMs: number | null;
  agent: string | null;
  holder: string | null;
}

export interface Desk {
  asOf: number;
  /** Staff who did anything at all. */
  acted: Set<string>;
  observed: Record<Observable, boolean>;
  tickets: Map<string, OracleTicket>;
}

/** Reads a whole log by the definitions, one ticket after the other, then across tickets. */
export function readDesk(rows: readonly Row[], policy: Policy, asOf = Math.max(...rows.map((row) => row.at))): Desk {
  const stories = storiesOf(
    rows.filter((row) => row.at <= asOf),
    policy,
  );
  const observed = observedIn(stories, policy);
  const tickets = new Map(stories.map((story) => [story.ticket, readTicket(story, policy, observed, asOf)]));
  linkMerges(tickets);
  const signals = linkReturns(tickets, policy);
  for (const ticket of tickets.values()) {
    for (const closure of ticket.closures) judge(closure, signals.get(closure) ?? [], policy, asOf);
    decide(ticket, policy, asOf);
  }
  const acted = new Set(
    stories.flatMap((s) => s.moments.flatMap((m) => (m.kind === "agent" && m.who !== null ? [m.who] : []))),
  );
  return { asOf, acted, observed, tickets };
}

function observedIn(stories: readonly Story[], policy: Policy): Record<Observable, boolean> {
  const all = stories.flatMap((story) => story.moments);
  const some = (test: (moment: Moment) => boolean) => all.some(test);
  const message = (moment: Moment) => moment.row.type === "message";
  const shown = (moment: Moment) => message(moment) && moment.row["public"] === true;
  const found: Record<Observable, boolean> = {
    messages: some(message),
    customerMessages: some((m) => shown(m) && m.kind === "customer"),
    staffReplies: some((m) => shown(m) && ["customer", "agent", "bot"].includes(m.kind)),
    botMessages: some((m) => shown(m) && m.kind === "bot"),
    intents: some((m) => message(m) && m.row["intent"] !== undefined),
    surveys: some((m) => m.row.type === "survey" && m.row["step"] === "answered"),
    surveyOffers: some((m) => m.row.type === "survey" && m.row["step"] !== "answered"),
    handoffs: some((m) => m.row.type === "handoff" || (message(m) && m.row["intent"] === "humanRequest")),
    assignments: some((m) => m.row.type === "assigned"),
    requesters: some((m) => m.row.type === "created" && requesterOf(m.row) !== null),
    categories: some(
      (m) =>
        (m.row.type === "created" && m.row["category"] !== undefined) ||
        (m.row.type === "field" && m.row["name"] === "category"),
    ),
    promises: some((m) => m.row.type === "promised"),
    escalations: some((m) => m.row.type === "escalated"),
    waitingOnCustomer: some((m) => m.row["phase"] === "waitingOnCustomer" || m.row["phase"] === "onHold"),
    closures: some((m) => m.row.type === "status" && isShut(m.row["phase"] as string)),
    creations: some((m) => m.row.type === "created"),
  };
  for (const name of observables) found[name] = policy.observes[name] ?? found[name];
  return found;
}

const requesterOf = (row: Row): string | null =>
  (row["requester"] as string | undefined) ?? (row.actor?.kind === "customer" ? (row.actor.id ?? null) : null);

function readTicket(story: Story, policy: Policy, observed: Record<Observable, boolean>, asOf: number): OracleTicket {
  const { moments } = story;
  const creation = moments[firstCreation(story)];
  const closures = closuresOf(story, policy, observed) as JudgedClosure[];
  return {
    ticket: story.ticket,
    story,
    requester:
      creations(story)
        .map(requesterOf)
        .find((who) => who !== null) ?? null,
    channel: (creations(story).find((row) => row["channel"] !== undefined)?.["channel"] as string | undefined) ?? null,
    category: intakeCategory(story),
    initiator: initiatorOf(story, policy),
    createdAt: creation?.at ?? null,
    bornAt: creation?.at ?? moments[0]!.at,
    split: moments.some(
      (m) => m.row.type === "linked" && m.row["relation"] === "splitFrom" && m.row["other"] !== story.ticket,
    ),
    phase: moments.at(-1)!.after === "unknown" ? "open" : moments.at(-1)!.after,
    excluded: exclusionOf(moments),
    mergedInto: null,
    followUpOf: null,
    repeatOf: null,
    waits: waitsOf(story, policy, asOf),
    closures,
    handoffs: handoffsOf(story),
    ratings: ratingsOf(story, closures),
    reopenings: moments.filter((moment) => moment.reopening).length,
    verdict: "neverClosed",
    failure: "none",
    verdictMs: null,
    agent: null,
    holder: holderAfter(story, moments.length - 1),
  };
}

const creations = (story: Story) => story.moments.filter((m) => m.row.type === "created").map((m) => m.row);

/** That of the creation; without one, the first that the log shows, in a field or a further row. */
function intakeCategory(story: Story): string | null {
  const own = story.moments[firstCreation(story)]?.row["category"] as string | undefined;
  const shown = story.moments.map(({ row }) => {
    if (row.type === "created") return row["category"] as string | undefined;
    return row.type === "field" && row["name"] === "category" ? (row["value"] as string) : undefined;
  });
  return own ?? shown.find((category) => category !== undefined) ?? null;
}

/** The last act that took the ticket out, unless it was brought back. */
function exclusionOf(moments: readonly Moment[]): string {
  let merged = "none";
  let excluded = "none";
  for (const moment of moments) {
    const { row } = moment;
    if (row.type === "linked" && moment.mergesAway)
      excluded = row["relation"] === "mergedInto" ? "merged" : "duplicate";
    else if (moment.mergesAway && excluded === "none") excluded = "merged";
    if (moment.mergesAway && ["merged", "duplicate"].includes(excluded)) merged = excluded;
    if (isThrownAway(moment.after) && moment.after !== moment.before) excluded = moment.after;
    else if (isThrownAway(moment.before) && !isThrownAway(moment.after)) excluded = merged;
  }
  return excluded;
}

function ratingsOf(story: Story, closures: readonly OracleClosure[]): OracleRating[] {
  const result: OracleRating[] = [];
  let offer: OracleRating | null = null;
  const unassigned = !story.moments.some((m) => m.row.type === "assigned");
  story.moments.forEach(({ row, at }, index) => {
    if (row.type !== "survey") return;
    const closure = closures.findLastIndex((each) => each.index < index);
    const replier = story.moments.findLast(
      (m, place) => place < index && m.humanReply && m.kind === "agent" && m.who !== null,
    );
    const agent =
      closure >= 0 ? closures[closure]!.agent : (replier?.who ?? (unassigned ? null : holderAfter(story, index)));
    const follows = { closure, agent };
    const saidSolved = row["saidSolved"] as boolean | undefined;
    if (row["step"] === "answered") {
      const { min, max } = (row["scale"] as { min: number; max: number } | undefined) ?? { min: 1, max: 5 };
      const score = row["score"] === undefined ? null : ((row["score"] as number) - min) / (max - min);
      const answer = { answeredAt: at, score, saidSolved: saidSolved ?? null, ...follows };
      // An answer belongs to the latest offer, and follows the closure that it comes after.
      if (offer === null) result.push({ offeredAt: null, suppressedAt: null, ...answer });
      else Object.assign(offer, answer);
      offer = null;
      return;
    }
    const nothing = { answeredAt: null, score: null, saidSolved: null, ...follows };
    if (row["step"] === "suppressed") result.push({ offeredAt: null, suppressedAt: at, ...nothing });
    else {
      offer = { offeredAt: at, suppressedAt: null, ...nothing };
      result.push(offer);
    }
  });
  return result;
}

/** Where a ticket says that it went, and when; the last word counts. Null: nowhere; a null ticket: out of sight. */
function nextOf(tickets: Tickets, ticket: OracleTicket): { ticket: OracleTicket | null; at: number } | null {
  const mergers = ticket.story.moments.filter((moment) => moment.mergesAway);
  const last = mergers.findLast((moment) => moment.row.type === "linked");
  if (last !== undefined) return { ticket: tickets.get(last.row["other"] as string) ?? null, at: last.at };
  return mergers[0] === undefined ? null : { ticket: null, at: mergers[0].at };
}

type Tickets = Map<string, OracleTicket>;

/**
 * Follows mergers to the ticket that is left in the end. Of tickets merged in a circle the one merged first is left: the
 * later mergers show that it was there again.
 */
function linkMerges(tickets: Tickets): void {
  const survivors = new Set<OracleTicket>();
  for (const start of tickets.values()) {
    const path: OracleTicket[] = [];
    let ticket: OracleTicket | null = start;
    while (ticket !== null && !path.includes(ticket)) {
      path.push(ticket);
      ticket = nextOf(tickets, ticket)?.ticket ?? null;
    }
    if (ticket === null) continue;
    const circle = path.slice(path.indexOf(ticket));
    survivors.add(circle.sort((x, y) => nextOf(tickets, x)!.at - nextOf(tickets, y)!.at || canonical(x, y))[0]!);
  }
  const endOf = (ticket: OracleTicket): OracleTicket | null => {
    if (survivors.has(ticket)) return ticket;
    const next = nextOf(tickets, ticket);
    if (next === null) return ticket;
    return next.ticket === null ? null : endOf(next.ticket);
  };
  for (const ticket of tickets.values()) {
    const end = endOf(ticket);
    ticket.mergedInto = end === null || end === ticket ? null : end.ticket;
    if (survivors.has(ticket) && ["merged", "duplicate"].includes(ticket.excluded)) ticket.excluded = "none";
    const links = ticket.story.moments.filter((m) => m.row.type === "linked" && m.row["relation"] === "followUpOf");
    const known = links
      .map((m) => tickets.get(m.row["other"] as string))
      .findLast((t) => t !== undefined && t !== ticket);
    const followed = known === undefined ? null : (endOf(known) ?? known);
    ticket.followUpOf = followed === null || followed === ticket ? null : followed.ticket;
  }
  const carried = new Map<OracleWait, Partial<OracleWait>>();
  for (const ticket of tickets.values()) {
    for (const wait of ticket.waits) {
      if (wait.end === "merged") carried.set(wait, carry(tickets, survivors, ticket, wait.endAt!, new Set()));
    }
  }
  for (const [wait, end] of carried) Object.assign(wait, end);
}

/** A customer whose ticket is merged away goes on waiting in the one it went into. */
function carry(
  tickets: Tickets,
  stay: Set<OracleTicket>,
  from: OracleTicket,
  at: number,
  seen: Set<OracleTicket>,
): Partial<OracleWait> {
  const stays = stay.has(from);
  const into = stays ? from : (nextOf(tickets, from)?.ticket ?? null);
  if (into === null || seen.has(into)) return {};
  seen.add(into);
  const later = into.story.moments.filter((m) => m.at >= at);
  const ends = new Set(into.waits.filter((w) => w.end === "abandoned").map((w) => w.endAt));
  const end = later.find((m) => m.humanReply || (m.closing && !m.closedByMerger) || (endsHandoff(m) && ends.has(m.at)));
  const away = stays || stay.has(into) ? null : nextOf(tickets, into);
  if (away !== null && away.at >= at && (end === undefined || away.at < end.at)) {
    return { endAt: away.at, ...carry(tickets, stay, into, away.at, seen) };
  }
  if (end === undefined) return { end: "open", endAt: null };
  if (end.humanReply) return { end: "answered", endAt: end.at, answerer: staffId(end) };
  const late = later.slice(later.indexOf(end)).find((m) => m.humanReply)?.at ?? null;
  const abandoned = !end.closing || end.byCustomer;
  return { end: abandoned ? "abandoned" : "closedUnanswered", endAt: end.at, lateReplyAt: late };
}

const endsHandoff = (moment: Moment) => moment.row.type === "handoff" && moment.row["step"] === "abandoned";

const canonical = (x: OracleTicket, y: OracleTicket) =>
  x.story.moments[0]!.at - y.story.moments[0]!.at || (x.ticket < y.ticket ? -1 : 1);

/** What other tickets say about a closure: a follow-up, or the same person with the same kind of question again. */
function linkReturns(tickets: Tickets, policy: Policy): Map<OracleClosure, Signal[]> {
  const signals = new Map<OracleClosure, Signal[]>();
  const inWindow = (closure: OracleClosure, at: number) => at >= closure.at && at - closure.at <= policy.reopenWindow;
  const refute = (closure: OracleClosure | undefined, signal: Signal) => {
    if (closure === undefined || !inWindow(closure, signal.at)) return;
    signals.set(closure, [...(signals.get(closure) ?? []), signal]);
  };
  const latest = (owners: OracleTicket[], at: number) =>
    owners
      .flatMap((owner) => owner.closures.map((closure) => ({ owner, closure })))
      .filter(({ closure }) => !closure.annulled && closure.at <= at)
      .sort((x, y) => x.closure.at - y.closure.at || canonical(x.owner, y.owner) || x.closure.index - y.closure.index)
      .at(-1)?.closure;
  const there = [...tickets.values()].filter((ticket) => !isThrownAway(ticket.excluded));
  for (const ticket of there) {
    const { bornAt: at, ticket: name } = ticket;
    const byCustomer = ticket.initiator === "customer";
    // Merged into a closed ticket, a new one is the customer's return to it.
    const joined = byCustomer && ["merged", "duplicate"].includes(ticket.excluded) ? ticket.mergedInto : null;
    const followed = ticket.followUpOf ?? joined;
    if (followed !== null) refute(latest([tickets.get(followed)!], at), { at, word: "followUp", ticket: name });
    if (!byCustomer || ticket.createdAt === null || ticket.split) continue;
    if (ticket.requester === null || ticket.category === null) continue;
    const others = there.filter(
      (other) => other !== ticket && other.requester === ticket.requester && other.category === ticket.category,
    );
    const closure = latest(others, at);
    if (closure === undefined || !inWindow(closure, at)) continue;
    ticket.repeatOf = closure.ticket;
    if (ticket.followUpOf === null) refute(closure, { at, word: "repeatContact", ticket: name });
  }
  return signals;
}

function judge(closure: JudgedClosure, foreign: readonly Signal[], policy: Policy, asOf: number): void {
  if (!closure.annulled) closure.signals = [...closure.signals, ...foreign].sort((x, y) => x.at - y.at);
  const first = closure.signals[0];
  const no = closure.signals.filter((signal) => ["rejected", "saidUnsolved"].includes(signal.word));
  closure.refutedBy = first?.word ?? "none";
  closure.refutedAt = first?.at ?? null;
  const returned = closure.signals.find((signal) => !no.includes(signal));
  closure.returnedBy = returned?.word ?? "none";
  closure.returnedAt = returned?.at ?? null;
  const passed = asOf - closure.at >= policy.reopenWindow;
  closure.verdict =
    first !== undefined ? "refuted" : closure.confirmedBy !== "none" ? "confirmed" : passed ? "stood" : "undecided";
  const content = closure.byCustomer || (closure.confirmedBy !== "none" && no.length === 0);
  const soon = first !== undefined && first.at - closure.at <= policy.prematureWindow;
  const words = [...closure.reasonsAtClosing, ...(soon ? ["returnedSoon"] : []), ...no.map((signal) => signal.word)];
  closure.reasons = content ? [] : words;
  const known = [
    ...closure.reasonsAtClosing.map(() => closure.at),
    ...(soon ? [first.at] : []),
    ...no.map((s) => s.at),
  ];
  closure.prematureAt = content || known.length === 0 ? null : Math.min(...known);
}

/** How a ticket stands with regard to its last closure that counts. */
function decide(ticket: OracleTicket, policy: Policy, asOf: number): void {
  const last = ticket.closures.findLast((closure) => !closure.annulled);
  ticket.agent = last === undefined ? ticket.holder : last.agent;
  if (last === undefined) return;
  const place = ticket.closures.indexOf(last);
  const answer = ticket.ratings.findLast((rating) => rating.closure === place && rating.answeredAt !== null);
  const failures: [string, number | null][] = [
    ["premature", last.reasons.length > 0 && last.prematureAt === last.at ? last.at : null],
    ["refuted", last.refutedAt],
    ["openAgain", isLive(ticket.phase) ? last.reopenedAt : null],
    ["saidUnsolved", answer?.saidSolved === false ? answer.answeredAt : null],
  ];
  const failed = failures.find(([, at]) => at !== null);
  const until = failed === undefined ? asOf : failed[1]!;
  ticket.failure = failed === undefined ? "none" : failed[0];
  ticket.verdictMs = Math.min(policy.reopenWindow, until - last.at);
  const passed = asOf - last.at >= policy.reopenWindow;
  ticket.verdict = failed !== undefined ? "failed" : passed ? "resolved" : "undecided";
}
