import type { Policy } from "../../src/schemas/policy.ts";
import { type Desk, type JudgedClosure, type OracleTicket, readDesk } from "../oracle/desk.ts";
import { isShut, type Moment, type Row } from "../oracle/story.ts";

/** A unit as the rules have it. */
export interface NaiveUnit {
  ticket: string;
  agent: string;
  received: boolean;
  excluded: string;
  outcome: boolean;
  maturesAt: number;
  survey: string;
  rating: number | null;
}

/**
 * The units of a log, read off the definitions one ticket at a time: quadratic, without the library's fold, and with nothing of
 * its appraisal. Tickets that were merged, and machines that own tickets, are left to other tests.
 */
export function naiveUnits(rows: readonly Row[], policy: Policy): NaiveUnit[] {
  const desk = readDesk(rows, policy);
  return [...desk.tickets.values()].flatMap((ticket) => unitsOfTicket(ticket, desk, policy));
}

export function isMerged(rows: readonly Row[], ticket: string): boolean {
  return rows.some(
    (row) =>
      row.ticket === ticket &&
      (row["cause"] === "merge" || row["relation"] === "mergedInto" || row["relation"] === "duplicateOf"),
  );
}

function unitsOfTicket(ticket: OracleTicket, desk: Desk, policy: Policy): NaiveUnit[] {
  const { owners, assignedAt, selfPicked } = ownersOf(ticket, policy);
  if (assignedAt === null || owners.length === 0) return [];
  const first = owners[0]!;
  const last = owners.at(-1)!;
  const outcome = outcomeOf(ticket, first, assignedAt, desk, policy);
  const excluded = exclusionOf(ticket, first, selfPicked, outcome.neverLive, desk, policy);
  const survey = surveyOf(ticket, assignedAt, outcome.nextClosingAt, outcome.judged !== null);
  return [first, ...(last === first ? [] : [last])].map((agent, place) => ({
    ticket: ticket.ticket,
    agent,
    received: place === 1,
    excluded,
    outcome: outcome.good,
    maturesAt: outcome.maturesAt,
    ...survey,
  }));
}

/** Who answers for it, in the order of time: routing replaces the one before, handing over or letting go adds one. */
function ownersOf({ story, closures }: OracleTicket, policy: Policy) {
  let owners: string[] = [];
  let holder: string | null = null;
  let letGo = false;
  let assignedAt: number | null = null;
  let selfPicked = false;
  /** Closings by which the owners are already judged, each with whether it still stands at the moment looked at. */
  let judgedSince = Number.POSITIVE_INFINITY;
  story.moments.forEach((moment, index) => {
    const { row, at } = moment;
    if (row.type !== "assigned" || row["agent"] === undefined) return;
    const agent = row["agent"] as string | null;
    const before = holder;
    holder = agent;
    if (agent === before) return;
    const isLate = assignedAt !== null && at > assignedAt + policy.scoreHorizon;
    if (isLate || isDecided(closures, judgedSince, index, story.moments, policy)) return;
    const actor = moment.kind === "customer" ? null : moment.who;
    const routed = ["system", "bot", "unknown"].includes(moment.kind) || row.actor?.role === "supervisor";
    if (agent === null) {
      if (owners.length > 0 && actor === owners.at(-1)) letGo = true;
      return;
    }
    if (assignedAt === null) {
      owners = [agent];
      assignedAt = at;
      selfPicked = !routed && actor === agent;
      const standing = closures.findLast((closure) => closure.index < index);
      const own = standing !== undefined && isShut(moment.before) && standing.closer === agent;
      judgedSince = own ? standing.index : index;
    } else if (routed && owners.length === 1 && selfPicked) {
      owners = [agent];
      selfPicked = false;
    } else if (agent !== owners.at(-1)) {
      if (routed && !letGo) owners[owners.length - 1] = agent;
      else owners.push(agent);
    }
    letGo = false;
  });
  return { owners, assignedAt, selfPicked };
}

