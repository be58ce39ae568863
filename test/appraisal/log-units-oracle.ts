import type { OutcomeReason, ProcessSign, UnitExclusion } from "../../src/appraisal/unit.ts";
import type { UnitRow } from "../../src/appraisal/units-from-rows.ts";

/**
 * An independent reader of event logs for the tests: one row per scored or excluded unit, straight from the events,
 * without the library's log, fold or facts. Written for clarity on small logs (one pass per ticket, plain objects).
 */
export interface LogEvent {
  readonly ticket: string;
  readonly at: string;
  readonly type: string;
  readonly actor?: { readonly kind: string; readonly id?: string; readonly role?: string };
  readonly requester?: string;
  readonly category?: string;
  readonly channel?: string;
  readonly initiator?: string;
  readonly agent?: string | null;
  readonly phase?: string;
  readonly step?: string;
  readonly reason?: string;
  readonly name?: string;
  readonly public?: boolean;
  readonly origin?: string;
  readonly relation?: string;
  readonly score?: number;
  readonly scale?: { readonly min: number; readonly max: number };
}

export interface OracleOptions {
  readonly horizonMs: number;
  readonly windowMs: number;
  /** Events after it are not seen. */
  readonly asOf: number;
}

interface Ticket {
  readonly id: string;
  readonly created: LogEvent;
  readonly events: readonly LogEvent[];
}

const ACCEPTED = new Set(["noContact", "optedOut", "sampledOut", "cooldown"]);
const LIVE = new Set(["open", "waitingOnCustomer", "onHold"]);
const at = (event: LogEvent): number => Date.parse(event.at);
const isRouted = ({ actor }: LogEvent): boolean =>
  actor === undefined || actor.kind === "system" || actor.kind === "unknown" || actor.role === "supervisor";
const isClosing = (event: LogEvent): boolean =>
  event.type === "status" && (event.phase === "solved" || event.phase === "closed");

export function unitRowsFromLog(events: readonly LogEvent[], options: OracleOptions): UnitRow[] {
  const tickets = groupTickets(events.filter((event) => at(event) <= options.asOf));
  const arrivals = new Map<string, { readonly ticket: string; readonly at: number }[]>();
  for (const { id, created } of tickets) {
    if (created.initiator !== "customer" || !created.requester || !created.category) continue;
    const key = `${created.requester}\n${created.category}`;
    arrivals.set(key, [...(arrivals.get(key) ?? []), { ticket: id, at: at(created) }]);
  }
  return tickets.flatMap((ticket) => {
    const key = `${ticket.created.requester}\n${ticket.created.category}`;
    const others = (arrivals.get(key) ?? []).filter((arrival) => arrival.ticket !== ticket.id);
    return unitsOfTicket(
      ticket,
      others.map((arrival) => arrival.at),
      options,
    );
  });
}

function groupTickets(events: readonly LogEvent[]): Ticket[] {
  const byTicket = new Map<string, LogEvent[]>();
  for (const event of events) byTicket.set(event.ticket, [...(byTicket.get(event.ticket) ?? []), event]);
  return [...byTicket].flatMap(([id, own]) => {
    const sorted = own.map((event, i) => ({ event, i })).sort((a, b) => at(a.event) - at(b.event) || a.i - b.i);
    const created = sorted.find(({ event }) => event.type === "created");
    return created ? [{ id, created: created.event, events: sorted.map(({ event }) => event) }] : [];
  });
}

function unitsOfTicket(ticket: Ticket, newTickets: readonly number[], options: OracleOptions): UnitRow[] {
  const { created, events } = ticket;
  const { owners, selfPicked, assignedAt } = ownership(events);
  if (assignedAt === null || owners.length === 0) return [];
  const outcome = outcomeOf(events, newTickets, assignedAt, options);
  const exclusion: UnitExclusion =
    created.initiator !== "customer" ? "notCustomerInitiated" : selfPicked ? "selfPicked" : "counted";
  const base = {
    ticket: ticket.id,
    category: created.category ?? "",
    channel: created.channel ?? "",
    assignedAt,
    excluded: exclusion,
    ...outcome,
    ...surveyOf(events),
  };
  const first = owners[0]!;
  const last = owners.at(-1)!;
  const rows: UnitRow[] = [
    {
      ...base,
      agent: first,
      signs: signsOf(ticket, first, owners, outcome),
      creditedClosing: outcome.closedAt !== undefined && first === last,
    },
  ];
  if (last !== first)
    rows.push({ ...base, agent: last, received: true, creditedClosing: outcome.closedAt !== undefined });
  return rows;
}

