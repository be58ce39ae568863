import type { EventTableMap } from "../schemas/table-map.ts";
import { isThreaded } from "../schemas/threaded-ticket.ts";
import type { CellReader } from "./cells.ts";
import { type MadeEvent, numberOf, type ReadActor } from "./event-maker.ts";
import { liftTimes } from "./file-order.ts";
import type { NoteBook, NoteKind } from "./note-book.ts";
import { commonNotes } from "./row-output.ts";
import type { EventRow, SourceRow } from "./source.ts";
import type { SourceTime } from "./source-time.ts";
import { compileEvents } from "./table-activities.ts";
import { compileCreation, TableFrame } from "./table-frame.ts";
import { compileStarterKinds } from "./table-starter.ts";
import { TableThreads, threadNotes } from "./table-threads.ts";
import type { ThreadPlace } from "./thread-forest.ts";
import type { TicketSource } from "./ticket-source.ts";
import type { Unmapped } from "./unmapped.ts";
import { isObject } from "./vendor-values.ts";

/** A row that means events. */
interface RowRecord {
  number: number;
  row: SourceRow;
  print: string;
  /** The message's own id, in a table of threads, and where it stands. */
  message: string | undefined;
  place: ThreadPlace | null;
  time: SourceTime;
  /** When the ticket was created, as far as this row says. */
  created: SourceTime;
  actor: ReadActor | null;
  events: MadeEvent[];
  unmapped: Unmapped | null;
}

const ignoredActivity: NoteKind = {
  code: "ignoredActivities",
  text: "rows whose activity is no event by the map",
};

