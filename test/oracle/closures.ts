import type { Observable, Policy } from "../../src/schemas/policy.ts";
import { isShut, type Moment, type Story } from "./story.ts";
import { firstCreation, holderAfter, initiatorOf, staffId } from "./waits.ts";

export interface Signal {
  at: number;
  word: string;
  /** The ticket that gave it, where another one did. */
  ticket?: string;
}

export interface OracleClosure {
  ticket: string;
  at: number;
  /** Position in the story. */
  index: number;
  byCustomer: boolean;
  closer: string | null;
  agent: string | null;
  annulled: boolean;
  reopenedAt: number | null;
  /** In the order of time; those of other tickets are added by the desk. */
  signals: Signal[];
  /** What the customer said yes with. */
  confirmedBy: "none" | "accepted" | "saidSolved";
  /** Reasons known at the moment of closing. */
  reasonsAtClosing: string[];
}

export function closuresOf(story: Story, policy: Policy, observed: Record<Observable, boolean>): OracleClosure[] {
  const { moments } = story;
  const places = moments.flatMap((moment, index) => (moment.closing ? [index] : []));
  const closures: OracleClosure[] = [];
  places.forEach((index, number) => {
    const closing = moments[index]!;
    const after = moments.slice(index + 1, places[number + 1] ?? moments.length);
    const reopening = after.find((moment) => moment.reopening);
    const annulled =
      closing.closedByMerger ||
      (reopening !== undefined &&
        byCloser(reopening, closing) &&
        !after.slice(0, after.indexOf(reopening)).some(isSignOfCustomer));
    const inWindow = (moment: Moment) => moment.at - closing.at <= policy.reopenWindow;
    closures.push({
      ticket: story.ticket,
      at: closing.at,
      index,
      byCustomer: closing.byCustomer,
      closer: staffId(closing),
      agent: creditOf(story, index),
      annulled,
      reopenedAt: reopening?.at ?? null,
      signals: annulled
        ? []
        : after.filter(inWindow).flatMap((moment) => {
            const word = moment === reopening ? reopeningWord(moment, closing) : signalWord(moment, policy);
            return word === null ? [] : [{ at: moment.at, word }];
          }),
      confirmedBy: confirmationOf(story, index, after, closures),
      reasonsAtClosing: reasonsAtClosing(story, index, policy, observed),
    });
  });
  return closures;
}

/** What the customer says about the solution, if that is what this is. */
function answerOf(moment: Moment): "accepted" | "rejected" | "saidSolved" | "saidUnsolved" | null {
  const { row } = moment;
  if (row.type === "solution" && row["step"] !== "proposed") return row["step"] as "accepted" | "rejected";
  if (row.type !== "survey" || row["step"] !== "answered" || row["saidSolved"] === undefined) return null;
  return row["saidSolved"] === true ? "saidSolved" : "saidUnsolved";
}

const isYes = (moment: Moment) => ["accepted", "saidSolved"].includes(answerOf(moment)!);
const isNo = (moment: Moment) => ["rejected", "saidUnsolved"].includes(answerOf(moment)!);

const byCloser = (reopening: Moment, closing: Moment) =>
  !reopening.byCustomer && staffId(reopening) !== null && staffId(reopening) === staffId(closing);

/** The customer shows that he is not done. Thanks and contented answers are no such sign. */
function isSignOfCustomer(moment: Moment): boolean {
  const { row } = moment;
  return (
    moment.customerWord ||
    isNo(moment) ||
    (row.type === "handoff" && row["step"] === "requested") ||
    (row.type === "escalated" && row["level"] !== "supervisor")
  );
}

/** The closer who takes it up again after a sign of the customer does it for him. */
function reopeningWord(reopening: Moment, closing: Moment): string {
  if (reopening.byCustomer || byCloser(reopening, closing)) return "reopenedByCustomer";
  return reopening.kind === "agent" && reopening.who !== null ? "reopenedByColleague" : "reopenedByUnknown";
}

function signalWord(moment: Moment, policy: Policy): string | null {
  if (isNo(moment)) return answerOf(moment);
  if (!moment.customerWord || !isShut(moment.before) || policy.messageAfterClosing !== "refutes") return null;
  return moment.row["intent"] === undefined ? "bareMessage" : "message";
}

/** The customer's yes: said before the closing and not taken back, else the first one said while it is closed. */
function confirmationOf(story: Story, index: number, after: readonly Moment[], earlier: readonly OracleClosure[]) {
  const before = story.moments.slice(0, index);
  const takenBack = (moment: Moment, place: number) => {
    const undone = earlier.find((closure) => closure.reopenedAt === moment.at && closure.index < place);
    return (
      moment.customerWord ||
      isNo(moment) ||
      (moment.reopening && (moment.byCustomer || (undone !== undefined && !undone.annulled)))
    );
  };
  const last = before.findLast((moment, place) => isYes(moment) || takenBack(moment, place));
  const yes = last !== undefined && isYes(last) ? last : after.find((m) => isYes(m) && isShut(m.before));
  return yes === undefined ? "none" : (answerOf(yes) as "accepted" | "saidSolved");
}

