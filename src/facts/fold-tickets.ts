import type { EventLog } from "../log/event-log.ts";
import type { Policy, PolicyInput } from "../schemas/policy.ts";
import { resolvePolicy } from "../schemas/policy.ts";
import { Type } from "./codes.ts";
import { TableBuilder, type TablesRoom } from "./columns.ts";
import type { FoldedFacts } from "./facts.ts";
import { endWithin } from "./log-end.ts";
import { Observation } from "./observation.ts";
import { ReadAhead, ticketsAhead } from "./read-ahead.ts";
import { Shown } from "./shown.ts";
import { TicketSightings } from "./sightings.ts";
import { rosterColumns } from "./tables.ts";
import { type FoldSizes, TicketFold } from "./ticket-fold.ts";
import { withoutUnusedTexts } from "./without-unused-texts.ts";

export interface FoldOptions {
  /** Events after this instant (epoch ms) are ignored. Default: the newest event of all shards. */
  asOf?: number | undefined;
  /** Keep what `updateFacts` needs: some 60 bytes a ticket. Default false. */
  forUpdates?: boolean | undefined;
}

/**
 * Folds a log into fact tables, one ticket at a time, in one pass: the only switch on the event type in the library.
 *
 * Any partition of a log by ticket can be folded apart: `linkFacts(concatFacts(...))` gives the same bits.
 *
 * @throws {TypeError} where the policy is wrong, or the log is none
 */
export function foldTickets(log: EventLog, policy: PolicyInput | Policy = {}, options: FoldOptions = {}): FoldedFacts {
  if (!log?.ticketFrom) throw new TypeError("foldTickets: expected a log, such as parseEvents(rows).log");
  const folded = foldPart(wholeLog(log), policy, options);
  // Who is taken out of facts later on leaves no name behind, nor may he who was never in any row.
  return folded.sightings === null ? folded : withoutUnusedTexts(folded);
}

/** A log of which only some tickets are at hand at a time. */
export interface LogPart extends FoldSizes {
  /** The events that are at hand, and the tables of all. */
  readonly log: EventLog;
  /** Puts some events after others into `log`, whole tickets always. @returns of each of them the number of `log`'s first ticket */
  firstTickets(): Iterable<number>;
}

function wholeLog(log: EventLog): LogPart {
  return { log, tickets: ticketCount(log), events: log.length, firstTickets: () => [0] };
}

/**
 * The same for some tickets of a log, whose texts are those of the whole.
 *
 * @param room for tables whose rows are to stand beside those of other parts, which `joinParts` joins
 */
export function foldPart(
  part: LogPart,
  policy: PolicyInput | Policy,
  options: FoldOptions,
  room?: TablesRoom,
): FoldedFacts {
  const rules = resolvePolicy(policy);
  const asOf = options.asOf ?? null;
  if (asOf !== null && !Number.isFinite(asOf)) {
    throw new RangeError(`foldTickets: expected asOf in epoch milliseconds, got ${asOf}`);
  }
  const { log } = part;
  // Taken down before the first events are at hand: those behind are gone by then.
  const sizes = { tickets: part.tickets, events: part.events };
  const fold = new TicketFold(log, rules, sizes, room);
  const observation = new Observation(log);
  const ahead = new ReadAhead(log);
  const sightings = options.forUpdates === true ? new TicketSightings(log, observation) : null;
  let newestAt = Number.NaN;
  for (const first of part.firstTickets()) {
    const tickets = log.ticketFrom.length - 1;
    for (let ticket = 0; ticket < tickets; ticket++) {
      if (ticket % ticketsAhead === 0) {
        const behind = Math.min(ticket + ticketsAhead, tickets);
        ahead.read(log.ticketFrom[ticket]!, log.ticketFrom[behind]!, first + ticket);
      }
      const from = log.ticketFrom[ticket]!;
      const to = endWithin(log, ticket, asOf);
      if (from === to) continue;
      const row = fold.begin(first + ticket, from);
      foldEvents(log, from, to, fold, observation);
      if (!(log.at[to - 1]! <= newestAt)) newestAt = log.at[to - 1]!;
      fold.end();
      sightings?.add(row, from, to);
    }
  }
  return {
    stage: "folded",
    tickets: fold.tickets.finish(),
    waits: fold.waits.finish(),
    closures: fold.closures.finish(),
    ratings: fold.ratings.finish(),
    handoffs: fold.handoffs.finish(),
    promises: fold.promises.finish(),
    links: fold.links.finish(),
    holds: fold.holds.finish(),
    replies: fold.replies.finish(),
    turns: fold.turns.finish(),
    assignments: fold.assignments.finish(),
    roster: rosterOf(log, observation),
    sightings: sightings?.finish() ?? null,
    attributes: fold.attributes(),
    dictionaries: log.dictionaries,
    observed: observation.observed(),
    policy: rules,
    notes: [],
    asOf,
    newestAt,
  };
}

/** The events of one ticket, from `from` up to before `to`. */
function foldEvents(log: EventLog, from: number, to: number, fold: TicketFold, observation: Observation): void {
  const { at, actor, type, code, detail, a, b } = log;
  for (let event = from; event < to; event++) {
    const what = type[event]!;
    const said = code[event]!;
    const kind = observation.see(at[event]!, actor[event]!);
    fold.next(at[event]!, actor[event]!, kind);
    switch (what) {
      case Type.created:
        observation.created(a[event]!);
        fold.created(said, a[event]!);
        break;
      case Type.message:
        observation.message(kind, said === 1, a[event]!);
        fold.message(said === 1, detail[event]!, a[event]!);
        break;
      case Type.assigned:
        observation.note(Shown.assignments);
        fold.assigned(a[event]!, b[event]!);
        break;
      case Type.status:
        observation.status(said);
        fold.status(said, detail[event]!);
        break;
      case Type.solution:
        fold.solution(said);
        break;
      case Type.handoff:
        observation.note(Shown.handoffs);
        fold.handoff(said);
        break;
      case Type.survey:
        observation.note(said === 1 ? Shown.surveys : Shown.surveyOffers);
        fold.survey(said, detail[event]!, a[event]!, b[event]!);
        break;
      case Type.linked:
        fold.linked(said, a[event]!);
        break;
      case Type.escalated:
        observation.note(Shown.escalations);
        fold.escalated(said);
        break;
      case Type.promised:
        observation.note(Shown.promises);
        fold.promised(said, log.dueAt[b[event]!]!);
        break;
      case Type.field:
        observation.field(a[event]!);
        fold.field(a[event]!, b[event]!);
        break;
    }
  }
}

function rosterOf(log: EventLog, observation: Observation): FoldedFacts["roster"] {
  const roster = new TableBuilder(rosterColumns);
  const { actors } = log;
  for (let actor = 0; actor < actors.length; actor++) {
    if (!observation.isOnRoster(actor)) continue;
    const row = roster.add();
    roster.columns.agent[row] = actors.id[actor]!;
    roster.columns.team[row] = actors.team[actor]!;
    roster.columns.employer[row] = actors.employer[actor]!;
    roster.columns.firstSeenAt[row] = observation.firstSeenAt(actor);
    roster.columns.lastSeenAt[row] = observation.lastSeenAt(actor);
  }
  return roster.finish();
}

/** Tickets of the log that have events. */
function ticketCount({ ticketFrom }: EventLog): number {
  let count = 0;
  for (let i = 1; i < ticketFrom.length; i++) if (ticketFrom[i] !== ticketFrom[i - 1]) count++;
  return count;
}
