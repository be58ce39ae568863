import { escalationLevels, initiators, linkRelations, phases, statusCauses } from "../schemas/vocabulary.ts";
import { bits, code, count, duration, flag, instant, number, ref, row, type Table } from "./columns.ts";

/** Why a ticket counts in no ticket figure. */
export const exclusions = ["none", "merged", "duplicate", "spam", "deleted"] as const;
export type Exclusion = (typeof exclusions)[number];

/** How a ticket stands with regard to its last closure; `neverClosed` has none. */
export const ticketVerdicts = ["neverClosed", "resolved", "failed", "undecided"] as const;
export type TicketVerdict = (typeof ticketVerdicts)[number];

/** Why a ticket that was reported resolved failed: what came first. */
export const failures = ["none", "openAgain", "refuted", "premature", "saidUnsolved"] as const;

/** What is out of the ordinary about a ticket. */
export const ticketMarks = [
  "noCreation", // the log begins after the ticket did
  "closedAtFirstSight", // its first row already shows it closed
  "selfPicked", // its first owner assigned it to himself
  "recategorised", // its category was changed after intake
  "reclosedWithoutReply", // closed again after a return without a reply to it
  "split", // made out of another ticket by the desk
  "customerWroteAfterBot", // the customer wrote on after a bot had answered
  "saidSolved", // the customer accepted or said solved, and did not take it back
  "saidUnsolved", // the customer last rejected or said unsolved
] as const;

/** One row per ticket, in the order of first events. */
export const ticketColumns = {
  ticket: /* @__PURE__ */ ref("tickets"),
  requester: /* @__PURE__ */ ref("requesters"),
  /** NaN where the log does not show the creation. */
  createdAt: instant,
  firstEventAt: instant,
  lastEventAt: instant,
  /** Who began it: the row's `initiator`, else the kind of the creating actor, else the policy's. */
  initiator: /* @__PURE__ */ code(initiators),
  channel: /* @__PURE__ */ ref("channels"),
  /** At intake: the first value that the log shows, as priority. Later changes are marked, never followed. */
  category: /* @__PURE__ */ ref("categories"),
  priority: /* @__PURE__ */ ref("priorities"),
  /** Whom ticket figures credit: the credited closer of the last closure that counts, else the holder. */
  agent: /* @__PURE__ */ ref("agents"),
  team: /* @__PURE__ */ ref("teams"),
  employer: /* @__PURE__ */ ref("employers"),
  /** Who holds it at `asOf`. */
  holder: /* @__PURE__ */ ref("agents"),
  holderTeam: /* @__PURE__ */ ref("teams"),
  holderEmployer: /* @__PURE__ */ ref("employers"),
  phase: /* @__PURE__ */ code(phases),
  excluded: /* @__PURE__ */ code(exclusions),
  /** The agent whose act excluded it. */
  excludedBy: /* @__PURE__ */ ref("agents"),
  marks: /* @__PURE__ */ bits(ticketMarks),
  customerMessages: count,
  /** Public messages that count as a reply by the policy. */
  humanReplies: count,
  /** Public messages by staff or machine that do not. */
  otherReplies: count,
  botMessages: count,
  internalNotes: count,
  /** Human replies while the ticket was live. */
  updates: count,
  /** Moves from one agent to another. */
  transfers: count,
  /** Closures that count; churn aside. */
  closures: count,
  /** Moves from solved or closed to a live phase, all of them, whenever they came. */
  reopenings: count,
  selfReopenings: count,
  firstReplyAt: instant,
  firstClosedAt: instant,
  lastClosedAt: instant,
  /** Time live and not waiting on the customer, up to `asOf`. */
  ourTimeMs: duration,
  /** Since when it has been our turn to be heard of; NaN where it is not live. Closed by link. */
  ourTimeSince: instant,
  /** Longest stretch of that time without a human reply. */
  longestSilenceMs: duration,
  /** Silence so far of the stretch that still runs, up to `ourTimeSince`. */
  silenceSoFarMs: duration,
  firstEscalatedAt: instant,
  escalations: /* @__PURE__ */ bits(escalationLevels),
  firstAssignedAt: instant,
  /**
   * Who answers for the outcome: the first owner, where routing had not moved it on to another one. Nobody takes
   * over after the closing that decides the outcome or after `policy.scoreHorizon`.
   */
  liableOwner: /* @__PURE__ */ ref("agents"),
  /** The last owner up to then. */
  lastOwner: /* @__PURE__ */ ref("agents"),
  /** 1 where the liable owner handed it over himself. */
  handedOver: flag,
  /** The ticket that this one went into, follows up, repeats, or was split from. */
  mergedInto: /* @__PURE__ */ row("tickets"),
  followUpOf: /* @__PURE__ */ row("tickets"),
  repeatOf: /* @__PURE__ */ row("tickets"),
  /** From creation to the last closing, or to `asOf` while it is live. */
  resolutionMs: duration,
  resolutionBusinessMs: duration,
  verdict: /* @__PURE__ */ code(ticketVerdicts),
  failure: /* @__PURE__ */ code(failures),
  /** From the last closure to the failure, or to the end of what is known of it, at most the window. */
  verdictMs: duration,
} as const;

