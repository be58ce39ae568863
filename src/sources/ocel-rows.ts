import type { NoteBook, NoteKind } from "./note-book.ts";
import type { SourceRow } from "./source.ts";
import { isObject, objectsOf, textOf } from "./vendor-values.ts";

const notes = {
  noTicket: { code: "eventsWithoutTicket", text: "events that are related to no object of the ticket type, not read" },
  severalTickets: {
    code: "eventsOfSeveralTickets",
    text: "events that are related to several tickets, read once for each; figures over tickets count them as often",
  },
} satisfies Record<string, NoteKind>;

/**
 * Flattens an object-centric log to a table with a row for every event of every ticket. Columns: `ocel:id`, `ocel:type`,
 * `ocel:time`, `ocel:oid` (the ticket); the event's attributes by name; `object:TYPE`, the first related object of that type;
 * `qualifier:Q`, the first object related by that qualifier; `case:NAME`, the ticket's attributes as they were by then; and
 * `case:qualifier:Q`, the first object that the ticket itself is related to by that qualifier.
 *
 * @param ticketType the type of the objects that are tickets
 */
export function* ocelRows(document: unknown, ticketType: string, book: NoteBook): Generator<SourceRow> {
  if (!isObject(document)) return;
  const objects = new Map(objectsOf(document, "objects").map((object) => [idOf(object), object]));
  const typeOf = (id: string) => textOf(objects.get(id) ?? {}, "type");
  for (const event of objectsOf(document, "events")) {
    for (const ticket of ticketsOfEvent(event, ticketType, typeOf, book))
      yield ocelRow(event, ticket, objects.get(ticket) ?? {}, typeOf);
  }
}

/** An object's id, as relationships name it. */
export const idOf = (object: SourceRow): string => textOf(object, "id") ?? "";

type TypeOf = (objectId: string) => string | undefined;

/** The tickets that an event is related to. */
export function ticketsOfEvent(event: SourceRow, ticketType: string, typeOf: TypeOf, book: NoteBook): string[] {
  const related = objectsOf(event, "relationships").map((relationship) => textOf(relationship, "objectId") ?? "");
  const tickets = [...new Set(related.filter((id) => typeOf(id) === ticketType))];
  if (tickets.length === 0) book.add(notes.noTicket, undefined, textOf(event, "id"));
  if (tickets.length > 1) book.add(notes.severalTickets, undefined, textOf(event, "id"));
  return tickets;
}

/** The row of an event of one of its tickets. */
export function ocelRow(event: SourceRow, ticket: string, object: SourceRow, typeOf: TypeOf): SourceRow {
  const row: Record<string, unknown> = {
    "ocel:id": event["id"],
    "ocel:type": event["type"],
    "ocel:time": event["time"],
  };
  for (const { name, value } of attributesOf(event)) row[name] ??= value;
  for (const relationship of objectsOf(event, "relationships")) {
    const id = textOf(relationship, "objectId") ?? "";
    const type = typeOf(id);
    if (type !== undefined) row[`object:${type}`] ??= id;
    const qualifier = textOf(relationship, "qualifier");
    if (qualifier !== undefined) row[`qualifier:${qualifier}`] ??= id;
  }
  const state = stateOf(object, Date.parse(textOf(event, "time") ?? ""));
  return { ...row, ...relatedTo(object), ...state, "ocel:oid": ticket };
}

function attributesOf(event: SourceRow): { name: string; value: unknown }[] {
  return objectsOf(event, "attributes").flatMap((attribute) => {
    const name = textOf(attribute, "name");
    return name === undefined ? [] : [{ name, value: attribute["value"] }];
  });
}

/** The first object that a ticket is related to by each qualifier. */
function relatedTo(object: SourceRow): Record<string, unknown> {
  const related: Record<string, unknown> = {};
  for (const relationship of objectsOf(object, "relationships")) {
    const qualifier = textOf(relationship, "qualifier");
    if (qualifier !== undefined) related[`case:qualifier:${qualifier}`] ??= textOf(relationship, "objectId");
  }
  return related;
}

/** An object's attributes as they were at a moment: of each the last value that held by then. */
function stateOf(object: SourceRow, atMs: number): Record<string, unknown> {
  const inTime = objectsOf(object, "attributes")
    .map((attribute) => ({ attribute, fromMs: Date.parse(textOf(attribute, "time") ?? "") }))
    .filter(({ fromMs }) => !(fromMs > atMs))
    .sort((a, b) => (a.fromMs || 0) - (b.fromMs || 0));
  return Object.fromEntries(inTime.map(({ attribute }) => [`case:${textOf(attribute, "name")}`, attribute["value"]]));
}