/** The closer; the holder where a rule, a machine or the customer closed it, or nobody is named. */
function creditOf(story: Story, index: number): string | null {
  const closing = story.moments[index]!;
  const holder = holderAfter(story, index);
  const { cause } = closing.row;
  if (closing.byCustomer || cause === "rule" || cause === "bot") return holder;
  if (closing.kind === "agent") return closing.who ?? holder;
  const unassigned = !story.moments.some((m) => m.row.type === "assigned") || holder === null;
  return closing.kind === "unknown" && unassigned ? (closing.who ?? holder) : holder;
}

function reasonsAtClosing(
  story: Story,
  index: number,
  policy: Policy,
  observed: Record<Observable, boolean>,
): string[] {
  const closing = story.moments[index]!;
  const before = story.moments.slice(0, index);
  const creation = firstCreation(story);
  const begunByCustomer = initiatorOf(story, policy) === "customer";
  const speaks = (moment: Moment) => moment.customerWord || (moment.reopening && moment.byCustomer);
  const begins = (moment: Moment, place: number) =>
    place === creation && begunByCustomer && !isShut(moment.after) && !before.slice(0, place).some(speaks);
  const says = (moment: Moment, place: number) => speaks(moment) || begins(moment, place);
  const last = before.findLast((m, place) => says(m, place) || m.humanReply || (m.closing && m.byCustomer));
  const spokeLast = last !== undefined && says(last, before.lastIndexOf(last));
  const fromTheStart = creation >= 0 && creation < index;
  const asked =
    begunByCustomer ||
    before.some((m) => m.row.type === "message" && m.row["public"] === true && m.kind === "customer");
  const reasons: string[] = [];
  if (observed.staffReplies && spokeLast) reasons.push("customerWaiting");
  if (observed.staffReplies && fromTheStart && asked && !before.some((m) => m.humanReply)) reasons.push("noHumanReply");
  if (closing.row["cause"] === "inactivity") {
    const openIsOurs = closing.before === "open" && observed.waitingOnCustomer && !observed.staffReplies;
    if (closing.before === "onHold" || openIsOurs || (observed.staffReplies && spokeLast))
      reasons.push("inactivityWhileOurTurn");
  }
  const pending = handoffsOf(story).some((each) => each.from < index && (each.to ?? Infinity) >= index);
  if (observed.staffReplies && pending) reasons.push("handoffPending");
  // Every no that nobody has answered since, and that the customer has not taken back.
  const settled = before.findLastIndex((m) => isYes(m) || m.humanReply);
  const standing = before
    .slice(settled + 1)
    .filter(isNo)
    .map((m) => answerOf(m)!);
  reasons.push(...new Set(standing));
  return reasons;
}

export interface OracleHandoff {
  /** Positions in the story. */
  from: number;
  to: number | null;
  requestedAt: number;
  endAt: number | null;
  end: "open" | "reached" | "abandoned" | "closedUnreached";
  trigger: "event" | "message";
  reached: string | null;
  completedAt: number | null;
}

/** Requests for a human. One asked again while it is pending is the same; what completes or ends one begins none after it. */
export function handoffsOf(story: Story): OracleHandoff[] {
  const { moments } = story;
  const result: OracleHandoff[] = [];
  for (let next = 0; next < moments.length; ) {
    const from = moments.findIndex((moment, index) => index >= next && triggerOf(moment, result.length > 0) !== null);
    if (from < 0) break;
    const to = moments.findIndex((moment, index) => index >= from && handoffEnd(moment) !== null);
    const end = to < 0 ? "open" : handoffEnd(moments[to]!)!;
    result.push({
      from,
      to: to < 0 ? null : to,
      requestedAt: moments[from]!.at,
      endAt: to < 0 ? null : moments[to]!.at,
      end,
      trigger: triggerOf(moments[from]!, false)!,
      reached: end === "reached" ? moments[to]!.who : null,
      completedAt: null,
    });
    next = to < 0 ? moments.length : to + 1;
  }
  result.forEach((handoff, place) => {
    const own = moments.slice(handoff.from, result[place + 1]?.from);
    const completed = own.find(({ row }) => row.type === "handoff" && row["step"] === "completed");
    handoff.completedAt = completed?.at ?? null;
  });
  return result;
}

function triggerOf(moment: Moment, again: boolean): OracleHandoff["trigger"] | null {
  const { row } = moment;
  if (row.type === "handoff")
    return again && ["completed", "abandoned"].includes(row["step"] as string) ? null : "event";
  return moment.customerWord && row["intent"] === "humanRequest" ? "message" : null;
}

function handoffEnd(moment: Moment): OracleHandoff["end"] | null {
  if (moment.humanReply && moment.kind === "agent") return "reached";
  if (moment.row.type === "handoff" && moment.row["step"] === "abandoned") return "abandoned";
  if (!moment.closing) return null;
  return moment.byCustomer ? "abandoned" : "closedUnreached";
}