/** How a wait for us ended. `unseen`: the log does not show replies, so nothing is known of it. */
export const waitEnds = ["open", "answered", "closedUnanswered", "abandoned", "merged", "unseen"] as const;
export type WaitEnd = (typeof waitEnds)[number];
export const waitStarts = ["created", "message", "reopened"] as const;

/** One row per stretch during which the customer waited for us. */
export const waitColumns = {
  ticket: /* @__PURE__ */ row("tickets"),
  /** 1 is the first response; others count from 2. */
  round: count,
  start: /* @__PURE__ */ code(waitStarts),
  startAt: instant,
  /** NaN while it is open. */
  endAt: instant,
  end: /* @__PURE__ */ code(waitEnds),
  /** Who answered. */
  answerer: /* @__PURE__ */ ref("agents"),
  /** Whom the wait is credited to: whoever held it longest; nobody where that was the queue. */
  agent: /* @__PURE__ */ ref("agents"),
  team: /* @__PURE__ */ ref("teams"),
  employer: /* @__PURE__ */ ref("employers"),
  /** Up to its end, or to `asOf`. */
  calendarMs: duration,
  /** The same in business time; NaN where the policy has no calendar for it. */
  businessMs: duration,
  /** First human reply after a closing, or the customer's leaving, had ended the wait. */
  lateReplyAt: instant,
  /** From its start to the first human reply, in time or late: what a dashboard would show. NaN without one. */
  replyMs: duration,
  replyBusinessMs: duration,
  /** Public bot messages while the customer waited. */
  botReplies: count,
} as const;

export const closureVerdicts = ["undecided", "confirmed", "stood", "refuted"] as const;
export type ClosureVerdict = (typeof closureVerdicts)[number];

/** Why a closure was premature, each countable by itself. */
export const prematureReasons = [
  "customerWaiting",
  "noHumanReply",
  "inactivityWhileOurTurn",
  "handoffPending",
  "returnedSoon",
  "rejected",
  "saidUnsolved",
] as const;
export type PrematureReason = (typeof prematureReasons)[number];

/** What refuted a closure. `bareMessage`: a customer message that nobody labelled. */
export const refutations = [
  "none",
  "reopenedByCustomer",
  "reopenedByColleague",
  "reopenedByUnknown",
  "message",
  "bareMessage",
  "followUp",
  "repeatContact",
  "rejected",
  "saidUnsolved",
] as const;
export type Refutation = (typeof refutations)[number];

export const confirmations = ["none", "accepted", "saidSolved"] as const;

