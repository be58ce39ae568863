import { actorKinds, eventTypes } from "../../schemas/vocabulary.ts";
import { type ColumnWriter, unsaid } from "../column-writer.ts";
import type { InstantReader } from "../instant.ts";
import { eventColumnsOf } from "./event-columns.ts";
import { KnownActors } from "./known-actors.ts";
import { OtherColumn } from "./other-column.ts";
import { PackedColumn } from "./packed-column.ts";
import { RowStates } from "./row-states.ts";
import type { TableColumn } from "./table-column.ts";
import type { WordPack } from "./word-pack.ts";

const assigned = eventTypes.indexOf("assigned");
const created = eventTypes.indexOf("created");
const fieldType = eventTypes.indexOf("field");
const linked = eventTypes.indexOf("linked");
const message = eventTypes.indexOf("message");
const promised = eventTypes.indexOf("promised");
const survey = eventTypes.indexOf("survey");
type EventColumns = ReturnType<typeof eventColumnsOf>;
const customer = actorKinds.indexOf("customer");
/** Of a state whose rows have no actor; of one of which no row was found to be an event yet. */
const [noActor, notLearned] = [-1, -1];

/**
 * Writes rows of a table into columns of events, column by column: texts are looked up once a cell, and what a row is as a whole
 * is known by its state. The first row of a state goes through the schema; if it is an event, so are all others whose times and
 * numbers are sound, and `write` takes them.
 */
export class EventTable {
  readonly #writer: ColumnWriter;
  readonly #states = new RowStates();
  readonly #columns: EventColumns;
  readonly #requesterIds;
  readonly #agentIds;
  readonly #actors = new KnownActors();
  /** By the names of their columns. */
  readonly #packed = new Map<string, PackedColumn>();
  #given: readonly TableColumn[] = [];
  /** By state: type, code and detail of its events as `EventBlocks` has them, and the intent of a message. */
  readonly #deeds = new Int32Array(RowStates.most).fill(notLearned);
  readonly #intents = new Int32Array(RowStates.most);
  /** By state: position in `actorKinds`. */
  readonly #actorKinds = new Int8Array(RowStates.most).fill(noActor);

  constructor(writer: ColumnWriter, instants: InstantReader) {
    this.#writer = writer;
    this.#columns = eventColumnsOf(this.#states, instants, writer.dictionaries);
    this.#requesterIds = this.#columns["actor.id"].codesIn(writer.dictionaries.requesters);
    this.#agentIds = this.#columns["actor.id"].codesIn(writer.dictionaries.agents);
  }

