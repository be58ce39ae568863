import { compileZone, type Zone } from "../clock/zone.ts";
import { type ColumnWriter, unsaid } from "../log/column-writer.ts";
import type { Dictionary } from "../log/dictionary.ts";
import { actorKinds, eventTypes } from "../schemas/vocabulary.ts";
import type { CodedColumn } from "./duckdb-event-query.ts";

type Items = Int32Array | Float64Array;

/** One column of a chunk: numbers, or the texts of ids by row. */
export interface ChunkColumn {
  items: Items;
  textAt?: ((row: number) => string) | undefined;
}

const customer = actorKinds.indexOf("customer");
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

/** Writes the sound rows of an event query into a log's columns. */
export class DuckDbEventWriter {
  readonly #writer: ColumnWriter;
  readonly #zone: Zone | null;
  readonly #position: ReadonlyMap<string, number>;
  readonly #holds: ReadonlyMap<string, CodedColumn["holds"]>;
  readonly #texts: Readonly<Record<string, Texts>>;
  #columns: readonly ChunkColumn[] = [];

  constructor(
    writer: ColumnWriter,
    columns: readonly CodedColumn[],
    textsOf: ReadonlyMap<string, readonly string[]>,
    timeZone: string | undefined,
  ) {
    this.#writer = writer;
    this.#zone = timeZone === undefined ? null : compileZone(timeZone);
    this.#position = new Map(columns.map(({ path }, index) => [path, index]));
    this.#holds = new Map(columns.map(({ path, holds }) => [path, holds]));
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
      "actor.team": texts("actor.team", dictionaries.teams),
      "actor.employer": texts("actor.employer", dictionaries.employers),
    };
  }

  /** From here on rows are those of this chunk. */
  begin(columns: readonly ChunkColumn[]): void {
    this.#columns = columns;
  }

  /** Writes a row of the chunk as the event of a row of the log. */
  write(at: number, row: number): void {
    const writer = this.#writer;
    const type = this.#number("type", at, -1);
    let code = 0;
    let detail = 0;
    let a = -1;
    let b = -1;
    switch (eventTypes[type]) {
      case "created":
        code = this.#word("initiator", at);
        a = this.#addCreated(at);
        break;
      case "message":
        code = this.#number("public", at, 0) - 1;
        detail = this.#word("origin", at);
        a = this.#word("intent", at);
        break;
      case "assigned":
        a = this.#assignee("agent", at);
        b = this.#assignee("team", at);
        break;
      case "status":
        code = this.#word("phase", at);
        detail = this.#word("cause", at);
        break;
      case "solution":
      case "handoff":
        code = this.#word("step", at);
        break;
      case "survey":
        code = this.#word("step", at);
        detail = this.#number("saidSolved", at, 0);
        a = this.#addScore(at);
        b = this.#text("reason", "reason", at);
        break;
      case "linked":
        code = this.#word("relation", at);
        a = this.#text("other", "other", at);
        break;
      case "escalated":
        code = this.#word("level", at);
        break;
      case "promised":
        code = this.#number("kept", at, 0);
        b = writer.addDue(this.#instant("due", at));
        break;
      case "field":
        a = this.#text("name", "name", at);
        b = this.#text("value", "value", at);
        writer.knowDimension(
          this.#texts["name"]!.text(this.#number("name", at, -1)),
          this.#texts["value"]!.text(this.#number("value", at, -1)),
        );
        break;
    }
    const ticket = this.#text("ticket", "ticket", at);
    const actor = this.#actor(at);
    writer.events.append(ticket, this.#instant("at", at), type, actor, code, detail, a, b, row);
    const seq = this.#number("seq", at, Number.NaN);
    if (!Number.isNaN(seq)) writer.events.setSeq(seq);
    const id = this.#columns[this.#position.get("id") ?? -1]?.textAt?.(at) ?? "";
    if (id !== "") writer.events.idsForLast().pushText(id);
  }

  #number(path: string, at: number, otherwise: number): number {
    const position = this.#position.get(path);
    return position === undefined ? otherwise : this.#columns[position]!.items[at]!;
  }

  /** A word's place in the vocabulary; 0 where none is said. */
  #word(path: string, at: number): number {
    return Math.max(0, this.#number(path, at, 0));
  }

  #text(name: string, path: string, at: number): number {
    return this.#texts[name]!.code(this.#number(path, at, -1));
  }

  #instant(path: string, at: number): number {
    const ms = this.#number(path, at, Number.NaN);
    return this.#holds.get(path) === "wallTime" ? this.#zone!.toInstant(ms) : ms;
  }

  #assignee(path: "agent" | "team", at: number): number {
    const place = this.#number(path, at, -1);
    if (place < 0) return unsaid;
    return this.#texts[path]!.text(place) === nobody ? -1 : this.#texts[path]!.code(place);
  }

  #addCreated(at: number): number {
    const isCustomer = this.#number("actor.kind", at, -1) === customer;
    const requester = this.#text("requester", "requester", at);
    return this.#writer.addCreated(
      requester < 0 && isCustomer ? this.#text("customer", "actor.id", at) : requester,
      this.#text("channel", "channel", at),
      this.#text("category", "category", at),
      this.#text("priority", "priority", at),
      this.#text("team", "team", at),
    );
  }

  #addScore(at: number): number {
    const score = this.#number("score", at, Number.NaN);
    if (Number.isNaN(score)) return -1;
    const or = (value: number, otherwise: number) => (Number.isNaN(value) ? otherwise : value);
    return this.#writer.addScore(
      score,
      or(this.#number("scale.min", at, Number.NaN), 1),
      or(this.#number("scale.max", at, Number.NaN), 5),
    );
  }

  #actor(at: number): number {
    const kind = this.#number("actor.kind", at, -1);
    if (kind < 0) return -1;
    return this.#writer.actorOf(
      kind,
      this.#text(kind === customer ? "customer" : "staff", "actor.id", at),
      this.#text("actor.team", "actor.team", at),
      this.#text("actor.employer", "actor.employer", at),
      this.#number("actor.role", at, -1) === 0 ? 1 : 0,
    );
  }
}