/** Reads a table with a row for every event; see `fromTable`. */
export function eventTableSource(map: EventTableMap, timeZone: string | undefined): TicketSource {
  const frame = new TableFrame(map, timeZone);
  const { reader, notes, output } = frame;
  const threads = isThreaded(map.ticket) ? new TableThreads(map.ticket.thread, reader, "ticket.thread") : null;
  const readTicket = isThreaded(map.ticket) ? () => undefined : reader.column(map.ticket, "ticket");
  const readTime = reader.time(map.time, "time");
  const peekTime = threads === null ? null : frame.peekTime(map.time, "time");
  const readCreated = map.creation?.at === undefined ? null : reader.time(map.creation.at, "creation.at");
  const readMeaning = compileEvents(map, reader);
  const naming = {
    id: map.id === undefined ? null : reader.column(map.id, "id"),
    seq: map.seq === undefined ? null : reader.column(map.seq, "seq"),
  };
  const creation = compileCreation(map.creation, reader);
  const creationFrom = map.creation?.from ?? (threads === null ? "activity" : "firstRow");
  const kindOf = compileStarterKinds(map);
  let tickets = new Map<string | undefined, RowRecord[]>();
  let isNoted = false;

  return {
    see: (row) => {
      if (!frame.see(row)) return undefined;
      if (threads === null) return readTicket(row);
      // Ignored rows hold threads together all the same.
      if (frame.reads(row)) threads.add(row, peekTime!(row).atMs);
      return [{ ticket: undefined, late: true, piece: row }];
    },
    ticketsOf: (row) => [isObject(row) && frame.reads(row) ? placeOf(row)?.root : undefined],
    checkColumns: () => frame.checkColumns(),
    take: (row, number) => {
      notes.place = [0, number];
      if (frame.isRead(row, number)) takeRow(row, number);
    },
    write: () => {
      if (!isNoted) threads?.noteFaults(notesAt(1, 1));
      isNoted = true;
      for (const [ticket, records] of tickets)
        if (ticket !== undefined) threads?.noteRoot(notesAt(1, 0, records[0]!.number), ticket);
      for (const [ticket, records] of tickets) {
        notes.place = [2, records[0]!.number];
        writeRecords(ticket, records);
      }
      tickets = new Map();
      return output.take();
    },
    finish: () => frame.finish(),
  };

  function notesAt(...place: number[]): NoteBook {
    notes.place = place;
    return notes;
  }

  function placeOf(row: SourceRow): ThreadPlace | null {
    const message = threads?.idOf(row);
    return message === undefined ? null : threads!.placeOf(message);
  }

  function takeRow(row: SourceRow, number: number): void {
    const time = readTime(row);
    const created = readCreated === null ? time : readCreated(row);
    const message = threads?.idOf(row);
    const { actor, events, unmapped, ignored } = readMeaning(row, created);
    for (const activity of ignored) notes.add(ignoredActivity, undefined, activity);
    if (ignored.length > 0 && events.length === 0 && unmapped === null && creationFrom !== "firstRow") return;
    const print = frame.fingerprint(row);
    const place = placeOf(row);
    const record = { number, row, print, message, place, time, created, actor, events, unmapped };
    const ticket = threads === null ? readTicket(row) : place?.root;
    const known = tickets.get(ticket);
    if (known === undefined) tickets.set(ticket, [record]);
    else known.push(record);
  }

  function writeRecords(ticket: string | undefined, records: readonly RowRecord[]): void {
    const firstOf = new Map<string, RowRecord>();
    const distinct: RowRecord[] = [];
    for (const record of records) {
      if (firstOf.has(record.print)) notes.add(commonNotes.repeatedRow, record.number);
      else {
        firstOf.set(record.print, record);
        distinct.push(record);
      }
    }
    writeTicket(ticket, map.order === "fileReversed" ? distinct.reverse() : distinct);
    for (const record of records) {
      const first = firstOf.get(record.print)!;
      if (first !== record) output.add(record.number, output.of(first.number));
    }
  }

  function beginningOf(
    name: string | undefined,
    records: readonly RowRecord[],
    inFileOrder: boolean,
  ): RowRecord | null {
    if (name === undefined) return null;
    if (threads === null) return earliest(records, inFileOrder);
    if (!threads.isBeginning(name)) return null;
    // The same message in two rows that differ: whatever their order, the same row is the first.
    const rows = records.filter((record) => record.message === name);
    return earliest(
      rows.sort((x, y) => (x.print < y.print ? -1 : 1)),
      false,
    );
  }

  function timesOf(
    name: string | undefined,
    first: RowRecord | null,
    records: readonly RowRecord[],
    inFileOrder: boolean,
  ): (number | null)[] {
    const times = records.map((record) => record.time.atMs);
    const from = readCreated === null || first === null ? null : first.created.atMs;
    if (inFileOrder) {
      const { at, lifted } = liftTimes(times, creationFrom === "firstRow" ? from : null);
      for (const position of lifted) {
        const { number, time } = records[position]!;
        notes.add(commonNotes.ranBackwards, number, `${name} at ${time.text}`);
      }
      return at;
    }
    if (threads === null || name === undefined) return times;
    const beginning = first?.time.atMs ?? null;
    return records.map(({ number, message, place, time: { atMs } }) => {
      const { parentAtMs, depth } = place!;
      if (depth > 0 && atMs !== null && parentAtMs !== null && atMs < parentAtMs)
        notes.add(threadNotes.olderThanParent, number, message);
      return atMs === null || beginning === null ? atMs : Math.max(atMs, beginning);
    });
  }

  function writeTicket(name: string | undefined, records: readonly RowRecord[]): void {
    const inFileOrder = (map.order ?? "time") !== "time" && name !== undefined;
    const first = beginningOf(name, records, inFileOrder);
    const starter = first === null ? null : (first.actor?.["id"] ?? null);
    const times = timesOf(name, first, records, inFileOrder);
    let place = 0;
    records.forEach((record, position) => {
      const at = times[position] ?? record.time.at;
      const events: EventRow[] = [];
      const seq = () => {
        if (inFileOrder) return { seq: place++ };
        if (threads === null || naming.seq !== null || name === undefined) return seqOf(naming.seq, record.row);
        // An answer follows what it answers, also within one instant.
        const { depth } = record.place!;
        return depth === 0 ? {} : { seq: depth };
      };
      // Where it is refused who wrote a thread's first message, nothing says who began it.
      const isSaid = threads === null || record.actor !== null || record.unmapped === null;
      if (record === first && creationFrom === "firstRow" && isSaid) {
        const time = readCreated === null ? at : record.created.at;
        events.push(eventRow(name, time, "created", seq(), creationOf(record, starter)));
      }
      const id = naming.id?.(record.row) ?? record.message ?? record.print;
      if (record.unmapped !== null) events.push(eventRow(name, at, id, seq(), { type: record.unmapped.text }));
      record.events.forEach((event, index) => {
        const isCreation = event.fields["type"] === "created";
        const fields = isCreation ? { ...creation(record.row), ...event.fields } : event.fields;
        const time = event.time ?? (isCreation && readCreated !== null ? record.created : null);
        const eventId = index === 0 ? id : `${id}#${index + 1}`;
        events.push(eventRow(name, time === null ? at : time.at, eventId, seq(), kindOf(fields, starter)));
      });
      output.add(record.number, events);
    });
  }

  /** What the creation by a ticket's first row says. A thread's carries its author: what he is tells who began it. */
  function creationOf({ row, actor }: RowRecord, starter: string | null): EventRow {
    const fields = creation(row);
    if (threads === null || actor === null) return fields;
    const settled = kindOf({ ...fields, actor }, starter);
    const kind = (settled["actor"] as ReadActor | undefined)?.["kind"];
    if (settled["initiator"] === undefined && kind !== undefined && deskKinds.has(kind)) {
      notes.add(threadNotes.begunByDesk, undefined, String(actor["id"] ?? kind));
      // Who began it from within is nobody's customer.
      if (settled["requester"] === actor["id"]) delete settled["requester"];
    }
    return settled;
  }
}

const deskKinds = new Set(["agent", "bot", "system"]);

/** The first row by its time, or by its place where that is what counts. */
function earliest(records: readonly RowRecord[], inFileOrder: boolean): RowRecord | null {
  let first = records[0] ?? null;
  if (inFileOrder) return first;
  for (const record of records) {
    const earliest = first?.time.atMs ?? Number.POSITIVE_INFINITY;
    if (record.time.atMs !== null && record.time.atMs < earliest) first = record;
  }
  return first;
}

function eventRow(
  ticket: string | undefined,
  at: number | string | undefined,
  id: string,
  seq: { seq?: number | string },
  fields: EventRow,
): EventRow {
  return { ...(ticket === undefined ? {} : { ticket }), ...(at === undefined ? {} : { at }), id, ...seq, ...fields };
}

function seqOf(read: CellReader | null, row: SourceRow): { seq?: number | string } {
  const text = read?.(row);
  return text === undefined ? {} : { seq: numberOf(text) };
}