/** Whether the outcome hangs on a closing before this moment that its closer has not undone within its window. */
function isDecided(
  closures: readonly JudgedClosure[],
  since: number,
  now: number,
  moments: readonly Moment[],
  policy: Policy,
): boolean {
  for (const closure of closures) {
    if (closure.index < since || closure.index >= now) continue;
    const reopening = moments.findIndex((moment, place) => place > closure.index && moment.reopening);
    const undone =
      closure.annulled &&
      reopening >= 0 &&
      reopening < now &&
      moments[reopening]!.at - closure.at <= policy.reopenWindow;
    if (!undone) return true;
  }
  return false;
}

function outcomeOf(ticket: OracleTicket, owner: string, assignedAt: number, desk: Desk, policy: Policy) {
  const horizonAt = assignedAt + policy.scoreHorizon;
  const standsAt = (closure: JudgedClosure, at: number) => closure.reopenedAt === null || closure.reopenedAt > at;
  const before = ticket.closures.filter((closure) => closure.at < assignedAt && standsAt(closure, assignedAt)).at(-1);
  const own = before !== undefined && before.closer === owner;
  const neverLive = before !== undefined && !own && standsAt(before, horizonAt);
  const candidates = ticket.closures.filter((closure) => closure.at >= assignedAt || (own && closure === before));
  let judged = candidates[0];
  const never = (closure: JudgedClosure | null, maturesAt: number) => {
    const later = ticket.closures.find((each) => (closure === null ? each.at > horizonAt : each.index > closure.index));
    return { good: false, maturesAt, judged: closure, neverLive, nextClosingAt: later?.at ?? Number.POSITIVE_INFINITY };
  };
  if (judged === undefined || judged.at > horizonAt) return never(null, horizonAt);
  const owners = ownersOf(ticket, policy).owners;
  for (;;) {
    const endsAt: number = judged.at + policy.reopenWindow;
    const inChain: boolean = [owners[0], owners.at(-1)].includes(judged.closer ?? "");
    if (inChain && comesBackElsewhere(ticket, judged, desk, policy)) break;
    if (!judged.annulled || judged.reopenedAt === null || judged.reopenedAt > endsAt) break;
    const until = Math.max(horizonAt, endsAt);
    const next: JudgedClosure | undefined = ticket.closures[ticket.closures.indexOf(judged) + 1];
    if (next === undefined || next.at > until) return never(judged, until);
    judged = next;
  }
  const endsAt = judged.at + policy.reopenWindow;
  const refuted = judged.verdict === "refuted" || comesBackElsewhere(ticket, judged, desk, policy);
  const cutShort =
    showsReplies(ticket.channel, desk, policy) &&
    judged.reasons.some((reason) => ["noHumanReply", "inactivityWhileOurTurn"].includes(reason));
  const onHold = judged.reasons.includes("inactivityWhileOurTurn") && phaseBefore(ticket, judged) === "onHold";
  const byPhase = judged.reasons.includes("inactivityWhileOurTurn") && !desk.observed.staffReplies;
  const next = ticket.closures.find((closure) => closure.index > judged.index);
  return {
    good: !refuted && !cutShort && !onHold && !byPhase,
    maturesAt: endsAt,
    judged,
    neverLive,
    nextClosingAt: next?.at ?? Number.POSITIVE_INFINITY,
  };
}

const phaseBefore = ({ story }: OracleTicket, closure: JudgedClosure) => story.moments[closure.index]!.before;

function comesBackElsewhere(ticket: OracleTicket, closure: JudgedClosure, desk: Desk, policy: Policy): boolean {
  return asksAnew(ticket, closure, desk, policy) || isFollowedUp(ticket, closure, desk, policy);
}

/** Whether a ticket says that it follows this one up, with this as the latest closing before it. */
function isFollowedUp(ticket: OracleTicket, closure: JudgedClosure, desk: Desk, policy: Policy): boolean {
  return [...desk.tickets.values()].some((later) => {
    if (["spam", "deleted"].includes(later.excluded)) return false;
    const joined = later.initiator === "customer" && ["merged", "duplicate"].includes(later.excluded);
    if ((later.followUpOf ?? (joined ? later.mergedInto : null)) !== ticket.ticket) return false;
    const latest = ticket.closures.filter((each) => each.at <= later.bornAt && isOwnClosing(ticket, each)).at(-1);
    return latest === closure && later.bornAt - closure.at <= policy.reopenWindow;
  });
}

