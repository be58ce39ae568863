import type { EventTableMap } from "../schemas/table-map.ts";
import { compilePatterns } from "../schemas/value-pattern.ts";
import type { CellReader } from "./cells.ts";
import { compileActor, compileTemplate, type EventMaker, type MadeEvent, numberOf } from "./event-maker.ts";
import { liftTimes } from "./file-order.ts";
import type { MapReader } from "./map-reader.ts";
import type { NoteKind } from "./note-book.ts";
import { commonNotes } from "./row-output.ts";
import type { EventRow, SourceRow } from "./source.ts";
import type { SourceTime } from "./source-time.ts";
import { compileCreation, TableFrame } from "./table-frame.ts";
import type { TicketSource } from "./ticket-source.ts";
import { compileUnmapped, Unmapped } from "./unmapped.ts";

/** A row that means events. */
interface RowRecord {
  number: number;
  row: SourceRow;
  print: string;
  time: SourceTime;
  /** When the ticket was created, as far as this row says. */
  created: SourceTime;
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
  const readTicket = reader.column(map.ticket, "ticket");
  const readTime = reader.time(map.time, "time");
  const readCreated = map.creation?.at === undefined ? null : reader.time(map.creation.at, "creation.at");
  const readEvents = compileEvents(map, reader);
  const naming = {
    id: map.id === undefined ? null : reader.column(map.id, "id"),
    seq: map.seq === undefined ? null : reader.column(map.seq, "seq"),
  };
  const creation = compileCreation(map.creation, reader);
  let tickets = new Map<string | undefined, RowRecord[]>();

  return {
    see: (row) => (frame.see(row) ? readTicket(row) : undefined),
    checkColumns: () => frame.checkColumns(),
    take: (row, number) => {
      if (frame.isRead(row, number)) takeRow(row, number);
    },
    write: () => {
      for (const [ticket, records] of tickets) writeRecords(ticket, records);
      tickets = new Map();
      return output.take();
    },
    finish: () => frame.finish(),
  };

  function takeRow(row: SourceRow, number: number): void {
    const time = readTime(row);
    const created = readCreated === null ? time : readCreated(row);
    const meant = readEvents(row, created);
    if (typeof meant === "string") {
      notes.add(ignoredActivity, undefined, meant);
      if (map.creation?.from !== "firstRow") return;
    }
    const record: RowRecord = {
      number,
      row,
      print: frame.fingerprint(row),
      time,
      created,
      events: Array.isArray(meant) ? meant : [],
      unmapped: meant instanceof Unmapped ? meant : null,
    };
    const ticket = readTicket(row);
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

  function writeTicket(ticket: string | undefined, records: readonly RowRecord[]): void {
    const inFileOrder = (map.order ?? "time") !== "time" && ticket !== undefined;
    const first = map.creation?.from === "firstRow" && ticket !== undefined ? firstRow(records, inFileOrder) : null;
    const from = readCreated === null || first === null ? null : first.created.atMs;
    const times = records.map((record) => record.time.atMs);
    const { at: lifted, lifted: positions } = inFileOrder ? liftTimes(times, from) : { at: times, lifted: [] };
    for (const position of positions) {
      const { number, time } = records[position]!;
      notes.add(commonNotes.ranBackwards, number, `${ticket} at ${time.text}`);
    }
    let place = 0;
    records.forEach((record, position) => {
      const at = lifted[position] ?? record.time.at;
      const events: EventRow[] = [];
      const seq = () => (inFileOrder ? { seq: place++ } : seqOf(naming.seq, record.row));
      if (record === first) {
        const time = readCreated === null ? at : record.created.at;
        events.push(eventRow(ticket, time, "created", seq(), creation(record.row)));
      }
      const id = naming.id?.(record.row) ?? record.print;
      if (record.unmapped !== null) events.push(eventRow(ticket, at, id, seq(), { type: record.unmapped.text }));
      record.events.forEach((event, index) => {
        const isCreation = event.fields["type"] === "created";
        const fields = isCreation ? { ...creation(record.row), ...event.fields } : event.fields;
        const time = event.time ?? (isCreation && readCreated !== null ? record.created : null);
        const name = index === 0 ? id : `${id}#${index + 1}`;
        events.push(eventRow(ticket, time === null ? at : time.at, name, seq(), fields));
      });
      output.add(record.number, events);
    });
  }
}

function firstRow(records: readonly RowRecord[], inFileOrder: boolean): RowRecord | null {
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

/** What a row means: its events, the name of an ignored activity, or what the map has no meaning for. */
function compileEvents(
  map: EventTableMap,
  reader: MapReader,
): (row: SourceRow, created: SourceTime) => MadeEvent[] | string | Unmapped {
  const { activity, everyRow = [] } = map;
  const readActor = compileActor(map.actor, reader, "actor");
  const always = everyRow.map((template, index) => compileTemplate(template, reader, `everyRow.${index}`));
  const meaning = activity === undefined ? null : compileActivity(activity, reader);
  return (row, created) => {
    const makers = meaning === null ? [] : meaning(row);
    if (makers instanceof Unmapped || (typeof makers === "string" && always.length === 0)) return makers;
    const actor = readActor(row);
    if (actor instanceof Unmapped) return actor;
    const events: MadeEvent[] = [];
    for (const make of typeof makers === "string" ? always : [...always, ...makers]) {
      const event = make(row, created, actor);
      if (event instanceof Unmapped) return event;
      if (event !== null) events.push(event);
    }
    return events;
  };
}

function compileActivity(
  activity: NonNullable<EventTableMap["activity"]>,
  reader: MapReader,
): (row: SourceRow) => EventMaker[] | string | Unmapped {
  const { column, columns = [], values, ignore = [], otherwise = "refuse" } = activity;
  const cells =
    column === undefined
      ? columns.map((name, index) => reader.cells.reader(name, `activity.columns.${index}`))
      : [reader.cells.reader(column, "activity.column")];
  const meaning = compilePatterns<EventMaker[] | null>([
    ...Object.entries(values).map(([pattern, meant]) => {
      const templates = [meant].flat();
      const place = (index: number) =>
        Array.isArray(meant) ? `activity.values.${pattern}.${index}` : `activity.values.${pattern}`;
      const makers = templates.map((template, index) => compileTemplate(template, reader, place(index)));
      return [pattern, makers] as const;
    }),
    ...ignore.map((pattern) => [pattern, null] as const),
  ]);
  const unmapped = compileUnmapped("activity", [...Object.keys(values), ...ignore]);
  return (row) => {
    const text = cells.map((read) => read(row) ?? "").join(" | ");
    const makers = meaning(text);
    if (makers === undefined && otherwise === "refuse") return unmapped(text);
    return makers ?? (text === "" ? "(none)" : text);
  };
}
