import type { EventLog } from "../log/event-log.ts";
import { type Observable, observables } from "../schemas/policy.ts";
import { eventTypes } from "../schemas/vocabulary.ts";
import { Intent, Kind, Phase } from "./codes.ts";

const shows = Object.fromEntries(observables.map((name, index) => [name, 1 << index])) as Record<Observable, number>;

/** Room for an actor's kind, an event's code and a message's intent, side by side behind the type in one number. */
const kindBits = 3;
const codeBits = 4;
const intentBits = 3;

/** Which part of an event's `a` is a message's intent: none, where it is no message. */
const intentMask = Int32Array.from(eventTypes, (type) => (type === "message" ? (1 << intentBits) - 1 : 0));

/** What a log turns out to show, and when its agents were seen. */
export class Observation {
  readonly #log: EventLog;
  /** By position + 1, so that the first is nobody's. */
  readonly #kinds: Uint8Array;
  /** By the same, the place of each agent among those whose times are kept; 0 for all others, who are many, and nobody asks. */
  readonly #places: Int32Array;
  /** When each agent was first seen, by place; Infinity never. */
  readonly #firstSeenAt: Float64Array;
  readonly #lastSeenAt: Float64Array;
  /** What each combination shows; -1 until it is first seen, for a log has few of the thousands that could be. */
  readonly #meanings = new Int32Array(combination(eventTypes.length, 0, 0, 0)).fill(-1);
  readonly #categoryName: number;
  #shown = 0;
  /** What was shown before `takeShown` was last called. */
  #shownBefore = 0;

  constructor(log: EventLog) {
    const { kind, length } = log.actors;
    this.#log = log;
    this.#categoryName = log.dictionaries.names.find("category");
    this.#kinds = new Uint8Array(length + 1).fill(Kind.unknown, 0, 1);
    this.#kinds.set(kind, 1);
    this.#places = new Int32Array(length + 1);
    let agents = 0;
    for (let i = 1; i <= length; i++) if (this.#kinds[i] === Kind.agent) this.#places[i] = ++agents;
    this.#firstSeenAt = new Float64Array(agents + 1).fill(Number.POSITIVE_INFINITY);
    this.#lastSeenAt = new Float64Array(agents + 1).fill(Number.NEGATIVE_INFINITY);
  }

  /** Takes note of an event. @returns the kind of its actor */
  see(at: number, actor: number, type: number, code: number, a: number): number {
    const kind = this.#kinds[actor + 1]!;
    if (kind === Kind.agent) {
      const place = this.#places[actor + 1]!;
      if (at < this.#firstSeenAt[place]!) this.#firstSeenAt[place] = at;
      if (at > this.#lastSeenAt[place]!) this.#lastSeenAt[place] = at;
    }
    const intent = a & intentMask[type]!;
    const seen = combination(type, kind, code, intent);
    const meaning = this.#meanings[seen]!;
    this.#shown |= meaning < 0 ? this.#learn(seen, type, kind, code, intent) : meaning;
    return kind;
  }

  #learn(seen: number, type: number, kind: number, code: number, intent: number): number {
    const meaning = meaningOf(eventTypes[type]!, kind, code, intent);
    this.#meanings[seen] = meaning;
    return meaning;
  }

  /** What a `created` row says of its ticket: to be called behind `see`, as is the next. */
  seeCreated(row: number): void {
    const { requester, category } = this.#log.created;
    if (requester[row]! >= 0) this.#shown |= shows.requesters;
    if (category[row]! >= 0) this.#shown |= shows.categories;
  }

  seeField(name: number): void {
    if (name === this.#categoryName) this.#shown |= shows.categories;
  }

  /** When an agent was first seen; Infinity never, or if he is none. */
  firstSeenAt(actor: number): number {
    const place = this.#places[actor + 1]!;
    return place === 0 ? Number.POSITIVE_INFINITY : this.#firstSeenAt[place]!;
  }

  lastSeenAt(actor: number): number {
    return this.#lastSeenAt[this.#places[actor + 1]!]!;
  }

  /** Whether the actor was seen, as staff of a team or an employer. */
  isOnRoster(actor: number): boolean {
    const { id, team, employer } = this.#log.actors;
    if (this.firstSeenAt(actor) === Number.POSITIVE_INFINITY) return false;
    return id[actor]! >= 0 && (team[actor]! >= 0 || employer[actor]! >= 0);
  }

  /** What was shown since this was last asked, bit i for the i-th observable. */
  takeShown(): number {
    const shown = this.#shown;
    this.#shownBefore |= shown;
    this.#shown = 0;
    return shown;
  }

  observed(): Record<Observable, boolean> {
    const shown = this.#shownBefore | this.#shown;
    return Object.fromEntries(observables.map((name) => [name, (shown & shows[name]) !== 0])) as Record<
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
