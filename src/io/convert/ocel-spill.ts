import type { NoteBook } from "../../sources/note-book.ts";
import { idOf, ocelRow, ticketsOfEvent } from "../../sources/ocel-rows.ts";
import type { SourceRow } from "../../sources/source.ts";
import { TextSet } from "../../sources/text-set.ts";
import { textOf } from "../../sources/vendor-values.ts";
import { RowSpill } from "./row-spill.ts";
import type { SpillPlace } from "./ticketwise-rows.ts";

/** An event is of this many tickets at most without its rows being taken for those of the next one. */
const mostTickets = 65_536;

/** What is put aside under a ticket: what is said of it, or an event of it. */
type Piece = { object: SourceRow } | { event: SourceRow; ticket: string };

/**
 * Makes the rows of an OCEL document, as `ocelRows` does, of events and objects that come one by one and in any order. In memory are
 * the names of all objects and their types; events, and what is said of tickets, are put aside.
 */
export class OcelSpill {
  readonly #ticketType: string;
  readonly #book: NoteBook;
  readonly #ids = new TextSet();
  readonly #typeNames = new TextSet();
  /** By id, the number of its type + 1. */
  #types = new Uint32Array(1 << 10);
  readonly #pieces: RowSpill;
  /** Events that came before all objects were known. */
  readonly #late: RowSpill;
  #events = 0;

  constructor(ticketType: string, book: NoteBook, { folder, mostHeld }: SpillPlace) {
    this.#ticketType = ticketType;
    this.#book = book;
    this.#pieces = new RowSpill(folder, mostHeld);
    this.#late = new RowSpill(folder, mostHeld);
  }

  /** An object that is defined again is what it is called last. */
  addObject(object: SourceRow): void {
    const type = textOf(object, "type");
    const id = this.#ids.add(idOf(object));
    if (id >= this.#types.length) {
      const wider = new Uint32Array(id * 2);
      wider.set(this.#types);
      this.#types = wider;
    }
    this.#types[id] = type === undefined ? 0 : this.#typeNames.add(type) + 1;
    if (type === this.#ticketType) this.#pieces.add(idOf(object), id, { object } satisfies Piece);
  }

  addEvent(event: SourceRow): void {
    const number = ++this.#events;
    this.#late.add(String(number), number, event);
  }

  /** The rows with their numbers, some tickets at a time; each ticket's in their order. */
  *rows(): Generator<[number: number, row: SourceRow]> {
    const typeOf = (id: string) => this.#typeOf(id);
    for (const part of this.#late.parts()) {
      for (const [number, event] of part as [number, SourceRow][]) {
        ticketsOfEvent(event, this.#ticketType, typeOf, this.#book).forEach((ticket, place) => {
          this.#pieces.add(ticket, number + place / mostTickets, { event, ticket } satisfies Piece);
        });
      }
    }
    this.#late.close();
    for (const part of this.#pieces.parts()) {
      const objects = new Map<string, SourceRow>();
      const events: [number, SourceRow, string][] = [];
      for (const [number, piece] of part as [number, Piece][]) {
        if ("object" in piece) objects.set(idOf(piece.object), piece.object);
        else events.push([number, piece.event, piece.ticket]);
      }
      events.sort(([x], [y]) => x - y);
      for (const [number, event, ticket] of events)
        yield [number, ocelRow(event, ticket, objects.get(ticket) ?? {}, typeOf)];
    }
  }

  close(): void {
    this.#late.close();
    this.#pieces.close();
  }

  #typeOf(id: string): string | undefined {
    const known = this.#ids.find(id);
    const type = known < 0 ? 0 : this.#types[known]!;
    return type === 0 ? undefined : this.#typeNames.text(type - 1);
  }
}
