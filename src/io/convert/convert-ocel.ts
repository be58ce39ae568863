import type { TicketEvent } from "../../schemas/event.ts";
import { NoteBook } from "../../sources/note-book.ts";
import { noteNoEvent, noteNoOcel, ocelEventReader, usualTicketType } from "../../sources/ocel.ts";
import type { EventRow, SourceNote, SourceResult, SourceRow } from "../../sources/source.ts";
import type { TicketSource } from "../../sources/ticket-source.ts";
import { isObject } from "../../sources/vendor-values.ts";
import { type ListElement, listElements } from "../rows/list-elements.ts";
import type { OpenedFile } from "../rows/read-rows.ts";
import type { EventIntake } from "./event-intake.ts";
import { OcelSpill } from "./ocel-spill.ts";
import { type SpillPlace, TicketwiseRows } from "./ticketwise-rows.ts";

/** How OCEL documents are read. */
export interface OcelReading {
  /** Reads a document that is held; see `readOcel`. */
  read: (document: unknown, book: NoteBook) => SourceResult;
  /** What makes events of a document's rows, one for each document; without it the log is one that `toOcel` made. */
  ticketSource?: (() => TicketSource) | undefined;
  ticketType?: string | undefined;
  timeZone?: string | undefined;
}

/** Makes events of OCEL documents one after another. Whatever is wrong with an event is said of its document's row. */
export class OcelConversion {
  readonly #reading: OcelReading;
  readonly #intake: EventIntake;
  readonly #place: SpillPlace;
  readonly #book = new NoteBook();
  readonly #notes: SourceNote[] = [];
  #observes: NonNullable<SourceResult["observes"]> = {};

  constructor(reading: OcelReading, intake: EventIntake, place: SpillPlace) {
    this.#reading = reading;
    this.#intake = intake;
    this.#place = place;
  }

  /** The events of a document that is held. */
  *held(document: unknown, number: number): Generator<TicketEvent[]> {
    const result = this.#reading.read(document, this.#book);
    yield* this.#written(result.rows, number);
    this.#conclude(result);
  }

  /** The events of a document that is read piece by piece. */
  async *streamed(file: OpenedFile, chunks: AsyncIterable<Buffer>, number: number): AsyncGenerator<TicketEvent[]> {
    const elements = listElements(file, chunks, ["events", "objects"], ({ lists }) => {
      if (!lists.has("events")) noteNoOcel(this.#book);
    });
    const { ticketSource } = this.#reading;
    yield* ticketSource === undefined
      ? this.#asTheyCome(elements, number)
      : this.#ticketwise(elements, ticketSource(), number);
  }

  /** What there is to say of all documents. */
  finish(): Required<Pick<SourceResult, "notes" | "observes">> {
    return { notes: [...this.#book.notes(), ...this.#notes], observes: this.#observes };
  }

  async *#asTheyCome(elements: AsyncIterable<ListElement[]>, number: number): AsyncGenerator<TicketEvent[]> {
    const eventOf = ocelEventReader(this.#reading.timeZone);
    for await (const batch of elements) {
      const events = batch.filter(({ list }) => list === "events");
      if (events.length > 0)
        yield events.flatMap((event) => {
          if (event.issue !== undefined) return this.#intake.refuse({ ...event.issue, row: number });
          if (isObject(event.value)) return this.#intake.event(eventOf(event.value), number);
          noteNoEvent(this.#book);
          return [];
        });
    }
  }

  async *#ticketwise(
    elements: AsyncIterable<ListElement[]>,
    source: TicketSource,
    number: number,
  ): AsyncGenerator<TicketEvent[]> {
    const { ticketType = usualTicketType } = this.#reading;
    const spill = new OcelSpill(ticketType, this.#book, this.#place);
    const rows = new TicketwiseRows(source, this.#place);
    try {
      for await (const batch of elements) {
        for (const { list, value, issue } of batch) {
          if (issue !== undefined) this.#intake.refuse({ ...issue, row: number });
          else if (isObject(value)) this.#add(spill, list, value);
          else if (list === "events") noteNoEvent(this.#book);
        }
      }
      for (const [place, row] of spill.rows()) rows.add(row, place);
      spill.close();
      for (const written of rows.written()) yield* this.#written(written.rows, number);
    } finally {
      spill.close();
      rows.close();
    }
    this.#conclude(source.finish());
  }

  #add(spill: OcelSpill, list: string, value: SourceRow): void {
    if (list === "events") spill.addEvent(value);
    else spill.addObject(value);
  }

  *#written(rows: readonly EventRow[], number: number): Generator<TicketEvent[]> {
    const batchSize = 1_000;
    for (let from = 0; from < rows.length; from += batchSize)
      yield rows.slice(from, from + batchSize).flatMap((row) => this.#intake.event(row, number));
  }

  /** Rows of a document are no rows of a file. */
  #conclude({ notes, observes }: Pick<SourceResult, "notes" | "observes">): void {
    this.#notes.push(...notes.map(({ rows: _inside, ...note }) => note));
    this.#observes = { ...this.#observes, ...observes };
  }
}
