import type { EventLog } from "../log/event-log.ts";
import { type Observable, observables } from "../schemas/policy.ts";
import { actorKinds, messageIntents, phases } from "../schemas/vocabulary.ts";
import { Intent, Kind, Phase } from "./codes.ts";
import { Shown } from "./shown.ts";

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
  readonly #categoryName: number;
  /** What messages show, by kind of actor, then by whether they are public, then by intent. */
  readonly #messages = meaningsOfMessages();
  readonly #statuses = Int32Array.from(phases, (_, phase) => meaningOfPhase(phase));
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

  /** Takes note of who acted. @returns his kind */
  see(at: number, actor: number): number {
    const kind = this.#kinds[actor + 1]!;
    if (kind === Kind.agent) {
      const place = this.#places[actor + 1]!;
      if (at < this.#firstSeenAt[place]!) this.#firstSeenAt[place] = at;
      if (at > this.#lastSeenAt[place]!) this.#lastSeenAt[place] = at;
    }
    return kind;
  }

  /** Takes note of what an event shows by its type alone: bits of `Shown`. */
  note(shown: number): void {
    this.#shown |= shown;
  }

  /** What a `created` row says of its ticket. */
  created(row: number): void {
    const { requester, category } = this.#log.created;
    let shown = Shown.creations;
    if (requester[row]! >= 0) shown |= Shown.requesters;
    if (category[row]! >= 0) shown |= Shown.categories;
    this.#shown |= shown;
  }

  message(kind: number, isPublic: boolean, intent: number): void {
    this.#shown |= this.#messages[(kind * 2 + Number(isPublic)) * messageIntents.length + intent]!;
  }

  status(phase: number): void {
    this.#shown |= this.#statuses[phase]!;
  }

  field(name: number): void {
    if (name === this.#categoryName) this.#shown |= Shown.categories;
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
    return Object.fromEntries(observables.map((name, index) => [name, ((shown >> index) & 1) === 1])) as Record<
      Observable,
      boolean
    >;
  }
}

function meaningsOfMessages(): Int32Array {
  const byKind = actorKinds.map((_, kind) =>
    [false, true].map((isPublic) => messageIntents.map((_, intent) => meaningOfMessage(kind, isPublic, intent))),
  );
  return Int32Array.from(byKind.flat(2));
}

function meaningOfPhase(phase: number): number {
  if (phase === Phase.waitingOnCustomer || phase === Phase.onHold) return Shown.waitingOnCustomer;
  return phase === Phase.solved || phase === Phase.closed ? Shown.closures : 0;
}

function meaningOfMessage(kind: number, isPublic: boolean, intent: number): number {
  let shown = Shown.messages;
  if (intent > 0) shown |= Shown.intents;
  if (intent === Intent.humanRequest) shown |= Shown.handoffs;
  if (!isPublic) return shown;
  if (kind === Kind.customer) shown |= Shown.customerMessages;
  if (kind === Kind.bot) shown |= Shown.botMessages;
  // A log that shows what customers, agents or bots write to each other would have shown a reply.
  if (kind === Kind.customer || kind === Kind.agent || kind === Kind.bot) shown |= Shown.staffReplies;
  return shown;
}
