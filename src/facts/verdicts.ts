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

/** Each fails a ticket only where none before it does. */
const failuresInTurn = [failure.premature, failure.refuted, failure.openAgain, failure.saidUnsolved];

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
  const isLive = Uint8Array.from(phases, (_, phase) => Number(![solved, closed, spam, deleted].includes(phase)));
  const firstFailure = Uint8Array.from(
    { length: 16 },
    (_, signs) => failuresInTurn[31 - Math.clz32(signs & -signs)] ?? failure.none,
  );
  const verdictOf = Uint8Array.of(verdict.undecided, verdict.resolved, verdict.failed, verdict.failed);
  const last = new Int32Array(tickets.length).fill(-1);
  for (let row = 0; row < closures.length; row++) {
    if (closures.annulled[row] === 0) last[closures.ticket[row]!] = row;
  }
  const unsolvedAt = new Float64Array(closures.length).fill(Number.NaN);
  for (let row = 0; row < ratings.length; row++) {
    if (ratings.saidSolved[row] !== 1 || ratings.latest[row] === 0) continue;
    const closure = ratings.closure[row]!;
    if (closure >= 0) unsolvedAt[closure] = ratings.answeredAt[row]!;
  }
  const windowMs = policy.reopenWindow;
  const instants = new Float64Array(failures.length); // by what is known of the ticket: since when, or until when
  instants[failure.none] = asOf;
  for (let row = 0; row < tickets.length; row++) {
    const closure = last[row]!;
    if (closure < 0) continue;
    const at = closures.at[closure]!;
    instants[failure.premature] = at;
    instants[failure.refuted] = closures.refutedAt[closure]!;
    instants[failure.openAgain] = closures.reopenedAt[closure]!;
    instants[failure.saidUnsolved] = unsolvedAt[closure]!;
    const signs =
      Number(closures.prematureAt[closure] === at) |
      (Number(instants[failure.refuted]! > -Infinity) << 1) |
      (isLive[tickets.phase[row]!]! << 2) |
      (Number(instants[failure.saidUnsolved]! > -Infinity) << 3);
    // What became of a ticket is hard to guess for a processor: it is looked up.
    const why = firstFailure[signs]!;
    const isOver = Number(asOf - at >= windowMs);
    tickets.failure[row] = why;
    tickets.verdict[row] = verdictOf[Number(why !== failure.none) * 2 + isOver]!;
    tickets.verdictMs[row] = Math.min(windowMs, Math.max(0, instants[why]! - at));
  }
}
