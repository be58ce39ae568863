import type { TicketEvent } from "../schemas/event.ts";
import { exportableEvent } from "./exportable-events.ts";
import { NoteBook } from "./note-book.ts";
import type {
  OcelAttribute,
  OcelEvent,
  OcelLog,
  OcelObject,
  OcelRelationship,
  OcelType,
  OcelValue,
} from "./ocel-document.ts";
import type { SourceNote } from "./source.ts";
import { type TimeReader, TimeReaders } from "./source-time.ts";

export interface OcelExportOptions {
  /** IANA zone of times without an offset; events with such times are left out otherwise. */
  timeZone?: string | undefined;
}

/**
 * Turns event rows into an object-centric event log. Tickets, people and teams become objects, and every event is related to its
 * ticket, to who acted, and to whom it concerns, each by a qualifier; merged tickets and the work of several agents keep their
 * shape. `fromOcel` gives the same events back.
 *
 * What OCEL cannot hold is in the notes: rows that are no events, the offset in which a time was written, and fractions of a
 * millisecond.
 *
 * @param rows event rows as `parseEvents` takes them
 * @throws {RangeError} where `timeZone` is not an IANA zone
 * @example
 * const { ocel, notes } = toOcel(rows);
 * await writeFile("log.jsonocel", JSON.stringify(ocel));
 */
export function toOcel(
  rows: Iterable<unknown>,
  options: OcelExportOptions = {},
): { ocel: OcelLog; notes: SourceNote[] } {
  const seen = new Map<string, number>();
  const objects = new Set<string>();
  const log = new OcelWriter(options, {
    before: (name) => {
      const count = seen.get(name) ?? 0;
      seen.set(name, count + 1);
      return count;
    },
    relate: (id) => void objects.add(id),
  });
  const events: OcelEvent[] = [];
  let row = 0;
  for (const each of rows) {
    const event = log.event(each, ++row);
    if (event !== null) events.push(event);
  }
  const { eventTypes, objectTypes } = log.types();
  return { ocel: { eventTypes, objectTypes, events, objects: [...objects].map(ocelObject) }, notes: log.notes() };
}

/** An object as it is written, by its id. */
export function ocelObject(id: string): OcelObject {
  return { id, type: kindOf(id) };
}

const kindOf = (objectId: string) => objectId.slice(0, objectId.indexOf(":"));

/** What an OCEL log holds of names while its events are written one by one. */
interface OcelNames {
  /** How often the name of an event was asked for before. */
  before(name: string): number;
  /** Takes note of an object. */
  relate(id: string): void;
}

/** Makes the events of an OCEL log one by one; what types they have is known when all are made. */
export class OcelWriter {
  readonly #book = new NoteBook();
  readonly #readTime: TimeReader;
  readonly #names: OcelNames;
  readonly #types = new Map<string, Map<string, OcelType["attributes"][number]["type"]>>();
  readonly #kinds = new Set<string>();

  /** @throws {RangeError} where `timeZone` is not an IANA zone */
  constructor({ timeZone }: OcelExportOptions, names: OcelNames) {
    this.#readTime = new TimeReaders().reader(["iso"], timeZone);
    this.#names = names;
  }

  /** `null` for a row that OCEL cannot hold. */
  event(given: unknown, number: number): OcelEvent | null {
    const exportable = exportableEvent(given, number, this.#readTime, this.#book);
    if (exportable === null) return null;
    const { event, atMs, row } = exportable;
    const { attributes, relationships } = partsOf(event);
    const name = `${event.ticket}/${event.id ?? `row ${row}`}`;
    const again = this.#names.before(name);
    learnType(this.#types, event.type, attributes);
    for (const { objectId } of relationships) {
      this.#names.relate(objectId);
      this.#kinds.add(kindOf(objectId));
    }
    return {
      // Ids are unique in OCEL; a row that was exported twice stays two events.
      id: again === 0 ? name : `${name}/${again + 1}`,
      type: event.type,
      time: new Date(atMs).toISOString(),
      attributes,
      relationships,
    };
  }

  /** The types of the events and objects so far, in the order in which they first came. */
  types(): Pick<OcelLog, "eventTypes" | "objectTypes"> {
    const eventTypes = [...this.#types].map(([name, attributes]) => ({
      name,
      attributes: [...attributes].map(([attribute, type]) => ({ name: attribute, type })),
    }));
    return { eventTypes, objectTypes: [...this.#kinds].map((name) => ({ name, attributes: [] })) };
  }

  notes(): SourceNote[] {
    return this.#book.notes();
  }
}

function learnType(
  types: Map<string, Map<string, OcelType["attributes"][number]["type"]>>,
  event: string,
  attributes: readonly OcelAttribute[],
): void {
  const known = types.get(event) ?? new Map<string, OcelType["attributes"][number]["type"]>();
  types.set(event, known);
  for (const { name, value } of attributes) {
    known.set(name, typeof value === "boolean" ? "boolean" : typeof value === "number" ? "float" : "string");
  }
}

/** What an event says, as attributes; and whom it concerns, as related objects. */
function partsOf(event: TicketEvent): { attributes: OcelAttribute[]; relationships: OcelRelationship[] } {
  const { ticket, at: _at, type: _type, actor, ...rest } = event;
  const attributes: OcelAttribute[] = [];
  const relationships: OcelRelationship[] = [{ objectId: `ticket:${ticket}`, qualifier: "ticket" }];
  const relate = (kind: string, id: string, qualifier: string) =>
    relationships.push({ objectId: `${kind}:${id}`, qualifier });
  if (actor !== undefined) {
    const { kind, id, ...more } = actor;
    if (id === undefined) attributes.push({ name: "actor.kind", value: kind });
    else relate(kind, id, "actor");
    for (const [name, value] of Object.entries(more))
      if (value !== undefined) attributes.push({ name: `actor.${name}`, value });
  }
  for (const [name, value] of Object.entries(rest as Record<string, unknown>)) {
    if (value === undefined) continue;
    if (name === "requester") relate("customer", String(value), "requester");
    else if (name === "other") relate("ticket", String(value), "other");
    else if ((name === "agent" || name === "team") && typeof value === "string") relate(name, value, name);
    // Nobody is no object: that a ticket was taken from its holder is said by a word.
    else if (value === null) attributes.push({ name: `${name}.nobody`, value: true });
    else if (typeof value === "object") {
      const prefix = name === "attributes" ? "attribute" : name;
      const entries = Object.entries(value as Record<string, OcelValue>);
      if (entries.length === 0) attributes.push({ name: `${name}.empty`, value: true });
      for (const [key, inner] of entries) attributes.push({ name: `${prefix}.${key}`, value: inner });
    } else attributes.push({ name, value: value as OcelValue });
  }
  return { attributes, relationships };
}
