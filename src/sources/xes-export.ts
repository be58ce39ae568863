import type { TicketEvent } from "../schemas/event.ts";
import { type ExportableEvent, exportableEvent } from "./exportable-events.ts";
import { NoteBook, type NoteKind } from "./note-book.ts";
import type { SourceNote } from "./source.ts";
import { type TimeReader, TimeReaders } from "./source-time.ts";

export interface XesExportOptions {
  /** IANA zone of times without an offset; events with such times are left out otherwise. */
  timeZone?: string | undefined;
}

const noXml: NoteKind = { code: "signsLeftOut", text: "texts with signs that XML cannot hold, which were left out" };

const foot = "</log>\n";
const head = `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<classifier name="Activity" keys="concept:name"/>
`;

/**
 * Turns event rows into an XES event log (IEEE 1849-2016), for tools of process mining: a trace a ticket, in the order of its
 * first row, its events in order of time. `concept:name` says what happened in two words or so ("status solved", "message by
 * customer"), `org:resource` and `org:group` who acted; every field of the event stands beside them under its own name, those
 * within a field with a dot between (`actor.kind`, `scale.max`), and `agent.nobody` where somebody was taken off.
 *
 * XES knows one case: that tickets were merged stays a field (`other`), not a relation; `toOcel` keeps it.
 *
 * @param rows event rows as `parseEvents` takes them; all are held until the last has come
 * @returns the document in pieces, to be written one after another or joined
 * @throws {RangeError} where `timeZone` is not an IANA zone
 * @example
 * const { xes, notes } = toXes(rows);
 * await writeFile("log.xes", xes);
 */
export function toXes(rows: Iterable<unknown>, options: XesExportOptions = {}): { xes: string[]; notes: SourceNote[] } {
  const log = new XesLog(options);
  const xes = [log.head, ...log.traces(numbered(rows)), log.foot];
  return { xes, notes: log.notes() };
}

function* numbered(rows: Iterable<unknown>): Generator<[number, unknown]> {
  let number = 0;
  for (const row of rows) yield [++number, row];
}

/** An XES log that is written in parts, each of them with all events of its tickets: `head`, the traces of each, `foot`. */
export class XesLog {
  readonly head = head;
  readonly foot = foot;
  readonly #book = new NoteBook();
  readonly #readTime: TimeReader;

  /** @throws {RangeError} where `timeZone` is not an IANA zone */
  constructor({ timeZone }: XesExportOptions = {}) {
    this.#readTime = new TimeReaders().reader(["iso"], timeZone);
  }

  /** @param rows event rows with their numbers in the log */
  *traces(rows: Iterable<readonly [number: number, row: unknown]>): Generator<string> {
    const book = this.#book;
    const traces = new Map<string, ExportableEvent[]>();
    for (const [number, row] of rows) {
      const each = exportableEvent(row, number, this.#readTime, book);
      if (each === null) continue;
      const trace = traces.get(each.event.ticket);
      if (trace === undefined) traces.set(each.event.ticket, [each]);
      else trace.push(each);
    }
    for (const [ticket, events] of traces) {
      events.sort((x, y) => x.atMs - y.atMs || (x.event.seq ?? 0) - (y.event.seq ?? 0) || x.row - y.row);
      const lines = events.map((each) => eventElement(each, book));
      yield `<trace>\n${element("string", "concept:name", ticket, book)}\n${lines.join("\n")}\n</trace>\n`;
    }
  }

  notes(): SourceNote[] {
    return this.#book.notes();
  }
}

function eventElement({ event, atMs, row }: ExportableEvent, book: NoteBook): string {
  const { ticket: _ticket, at: _at, actor, ...fields } = event;
  const lines = [
    element("string", "concept:name", activity(event), book, row),
    element("date", "time:timestamp", new Date(atMs).toISOString(), book, row),
    element("string", "lifecycle:transition", "complete", book, row),
  ];
  const add = (key: string, value: unknown): void => {
    if (value === undefined) return;
    if (value === null) lines.push(element("boolean", `${key}.nobody`, "true", book, row));
    else if (typeof value === "object") for (const [name, inner] of Object.entries(value)) add(`${key}.${name}`, inner);
    else {
      const tag = typeof value === "boolean" ? "boolean" : typeof value === "number" ? "float" : "string";
      lines.push(element(tag, key, String(value), book, row));
    }
  };
  add("org:resource", actor?.id);
  add("org:group", actor?.team);
  add("actor", actor);
  for (const [name, value] of Object.entries(fields)) add(name, value);
  return `<event>${lines.join("")}</event>`;
}

/** What happened, in words that stay the same for all tickets. */
function activity(event: TicketEvent): string {
  switch (event.type) {
    case "message":
      return event.public ? `message by ${event.actor?.kind ?? "unknown"}` : "internal note";
    case "status":
      return `status ${event.phase}`;
    case "solution":
    case "handoff":
    case "survey":
      return `${event.type} ${event.step}`;
    case "linked":
      return `linked ${event.relation}`;
    case "escalated":
      return `escalated to ${event.level}`;
    case "field":
      return `field ${event.name}`;
    default:
      return event.type;
  }
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Signs that no XML 1.0 document can hold, not even escaped: controls, and halves of pairs. */
function withoutForbidden(text: string): string {
  let kept = "";
  for (const sign of text) {
    const code = sign.codePointAt(0)!;
    const isControl = code < 0x20 && code !== 0x9 && code !== 0xa && code !== 0xd;
    const isHalf = code >= 0xd800 && code <= 0xdfff;
    if (!isControl && !isHalf && code !== 0xfffe && code !== 0xffff) kept += sign;
  }
  return kept;
}

function element(tag: string, key: string, value: string, book: NoteBook, row?: number): string {
  const quoted = [key, value].map((text) => {
    const kept = withoutForbidden(text);
    if (kept !== text) book.add(noXml, row);
    // Line ends and tabs in an attribute would be read back as spaces.
    return kept.replace(/[&<>"]/g, (sign) => escapes[sign]!).replace(/[\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  });
  return `<${tag} key="${quoted[0]}" value="${quoted[1]}"/>`;
}
