import { actorKinds, eventTypes } from "../../schemas/vocabulary.ts";
import { type ColumnWriter, unsaid } from "../column-writer.ts";
import type { Dictionary } from "../dictionary.ts";
import type { LogDictionaries } from "../event-log.ts";
import type { InstantReader } from "../instant.ts";
import { decodeText } from "../text-codec.ts";
import { EventCheck } from "./event-check.ts";
import { field, firstAttribute, found, RowFields } from "./row-fields.ts";
import { type RowShape, shapeOf } from "./row-shapes.ts";

const customer = actorKinds.indexOf("customer");

/**
 * Writes rows into columns from where their values stand in the bytes. What is not surely valid is left to the schema: `write`
 * then answers false and has changed nothing. First everything is checked, then everything is encoded, in the order in which
 * `ColumnWriter.write` does it, so that both ways give texts the same numbers.
 */
export class EventEncoder {
  /** Filled by whoever found the fields of a row, for the next `write`. */
  readonly fields = new RowFields();
  readonly #writer: ColumnWriter;
  readonly #check: EventCheck;
  readonly #texts: LogDictionaries;
  #bytes: Uint8Array = new Uint8Array(0);
  #view = new DataView(this.#bytes.buffer);

  constructor(writer: ColumnWriter, instants: InstantReader) {
    this.#writer = writer;
    this.#check = new EventCheck(this.fields, instants);
    this.#texts = writer.dictionaries;
  }

  /** Writes the row whose fields were found in `bytes`, which `view` shows, or answers false. `row`: its number. */
  write(bytes: Uint8Array, view: DataView, row: number): boolean {
    if (!this.#check.isValid(bytes, view)) return false;
    this.#append(bytes, view, row, null);
    return true;
  }

  /** Writes a row that has a shape, and whose values were found in `bytes`, or answers false. */
  writeShaped(bytes: Uint8Array, view: DataView, row: number, shape: RowShape): boolean {
    if (!this.#check.isValidShaped(bytes, view, shape)) return false;
    this.#append(bytes, view, row, shape);
    return true;
  }

  /** The shape of the row that was written last, by `write`. */
  shape(): RowShape {
    const order = this.#attributeOrder();
    const names = order.map((number) => this.#attributeName(number));
    return shapeOf(this.fields, this.#check, { order, names });
  }

  #append(bytes: Uint8Array, view: DataView, row: number, shape: RowShape | null): void {
    const { fields } = this;
    const check = this.#check;
    this.#bytes = bytes;
    this.#view = view;
    const { type } = check;
    const ticket = this.#encode(this.#texts.tickets, field.ticket);
    const a = this.#encodeFirst(type, shape, ticket);
    const b = this.#encodeSecond(type);
    const actor = fields.has(field.actor) ? this.#encodeActor() : -1;
    const { events } = this.#writer;
    events.append(ticket, check.at, type, actor, check.code, check.detail, a, b, row);
    if (check.seq !== 0) events.setSeq(check.seq);
    if (fields.has(field.id)) events.idsForLast().push(bytes, fields.from[field.id]!, fields.to[field.id]!);
  }

  /** Column `a` of the type: see `EventLog`. */
  #encodeFirst(type: number, shape: RowShape | null, ticket: number): number {
    const { fields } = this;
    switch (eventTypes[type]) {
      case "created":
        return this.#encodeCreated(shape);
      case "message":
        return this.#check.number;
      case "assigned":
        return fields.has(field.agent) ? this.#encodeHolder(this.#texts.agents, field.agent) : unsaid;
      case "survey":
        return fields.has(field.score)
          ? this.#writer.addScore(this.#check.number, this.#check.scaleMin, this.#check.scaleMax)
          : -1;
      case "linked":
        return this.#writer.otherTicket(this.#encode(this.#texts.values, field.other), ticket);
      case "field":
        return this.#encode(this.#texts.names, field.name);
      default:
        return -1;
    }
  }

  /** Column `b` of the type. */
  #encodeSecond(type: number): number {
    const { fields } = this;
    switch (eventTypes[type]) {
      case "assigned":
        return fields.has(field.team) ? this.#encodeHolder(this.#texts.teams, field.team) : unsaid;
      case "survey":
        return this.#encodeOptional(this.#texts.values, field.reason);
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
    const value = this.#encode(this.#texts.values, field.value);
    const name = decodeText(this.#bytes, fields.from[field.name]!, fields.to[field.name]!);
    this.#writer.knowDimension(name, this.#writer.dictionaries.values.decode(value)!);
    return value;
  }

  #encodeCreated(shape: RowShape | null): number {
    const row = this.#writer.addCreated(
      this.#requester(),
      this.#encodeOptional(this.#texts.channels, field.channel),
      this.#encodeOptional(this.#texts.categories, field.category),
      this.#encodeOptional(this.#texts.priorities, field.priority),
      this.#encodeOptional(this.#texts.teams, field.team),
    );
    if (this.fields.attributes > 0) this.#addAttributes(shape);
    return row;
  }

  #addAttributes(shape: RowShape | null): void {
    const order = shape?.attributeOrder ?? this.#attributeOrder();
    for (let i = 0; i < order.length; i++) {
      const number = order[i]!;
      const name = shape === null ? this.#attributeName(number) : shape.attributeNames[i]!;
      this.#writer.addAttribute(name, this.#encode(this.#texts.values, firstAttribute + number));
    }
  }

  /** The attributes of the row in the order of their names. */
  #attributeOrder(): number[] {
    const { nameFrom, nameTo, attributes } = this.fields;
    const names = Array.from({ length: attributes }, (_, i) => decodeText(this.#bytes, nameFrom[i]!, nameTo[i]!));
    return [...names.keys()].sort((x, y) => (names[x]! < names[y]! ? -1 : 1));
  }

  #attributeName(number: number): number {
    const { nameFrom, nameTo } = this.fields;
    return this.#texts.names.encodeBytes(this.#bytes, this.#view, nameFrom[number]!, nameTo[number]!);
  }

  /** Who asked: the requester that is named, or else the customer who created the ticket. */
  #requester(): number {
    const { fields } = this;
    if (fields.has(field.requester)) return this.#encode(this.#texts.requesters, field.requester);
    if (!fields.has(field.actor) || this.#check.actorKind !== customer) return -1;
    return this.#encodeOptional(this.#texts.requesters, field.actorId);
  }

  #encodeActor(): number {
    const { actorKind } = this.#check;
    return this.#writer.actorOf(
      actorKind,
      this.#encodeOptional(actorKind === customer ? this.#texts.requesters : this.#texts.agents, field.actorId),
      this.#encodeOptional(this.#texts.teams, field.actorTeam),
      this.#encodeOptional(this.#texts.employers, field.actorEmployer),
      this.fields.has(field.actorRole) ? 1 : 0,
    );
  }

  #encode(texts: Dictionary, number: number): number {
    return texts.encodeBytes(this.#bytes, this.#view, this.fields.from[number]!, this.fields.to[number]!);
  }

  /** -1 where the field is missing. */
  #encodeOptional(texts: Dictionary, number: number): number {
    return this.fields.has(number) ? this.#encode(texts, number) : -1;
  }

  /** -1 where nobody holds the ticket. */
  #encodeHolder(texts: Dictionary, number: number): number {
    return this.fields.kind[number] === found.text ? this.#encode(texts, number) : -1;
  }
}
