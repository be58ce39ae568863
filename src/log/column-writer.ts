import type { Actor, TicketEvent } from "../schemas/event.ts";
import {
  actorKinds,
  escalationLevels,
  eventTypes,
  handoffSteps,
  initiators,
  linkRelations,
  messageIntents,
  messageOrigins,
  phases,
  solutionSteps,
  statusCauses,
  surveySteps,
} from "../schemas/vocabulary.ts";
import { ActorRows } from "./actor-rows.ts";
import { emptyDictionaries } from "./empty-dictionaries.ts";
import { EventBlocks } from "./event-blocks.ts";
import type { EventLog } from "./event-log.ts";
import { Growable } from "./growable.ts";
import { type MakeRoom, ownRoom } from "./room.ts";

const typeCode = Object.fromEntries(eventTypes.map((type, code) => [type, code])) as Record<string, number>;
const yesNo = (value: boolean | undefined) => (value === undefined ? 0 : value ? 2 : 1);
/** "Not said", for fields in which `null` already means nobody. */
export const unsaid = -2;

/** The tables that events point into. */
export type SideTables = Pick<EventLog, "actors" | "created" | "scores" | "dueAt">;

const createdWith = ["requester", "channel", "category", "priority", "team"] as const;
const createdColumns = [...createdWith, "attributesFrom", "attributeName", "attributeValue"] as const;
const scoreColumns = ["score", "min", "max"] as const;

function eachOf<Name extends string, T>(names: readonly Name[], make: (name: Name) => T): Record<Name, T> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, T>;
}

/** Writes valid events into growing columns, in the order in which they come. */
export class ColumnWriter {
  readonly events: EventBlocks;

  readonly dictionaries = emptyDictionaries();

  readonly #actors: ActorRows;
  readonly #created: Record<(typeof createdColumns)[number], Growable<Int32Array>>;
  readonly #scores: Record<(typeof scoreColumns)[number], Growable<Float64Array>>;
  /** Row + 1 by what a score and its scale are like. */
  readonly #recentScores = new Int32Array(256);
  readonly #dueAt: Growable<Float64Array>;
  readonly #makeTableRoom: MakeRoom;

  /** `makeRoom`: for events; `makeTableRoom`: for the tables that they point into, which threads may share. */
  constructor(makeRoom: MakeRoom = ownRoom, makeTableRoom: MakeRoom = makeRoom) {
    this.events = new EventBlocks(makeRoom);
    this.#actors = new ActorRows(makeTableRoom);
    this.#created = eachOf(createdColumns, () => Growable.int32(makeTableRoom));
    const numbers = () => Growable.float64(makeTableRoom);
    this.#scores = eachOf(scoreColumns, numbers);
    this.#dueAt = numbers();
    this.#makeTableRoom = makeTableRoom;
  }

  /** Takes the tables of events that others have written; to them nothing can be added. */
  fillTables({ actors, created, scores, dueAt }: SideTables): void {
    this.#actors.fill(actors);
    for (const name of createdColumns) this.#created[name].fill(created[name]);
    this.#created.attributesFrom.fill(created.attributesFrom.subarray(0, created.length));
    for (const name of scoreColumns) this.#scores[name].fill(scores[name]);
    this.#dueAt.fill(dueAt);
  }

  actorKind(event: number): number {
    const actor = this.events.actor(event);
    return actor < 0 ? 0 : this.#actors.kind(actor);
  }

  /** Whether two events of a ticket say the same, id and seq aside. */
  sameContent(x: number, y: number): boolean {
    const { events } = this;
    return (
      events.at(x) === events.at(y) &&
      events.type(x) === events.type(y) &&
      events.actor(x) === events.actor(y) &&
      events.code(x) === events.code(y) &&
      events.detail(x) === events.detail(y) &&
      this.#samePayload(x, y)
    );
  }

