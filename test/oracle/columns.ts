import type { OracleHandoff } from "./closures.ts";
import type { Desk, OracleTicket } from "./desk.ts";
import { people } from "./random-logs.ts";
import { isLive, isShut, type Moment } from "./story.ts";
import { holderAfter, isBotMessage } from "./waits.ts";

/** Expected cells of a row by column; a set where several answers are right. */
export type Expected = Record<string, unknown>;

export interface ExpectedTables {
  ticket: Expected;
  waits: Expected[];
  closures: Expected[];
  ratings: Expected[];
  handoffs: Expected[];
  promises: Expected[];
  turns: Expected[];
}

/** What the fact tables should hold of one ticket, as `factRows` reads them. */
export function expectedTables(desk: Desk, ticket: OracleTicket): ExpectedTables {
  const { asOf } = desk;
  return {
    ticket: ticketColumns(desk, ticket),
    waits: ticket.waits.map((wait) => {
      const seen = desk.observed.staffReplies || wait.end === "answered";
      const replyAt = wait.end === "answered" ? wait.endAt : wait.lateReplyAt;
      return {
        round: wait.round,
        start: wait.start,
        startAt: wait.startAt,
        endAt: seen ? wait.endAt : null,
        end: seen ? wait.end : "unseen",
        answerer: wait.answerer,
        agent: new Set(wait.longestHolders),
        calendarMs: seen ? (wait.endAt ?? asOf) - wait.startAt : null,
        businessMs: null,
        lateReplyAt: wait.lateReplyAt,
        replyMs: replyAt === null ? null : replyAt - wait.startAt,
        replyBusinessMs: null,
        botReplies: wait.botReplies,
      };
    }),
    closures: ticket.closures.map((closure) => ({
      at: closure.at,
      closer: closure.closer,
      agent: closure.agent,
      annulled: closure.annulled,
      byCustomer: closure.byCustomer,
      reopenedAt: closure.reopenedAt,
      reopenHolder: reopenHolderOf(ticket, closure.reopenedAt),
      phase: ticket.story.moments[closure.index]!.after,
      ...(closure.annulled
        ? {}
        : {
            reasons: inOrder(reasonOrder, closure.reasons),
            signals: inOrder(
              signalOrder,
              closure.signals.map((signal) => signal.word),
            ),
            refutedBy: new Set(
              closure.signals
                .filter((s) => s.at === closure.refutedAt)
                .map((s) => s.word)
                .concat(closure.refutedAt === null ? ["none"] : []),
            ),
            refutedAt: closure.refutedAt,
            returnedAt: closure.returnedAt,
            confirmedBy: closure.confirmedBy,
            returnedBy: new Set(
              closure.signals
                .filter((s) => s.at === closure.returnedAt && s.word !== "rejected" && s.word !== "saidUnsolved")
                .map((s) => s.word)
                .concat(closure.returnedAt === null ? ["none"] : []),
            ),
            prematureAt: closure.prematureAt,
            verdict: closure.verdict,
          }),
    })),
    ratings: ticket.ratings.map((rating) => ({
      offeredAt: rating.offeredAt,
      answeredAt: rating.answeredAt,
      suppressedAt: rating.suppressedAt,
      saidSolved: rating.saidSolved === null ? "unsaid" : rating.saidSolved ? "yes" : "no",
      score: rating.score,
      agent: rating.agent,
    })),
    handoffs: ticket.handoffs.map(seenHandoff).map((handoff) => ({
      trigger: handoff.trigger,
      requestedAt: handoff.requestedAt,
      completedAt: handoff.completedAt,
      endAt: handoff.endAt,
      end: handoff.end,
      reached: handoff.reached,
      calendarMs: (handoff.endAt ?? asOf) - handoff.requestedAt,
    })),
    promises: promisesOf(ticket, asOf),
    turns: turnsOf(ticket),
  };

  /** Where a log shows no replies, a request that it calls completed reached somebody. */
  function seenHandoff(handoff: OracleHandoff): OracleHandoff {
    if (desk.observed.staffReplies || handoff.completedAt === null || handoff.end === "reached") return handoff;
    return { ...handoff, end: "reached", endAt: handoff.completedAt };
  }
}

const reasonOrder = [
  "customerWaiting",
  "noHumanReply",
  "inactivityWhileOurTurn",
  "handoffPending",
  "returnedSoon",
  "rejected",
  "saidUnsolved",
];
const signalOrder = [
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
];
const inOrder = (order: readonly string[], words: readonly string[]) => order.filter((word) => words.includes(word));