/** Mergers aside: what closes a ticket in passing is no closing. */
const isOwnClosing = ({ story }: OracleTicket, closure: JudgedClosure) => !story.moments[closure.index]!.closedByMerger;

/** Whether the customer began a new ticket on the same, of which this is the latest closing among what customers began. */
function asksAnew(ticket: OracleTicket, closure: JudgedClosure, desk: Desk, policy: Policy): boolean {
  if (!isOwnClosing(ticket, closure)) return false;
  const begun = [...desk.tickets.values()].filter(
    (each) =>
      each.initiator === "customer" &&
      !each.split &&
      !["spam", "deleted"].includes(each.excluded) &&
      each.createdAt !== null &&
      each.requester !== null &&
      each.category !== null &&
      each.requester === ticket.requester &&
      each.category === ticket.category,
  );
  if (!begun.includes(ticket)) return false;
  return begun.some((later) => {
    if (later === ticket || later.createdAt! < closure.at) return false;
    if (later.createdAt! - closure.at > policy.reopenWindow) return false;
    return !begun.some(
      (other) =>
        other !== later &&
        other.closures.some(
          (each) =>
            isOwnClosing(other, each) &&
            each.at <= later.createdAt! &&
            (each.at > closure.at || (each.at === closure.at && isAfter(other, each, ticket, closure))),
        ),
    );
  });
}

/** Of two closings at one instant, whether the first stands after the second in the order of tickets. */
function isAfter(a: OracleTicket, x: JudgedClosure, b: OracleTicket, y: JudgedClosure): boolean {
  if (a === b) return x.index > y.index;
  const start = (ticket: OracleTicket) => ticket.story.moments[0]!.at;
  return start(a) - start(b) > 0 || (start(a) === start(b) && a.ticket > b.ticket);
}

function showsReplies(channel: string | null, desk: Desk, policy: Policy): boolean {
  if (!desk.observed.staffReplies) return false;
  if (policy.observes.staffReplies === true) return true;
  const assigned = [...desk.tickets.values()].filter(
    (each) =>
      each.channel === channel &&
      each.closures.some((closure) => !closure.annulled) &&
      ownersOf(each, policy).owners.length > 0,
  );
  const answered = assigned.filter((each) => each.story.moments.some((moment) => moment.humanReply));
  return 2 * answered.length > assigned.length;
}

function exclusionOf(
  ticket: OracleTicket,
  owner: string,
  selfPicked: boolean,
  neverLive: boolean,
  desk: Desk,
  policy: Policy,
): string {
  if (["spam", "deleted"].includes(ticket.excluded)) {
    const act = ticket.story.moments.findLast(
      (moment) => moment.after !== moment.before && moment.after === ticket.excluded,
    )!;
    return act.kind === "agent" && act.who === owner ? "removedByAgent" : "removedByOthers";
  }
  const begun = ticket.createdAt !== null;
  if (!begun && desk.observed.creations) return "beganBeforeLog";
  if ((begun ? ticket.initiator : policy.initiator) !== "customer" || ticket.split) return "notCustomerInitiated";
  if (selfPicked) return "selfPicked";
  return neverLive ? "notLiable" : "counted";
}

function surveyOf({ ratings }: OracleTicket, assignedAt: number, nextClosingAt: number, closed: boolean) {
  const asked = (each: (typeof ratings)[number]) => each.offeredAt ?? each.suppressedAt;
  const own = ratings.filter((each) => {
    const at = asked(each) ?? each.answeredAt!;
    return at >= assignedAt && at < nextClosingAt;
  });
  const decided = own.find((each) => asked(each) !== null);
  const answers = own.filter((each) => each.answeredAt !== null && each.score !== null);
  const answer = answers.reduce<(typeof ratings)[number] | undefined>(
    (first, each) => (first === undefined || each.answeredAt! < first.answeredAt! ? each : first),
    undefined,
  );
  const survey =
    decided?.offeredAt != null
      ? "offered"
      : decided !== undefined
        ? "suppressed"
        : closed && ratings.length === 0
          ? "unasked"
          : "none";
  return { survey, rating: answer?.score ?? null };
}
