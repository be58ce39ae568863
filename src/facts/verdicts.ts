import type { Observable, Policy } from "../schemas/policy.ts";
import { phases } from "../schemas/vocabulary.ts";
import { ClosureVerdict, Confirmation, Failure, HandoffEnd, Phase, Reason, Signal, Verdict, WaitEnd } from "./codes.ts";
import { type Closures, failures, type Handoffs, type Ratings, type Tickets, type Waits } from "./tables.ts";

type Observed = Readonly<Record<Observable, boolean>>;

/** Takes back what the fold assumed of replies, where the log does not show replies at all. */
export function forgetUnseen(waits: Waits, handoffs: Handoffs, observed: Observed): void {
  if (observed.staffReplies) return;
  for (let row = 0; row < waits.length; row++) {
    if (waits.end[row] === WaitEnd.answered) continue;
    waits.end[row] = WaitEnd.unseen;
    waits.endAt[row] = Number.NaN;
  }
  for (let row = 0; row < handoffs.length; row++) {
    const completedAt = handoffs.completedAt[row]!;
    if (Number.isNaN(completedAt) || handoffs.end[row] === HandoffEnd.reached) continue;
    handoffs.end[row] = HandoffEnd.reached;
    handoffs.endAt[row] = completedAt;
  }
}

/** Premature reasons and verdict of every closure, once everything that could refute it is known. */
export function judgeClosures(closures: Closures, policy: Policy, observed: Observed, asOf: number): void {
  const { at, signals, confirmedBy, verdict } = closures;
  for (let row = 0; row < closures.length; row++) {
    judgeHaste(closures, row, policy, observed);
    if (signals[row] !== 0) verdict[row] = ClosureVerdict.refuted;
    else if (confirmedBy[row] !== Confirmation.none) verdict[row] = ClosureVerdict.confirmed;
    else verdict[row] = asOf - at[row]! >= policy.reopenWindow ? ClosureVerdict.stood : ClosureVerdict.undecided;
  }
}

/** Reasons that presuppose that the log shows replies. */
const byReplies = Reason.customerWaiting | Reason.noHumanReply | Reason.inactivityWhileOurTurn | Reason.handoffPending;

/** Whether a closure was premature, why, and since when that is known. */
function judgeHaste(closures: Closures, row: number, policy: Policy, observed: Observed): void {
  const signals = closures.signals[row]!;
  const takenBack = (signals & (Signal.rejected | Signal.saidUnsolved)) !== 0;
  if (closures.byCustomer[row] === 1 || (closures.confirmedBy[row] !== Confirmation.none && !takenBack)) {
    closures.reasons[row] = 0;
    closures.prematureAt[row] = Number.NaN;
    return;
  }
  let reasons = closures.reasons[row]!;
  if (!observed.staffReplies) reasons &= ~byReplies;
  const inactiveIn = closures.inactiveIn[row];
  const openIsOurs = observed.waitingOnCustomer && !observed.staffReplies;
  if (inactiveIn === Phase.onHold || (inactiveIn === Phase.open && openIsOurs)) {
    reasons |= Reason.inactivityWhileOurTurn;
  }
  // So far the reasons at the closing; the fold has left the first rejection or "unsolved" after it in `prematureAt`.
  let knownAt = reasons === 0 ? closures.prematureAt[row]! : closures.at[row]!;
  const refutedAt = closures.refutedAt[row]!;
  if (refutedAt - closures.at[row]! <= policy.prematureWindow) {
    reasons |= Reason.returnedSoon;
    if (!(knownAt <= refutedAt)) knownAt = refutedAt;
  }
  if ((signals & Signal.rejected) !== 0) reasons |= Reason.rejected;
  if ((signals & Signal.saidUnsolved) !== 0) reasons |= Reason.saidUnsolved;
  closures.reasons[row] = reasons;
  closures.prematureAt[row] = knownAt;
}

/** Each fails a ticket only where none before it does; a rating comes behind them all. */
const failuresInTurn = [Failure.premature, Failure.refuted, Failure.openAgain];

/**
 * How every ticket stands with regard to its last closure that counts: resolved where it held through the window, was not
 * premature and was not rated unsolved.
 *
 * @param from where the closures of each ticket lie
 */
export function judgeTickets(
  tickets: Tickets,
  closures: Closures,
  from: Int32Array,
  ratings: Ratings,
  policy: Policy,
  asOf: number,
): void {
  const isDone = [Phase.solved, Phase.closed, Phase.spam, Phase.deleted];
  const isLive = Uint8Array.from(phases, (_, phase) => Number(!isDone.includes(phase)));
  const firstFailure = Uint8Array.from(
    { length: 1 << failuresInTurn.length },
    (_, signs) => failuresInTurn[31 - Math.clz32(signs & -signs)] ?? Failure.none,
  );
  const windowMs = policy.reopenWindow;
  const instants = new Float64Array(failures.length); // by what is known of the ticket: since when, or until when
  instants[Failure.none] = asOf;
  const { phase, failure, verdict, verdictMs } = tickets;
  const { annulled, at, prematureAt, refutedAt, reopenedAt } = closures;
  for (let row = 0; row < tickets.length; row++) {
    const closure = lastOf(annulled, from, row);
    if (closure < 0) continue;
    const closedAt = at[closure]!;
    instants[Failure.premature] = closedAt;
    instants[Failure.refuted] = refutedAt[closure]!;
    instants[Failure.openAgain] = reopenedAt[closure]!;
    const signs =
      Number(prematureAt[closure] === closedAt) |
      (Number(instants[Failure.refuted]! > -Infinity) << 1) |
      (isLive[phase[row]!]! << 2);
    // What became of a ticket is hard to guess for a processor: it is looked up.
    const why = firstFailure[signs]!;
    const isOver = Number(asOf - closedAt >= windowMs);
    failure[row] = why;
    verdict[row] = verdicts[Number(why !== Failure.none) * 2 + isOver]!;
    verdictMs[row] = Math.min(windowMs, Math.max(0, instants[why]! - closedAt));
  }
  for (let row = 0; row < ratings.length; row++) {
    if (ratings.saidSolved[row] !== 1 || ratings.latest[row] === 0) continue;
    const ticket = ratings.ticket[row]!;
    const closure = ratings.closure[row]!;
    if (closure < 0 || closure !== lastOf(annulled, from, ticket) || failure[ticket] !== Failure.none) continue;
    failure[ticket] = Failure.saidUnsolved;
    verdict[ticket] = Verdict.failed;
    verdictMs[ticket] = Math.min(windowMs, Math.max(0, ratings.answeredAt[row]! - at[closure]!));
  }
}

/** By whether the ticket failed, then by whether the window of its last closure is over. */
const verdicts = [Verdict.undecided, Verdict.resolved, Verdict.failed, Verdict.failed];

/** The last closure of a ticket that counts; -1 where there is none. */
function lastOf(annulled: Uint8Array, from: Int32Array, ticket: number): number {
  let closure = from[ticket + 1]! - 1;
  while (closure >= from[ticket]! && annulled[closure] === 1) closure--;
  return closure < from[ticket]! ? -1 : closure;
}
