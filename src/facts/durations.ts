import type { Clocks } from "./clocks.ts";
import { Absent, HandoffEnd, Phase, PromiseEnd, WaitEnd } from "./codes.ts";
import type { Handoffs, Holds, Promises, Tickets, Waits } from "./tables.ts";

/** Credits waits that are still open to whoever held them longest up to `asOf`. */
export function creditOpenWaits(waits: Waits, holds: Holds, asOf: number): void {
  let best: number = Absent.none;
  let bestMs = -1;
  for (let row = 0; row < holds.length; row++) {
    const wait = holds.wait[row]!;
    if (row === 0 || holds.wait[row - 1] !== wait) {
      best = Absent.none;
      bestMs = -1;
    }
    const since = holds.sinceAt[row]!;
    const heldMs = holds.heldMs[row]! + (Number.isNaN(since) ? 0 : asOf - since);
    if (heldMs > bestMs) {
      best = row;
      bestMs = heldMs;
    }
    const last = row + 1 === holds.length || holds.wait[row + 1] !== wait;
    // A wait that nobody was assigned to is already credited to the first replier, or to nobody.
    if (last && waits.end[wait] === WaitEnd.open && waits.agent[wait]! < 0) {
      waits.agent[wait] = holds.agent[best]!;
      waits.team[wait] = holds.team[best]!;
    }
  }
}

/** Closes at `asOf` what is still open, and measures every stretch on the calendar and in business time. */
export function measure(
  tables: { tickets: Tickets; waits: Waits; handoffs: Handoffs; promises: Promises },
  clocks: Clocks,
  asOf: number,
): void {
  const { tickets, waits, handoffs, promises } = tables;
  measureTickets(tickets, asOf);
  measureWaits(waits, asOf);
  measureHandoffs(handoffs, asOf);
  for (let row = 0; row < promises.length; row++) {
    if (promises.end[row] === PromiseEnd.pending && promises.dueAt[row]! <= asOf) promises.end[row] = PromiseEnd.broken;
  }
  if (clocks.any) measureBusinessTime(tables, clocks, asOf);
}

function measureTickets(tickets: Tickets, asOf: number): void {
  const { phase, createdAt, lastClosedAt, resolutionMs } = tickets;
  const { ourTimeSince, ourTimeMs, longestSilenceMs, silenceSoFarMs } = tickets;
  for (let row = 0; row < tickets.length; row++) {
    const since = ourTimeSince[row]!;
    if (!Number.isNaN(since)) {
      const silenceMs = silenceSoFarMs[row]! + asOf - since;
      ourTimeMs[row]! += asOf - since;
      if (silenceMs > longestSilenceMs[row]!) longestSilenceMs[row] = silenceMs;
    }
    const openMs = asOf - createdAt[row]!;
    resolutionMs[row] = isClosed(phase[row]!) ? lastClosedAt[row]! - createdAt[row]! : openMs;
  }
}

function isClosed(phase: number): boolean {
  return phase === Phase.solved || phase === Phase.closed;
}

/** What is taken from `asOf` is subtracted at once: a choice between it and a cell would make an object of every number. */
function measureWaits(waits: Waits, asOf: number): void {
  const { startAt, end, endAt, lateReplyAt, calendarMs, replyMs } = waits;
  for (let row = 0; row < waits.length; row++) {
    const openMs = asOf - startAt[row]!;
    const endedMs = endAt[row]! - startAt[row]!;
    const lateMs = lateReplyAt[row]! - startAt[row]!;
    calendarMs[row] = end[row] === WaitEnd.open ? openMs : endedMs;
    replyMs[row] = end[row] === WaitEnd.answered ? endedMs : lateMs;
  }
}

function measureHandoffs(handoffs: Handoffs, asOf: number): void {
  for (let row = 0; row < handoffs.length; row++) {
    const endAt = handoffs.end[row] === HandoffEnd.open ? asOf : handoffs.endAt[row]!;
    handoffs.calendarMs[row] = endAt - handoffs.requestedAt[row]!;
  }
}

/** By the calendars of whoever each stretch is credited to, with the channel and priority of its ticket. */
function measureBusinessTime(
  { tickets, waits, handoffs }: { tickets: Tickets; waits: Waits; handoffs: Handoffs },
  clocks: Clocks,
  asOf: number,
): void {
  const who = (ticket: number, team: number, employer: number) => ({
    team,
    employer,
    channel: tickets.channel[ticket]!,
    priority: tickets.priority[ticket]!,
  });
  for (let row = 0; row < tickets.length; row++) {
    const by = who(row, tickets.team[row]!, tickets.employer[row]!);
    const endAt = isClosed(tickets.phase[row]!) ? tickets.lastClosedAt[row]! : asOf;
    tickets.resolutionBusinessMs[row] = clocks.between(tickets.createdAt[row]!, endAt, by);
  }
  for (let row = 0; row < waits.length; row++) {
    const startAt = waits.startAt[row]!;
    const end = waits.end[row]!;
    const by = who(waits.ticket[row]!, waits.team[row]!, waits.employer[row]!);
    const replyAt = end === WaitEnd.answered ? waits.endAt[row]! : waits.lateReplyAt[row]!;
    waits.businessMs[row] = clocks.between(startAt, end === WaitEnd.open ? asOf : waits.endAt[row]!, by);
    waits.replyBusinessMs[row] = clocks.between(startAt, replyAt, by);
  }
  for (let row = 0; row < handoffs.length; row++) {
    const endAt = handoffs.end[row] === HandoffEnd.open ? asOf : handoffs.endAt[row]!;
    const by = who(handoffs.ticket[row]!, handoffs.team[row]!, handoffs.employer[row]!);
    handoffs.businessMs[row] = clocks.between(handoffs.requestedAt[row]!, endAt, by);
  }
}
