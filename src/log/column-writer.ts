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
import { Dictionary } from "./dictionary.ts";
import type { EventLog, LogDictionaries } from "./event-log.ts";
import { Growable } from "./growable.ts";

const typeCode = Object.fromEntries(eventTypes.map((type, code) => [type, code])) as Record<string, number>;
const yesNo = (value: boolean | undefined) => (value === undefined ? 0 : value ? 2 : 1);
/** "Not said", for fields in which `null` already means nobody. */
const unsaid = -2;

/** Events of one ticket after another: `order` lists them, `ticketFrom` says where each ticket begins. */
interface Grouping {
  readonly order: Int32Array;
  readonly ticketFrom: Int32Array;
}

/** Writes valid events into growing columns, in the order in which they come. */
export class ColumnWriter {
  readonly ticket = Growable.int32();
  readonly at = Growable.float64();
  readonly seq = Growable.float64();
  readonly type = Growable.uint8();
  readonly actor = Growable.int32();
  readonly code = Growable.uint8();
  readonly detail = Growable.uint8();
  readonly a = Growable.int32();
  readonly b = Growable.int32();
  readonly row = Growable.int32();
  /** Ids as given; sparse, since most logs either have them throughout or not at all. */
  readonly ids: (string | undefined)[] = [];

  readonly dictionaries: LogDictionaries = {
    tickets: new Dictionary(),
    requesters: new Dictionary(),
    agents: new Dictionary(),
    teams: new Dictionary(),
    employers: new Dictionary(),
    channels: new Dictionary(),
    categories: new Dictionary(),
    priorities: new Dictionary(),
    names: new Dictionary(),
    values: new Dictionary(),
  };

