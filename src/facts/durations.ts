import { phases } from "../schemas/vocabulary.ts";
import type { Clocks } from "./clocks.ts";
import {
  type Handoffs,
  type Holds,
  handoffEnds,
  type Promises,
  promiseEnds,
  type Tickets,
  type Waits,
  waitEnds,
} from "./tables.ts";

const open = waitEnds.indexOf("open");
const handoffOpen = handoffEnds.indexOf("open");
const pending = promiseEnds.indexOf("pending");
const broken = promiseEnds.indexOf("broken");
const solved = phases.indexOf("solved");
const closed = phases.indexOf("closed");

/** Credits waits that are still open to whoever held them longest up to `asOf`. */
export function creditOpenWaits(waits: Waits, holds: Holds, asOf: number): void {
  let best = -1;
  let bestMs = -1;
  for (let row = 0; row < holds.length; row++) {
    const wait = holds.wait[row]!;
    if (row === 0 || holds.wait[row - 1] !== wait) [best, bestMs] = [-1, -1];
    const since = holds.sinceAt[row]!;
    const heldMs = holds.heldMs[row]! + (Number.isNaN(since) ? 0 : asOf - since);
    if (heldMs > bestMs) [best, bestMs] = [row, heldMs];
    const last = row + 1 === holds.length || holds.wait[row + 1] !== wait;
    // A wait that nobody was assigned to is already credited to the first replier, or to nobody.
    if (last && waits.end[wait] === open && waits.agent[wait]! < 0) {
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
  const who = (ticket: number, team: number, employer: number) => ({
    team,
    employer,
    channel: tickets.channel[ticket]!,
    priority: tickets.priority[ticket]!,
  });
  const hasClocks = clocks.any;
  const { phase, createdAt, lastClosedAt, ourTimeSince, ourTimeMs, longestSilenceMs, silenceSoFarMs } = tickets;
  for (let row = 0; row < tickets.length; row++) {
    const since = ourTimeSince[row]!;
    if (!Number.isNaN(since)) {
      const silenceMs = silenceSoFarMs[row]! + asOf - since;
      ourTimeMs[row]! += asOf - since;
      if (silenceMs > longestSilenceMs[row]!) longestSilenceMs[row] = silenceMs;
    }
    const isClosed = phase[row] === solved || phase[row] === closed;
    const endAt = isClosed ? lastClosedAt[row]! : asOf;
    tickets.resolutionMs[row] = endAt - createdAt[row]!;
    if (hasClocks) {
      const by = who(row, tickets.team[row]!, tickets.employer[row]!);
      tickets.resolutionBusinessMs[row] = clocks.between(createdAt[row]!, endAt, by);
    }
  }
  const replyAts = [waits.lateReplyAt, waits.endAt];
  for (let row = 0; row < waits.length; row++) {
    const startAt = waits.startAt[row]!;
    const endAt = waits.end[row] === open ? asOf : waits.endAt[row]!;
    // Whether a wait was answered is hard to guess for a processor.
    const replyAt = replyAts[Number(waits.end[row] === answered)]![row]!;
    waits.calendarMs[row] = endAt - startAt;
    waits.replyMs[row] = replyAt - startAt;
    if (!hasClocks) continue;
    const by = who(waits.ticket[row]!, waits.team[row]!, waits.employer[row]!);
    waits.businessMs[row] = clocks.between(startAt, endAt, by);
    waits.replyBusinessMs[row] = clocks.between(startAt, replyAt, by);
  }
  for (let row = 0; row < handoffs.length; row++) {
    const requestedAt = handoffs.requestedAt[row]!;
    const endAt = handoffs.end[row] === handoffOpen ? asOf : handoffs.endAt[row]!;
    handoffs.calendarMs[row] = endAt - requestedAt;
    if (!hasClocks) continue;
    const by = who(handoffs.ticket[row]!, handoffs.team[row]!, handoffs.employer[row]!);
    handoffs.businessMs[row] = clocks.between(requestedAt, endAt, by);
  }
  for (let row = 0; row < promises.length; row++) {
    if (promises.end[row] === pending && promises.dueAt[row]! <= asOf) promises.end[row] = broken;
  }
}

const answered = waitEnds.indexOf("answered");