function ticketColumns(desk: Desk, ticket: OracleTicket): Expected {
  const { moments } = ticket.story;
  const count = (test: (moment: Moment) => boolean) => moments.filter(test).length;
  const shown = (moment: Moment) => moment.row.type === "message" && moment.row["public"] === true;
  const counted = ticket.closures.filter((closure) => !closure.annulled);
  const firstReply = moments.find((moment) => moment.humanReply);
  const last = counted.at(-1);
  const until = isShut(ticket.phase) ? (last?.at ?? null) : desk.asOf;
  return {
    requester: ticket.requester,
    createdAt: ticket.createdAt,
    firstEventAt: moments[0]!.at,
    lastEventAt: moments.at(-1)!.at,
    initiator: ticket.initiator,
    channel: ticket.channel,
    category: ticket.category,
    agent: ticket.agent,
    holder: ticket.holder,
    employer: ticket.agent !== null && desk.acted.has(ticket.agent) ? (people[ticket.agent]?.employer ?? null) : null,
    phase: ticket.phase,
    excluded: ticket.excluded,
    customerMessages: count((m) => shown(m) && m.kind === "customer"),
    humanReplies: count((m) => m.humanReply),
    otherReplies: count((m) => shown(m) && ["agent", "bot", "system"].includes(m.kind) && !m.humanReply),
    botMessages: count(isBotMessage),
    internalNotes: count((m) => m.row.type === "message" && m.row["public"] === false),
    updates: count((m) => m.humanReply && !isShut(m.before)),
    transfers: transfersOf(ticket),
    closures: counted.length,
    reopenings: ticket.reopenings,
    firstReplyAt: firstReply?.at ?? null,
    firstClosedAt: counted[0]?.at ?? null,
    lastClosedAt: last?.at ?? null,
    ourTimeMs: ourTimeOf(ticket, desk.asOf).total,
    longestSilenceMs: ourTimeOf(ticket, desk.asOf).longest,
    firstEscalatedAt: moments.find((m) => m.row.type === "escalated")?.at ?? null,
    escalations: inOrder(
      ["supervisor", "platform", "regulator", "public"],
      moments.filter((m) => m.row.type === "escalated").map((m) => m.row["level"] as string),
    ),
    mergedInto: ticket.mergedInto,
    followUpOf: ticket.followUpOf,
    repeatOf: ticket.repeatOf,
    resolutionMs: ticket.createdAt === null || until === null ? null : until - ticket.createdAt,
    verdict: ticket.verdict,
    failure: ticket.failure,
    verdictMs: ticket.verdictMs,
  };
}

/** Whom it was assigned to when it was reopened; whoever merely replied first is not. */
function reopenHolderOf(ticket: OracleTicket, at: number | null): string | null {
  const { story } = ticket;
  const index = story.moments.findIndex((moment) => moment.at === at && moment.reopening);
  const past = story.moments.slice(0, index + 1);
  return past.some((moment) => moment.row.type === "assigned") ? holderAfter(story, index) : null;
}

/** What was said in public and by whom, the first note before it, and the hand-overs between agents. */
function turnsOf(ticket: OracleTicket): Expected[] {
  let owner: string | null = null;
  const turns: Expected[] = [];
  ticket.story.moments.forEach(({ row, at, kind }, index) => {
    if (row.type === "assigned") {
      const next = holderAfter(ticket.story, index);
      if (next === null) return;
      if (owner !== null && next !== owner) turns.push({ at, kind: "transfer" });
      owner = next;
    }
    if (row.type !== "message") return;
    const said = turns.some((turn) => turn["kind"] !== "transfer");
    if (row["public"] !== true) {
      if (!said) turns.push({ at, kind: "note" });
      return;
    }
    const helped = ["assisted", "template"].includes(row["origin"] as string);
    const byHand = row["origin"] === undefined || row["origin"] === "human";
    const written = byHand ? "agent" : helped ? "assisted" : "machine";
    const by = kind === "customer" && row["intent"] === "gratitude" ? "thanks" : kind;
    turns.push({ at, kind: kind === "agent" ? written : by });
  });
  return turns;
}

function transfersOf(ticket: OracleTicket): number {
  let owner: string | null = null;
  let transfers = 0;
  ticket.story.moments.forEach((moment, index) => {
    if (moment.row.type !== "assigned") return;
    const next = holderAfter(ticket.story, index);
    if (next === null) return;
    if (owner !== null && next !== owner) transfers++;
    owner = next;
  });
  return transfers;
}

/**
 * Time that was ours to work on, and its longest stretch between two human words. Whoever writes while we wait for him
 * hands the turn to us, and whoever answers him hands it back; a closing ends the silence.
 */
function ourTimeOf(ticket: OracleTicket, asOf: number): { total: number; longest: number } {
  const { moments } = ticket.story;
  let total = 0;
  let longest = 0;
  let silence = 0;
  let handedBack = false;
  let merged = false;
  moments.forEach((moment, index) => {
    const { row, after } = moment;
    if (moment.humanReply || moment.closing || moment.mergesAway) silence = 0;
    if (row.type === "status" && moment.before !== after) {
      handedBack = false;
      merged = false;
    }
    if (moment.mergesAway) {
      merged = true;
      handedBack = false;
    }
    if (after === "waitingOnCustomer" && moment.customerWord) handedBack = true;
    if (moment.humanReply) handedBack = false;
    const ours = after === "waitingOnCustomer" ? handedBack : isLive(after) && !merged;
    if (!ours) return;
    const ms = (moments[index + 1]?.at ?? asOf) - moment.at;
    total += ms;
    silence += ms;
    longest = Math.max(longest, silence);
  });
  return { total, longest };
}

function promisesOf(ticket: OracleTicket, asOf: number): Expected[] {
  const { moments } = ticket.story;
  return moments.flatMap((moment, index) => {
    if (moment.row.type !== "promised") return [];
    const due = moment.row["due"] as number;
    const said = moment.row["kept"] as boolean | undefined;
    // The message that makes a promise does not keep it.
    const settles = (m: Moment) => (m.humanReply && m.at > moment.at) || (m.closing && m.byCustomer);
    const first = moments.slice(index + 1).find((m) => m.at <= due && settles(m));
    const end = first === undefined ? (asOf >= due ? "broken" : "pending") : first.humanReply ? "kept" : "moot";
    return [{ madeAt: moment.at, dueAt: due, end: said === undefined ? end : said ? "kept" : "broken" }];
  });
}
