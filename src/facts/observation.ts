import type { EventLog } from "../log/event-log.ts";
import { type Observable, observables } from "../schemas/policy.ts";
import { actorKinds, eventTypes, messageIntents, phases } from "../schemas/vocabulary.ts";

const customer = actorKinds.indexOf("customer");
const agent = actorKinds.indexOf("agent");
const bot = actorKinds.indexOf("bot");
const humanRequest = messageIntents.indexOf("humanRequest");
const waitingOnCustomer = phases.indexOf("waitingOnCustomer");
const onHold = phases.indexOf("onHold");
const solved = phases.indexOf("solved");
const closed = phases.indexOf("closed");
const types = Object.fromEntries(eventTypes.map((type, code) => [type, code])) as Record<
  (typeof eventTypes)[number],
  number
>;

/** What a log turns out to show, and when each of its actors was seen. */
export class Observation {
  readonly firstSeenAt: Float64Array;
  readonly lastSeenAt: Float64Array;
  readonly #log: EventLog;
  readonly #categoryName: number;
  readonly #seen = Object.fromEntries(observables.map((name) => [name, false])) as Record<Observable, boolean>;

  constructor(log: EventLog) {
    this.#log = log;
    this.#categoryName = log.dictionaries.names.find("category");
    this.firstSeenAt = new Float64Array(log.actors.length).fill(Number.NaN);
    this.lastSeenAt = new Float64Array(log.actors.length).fill(Number.NaN);
  }

  isStaff(actor: number): boolean {
    return this.#log.actors.kind[actor] === agent && this.#log.actors.id[actor]! >= 0;
  }

  see(event: number): void {
    const log = this.#log;
    const actor = log.actor[event]!;
    if (actor >= 0) {
      const at = log.at[event]!;
      if (!(this.firstSeenAt[actor]! <= at)) this.firstSeenAt[actor] = at;
      if (!(this.lastSeenAt[actor]! >= at)) this.lastSeenAt[actor] = at;
    }
    const type = log.type[event]!;
    if (type === types.message) this.#seeMessage(event, actor < 0 ? 0 : log.actors.kind[actor]!);
    else if (type === types.status) this.#seePhase(log.code[event]!);
    else if (type === types.created) this.#seeCreation(log.a[event]!);
    else if (type === types.assigned) this.#seen.assignments = true;
    else if (type === types.survey) {
      if (log.code[event] === 1) this.#seen.surveys = true;
      else this.#seen.surveyOffers = true;
    } else if (type === types.handoff) this.#seen.handoffs = true;
    else if (type === types.promised) this.#seen.promises = true;
    else if (type === types.escalated) this.#seen.escalations = true;
    else if (type === types.field && log.a[event] === this.#categoryName) this.#seen.categories = true;
  }

  observed(): Record<Observable, boolean> {
    return { ...this.#seen };
  }

  #seeMessage(event: number, kind: number): void {
    const seen = this.#seen;
    const intent = this.#log.a[event]!;
    seen.messages = true;
    if (intent > 0) seen.intents = true;
    if (intent === humanRequest) seen.handoffs = true;
    if (this.#log.code[event] !== 1) return;
    if (kind === customer) seen.customerMessages = true;
    if (kind === bot) seen.botMessages = true;
    // A log that shows what customers, agents or bots write to each other would have shown a reply.
    if (kind === customer || kind === agent || kind === bot) seen.staffReplies = true;
  }

  #seePhase(phase: number): void {
    if (phase === waitingOnCustomer || phase === onHold) this.#seen.waitingOnCustomer = true;
    if (phase === solved || phase === closed) this.#seen.closures = true;
  }

  #seeCreation(created: number): void {
    this.#seen.creations = true;
    if (this.#log.created.requester[created]! >= 0) this.#seen.requesters = true;
    if (this.#log.created.category[created]! >= 0) this.#seen.categories = true;
  }
}
