import type { TableMap } from "../schemas/table-map.ts";
import { NoteBook, type NoteKind } from "./note-book.ts";
import { ocelRows } from "./ocel-rows.ts";
import type { EventRow, SourceResult, SourceRow } from "./source.ts";
import { TimeReaders } from "./source-time.ts";
import { fromTable } from "./table.ts";
import { isObject, objectsOf, textOf } from "./vendor-values.ts";

export interface OcelOptions {
  /** What the events of somebody else's log mean; without it the log must be one that `toOcel` made. */
  map?: TableMap | undefined;
  /** The type of the objects that are tickets. Default `ticket`. */
  ticketType?: string | undefined;
  /** IANA zone of times without an offset. */
  timeZone?: string | undefined;
}

const noLog: NoteKind = { code: "noOcel", text: "documents that hold no events and objects of OCEL 2.0" };
const noEvent: NoteKind = {
  code: "eventsThatAreNone",
  text: "elements of the list of events that are no objects, not read",
};

/**
 * Turns an object-centric event log in the JSON of OCEL 2.0 into event rows: one that `toOcel` made into the same events again;
 * any other by a mapping file for tables, whose columns `ocelRows` describes.
 *
 * @param document the parsed JSON
 * @throws {TypeError} where the map names a column that no event has
 * @throws {RangeError} where `timeZone` is not an IANA zone
 */
export function fromOcel(document: unknown, options: OcelOptions = {}): SourceResult {
  const book = new NoteBook();
  const result = readOcel(document, options, book);
  return { ...result, notes: [...book.notes(), ...result.notes] };
}

/** The same with the notes on OCEL itself in a book that may go on with further documents. */
export function readOcel(document: unknown, options: OcelOptions, book: NoteBook): SourceResult {
  if (!isObject(document) || !Array.isArray(document["events"])) noteNoOcel(book);
  else for (const event of document["events"]) if (!isObject(event)) noteNoEvent(book);
  const { map, ticketType = usualTicketType, timeZone } = options;
  if (map !== undefined) return fromTable(ocelRows(document, ticketType, book), { map, timeZone });
  const events = isObject(document) ? objectsOf(document, "events") : [];
  const rows = events.map(ocelEventReader(timeZone));
  return { rows, sourceRows: rows.map((_, index) => index + 1), notes: [], sourceRowCount: rows.length };
}

export const usualTicketType = "ticket";

/** Notes a document that holds no events. */
export function noteNoOcel(book: NoteBook): void {
  book.add(noLog);
}

/** Notes an element of the list of events that is none. */
export function noteNoEvent(book: NoteBook): void {
  book.add(noEvent);
}

/** What undoes `toOcel` for one event. */
export function ocelEventReader(timeZone: string | undefined): (event: SourceRow) => EventRow {
  const readTime = new TimeReaders().reader(["iso"], timeZone);
  return (event) => {
    const { at } = readTime(textOf(event, "time"));
    return { ...(at === undefined ? {} : { at }), type: event["type"], ...payloadOf(event) };
  };
}

/** The fields of an event out of its attributes and relationships: what `toOcel` did, undone. */
function payloadOf(event: SourceRow): EventRow {
  const row: EventRow = {};
  const actor: EventRow = {};
  const inner = (name: string): EventRow => {
    const known = row[name];
    if (isObject(known)) return known as EventRow;
    const made: EventRow = {};
    row[name] = made;
    return made;
  };
  for (const { objectId, qualifier } of objectsOf(event, "relationships")) {
    if (typeof objectId !== "string" || typeof qualifier !== "string") continue;
    const [, kind, id] = /^([^:]*):(.*)$/s.exec(objectId) ?? ["", "", objectId];
    if (qualifier === "actor") Object.assign(actor, { kind, id });
    else row[qualifier] = id;
  }
  for (const attribute of objectsOf(event, "attributes")) {
    const { name, value } = attribute;
    if (typeof name !== "string") continue;
    const dot = name.indexOf(".");
    const [field, key] = dot < 0 ? [name, ""] : [name.slice(0, dot), name.slice(dot + 1)];
    if (field === "actor" && dot > 0) actor[key] = value;
    else if (field === "attribute" && dot > 0) inner("attributes")[key] = value;
    else if (field === "scale" && dot > 0) inner("scale")[key] = value;
    else if (key === "nobody") row[field] = null;
    else if (key === "empty") inner(field);
    else row[name] = value;
  }
  return Object.keys(actor).length === 0 ? row : { ...row, actor };
}