/** One row per closing of a ticket; solved → closed is one. */
export const closureColumns = {
  ticket: /* @__PURE__ */ row("tickets"),
  at: instant,
  cause: /* @__PURE__ */ code(statusCauses),
  /** Kind of the closing actor. */
  closerKind: /* @__PURE__ */ code(["unknown", "customer", "agent", "bot", "system"]),
  /** The closing person, where one is named. */
  closer: /* @__PURE__ */ ref("agents"),
  /** Whom it is credited to: the closer, or the holder where a rule, a bot or the customer closed it. */
  agent: /* @__PURE__ */ ref("agents"),
  team: /* @__PURE__ */ ref("teams"),
  employer: /* @__PURE__ */ ref("employers"),
  /** Undone by its closer with no sign of the customer: churn, in no denominator. */
  annulled: flag,
  reasons: /* @__PURE__ */ bits(prematureReasons),
  /** When the first of them became known: at the closing, or with the return, rejection or answer that showed it. */
  prematureAt: instant,
  /** Signals within the reopening window, all of them. */
  signals: /* @__PURE__ */ bits(refutations),
  /** The first of them. */
  refutedBy: /* @__PURE__ */ code(refutations),
  refutedAt: instant,
  /** The first return among them: every signal but a rejection or an "unsolved" in a survey. */
  returnedBy: /* @__PURE__ */ code(refutations),
  returnedAt: instant,
  /** The ticket that refuted it, where another one did. */
  refutingTicket: /* @__PURE__ */ row("tickets"),
  confirmedBy: /* @__PURE__ */ code(confirmations),
  confirmedAt: instant,
  /** The move back to a live phase, whenever it came. */
  reopenedAt: instant,
  /** Whom the ticket was assigned to then. */
  reopenHolder: /* @__PURE__ */ ref("agents"),
  verdict: /* @__PURE__ */ code(closureVerdicts),
  /** 1 where the customer closed it himself. */
  byCustomer: flag,
  /** The phase in which it was closed for inactivity; unknown where it was not. */
  inactiveIn: /* @__PURE__ */ code(phases),
  /** The phase into which it was closed. */
  phase: /* @__PURE__ */ code(phases),
} as const;

export const suppressionReasons = ["none", "noContact", "optedOut", "sampledOut", "cooldown", "other"] as const;

/** One row per survey: offered, answered or suppressed. */
export const ratingColumns = {
  ticket: /* @__PURE__ */ row("tickets"),
  /** The closure that the answer (else the offer) follows; -1 where it follows none. */
  closure: /* @__PURE__ */ row("closures"),
  offeredAt: instant,
  answeredAt: instant,
  suppressedAt: instant,
  suppression: /* @__PURE__ */ code(suppressionReasons),
  /** 0–1. */
  score: number,
  /** As given, with its scale. */
  rawScore: number,
  scaleMin: number,
  scaleMax: number,
  saidSolved: /* @__PURE__ */ code(["unsaid", "no", "yes"]),
  /** Which answer of its closure (or of its ticket, where it follows none): 1 the first. 0 unanswered. */
  answerNumber: count,
  /** 1 for the last answer so far of the same closure. */
  latest: flag,
  agent: /* @__PURE__ */ ref("agents"),
  team: /* @__PURE__ */ ref("teams"),
  employer: /* @__PURE__ */ ref("employers"),
} as const;

export const handoffEnds = ["open", "reached", "abandoned", "closedUnreached"] as const;
export type HandoffEnd = (typeof handoffEnds)[number];

/** One row per request for a human. */
export const handoffColumns = {
  ticket: /* @__PURE__ */ row("tickets"),
  /** What made it one. */
  trigger: /* @__PURE__ */ code(["event", "message"]),
  requestedAt: instant,
  queuedAt: instant,
  /** Where the log says that the hand-off was completed. */
  completedAt: instant,
  endAt: instant,
  end: /* @__PURE__ */ code(handoffEnds),
  /** Who was reached. */
  reached: /* @__PURE__ */ ref("agents"),
  agent: /* @__PURE__ */ ref("agents"),
  team: /* @__PURE__ */ ref("teams"),
  employer: /* @__PURE__ */ ref("employers"),
  calendarMs: duration,
  businessMs: duration,
} as const;

/** `moot`: the customer closed the ticket before it fell due. */
export const promiseEnds = ["pending", "kept", "broken", "moot"] as const;