  /** A number that events of the same content share; few others do, however many there are of one instant. */
  contentHash(event: number): number {
    const { events } = this;
    const deed = (events.type(event) << 16) | (events.code(event) << 8) | events.detail(event);
    return mix(mix(events.actor(event), deed), this.#payloadHash(event));
  }

  write(event: TicketEvent, at: number, due: number, row: number): void {
    const { dictionaries } = this;
    const ticket = dictionaries.tickets.encode(event.ticket);
    let code = 0;
    let detail = 0;
    let a = -1;
    let b = -1;
    switch (event.type) {
      case "created":
        code = event.initiator === undefined ? 0 : initiators.indexOf(event.initiator);
        a = this.#writeCreated(event);
        break;
      case "message":
        code = event.public ? 1 : 0;
        detail = event.origin === undefined ? 0 : messageOrigins.indexOf(event.origin);
        a = event.intent === undefined ? 0 : messageIntents.indexOf(event.intent);
        break;
      case "assigned":
        a = event.agent === undefined ? unsaid : dictionaries.agents.encodeOptional(event.agent);
        b = event.team === undefined ? unsaid : dictionaries.teams.encodeOptional(event.team);
        break;
      case "status":
        code = phases.indexOf(event.phase);
        detail = event.cause === undefined ? 0 : statusCauses.indexOf(event.cause);
        break;
      case "solution":
        code = solutionSteps.indexOf(event.step);
        break;
      case "handoff":
        code = handoffSteps.indexOf(event.step);
        break;
      case "survey":
        code = surveySteps.indexOf(event.step);
        detail = yesNo(event.saidSolved);
        a = event.score === undefined ? -1 : this.addScore(event.score, event.scale?.min ?? 1, event.scale?.max ?? 5);
        b = dictionaries.values.encodeOptional(event.reason);
        break;
      case "linked":
        code = linkRelations.indexOf(event.relation);
        a = this.otherTicket(dictionaries.values.encode(event.other), ticket);
        break;
      case "escalated":
        code = escalationLevels.indexOf(event.level);
        break;
      case "promised":
        code = yesNo(event.kept);
        b = this.addDue(due);
        break;
      case "field":
        a = dictionaries.names.encode(event.name);
        b = dictionaries.values.encode(event.value);
        this.knowDimension(event.name, event.value);
        break;
    }
    const actor = event.actor === undefined ? -1 : this.#writeActor(event.actor);
    this.events.append(ticket, at, typeCode[event.type]! | (code << 8) | (detail << 16), actor, a, b, row);
    if (event.seq !== undefined) this.events.setSeq(event.seq);
    if (event.id !== undefined) this.events.idsForLast().pushText(event.id);
  }

  /** Column `a` of a link: the other ticket, given as a number of `values`, or -1 where it is the ticket itself, which says nothing. */
  otherTicket(other: number, ticket: number): number {
    const { values, tickets } = this.dictionaries;
    return values.decode(other) === tickets.decode(ticket) ? -1 : other;
  }

  /** A field event may change a dimension, whose dictionary then has to know the value. */
  knowDimension(name: string, value: string): void {
    const { dictionaries } = this;
    if (name === "category") dictionaries.categories.encode(value);
    else if (name === "priority") dictionaries.priorities.encode(value);
    else if (name === "channel") dictionaries.channels.encode(value);
  }

  /** The tables as they stand. `inPlace`: without copies, for whoever adds nothing more. */
  sideTables(inPlace = false): SideTables {
    const created = this.#created;
    const now = <T extends Int32Array | Float64Array>(column: Growable<T>) =>
      inPlace ? column.inPlace() : column.toArray();
    const attributesFrom = new Int32Array(this.#makeTableRoom((created.requester.length + 1) * 4));
    attributesFrom.set(created.attributesFrom.inPlace());
    attributesFrom[created.requester.length] = created.attributeName.length;
    return {
      actors: this.#actors.toTable(),
      created: {
        length: created.requester.length,
        ...eachOf(createdColumns, (name) => now(created[name])),
        attributesFrom,
      },
      scores: { length: this.#scores.score.length, ...eachOf(scoreColumns, (name) => now(this.#scores[name])) },
      dueAt: now(this.#dueAt),
    };
  }

  /** The row of an actor, made now if it is new. `kind` is a position in `actorKinds`, `supervisor` 0 or 1, the others codes or -1. */
  actorOf(kind: number, id: number, team: number, employer: number, supervisor: number): number {
    return this.#actors.rowOf(kind, id, team, employer, supervisor);
  }

  /** @returns the row of a `created` event without attributes, by the codes of what it carries */
  addCreated(requester: number, channel: number, category: number, priority: number, team: number): number {
    const created = this.#created;
    created.requester.push(requester);
    created.channel.push(channel);
    created.category.push(category);
    created.priority.push(priority);
    created.team.push(team);
    created.attributesFrom.push(created.attributeName.length);
    return created.requester.length - 1;
  }

  /** Who asked, of a `created` event that was added without. */
  setRequester(row: number, requester: number): void {
    this.#created.requester.set(row, requester);
  }

  /** An attribute of the `created` event that was added last. */
  addAttribute(name: number, value: number): void {
    this.#created.attributeName.push(name);
    this.#created.attributeValue.push(value);
  }

  /** @returns the row of a score and its scale; those that were asked for lately have one each, for most answers are one of a few */
  addScore(score: number, min: number, max: number): number {
    const scores = this.#scores;
    const slot = (score * 16 + max) & (this.#recentScores.length - 1);
    const known = this.#recentScores[slot]! - 1;
    if (known >= 0) {
      const isSame = Object.is(scores.score.at(known), score) && Object.is(scores.min.at(known), min);
      if (isSame && Object.is(scores.max.at(known), max)) return known;
    }
    scores.score.push(score);
    scores.min.push(min);
    scores.max.push(max);
    this.#recentScores[slot] = scores.score.length;
    return scores.score.length - 1;
  }

  addDue(due: number): number {
    this.#dueAt.push(due);
    return this.#dueAt.length - 1;
  }

  #writeActor(actor: Actor): number {
    const { dictionaries } = this;
    const people = actor.kind === "customer" ? dictionaries.requesters : dictionaries.agents;
    const id = people.encodeOptional(actor.id);
    const team = dictionaries.teams.encodeOptional(actor.team);
    const employer = dictionaries.employers.encodeOptional(actor.employer);
    return this.actorOf(actorKinds.indexOf(actor.kind), id, team, employer, actor.role === "supervisor" ? 1 : 0);
  }

  #writeCreated(event: Extract<TicketEvent, { type: "created" }>): number {
    const { dictionaries } = this;
    const requester = event.requester ?? (event.actor?.kind === "customer" ? event.actor.id : undefined);
    const row = this.addCreated(
      dictionaries.requesters.encodeOptional(requester),
      dictionaries.channels.encodeOptional(event.channel),
      dictionaries.categories.encodeOptional(event.category),
      dictionaries.priorities.encodeOptional(event.priority),
      dictionaries.teams.encodeOptional(event.team),
    );
    for (const [name, value] of Object.entries(event.attributes ?? {}).sort(([x], [y]) => (x < y ? -1 : 1))) {
      this.addAttribute(dictionaries.names.encode(name), dictionaries.values.encode(value));
    }
    return row;
  }

  #samePayload(x: number, y: number): boolean {
    const { events } = this;
    const type = eventTypes[events.type(x)];
    if (type === "created") return this.#sameCreated(events.a(x), events.a(y));
    if (type === "survey") return events.b(x) === events.b(y) && this.#sameScore(events.a(x), events.a(y));
    if (type === "promised") return Object.is(this.#dueAt.at(events.b(x)), this.#dueAt.at(events.b(y)));
    return events.a(x) === events.a(y) && events.b(x) === events.b(y);
  }

  #payloadHash(event: number): number {
    const { events } = this;
    const a = events.a(event);
    const b = events.b(event);
    switch (eventTypes[events.type(event)]) {
      case "created":
        return this.#createdHash(a);
      case "survey":
        return mix(b, a < 0 ? none : hashOf(this.#scores.score.at(a)));
      case "promised":
        return hashOf(this.#dueAt.at(b));
      default:
        return mix(a, b);
    }
  }

  #createdHash(row: number): number {
    const created = this.#created;
    let hash = 0;
    for (const name of createdWith) hash = mix(hash, created[name].at(row));
    const [from, to] = this.#attributesOf(row);
    for (let i = from; i < to; i++) hash = mix(mix(hash, created.attributeName.at(i)), created.attributeValue.at(i));
    return hash;
  }

  /** Where the attributes of a row of `created` begin and end. */
  #attributesOf(row: number): [from: number, to: number] {
    const { attributesFrom, attributeName } = this.#created;
    return [
      attributesFrom.at(row),
      row + 1 < attributesFrom.length ? attributesFrom.at(row + 1) : attributeName.length,
    ];
  }

  #sameScore(x: number, y: number): boolean {
    if (x < 0 || y < 0) return x === y;
    const { score, min, max } = this.#scores;
    return score.at(x) === score.at(y) && min.at(x) === min.at(y) && max.at(x) === max.at(y);
  }

  #sameCreated(x: number, y: number): boolean {
    const created = this.#created;
    if (createdWith.some((name) => created[name].at(x) !== created[name].at(y))) return false;
    const [fromX, toX] = this.#attributesOf(x);
    const [fromY, toY] = this.#attributesOf(y);
    const count = toX - fromX;
    if (count !== toY - fromY) return false;
    for (let i = 0; i < count; i++) {
      if (created.attributeName.at(fromX + i) !== created.attributeName.at(fromY + i)) return false;
      if (created.attributeValue.at(fromX + i) !== created.attributeValue.at(fromY + i)) return false;
    }
    return true;
  }
}

const none = -1;

function mix(hash: number, part: number): number {
  const mixed = Math.imul(hash ^ Math.imul(part, 0x9e3779b1), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

function hashOf(value: number): number {
  const whole = Math.floor(value);
  return mix(mix(whole | 0, (whole / 0x1_0000_0000) | 0), ((value - whole) * 0x4000_0000) | 0);
}
