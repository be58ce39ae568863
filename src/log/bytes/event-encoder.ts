import { actorKinds, eventTypes } from "../../schemas/vocabulary.ts";
import { type ColumnWriter, unsaid } from "../column-writer.ts";
import type { InstantReader } from "../instant.ts";
import { decodeText } from "../text-codec.ts";
import { ByteTable } from "./byte-table.ts";
import { EventCheck } from "./event-check.ts";
import { field, found, RowFields } from "./row-fields.ts";
import { TextTable } from "./text-table.ts";

const customer = actorKinds.indexOf("customer");

/**
 * Writes rows into columns from where their values stand in the bytes. What is not surely valid is left to the schema: `write`
 * then answers false and has changed nothing. First everything is checked, then everything is encoded, in the order in which
 * `ColumnWriter.write` does it, so that both ways give texts the same numbers.
 */
export class EventEncoder {
  /** Filled by whoever found the fields of a row, for the next `write`. */
  readonly fields = new RowFields();
  /** Rows of the actor table by the bytes of the actor. */
  readonly actors = new ByteTable();
  readonly #writer: ColumnWriter;
  readonly #check: EventCheck;
  readonly #texts: Readonly<Record<keyof ColumnWriter["dictionaries"], TextTable>>;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(writer: ColumnWriter, instants: InstantReader) {
    this.#writer = writer;
    this.#check = new EventCheck(this.fields, instants);
    const { dictionaries } = writer;
    const tables = Object.entries(dictionaries).map(([name, dictionary]) => [name, new TextTable(dictionary)]);
    this.#texts = Object.fromEntries(tables);
  }

  /** Writes the row whose fields were found in `bytes`, or answers false. `row`: its number. */
  write(bytes: Uint8Array, row: number): boolean {
    const { fields } = this;
    const check = this.#check;
    if (!check.isValid(bytes)) return false;
    this.#bytes = bytes;
    const { type } = check;
    const a = this.#encodeFirst(type);
    const b = this.#encodeSecond(type);
    const ticket = this.#encode("tickets", field.ticket);
    const actor = fields.has(field.actor) ? this.#encodeActor() : -1;
    const { events } = this.#writer;
    events.append(ticket, check.at, type, actor, check.code, check.detail, a, b, row);
    events.setSeq(check.seq);
    if (fields.has(field.id)) events.idsForLast().push(bytes, fields.from[field.id]!, fields.to[field.id]!);
    return true;
  }

  /** Column `a` of the type: see `EventLog`. */
  #encodeFirst(type: number): number {
    const { fields } = this;
    switch (eventTypes[type]) {
      case "created":
        return this.#encodeCreated();
      case "message":
        return this.#check.number;
      case "assigned":
        return fields.has(field.agent) ? this.#encodeOptional("agents", field.agent) : unsaid;
      case "survey":
        return fields.has(field.score)
          ? this.#writer.addScore(this.#check.number, this.#check.scaleMin, this.#check.scaleMax)
          : -1;
      case "linked":
        return this.#encode("values", field.other);
      case "field":
        return this.#encode("names", field.name);
      default:
        return -1;
    }
  }

  /** Column `b` of the type. */
  #encodeSecond(type: number): number {
    const { fields } = this;
    switch (eventTypes[type]) {
      case "assigned":
        return fields.has(field.team) ? this.#encodeOptional("teams", field.team) : unsaid;
      case "survey":
        return this.#encodeOptional("values", field.reason);
      case "promised":
        return this.#writer.addDue(this.#check.number);
      case "field":
        return this.#encodeValue();
      default:
        return -1;
    }
  }

  #encodeValue(): number {
    const { fields } = this;
    const value = this.#encode("values", field.value);
    const name = decodeText(this.#bytes, fields.from[field.name]!, fields.to[field.name]!);
    this.#writer.knowDimension(name, this.#writer.dictionaries.values.decode(value)!);
    return value;
  }

  #encodeCreated(): number {
    return this.#writer.addCreated(
      this.#requester(),
      this.#encodeOptional("channels", field.channel),
      this.#encodeOptional("categories", field.category),
      this.#encodeOptional("priorities", field.priority),
      this.#encodeOptional("teams", field.team),
    );
  }

  /** Who asked: the requester that is named, or else the customer who created the ticket. */
  #requester(): number {
    const { fields } = this;
    if (fields.has(field.requester)) return this.#encode("requesters", field.requester);
    if (!fields.has(field.actor)) return -1;
    const known = fields.knownActor;
    if (known >= 0) return this.#writer.kindOf(known) === customer ? this.#writer.personOf(known) : -1;
    return this.#check.actorKind === customer ? this.#encodeOptional("requesters", field.actorId) : -1;
  }

  #encodeActor(): number {
    const { fields } = this;
    if (fields.knownActor >= 0) return fields.knownActor;
    const actor = this.#writer.actorOf(
      this.#check.actorKind,
      this.#encodeOptional(this.#check.actorKind === customer ? "requesters" : "agents", field.actorId),
      this.#encodeOptional("teams", field.actorTeam),
      this.#encodeOptional("employers", field.actorEmployer),
      fields.has(field.actorRole) ? 1 : 0,
    );
    if (fields.actorTo > fields.actorFrom) this.actors.add(this.#bytes, fields.actorFrom, fields.actorTo, actor);
    return actor;
  }

  #encode(dictionary: keyof ColumnWriter["dictionaries"], number: number): number {
    return this.#texts[dictionary].encode(this.#bytes, this.fields.from[number]!, this.fields.to[number]!);
  }

  /** -1 where the field is missing or `null`. */
  #encodeOptional(dictionary: keyof ColumnWriter["dictionaries"], number: number): number {
    const isThere = this.fields.has(number) && this.fields.kind[number] === found.text;
    return isThere ? this.#encode(dictionary, number) : -1;
  }
}
