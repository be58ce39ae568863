import { compileZone, type Zone } from "../clock/zone.ts";
import { type ColumnWriter, unsaid } from "../log/column-writer.ts";
import type { Dictionary } from "../log/dictionary.ts";
import { actorKinds, eventTypes } from "../schemas/vocabulary.ts";
import type { CodedColumn } from "./duckdb-event-query.ts";

type Items = Int32Array | Float64Array;
type TextName =
  | "ticket"
  | "requester"
  | "channel"
  | "category"
  | "priority"
  | "team"
  | "agent"
  | "other"
  | "reason"
  | "name"
  | "value"
  | "customer"
  | "staff"
  | "actorTeam"
  | "actorEmployer";

/** One column of a chunk: numbers, or the texts of ids by row. */
export interface ChunkColumn {
  items: Items;
  textAt?: ((row: number) => string) | undefined;
}

const customer = actorKinds.indexOf("customer");
/** Rows of the largest chunk that DuckDB hands out. */
const mostRows = 2_048;
/** What stands for "nobody" where a column is text. */
const nobody = "null";

/** Texts of one path, and the numbers that they have in a dictionary of the log. */
class Texts {
  readonly #texts: readonly string[];
  readonly #dictionary: Dictionary;
  readonly #codes: Int32Array;

  constructor(texts: readonly string[], dictionary: Dictionary) {
    this.#texts = texts;
    this.#dictionary = dictionary;
    this.#codes = new Int32Array(texts.length).fill(-1);
  }

  /** The dictionary's number of a text by its place; -1 for -1. */
  code(place: number): number {
    if (place < 0) return -1;
    const known = this.#codes[place]!;
    if (known >= 0) return known;
    const code = this.#dictionary.encode(this.#texts[place]!);
    this.#codes[place] = code;
    return code;
  }

  text(place: number): string {
    return this.#texts[place]!;
  }
}

/** Columns by the path that they have in an event, and what stands for a value that a source has no column for. */
const absent = {
  type: -1,
  ticket: -1,
  at: Number.NaN,
  seq: Number.NaN,
  "actor.kind": -1,
  "actor.id": -1,
  "actor.team": -1,
  "actor.employer": -1,
  "actor.role": -1,
  requester: -1,
  channel: -1,
  category: -1,
  priority: -1,
  team: -1,
  agent: -1,
  initiator: -1,
  public: 0,
  origin: -1,
  intent: -1,
  phase: -1,
  cause: -1,
  step: -1,
  score: Number.NaN,
  "scale.min": Number.NaN,
  "scale.max": Number.NaN,
  saidSolved: 0,
  reason: -1,
  relation: -1,
  other: -1,
  level: -1,
  due: Number.NaN,
  kept: 0,
  name: -1,
  value: -1,
};
type Path = keyof typeof absent;
type Fields = Record<Path, Items>;

/** The last actor with an id, by the id's place: most rows name an actor whom another row has named alike. */
class KnownActors {
  readonly row: Int32Array;
  readonly kind: Int32Array;
  readonly team: Int32Array;
  readonly employer: Int32Array;
  readonly role: Int32Array;

  constructor(ids: number) {
    this.row = new Int32Array(ids).fill(-1);
    this.kind = new Int32Array(ids);
    this.team = new Int32Array(ids);
    this.employer = new Int32Array(ids);
    this.role = new Int32Array(ids);
  }
}

/** Writes the sound rows of an event query into a log's columns. */
export class DuckDbEventWriter {
  readonly #writer: ColumnWriter;
  readonly #zone: Zone | null;
  readonly #layout: readonly CodedColumn[];
  readonly #wallTimes: ReadonlySet<string>;
  readonly #texts: Readonly<Record<TextName, Texts>>;
  readonly #actors: KnownActors;
  readonly #without: Fields;
  #fields: Fields;
  #idAt: ((row: number) => string) | null = null;