/** Owners in the order in which they had to answer for the ticket; a routed move replaces the one before it. */
function ownership(events: readonly LogEvent[]) {
  const owners: string[] = [];
  let letGo = false;
  let selfPicked = false;
  let assignedAt: number | null = null;
  for (const event of events) {
    if (event.type !== "assigned") continue;
    const agent = event.agent ?? null;
    const by = event.actor?.id;
    if (agent === null) {
      if (owners.length > 0 && by === owners.at(-1)) letGo = true;
      continue;
    }
    if (assignedAt === null) {
      assignedAt = at(event);
      selfPicked = !isRouted(event) && by === agent;
    }
    if (owners.at(-1) !== agent) {
      if (isRouted(event) && owners.length > 0 && !letGo) owners[owners.length - 1] = agent;
      else owners.push(agent);
    }
    letGo = false;
  }
  return { owners, selfPicked, assignedAt };
}

function outcomeOf(
  events: readonly LogEvent[],
  newTickets: readonly number[],
  assignedAt: number,
  { horizonMs, windowMs }: OracleOptions,
): { outcome: boolean; outcomeReason: OutcomeReason; maturesAt: number; closedAt?: number } {
  const closings = events.filter(isClosing).map(at);
  const lasting = events.filter((event, i) => isClosing(event) && !isUndone(event, events.slice(i + 1))).map(at)[0];
  const closedAt = lasting === undefined ? {} : { closedAt: lasting };
  const first = closings.find((closing) => closing >= assignedAt);
  if (first === undefined || first > assignedAt + horizonMs) {
    return {
      outcome: false,
      outcomeReason: "neverClosed",
      maturesAt: assignedAt + horizonMs,
      ...closedAt,
    };
  }
  const returns = [
    ...events
      .filter((event) => event.type === "status" && LIVE.has(event.phase ?? "") && event.actor?.kind === "customer")
      .map((event) => ({ at: at(event), reason: "reopened" as const })),
    ...newTickets.map((arrival) => ({ at: arrival, reason: "newTicketOnTheSame" as const })),
  ]
    .filter((back) => back.at > first)
    .sort((a, b) => a.at - b.at);
  const back = returns[0];
  let end = first + windowMs;
  for (const closing of closings) {
    if (closing > first && closing <= end && (!back || closing < back.at)) end = Math.max(end, closing + windowMs);
  }
  const failed = back !== undefined && back.at <= end;
  return {
    outcome: !failed,
    outcomeReason: failed ? back.reason : "stayedClosed",
    maturesAt: end,
    ...closedAt,
  };
}

/** Whether whoever closed it was the next to change its status, by opening it again. */
function isUndone(closing: LogEvent, later: readonly LogEvent[]): boolean {
  const next = later.find((event) => event.type === "status");
  return (
    next !== undefined &&
    LIVE.has(next.phase ?? "") &&
    next.actor?.id !== undefined &&
    next.actor.id === closing.actor?.id
  );
}

function surveyOf(events: readonly LogEvent[]): Pick<UnitRow, "offered" | "blocked" | "rating"> {
  const surveys = events.filter((event) => event.type === "survey");
  const decided = surveys.find((event) => event.step !== "answered");
  const blocked = decided?.step === "suppressed" && !ACCEPTED.has(decided.reason ?? "");
  const answer = surveys.find((event) => event.step === "answered" && event.score !== undefined);
  const { min, max } = answer?.scale ?? { min: 1, max: 5 };
  return {
    offered: decided?.step === "offered",
    blocked,
    ...(answer && !blocked ? { rating: ((answer.score ?? min) - min) / (max - min) } : {}),
  };
}

/** Whether the agent closed it again after a customer's reopening without a word to him. */
function reclosesSilently(events: readonly LogEvent[], agent: string): boolean {
  let silent = false;
  for (const event of events) {
    if (LIVE.has(event.phase ?? "") && event.actor?.kind === "customer") silent = true;
    if (event.type === "message" && event.actor?.kind === "agent" && event.origin === "human") silent = false;
    if (isClosing(event) && silent && event.actor?.id === agent) return true;
  }
  return false;
}

function signsOf(
  { created, events }: Ticket,
  first: string,
  owners: readonly string[],
  outcome: { readonly outcomeReason: OutcomeReason },
): ProcessSign[] {
  const signs: ProcessSign[] = [];
  if (created.initiator === "agent" || events.some((event) => event.relation === "splitFrom")) {
    signs.push("agentCreated");
  }
  if (owners.length > 1) signs.push("transferredOut");
  if (outcome.outcomeReason === "neverClosed") signs.push("neverClosed");
  if (events.some((event) => event.type === "field" && event.name === "category")) signs.push("categoryChanged");
  if (reclosesSilently(events, first)) signs.push("reclosedWithoutReply");
  if (
    events.some((event) => LIVE.has(event.phase ?? "") && event.actor?.kind === "agent" && event.actor.id === first)
  ) {
    signs.push("selfReopened");
  }
  return signs;
}
