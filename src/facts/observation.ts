import type { EventLog } from "../log/event-log.ts";
import { type Observable, observables } from "../schemas/policy.ts";
import { actorKinds, eventTypes, messageIntents, phases } from "../schemas/vocabulary.ts";

const position = <const W extends readonly string[]>(words: W) =>
  Object.fromEntries(words.map((word, index) => [word, index])) as Record<W[number], number>;

const kinds = position(actorKinds);
const types = position(eventTypes);
const intents = position(messageIntents);
const phaseOf = position(phases);
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
  readonly #meanings = meanings();
  readonly #categoryName: number;
  #shown = 0;

  constructor(log: EventLog) {
    this.#log = log;
    this.#categoryName = log.dictionaries.names.find("category");
    this.#firstSeenAt = new Float64Array(log.actors.length + 1).fill(Number.POSITIVE_INFINITY);
    this.#lastSeenAt = new Float64Array(log.actors.length + 1).fill(Number.NEGATIVE_INFINITY);
    this.#kinds = new Uint8Array(log.actors.length + 1).fill(kinds.unknown, 0, 1);
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
      const place = (actor[event]! + 1) * Number(kind === kinds.agent);
      const when = at[event]!;
      if (when < firstSeenAt[place]!) firstSeenAt[place] = when;
      if (when > lastSeenAt[place]!) lastSeenAt[place] = when;
      const what = type[event]!;
      const intent = a[event]! & intentMask[what]!;
      shown |= meaning[combination(what, kind, code[event]!, intent)]!;
      if (what === types.created) {
        const row = a[event]!;
        if (created.requester[row]! >= 0) shown |= shows.requesters;
        if (created.category[row]! >= 0) shown |= shows.categories;
      } else if (what === types.field && a[event] === this.#categoryName) shown |= shows.categories;
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
    if (this.firstSeenAt(actor) === Number.POSITIVE_INFINITY || kind[actor] !== kinds.agent) return false;
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

/** What each combination shows, asked once and looked up for each event. */
function meanings(): Int32Array {
  const found = new Int32Array(combination(eventTypes.length, 0, 0, 0));
  eventTypes.forEach((type, typeCode) => {
    for (let kind = 0; kind < 1 << kindBits; kind++) {
      for (let code = 0; code < 1 << codeBits; code++) {
        for (let intent = 0; intent < 1 << intentBits; intent++) {
          found[combination(typeCode, kind, code, intent)] = meaningOf(type, kind, code, intent);
        }
      }
    }
  });
  return found;
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
      const onHold = code === phaseOf.waitingOnCustomer || code === phaseOf.onHold;
      return onHold ? shows.waitingOnCustomer : code === phaseOf.solved || code === phaseOf.closed ? shows.closures : 0;
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
  if (intent === intents.humanRequest) shown |= shows.handoffs;
  if (!isPublic) return shown;
  if (kind === kinds.customer) shown |= shows.customerMessages;
  if (kind === kinds.bot) shown |= shows.botMessages;
  // A log that shows what customers, agents or bots write to each other would have shown a reply.
  if (kind === kinds.customer || kind === kinds.agent || kind === kinds.bot) shown |= shows.staffReplies;
  return shown;
}