  constructor(
    writer: ColumnWriter,
    columns: readonly CodedColumn[],
    textsOf: ReadonlyMap<string, readonly string[]>,
    timeZone: string | undefined,
  ) {
    this.#writer = writer;
    this.#zone = timeZone === undefined ? null : compileZone(timeZone);
    this.#layout = columns;
    this.#wallTimes = new Set(columns.flatMap(({ path, holds }) => (holds === "wallTime" ? [path] : [])));
    this.#actors = new KnownActors((textsOf.get("actor.id")?.length ?? 0) + 1);
    const constant = (value: number) => new Float64Array(mostRows).fill(value);
    const entries = Object.entries(absent).map(([path, value]) => [path, constant(value)]);
    this.#without = Object.fromEntries(entries) as Fields;
    this.#fields = this.#without;
    const { dictionaries } = writer;
    const texts = (path: string, dictionary: Dictionary) => new Texts(textsOf.get(path) ?? [], dictionary);
    this.#texts = {
      ticket: texts("ticket", dictionaries.tickets),
      requester: texts("requester", dictionaries.requesters),
      channel: texts("channel", dictionaries.channels),
      category: texts("category", dictionaries.categories),
      priority: texts("priority", dictionaries.priorities),
      team: texts("team", dictionaries.teams),
      agent: texts("agent", dictionaries.agents),
      other: texts("other", dictionaries.values),
      reason: texts("reason", dictionaries.values),
      name: texts("name", dictionaries.names),
      value: texts("value", dictionaries.values),
      customer: texts("actor.id", dictionaries.requesters),
      staff: texts("actor.id", dictionaries.agents),
      actorTeam: texts("actor.team", dictionaries.teams),
      actorEmployer: texts("actor.employer", dictionaries.employers),
    };
  }

  /** From here on rows are those of this chunk. */
  begin(columns: readonly ChunkColumn[]): void {
    const fields: Record<string, Items> = { ...this.#without };
    this.#idAt = null;
    this.#layout.forEach(({ path, holds }, index) => {
      if (holds === "id") this.#idAt = columns[index]!.textAt ?? null;
      else fields[path] = columns[index]!.items;
      const rows = columns[index]!.items.length;
      if (rows > mostRows) throw new RangeError(`begin: expected at most ${mostRows} rows a chunk, got ${rows}`);
    });
    this.#fields = fields as Fields;
  }

  /** Writes a row of the chunk as the event of a row of the log. */
  write(at: number, row: number): void {
    const writer = this.#writer;
    const fields = this.#fields;
    const texts = this.#texts;
    const type = fields.type[at]!;
    let code = 0;
    let detail = 0;
    let a = -1;
    let b = -1;
    switch (eventTypes[type]) {
      case "created":
        code = word(fields.initiator[at]!);
        a = this.#addCreated(at);
        break;
      case "message":
        code = fields.public[at]! - 1;
        detail = word(fields.origin[at]!);
        a = word(fields.intent[at]!);
        break;
      case "assigned":
        a = this.#assignee("agent", at);
        b = this.#assignee("team", at);
        break;
      case "status":
        code = word(fields.phase[at]!);
        detail = word(fields.cause[at]!);
        break;
      case "solution":
      case "handoff":
        code = word(fields.step[at]!);
        break;
      case "survey":
        code = word(fields.step[at]!);
        detail = fields.saidSolved[at]!;
        a = this.#addScore(at);
        b = texts.reason.code(fields.reason[at]!);
        break;
      case "linked":
        code = word(fields.relation[at]!);
        a = texts.other.code(fields.other[at]!);
        break;
      case "escalated":
        code = word(fields.level[at]!);
        break;
      case "promised":
        code = fields.kept[at]!;
        b = writer.addDue(this.#instant("due", at));
        break;
      case "field":
        a = texts.name.code(fields.name[at]!);
        b = texts.value.code(fields.value[at]!);
        writer.knowDimension(texts.name.text(fields.name[at]!), texts.value.text(fields.value[at]!));
        break;
    }
    const ticket = texts.ticket.code(fields.ticket[at]!);
    const actor = this.#actor(at);
    writer.events.append(ticket, this.#instant("at", at), type, actor, code, detail, a, b, row);
    const seq = fields.seq[at]!;
    if (!Number.isNaN(seq)) writer.events.setSeq(seq);
    const id = this.#idAt === null ? "" : this.#idAt(at);
    if (id !== "") writer.events.idsForLast().pushText(id);
  }

  #instant(path: "at" | "due", at: number): number {
    const ms = this.#fields[path][at]!;
    return this.#wallTimes.has(path) ? this.#zone!.toInstant(ms) : ms;
  }

  #assignee(path: "agent" | "team", at: number): number {
    const place = this.#fields[path][at]!;
    if (place < 0) return unsaid;
    return this.#texts[path].text(place) === nobody ? -1 : this.#texts[path].code(place);
  }

  #addCreated(at: number): number {
    const fields = this.#fields;
    const texts = this.#texts;
    const requester = texts.requester.code(fields.requester[at]!);
    const isCustomer = fields["actor.kind"][at] === customer;
    return this.#writer.addCreated(
      requester < 0 && isCustomer ? texts.customer.code(fields["actor.id"][at]!) : requester,
      texts.channel.code(fields.channel[at]!),
      texts.category.code(fields.category[at]!),
      texts.priority.code(fields.priority[at]!),
      texts.team.code(fields.team[at]!),
    );
  }

  #addScore(at: number): number {
    const fields = this.#fields;
    const score = fields.score[at]!;
    if (Number.isNaN(score)) return -1;
    const or = (value: number, otherwise: number) => (Number.isNaN(value) ? otherwise : value);
    return this.#writer.addScore(score, or(fields["scale.min"][at]!, 1), or(fields["scale.max"][at]!, 5));
  }

  #actor(at: number): number {
    const fields = this.#fields;
    const kind = fields["actor.kind"][at]!;
    if (kind < 0) return -1;
    const id = fields["actor.id"][at]!;
    const team = fields["actor.team"][at]!;
    const employer = fields["actor.employer"][at]!;
    const role = fields["actor.role"][at]!;
    const known = this.#actors;
    const slot = id + 1;
    const isKnown =
      known.row[slot]! >= 0 &&
      known.kind[slot] === kind &&
      known.team[slot] === team &&
      known.employer[slot] === employer &&
      known.role[slot] === role;
    if (isKnown) return known.row[slot]!;
    const texts = this.#texts;
    const actor = this.#writer.actorOf(
      kind,
      (kind === customer ? texts.customer : texts.staff).code(id),
      texts.actorTeam.code(team),
      texts.actorEmployer.code(employer),
      role === 0 ? 1 : 0,
    );
    known.row[slot] = actor;
    known.kind[slot] = kind;
    known.team[slot] = team;
    known.employer[slot] = employer;
    known.role[slot] = role;
    return actor;
  }
}

/** A word's place in the vocabulary; 0 where none is said. */
function word(code: number): number {
  return Math.max(code, 0);
}