/** One row per promise on progress. */
export const promiseColumns = {
  ticket: /* @__PURE__ */ row("tickets"),
  madeAt: instant,
  dueAt: instant,
  /** The human reply that kept it. */
  keptAt: instant,
  end: /* @__PURE__ */ code(promiseEnds),
  agent: /* @__PURE__ */ ref("agents"),
  team: /* @__PURE__ */ ref("teams"),
  employer: /* @__PURE__ */ ref("employers"),
} as const;

/** What a ticket was linked to, as the log names it; resolved by link. */
export const linkColumns = {
  ticket: /* @__PURE__ */ row("tickets"),
  relation: /* @__PURE__ */ code(linkRelations),
  /** Name of the other ticket; none where a closing only said that it was a merger. */
  other: /* @__PURE__ */ ref("values"),
  at: instant,
} as const;

/** Who held the waits that are still open, for how long; the row that still runs has `sinceAt`. */
export const holdColumns = {
  wait: /* @__PURE__ */ row("waits"),
  agent: /* @__PURE__ */ ref("agents"),
  team: /* @__PURE__ */ ref("teams"),
  heldMs: duration,
  sinceAt: instant,
} as const;

/** Human replies that ended no wait of their own ticket; one may end the wait of a ticket merged into it. */
export const replyColumns = {
  ticket: /* @__PURE__ */ row("tickets"),
  at: instant,
  agent: /* @__PURE__ */ ref("agents"),
} as const;

/**
 * What was said in public, by whom, and who handed the ticket on. `agent`: by hand, or so it seems; `assisted`: with a draft of
 * a machine or a canned text; `machine`: by software in an agent's name; `note`: internal, before anything was said in public.
 */
export const turnKinds = [
  "unknown",
  "customer",
  "thanks",
  "agent",
  "assisted",
  "machine",
  "bot",
  "system",
  "note",
  "transfer",
] as const;
export type TurnKind = (typeof turnKinds)[number];

/** One row per turn, for those who count otherwise than by waits: other tools' definitions of a reply. */
export const turnColumns = {
  ticket: /* @__PURE__ */ row("tickets"),
  at: instant,
  kind: /* @__PURE__ */ code(turnKinds),
} as const;

/**
 * Who held a ticket from when on, one row a move. Only kept where the policy's calendars ask for teams or employers: other tools'
 * opening hours are those of whoever holds it at some time.
 */
export const assignmentColumns = {
  ticket: /* @__PURE__ */ row("tickets"),
  at: instant,
  agent: /* @__PURE__ */ ref("agents"),
  team: /* @__PURE__ */ ref("teams"),
  employer: /* @__PURE__ */ ref("employers"),
} as const;

/** Who was seen in which team and on whose payroll, and when: fills in what an `assigned` row leaves out. */
export const rosterColumns = {
  agent: /* @__PURE__ */ ref("agents"),
  team: /* @__PURE__ */ ref("teams"),
  employer: /* @__PURE__ */ ref("employers"),
  firstSeenAt: instant,
  lastSeenAt: instant,
} as const;

export const tableSpecs = {
  tickets: ticketColumns,
  waits: waitColumns,
  closures: closureColumns,
  ratings: ratingColumns,
  handoffs: handoffColumns,
  promises: promiseColumns,
  roster: rosterColumns,
  links: linkColumns,
  holds: holdColumns,
  replies: replyColumns,
  turns: turnColumns,
  assignments: assignmentColumns,
} as const;

export type Tickets = Table<typeof ticketColumns>;
export type Waits = Table<typeof waitColumns>;
export type Closures = Table<typeof closureColumns>;
export type Ratings = Table<typeof ratingColumns>;
export type Handoffs = Table<typeof handoffColumns>;
export type Promises = Table<typeof promiseColumns>;
export type Roster = Table<typeof rosterColumns>;
export type Links = Table<typeof linkColumns>;
export type Holds = Table<typeof holdColumns>;
export type Replies = Table<typeof replyColumns>;
export type Turns = Table<typeof turnColumns>;
export type Assignments = Table<typeof assignmentColumns>;