  readonly #actorCodes = new Map<number, number[]>();
  readonly #actors = {
    kind: Growable.uint8(),
    id: Growable.int32(),
    team: Growable.int32(),
    employer: Growable.int32(),
    supervisor: Growable.uint8(),
  };
  readonly #created = {
    requester: Growable.int32(),
    channel: Growable.int32(),
    category: Growable.int32(),
    priority: Growable.int32(),
    team: Growable.int32(),
    attributesFrom: Growable.int32(),
    attributeName: Growable.int32(),
    attributeValue: Growable.int32(),
  };
  readonly #scores = { score: Growable.float64(), min: Growable.float64(), max: Growable.float64() };
  readonly #dueAt = Growable.float64();

  actorKind(event: number): number {
    const actor = this.actor.at(event);
    return actor < 0 ? 0 : this.#actors.kind.at(actor);
  }

  /** Whether two events of a ticket say the same, id and seq aside. */
  sameContent(x: number, y: number): boolean {
    return (
      this.at.at(x) === this.at.at(y) &&
      this.type.at(x) === this.type.at(y) &&
      this.actor.at(x) === this.actor.at(y) &&
      this.code.at(x) === this.code.at(y) &&
      this.detail.at(x) === this.detail.at(y) &&
      this.#samePayload(x, y)
    );
  }

  write(event: TicketEvent, at: number, due: number, row: number): void {
    const { dictionaries } = this;
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
        a = event.score === undefined ? -1 : this.#writeScore(event.score, event.scale);
        b = dictionaries.values.encodeOptional(event.reason);
        break;
      case "linked":
        code = linkRelations.indexOf(event.relation);
        a = dictionaries.values.encode(event.other);
        break;
      case "escalated":
        code = escalationLevels.indexOf(event.level);
        break;
      case "promised":
        code = yesNo(event.kept);
        b = this.#dueAt.length;
        this.#dueAt.push(due);
        break;
      case "field":
        a = dictionaries.names.encode(event.name);
        b = dictionaries.values.encode(event.value);
        if (event.name === "category") dictionaries.categories.encode(event.value);
        else if (event.name === "priority") dictionaries.priorities.encode(event.value);
        else if (event.name === "channel") dictionaries.channels.encode(event.value);
        break;
    }
    if (event.id !== undefined) this.ids[this.at.length] = event.id;
    this.ticket.push(dictionaries.tickets.encode(event.ticket));
    this.at.push(at);
    this.seq.push(event.seq ?? 0);
    this.type.push(typeCode[event.type]!);
    this.actor.push(event.actor === undefined ? -1 : this.#writeActor(event.actor));
    this.code.push(code);
    this.detail.push(detail);
    this.a.push(a);
    this.b.push(b);
    this.row.push(row);
  }

  /** Counting sort by ticket: stable, so events of a ticket keep the order in which they came. */
  groupByTicket(): Grouping {
    const tickets = this.dictionaries.tickets.size;
    const ticketFrom = new Int32Array(tickets + 1);
    for (let event = 0; event < this.ticket.length; event++) ticketFrom[this.ticket.at(event) + 1]!++;
    for (let ticket = 0; ticket < tickets; ticket++) ticketFrom[ticket + 1]! += ticketFrom[ticket]!;
    const next = ticketFrom.slice();
    const order = new Int32Array(this.ticket.length);
    for (let event = 0; event < this.ticket.length; event++) order[next[this.ticket.at(event)]!++] = event;
    return { order, ticketFrom };
  }

  /** The same grouping without the events marked in `dropped`. */
  withoutDropped(order: Int32Array, ticketFrom: Int32Array, dropped: Uint8Array | null): Grouping {
    if (dropped === null) return { order, ticketFrom };
    const keptFrom = new Int32Array(ticketFrom.length);
    const kept = new Int32Array(order.length);
    let length = 0;
    for (let ticket = 0; ticket + 1 < ticketFrom.length; ticket++) {
      for (let i = ticketFrom[ticket]!; i < ticketFrom[ticket + 1]!; i++) {
        if (dropped[order[i]!] === 0) kept[length++] = order[i]!;
      }
      keptFrom[ticket + 1] = length;
    }
    return { order: kept.slice(0, length), ticketFrom: keptFrom };
  }

  toLog(order: Int32Array, ticketFrom: Int32Array): EventLog {
    const gather = <T extends Float64Array | Int32Array | Uint8Array>(column: Growable<T>, into: T): T => {
      for (let i = 0; i < order.length; i++) into[i] = column.at(order[i]!);
      return into;
    };
    const length = order.length;
    const actors = this.#actors;
    const created = this.#created;
    created.attributesFrom.push(created.attributeName.length);
    return {
      length,
      ticketFrom,
      at: gather(this.at, new Float64Array(length)),
      type: gather(this.type, new Uint8Array(length)),
      actor: gather(this.actor, new Int32Array(length)),
      code: gather(this.code, new Uint8Array(length)),
      detail: gather(this.detail, new Uint8Array(length)),
      a: gather(this.a, new Int32Array(length)),
      b: gather(this.b, new Int32Array(length)),
      row: gather(this.row, new Int32Array(length)),
      actors: {
        length: actors.kind.length,
        kind: actors.kind.toArray(),
        id: actors.id.toArray(),
        team: actors.team.toArray(),
        employer: actors.employer.toArray(),
        supervisor: actors.supervisor.toArray(),
      },
      created: {
        length: created.requester.length,
        requester: created.requester.toArray(),
        channel: created.channel.toArray(),
        category: created.category.toArray(),
        priority: created.priority.toArray(),
        team: created.team.toArray(),
        attributesFrom: created.attributesFrom.toArray(),
        attributeName: created.attributeName.toArray(),
        attributeValue: created.attributeValue.toArray(),
      },
      scores: {
        length: this.#scores.score.length,
        score: this.#scores.score.toArray(),
        min: this.#scores.min.toArray(),
        max: this.#scores.max.toArray(),
      },
      dueAt: this.#dueAt.toArray(),
      dictionaries: this.dictionaries,
    };
  }

  #writeActor(actor: Actor): number {
    const { dictionaries } = this;
    const kind = actorKinds.indexOf(actor.kind);
    const people = actor.kind === "customer" ? dictionaries.requesters : dictionaries.agents;
    const id = people.encodeOptional(actor.id);
    const team = dictionaries.teams.encodeOptional(actor.team);
    const employer = dictionaries.employers.encodeOptional(actor.employer);
    const supervisor = actor.role === "supervisor" ? 1 : 0;
    const actors = this.#actors;
    // Few actors share an id, so a list for each (kind, id) is shorter than a key of all five parts.
    const key = (id + 1) * actorKinds.length + kind;
    const known = this.#actorCodes.get(key) ?? [];
    for (const code of known) {
      if (
        actors.team.at(code) === team &&
        actors.employer.at(code) === employer &&
        actors.supervisor.at(code) === supervisor
      )
        return code;
    }
    const code = actors.kind.length;
    actors.kind.push(kind);
    actors.id.push(id);
    actors.team.push(team);
    actors.employer.push(employer);
    actors.supervisor.push(supervisor);
    known.push(code);
    this.#actorCodes.set(key, known);
    return code;
  }

  #writeCreated(event: Extract<TicketEvent, { type: "created" }>): number {
    const { dictionaries } = this;
    const created = this.#created;
    const requester = event.requester ?? (event.actor?.kind === "customer" ? event.actor.id : undefined);
    created.requester.push(dictionaries.requesters.encodeOptional(requester));
    created.channel.push(dictionaries.channels.encodeOptional(event.channel));
    created.category.push(dictionaries.categories.encodeOptional(event.category));
    created.priority.push(dictionaries.priorities.encodeOptional(event.priority));
    created.team.push(dictionaries.teams.encodeOptional(event.team));
    created.attributesFrom.push(created.attributeName.length);
    for (const [name, value] of Object.entries(event.attributes ?? {}).sort(([x], [y]) => (x < y ? -1 : 1))) {
      created.attributeName.push(dictionaries.names.encode(name));
      created.attributeValue.push(dictionaries.values.encode(value));
    }
    return created.requester.length - 1;
  }

  #writeScore(score: number, scale: { min: number; max: number } | undefined): number {
    this.#scores.score.push(score);
    this.#scores.min.push(scale?.min ?? 1);
    this.#scores.max.push(scale?.max ?? 5);
    return this.#scores.score.length - 1;
  }

  #samePayload(x: number, y: number): boolean {
    const type = eventTypes[this.type.at(x)];
    if (type === "created") return this.#sameCreated(this.a.at(x), this.a.at(y));
    if (type === "survey") return this.b.at(x) === this.b.at(y) && this.#sameScore(this.a.at(x), this.a.at(y));
    if (type === "promised") return Object.is(this.#dueAt.at(this.b.at(x)), this.#dueAt.at(this.b.at(y)));
    return this.a.at(x) === this.a.at(y) && this.b.at(x) === this.b.at(y);
  }

  #sameScore(x: number, y: number): boolean {
    if (x < 0 || y < 0) return x === y;
    const { score, min, max } = this.#scores;
    return score.at(x) === score.at(y) && min.at(x) === min.at(y) && max.at(x) === max.at(y);
  }

  #sameCreated(x: number, y: number): boolean {
    const created = this.#created;
    const fields = [created.requester, created.channel, created.category, created.priority, created.team];
    if (fields.some((field) => field.at(x) !== field.at(y))) return false;
    const end = (row: number) =>
      row + 1 < created.attributesFrom.length ? created.attributesFrom.at(row + 1) : created.attributeName.length;
    const [fromX, fromY] = [created.attributesFrom.at(x), created.attributesFrom.at(y)];
    const count = end(x) - fromX;
    if (count !== end(y) - fromY) return false;
    for (let i = 0; i < count; i++) {
      if (created.attributeName.at(fromX + i) !== created.attributeName.at(fromY + i)) return false;
      if (created.attributeValue.at(fromX + i) !== created.attributeValue.at(fromY + i)) return false;
    }
    return true;
  }
}
