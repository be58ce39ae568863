import type { EventLog } from "../log/event-log.ts";
import { type Observable, observables } from "../schemas/policy.ts";
import { eventTypes } from "../schemas/vocabulary.ts";
import { Intent, Kind, Phase, Type } from "./codes.ts";

const shows = Object.fromEntries(observables.map((name, index) => [name, 1 << index])) as Record<Observable, number>;

/** Room for an actor's kind, an event's code and a message's intent, side by side behind the type in one number. */
const kindBits = 3;
const codeBits = 4;
const intentBits = 3;

/** Which part of an event's `a` is a message's intent: none, where it is no message. */
const intentMask = Int32Array.from(eventTypes, (type) => (type === "message" ? (1 << intentBits) - 1 : 0));

/** What a log turns out to show, and when its agents were seen. */
export class Observation {
  /**
   * When each agent was first seen; Infinity never. Customers are too many, and nobody asks: all who are no agents share the
   * first place, so that the way through the loop does not hang on who acted. An actor's place is one after his position.
   */
  readonly #firstSeenAt: Float64Array;
  readonly #lastSeenAt: Float64Array;
  /** By the same places; unknown for nobody. */
  readonly #kinds: Uint8Array;
  readonly #log: EventLog;
  /** What each combination shows; -1 until it is first seen, for a log has few of the thousands that could be. */
  readonly #meanings = new Int32Array(combination(eventTypes.length, 0, 0, 0)).fill(-1);
  readonly #categoryName: number;
  #shown = 0;

  constructor(log: EventLog) {
    this.#log = log;
    this.#categoryName = log.dictionaries.names.find("category");
    this.#firstSeenAt = new Float64Array(log.actors.length + 1).fill(Number.POSITIVE_INFINITY);
    this.#lastSeenAt = new Float64Array(log.actors.length + 1).fill(Number.NEGATIVE_INFINITY);
    this.#kinds = new Uint8Array(log.actors.length + 1).fill(Kind.unknown, 0, 1);
    this.#kinds.set(log.actors.kind, 1);
  }

  /** Takes note of the events from `from` up to before `to`. */
  see(from: number, to: number): void {
    const { type, actor, code, a, at, created } = this.#log;
    const firstSeenAt = this.#firstSeenAt;
    const lastSeenAt = this.#lastSeenAt;
    const kindAt = this.#kinds;
    const meaning = this.#meanings;
    let shown = this.#shown;
    for (let event = from; event < to; event++) {
      const kind = kindAt[actor[event]! + 1]!;
      const place = (actor[event]! + 1) * Number(kind === Kind.agent);
      const when = at[event]!;
      if (when < firstSeenAt[place]!) firstSeenAt[place] = when;
      if (when > lastSeenAt[place]!) lastSeenAt[place] = when;
      const what = type[event]!;
      const intent = a[event]! & intentMask[what]!;
      const seen = combination(what, kind, code[event]!, intent);
      if (meaning[seen]! < 0) meaning[seen] = meaningOf(eventTypes[what]!, kind, code[event]!, intent);
      shown |= meaning[seen]!;
      if (what === Type.created) {
        const row = a[event]!;
        if (created.requester[row]! >= 0) shown |= shows.requesters;
        if (created.category[row]! >= 0) shown |= shows.categories;
      } else if (what === Type.field && a[event] === this.#categoryName) shown |= shows.categories;
    }
    this.#shown = shown;
  }

  /** When an agent was first seen; Infinity never. */
  firstSeenAt(actor: number): number {
    return this.#firstSeenAt[actor + 1]!;
  }

  lastSeenAt(actor: number): number {
    return this.#lastSeenAt[actor + 1]!;
  }

  /** Whether the actor was seen, as staff of a team or an employer. */
  isOnRoster(actor: number): boolean {
    const { kind, id, team, employer } = this.#log.actors;
    if (this.firstSeenAt(actor) === Number.POSITIVE_INFINITY || kind[actor] !== Kind.agent) return false;
    return id[actor]! >= 0 && (team[actor]! >= 0 || employer[actor]! >= 0);
  }

  /** What was shown so far, bit i for the i-th observable; from here on it begins anew. */
  takeShown(): number {
    const shown = this.#shown;
    this.#shown = 0;
    return shown;
  }

  observed(): Record<Observable, boolean> {
    return Object.fromEntries(observables.map((name) => [name, (this.#shown & shows[name]) !== 0])) as Record<
      Observable,
      boolean
    >;
  }
}

function combination(type: number, kind: number, code: number, intent: number): number {
  return (((((type << kindBits) | kind) << codeBits) | code) << intentBits) | intent;
}

function meaningOf(type: (typeof eventTypes)[number], kind: number, code: number, intent: number): number {
  switch (type) {
    case "created":
      return shows.creations;
    case "message":
      return meaningOfMessage(kind, code === 1, intent);
    case "assigned":
      return shows.assignments;
    case "status": {
      const onHold = code === Phase.waitingOnCustomer || code === Phase.onHold;
      return onHold ? shows.waitingOnCustomer : code === Phase.solved || code === Phase.closed ? shows.closures : 0;
    }
    case "survey":
      return code === 1 ? shows.surveys : shows.surveyOffers;
    case "handoff":
      return shows.handoffs;
    case "promised":
      return shows.promises;
    case "escalated":
      return shows.escalations;
    default:
      return 0;
  }
}

function meaningOfMessage(kind: number, isPublic: boolean, intent: number): number {
  let shown = shows.messages;
  if (intent > 0) shown |= shows.intents;
  if (intent === Intent.humanRequest) shown |= shows.handoffs;
  if (!isPublic) return shown;
  if (kind === Kind.customer) shown |= shows.customerMessages;
  if (kind === Kind.bot) shown |= shows.botMessages;
  // A log that shows what customers, agents or bots write to each other would have shown a reply.
  if (kind === Kind.customer || kind === Kind.agent || kind === Kind.bot) shown |= shows.staffReplies;
  return shown;
}
