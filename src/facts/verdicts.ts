import type { Observable, Policy } from "../schemas/policy.ts";
import { phases } from "../schemas/vocabulary.ts";
import {
  type Closures,
  closureVerdicts,
  confirmations,
  failures,
  type Handoffs,
  handoffEnds,
  prematureReasons,
  type Ratings,
  refutations,
  type Tickets,
  ticketVerdicts,
  type Waits,
  waitEnds,
} from "./tables.ts";

const reason = Object.fromEntries(prematureReasons.map((word, index) => [word, 1 << index])) as Record<
  (typeof prematureReasons)[number],
  number
>;
const verdict = Object.fromEntries(ticketVerdicts.map((word, index) => [word, index])) as Record<
  (typeof ticketVerdicts)[number],
  number
>;
const failure = Object.fromEntries(failures.map((word, index) => [word, index])) as Record<
  (typeof failures)[number],
  number
>;
const signalRejected = 1 << refutations.indexOf("rejected");
const signalUnsolved = 1 << refutations.indexOf("saidUnsolved");
const unconfirmed = confirmations.indexOf("none");
const undecided = closureVerdicts.indexOf("undecided");
const confirmed = closureVerdicts.indexOf("confirmed");
const stood = closureVerdicts.indexOf("stood");
const refuted = closureVerdicts.indexOf("refuted");
const onHold = phases.indexOf("onHold");
const open = phases.indexOf("open");
const solved = phases.indexOf("solved");
const closed = phases.indexOf("closed");
const spam = phases.indexOf("spam");
const deleted = phases.indexOf("deleted");
const unseen = waitEnds.indexOf("unseen");
const answered = waitEnds.indexOf("answered");
const handoffReached = handoffEnds.indexOf("reached");

type Observed = Readonly<Record<Observable, boolean>>;

/** Takes back what the fold assumed of replies, where the log does not show replies at all. */
export function forgetUnseen(waits: Waits, handoffs: Handoffs, observed: Observed): void {
  if (observed.staffReplies) return;
  for (let row = 0; row < waits.length; row++) {
    if (waits.end[row] === answered) continue;
    waits.end[row] = unseen;
    waits.endAt[row] = Number.NaN;
  }
  for (let row = 0; row < handoffs.length; row++) {
    const completedAt = handoffs.completedAt[row]!;
    if (Number.isNaN(completedAt) || handoffs.end[row] === handoffReached) continue;
    handoffs.end[row] = handoffReached;
    handoffs.endAt[row] = completedAt;
  }
}

/** Premature reasons and verdict of every closure, once everything that could refute it is known. */
export function judgeClosures(closures: Closures, policy: Policy, observed: Observed, asOf: number): void {
  for (let row = 0; row < closures.length; row++) {
    const at = closures.at[row]!;
    const signals = closures.signals[row]!;
    judgeHaste(closures, row, policy, observed);
    if (signals !== 0) closures.verdict[row] = refuted;
    else if (closures.confirmedBy[row] !== unconfirmed) closures.verdict[row] = confirmed;
    else closures.verdict[row] = asOf - at >= policy.reopenWindow ? stood : undecided;
  }
}

/** Whether a closure was premature, why, and since when that is known. */
function judgeHaste(closures: Closures, row: number, policy: Policy, observed: Observed): void {
  const signals = closures.signals[row]!;
  const takenBack = (signals & (signalRejected | signalUnsolved)) !== 0;
  if (closures.byCustomer[row] === 1 || (closures.confirmedBy[row] !== unconfirmed && !takenBack)) {
    closures.reasons[row] = 0;
    closures.prematureAt[row] = Number.NaN;
    return;
  }
  let reasons = closures.reasons[row]!;
  if (!observed.staffReplies) {
    reasons &= ~(reason.customerWaiting | reason.noHumanReply | reason.inactivityWhileOurTurn | reason.handoffPending);
  }
  const inactiveIn = closures.inactiveIn[row];
  const openIsOurs = observed.waitingOnCustomer && !observed.staffReplies;
  if (inactiveIn === onHold || (inactiveIn === open && openIsOurs)) reasons |= reason.inactivityWhileOurTurn;
  // So far the reasons at the closing; the fold has left the first rejection or "unsolved" after it in `prematureAt`.
  let knownAt = reasons === 0 ? closures.prematureAt[row]! : closures.at[row]!;
  const refutedAt = closures.refutedAt[row]!;
  if (refutedAt - closures.at[row]! <= policy.prematureWindow) {
    reasons |= reason.returnedSoon;
    if (!(knownAt <= refutedAt)) knownAt = refutedAt;
  }
  if ((signals & signalRejected) !== 0) reasons |= reason.rejected;
  if ((signals & signalUnsolved) !== 0) reasons |= reason.saidUnsolved;
  closures.reasons[row] = reasons;
  closures.prematureAt[row] = knownAt;
}

/**
 * How every ticket stands with regard to its last closure that counts: resolved where it held through the window, was not
 * premature and was not rated unsolved.
 */
export function judgeTickets(
  tickets: Tickets,
  closures: Closures,
  ratings: Ratings,
  policy: Policy,
  asOf: number,
): void {
  const last = new Int32Array(tickets.length).fill(-1);
  for (let row = 0; row < closures.length; row++) {
    if (closures.annulled[row] === 0) last[closures.ticket[row]!] = row;
  }
  const unsolvedAt = new Float64Array(closures.length).fill(Number.NaN);
  for (let row = 0; row < ratings.length; row++) {
    const closure = ratings.closure[row]!;
    if (closure < 0 || ratings.latest[row] === 0) continue;
    if (ratings.saidSolved[row] === 1) unsolvedAt[closure] = ratings.answeredAt[row]!;
  }
  const windowMs = policy.reopenWindow;
  const fail = (row: number, why: number, afterMs: number) => {
    tickets.verdict[row] = verdict.failed;
    tickets.failure[row] = why;
    tickets.verdictMs[row] = Math.min(windowMs, Math.max(0, afterMs));
  };
  for (let row = 0; row < tickets.length; row++) {
    const closure = last[row]!;
    if (closure < 0) continue;
    const at = closures.at[closure]!;
    const phase = tickets.phase[row]!;
    const isLive = phase !== solved && phase !== closed && phase !== spam && phase !== deleted;
    const refutedAt = closures.refutedAt[closure]!;
    if (closures.prematureAt[closure] === at) fail(row, failure.premature, 0);
    else if (!Number.isNaN(refutedAt)) fail(row, failure.refuted, refutedAt - at);
    else if (isLive) fail(row, failure.openAgain, closures.reopenedAt[closure]! - at);
    else if (!Number.isNaN(unsolvedAt[closure]!)) fail(row, failure.saidUnsolved, unsolvedAt[closure]! - at);
    else {
      tickets.verdict[row] = asOf - at >= windowMs ? verdict.resolved : verdict.undecided;
      tickets.verdictMs[row] = Math.min(windowMs, asOf - at);
    }
  }
}
