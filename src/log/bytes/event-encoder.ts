import { actorKinds, eventTypes } from "../../schemas/vocabulary.ts";
import { type ColumnWriter, unsaid } from "../column-writer.ts";
import type { Dictionary } from "../dictionary.ts";
import type { LogDictionaries } from "../event-log.ts";
import type { InstantReader } from "../instant.ts";
import { decodeText } from "../text-codec.ts";
import { EventCheck, timeOf } from "./event-check.ts";
import { field, firstAttribute, found, RowFields } from "./row-fields.ts";
import { type RowShape, shapeOf } from "./row-shapes.ts";
import { WaitingEvents } from "./waiting-events.ts";

const customer = actorKinds.indexOf("customer");

/**
 * Writes rows into columns from where their values stand in the bytes. What is not surely valid is left to the schema: `write`
 * then answers false and has changed nothing. First everything is checked, then everything is encoded, in the order in which
 * `ColumnWriter.write` does it, so that both ways give texts the same numbers. What was written is in the columns once `flush` was
 * called, which must be before the bytes change and before anybody else writes.
 */
export class EventEncoder {
  /** Filled by whoever found the fields of a row, for the next `write`. */
  readonly fields = new RowFields();
  readonly #writer: ColumnWriter;
  readonly #check: EventCheck;
  readonly #texts: LogDictionaries;
  readonly #waiting: WaitingEvents;
  #bytes: Uint8Array = new Uint8Array(0);
  #view = new DataView(this.#bytes.buffer);

  constructor(writer: ColumnWriter, instants: InstantReader) {
    this.#writer = writer;
    this.#check = new EventCheck(this.fields, instants);
    this.#texts = writer.dictionaries;
    this.#waiting = new WaitingEvents(writer);
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

  /** Puts into columns what was written so far. */
  flush(): void {
    this.#waiting.write();
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
    const waiting = this.#waiting;
    waiting.begin(bytes, view);
    const a = this.#encodeFirst(type, shape);
    const b = this.#encodeSecond(type);
    if (fields.has(field.actor)) this.#encodeActor();
    if (fields.has(field.id)) waiting.setId(fields.from[field.id]!, fields.to[field.id]!);
    const deed = type | (check.code << 8) | (check.detail << 16);
    waiting.add(fields.from[field.ticket]!, fields.to[field.ticket]!, check.times, deed, a, b, row);
  }

  /** Column `a` of the type: see `EventLog`. */
  #encodeFirst(type: number, shape: RowShape | null): number {
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
        return this.#encodeOther();
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
        return this.#writer.addDue(this.#check.times[timeOf.due]!);
      case "field":
        return this.#encodeValue();
      default:
        return -1;
    }
  }

  /** As `ColumnWriter.otherTicket`. */
  #encodeOther(): number {
    const { from, to } = this.fields;
    const other = this.#encode(this.#texts.values, field.other);
    const length = to[field.ticket]! - from[field.ticket]!;
    if (to[field.other]! - from[field.other]! !== length) return other;
    for (let i = 0; i < length; i++) {
      if (this.#bytes[from[field.ticket]! + i] !== this.#bytes[from[field.other]! + i]) return other;
    }
    return -1;
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
      -1,
      this.#encodeOptional(this.#texts.channels, field.channel),
      this.#encodeOptional(this.#texts.categories, field.category),
      this.#encodeOptional(this.#texts.priorities, field.priority),
      this.#encodeOptional(this.#texts.teams, field.team),
    );
    const asker = this.#asker();
    if (asker >= 0) this.#waiting.setAsker(this.fields.from[asker]!, this.fields.to[asker]!);
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

  /** The field that says who asked, the requester that is named, or else the customer who created the ticket; -1 where none does. */
  #asker(): number {
    const { fields } = this;
    if (fields.has(field.requester)) return field.requester;
    const isCustomer = fields.has(field.actor) && this.#check.actorKind === customer;
    return isCustomer && fields.has(field.actorId) ? field.actorId : -1;
  }

  #encodeActor(): void {
    const { fields } = this;
    const kind = this.#check.actorKind;
    const isNamedCustomer = kind === customer && fields.has(field.actorId);
    const person = kind === customer ? -1 : this.#encodeOptional(this.#texts.agents, field.actorId);
    const team = this.#encodeOptional(this.#texts.teams, field.actorTeam);
    const employer = this.#encodeOptional(this.#texts.employers, field.actorEmployer);
    const supervisor = fields.has(field.actorRole) ? 1 : 0;
    const [from, to] = [fields.from[field.actorId]!, fields.to[field.actorId]!];
    if (isNamedCustomer) this.#waiting.setCustomer(from, to, team, employer, supervisor);
    else this.#waiting.setActor(kind, person, team, employer, supervisor);
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