  /** Where the cells of columns with these names, as `actor.kind`, are to be given. */
  columnsOf(paths: readonly string[]): TableColumn[] {
    for (const column of this.#given) column.begin();
    this.#given = paths.map((path, index) => {
      const isField = Object.hasOwn(this.#columns, path) && paths.indexOf(path) === index;
      return isField ? this.#columns[path as keyof EventColumns] : new OtherColumn(this.#states);
    });
    return [...this.#given];
  }

  /** Where the numbers of rows are to be given, before any cells, that say what their words are in several columns. */
  packedColumnOf(pack: WordPack): PackedColumn {
    const name = pack.columns.map(({ path }) => path).join();
    let column = this.#packed.get(name);
    if (column === undefined) {
      const sorts = pack.columns.map(({ path }) => this.#columns[path].sorts);
      column = new PackedColumn(this.#states, pack, sorts);
      this.#packed.set(name, column);
    }
    return column;
  }

  /** From here on columns take the cells of so many rows. */
  begin(rows: number): void {
    this.#states.begin(rows);
    for (const column of this.#given) column.begin();
  }

  /** Writes a row whose cells were taken; `number` is its own. @returns whether it is known to be an event */
  write(row: number, number: number): boolean {
    const columns = this.#columns;
    const state = this.#states.of[row]!;
    const deed = this.#deeds[state]!;
    if (deed === notLearned) return false;
    const type = deed & 255;
    if (type === survey && !this.#hasSoundScore(row)) return false;
    const actorKind = this.#actorKinds[state]!;
    const a = type === message ? this.#intents[state]! : this.#first(type, row, actorKind);
    const b = this.#second(type, row, a);
    const ticket = columns.ticket.codeAt(row);
    const actor = actorKind === noActor ? -1 : this.#actor(row, actorKind);
    const { events } = this.#writer;
    events.append(ticket, columns.at.values[row]!, deed, actor, a, b, number);
    const seq = columns.seq.values[row]!;
    if (!Number.isNaN(seq)) events.setSeq(seq);
    const { id } = columns;
    if (id.to[row]! > 0) events.idsForLast().push(id.bytes, id.from[row]!, id.to[row]!);
    return true;
  }

  /** Learns from a row that the schema has judged, if it was found to be an event, and written. */
  learn(row: number, number: number): void {
    const { events } = this.#writer;
    const event = events.last;
    if (event < 0 || events.row(event) !== number) return;
    this.#columns.ticket.keep(row, events.ticket(event));
    if (!this.#states.isKept(row)) return;
    const state = this.#states.of[row]!;
    const type = events.type(event);
    this.#deeds[state] = type | (events.code(event) << 8) | (events.detail(event) << 16);
    this.#intents[state] = type === message ? events.a(event) : 0;
    this.#actorKinds[state] = events.actor(event) < 0 ? noActor : this.#writer.actorKind(event);
  }

  /** Column `a` of the type: see `EventLog`. */
  #first(type: number, row: number, actorKind: number): number {
    const columns = this.#columns;
    switch (type) {
      case created:
        return this.#created(row, actorKind);
      case assigned:
        return columns.agent.has(row) ? columns.agent.codeAt(row) : unsaid;
      case survey:
        return this.#score(row);
      case linked:
        return this.#writer.otherTicket(columns.other.codeAt(row), columns.ticket.codeAt(row));
      case fieldType:
        return columns.name.codeAt(row);
      default:
        return -1;
    }
  }

  /** Column `b` of the type. */
  #second(type: number, row: number, a: number): number {
    const columns = this.#columns;
    switch (type) {
      case assigned:
        return columns.team.has(row) ? columns.team.codeAt(row) : unsaid;
      case survey:
        return columns.reason.codeAt(row);
      case promised:
        return this.#writer.addDue(columns.due.values[row]!);
      case fieldType: {
        const { names, values } = this.#writer.dictionaries;
        const value = columns.value.codeAt(row);
        this.#writer.knowDimension(names.decode(a)!, values.decode(value)!);
        return value;
      }
      default:
        return -1;
    }
  }

  #created(row: number, actorKind: number): number {
    const { requester, channel, category, priority, team } = this.#columns;
    return this.#writer.addCreated(
      // Who asked: the requester that is named, or else the customer who created the ticket.
      requester.has(row) || actorKind !== customer ? requester.codeAt(row) : this.#actorId(row, customer),
      channel.codeAt(row),
      category.codeAt(row),
      priority.codeAt(row),
      team.codeAt(row),
    );
  }

  #hasSoundScore(row: number): boolean {
    const score = this.#columns.score.values[row]!;
    const least = this.#least(row);
    const most = this.#most(row);
    return least < most && !(score < least || score > most);
  }

  #score(row: number): number {
    const score = this.#columns.score.values[row]!;
    return Number.isNaN(score) ? -1 : this.#writer.addScore(score, this.#least(row), this.#most(row));
  }

  #least(row: number): number {
    const least = this.#columns["scale.min"].values[row]!;
    return Number.isNaN(least) ? 1 : least;
  }

  #most(row: number): number {
    const most = this.#columns["scale.max"].values[row]!;
    return Number.isNaN(most) ? 5 : most;
  }

  #actor(row: number, kind: number): number {
    const columns = this.#columns;
    const id = columns["actor.id"].numbers[row]!;
    const team = columns["actor.team"].numbers[row]!;
    const employer = columns["actor.employer"].numbers[row]!;
    const supervisor = columns["actor.role"].numbers[row]! < 0 ? 0 : 1;
    const known = this.#actors.find(id, team, employer, kind * 2 + supervisor);
    if (known >= 0) return known;
    const actor = this.#writer.actorOf(
      kind,
      this.#actorId(row, kind),
      columns["actor.team"].codeAt(row),
      columns["actor.employer"].codeAt(row),
      supervisor,
    );
    this.#actors.keep(id, team, employer, kind * 2 + supervisor, actor);
    return actor;
  }

  #actorId(row: number, kind: number): number {
    const number = this.#columns["actor.id"].numbers[row]!;
    if (number < 0) return -1;
    return (kind === customer ? this.#requesterIds : this.#agentIds).codeOf(number);
  }
}
