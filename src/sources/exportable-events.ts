import { eventSchema, type TicketEvent } from "../schemas/event.ts";
import type { NoteBook, NoteKind } from "./note-book.ts";
import type { TimeReader } from "./source-time.ts";

const notes = {
  refused: { code: "refusedRows", text: "rows that are no events, left out" },
  noInstant: {
    code: "timesLeftOut",
    text: "events whose time is no instant (wrong, or without an offset and zone), left out",
  },
  fraction: { code: "fractionsLost", text: "times with fractions of a millisecond, which were cut" },
} satisfies Record<string, NoteKind>;

/** An event that other formats can hold: its time is an instant, in whole ms. */
export interface ExportableEvent {
  event: TicketEvent;
  atMs: number;
  /** 1-based number of its row. */
  row: number;
}

/** A row as an event with an instant; `null`, and a note, where it is none. What its time loses is put into the book too. */
export function exportableEvent(
  given: unknown,
  row: number,
  readTime: TimeReader,
  book: NoteBook,
): ExportableEvent | null {
  const parsed = eventSchema.safeParse(given);
  if (!parsed.success) {
    book.add(notes.refused, row);
    return null;
  }
  const { at } = parsed.data;
  const atMs = typeof at === "number" ? at : readTime(at).atMs;
  if (atMs === null || !Number.isFinite(atMs) || Math.abs(atMs) > 8.64e15) {
    book.add(notes.noInstant, row);
    return null;
  }
  if (!Number.isInteger(atMs)) book.add(notes.fraction, row);
  return { event: parsed.data, atMs: Math.floor(atMs), row };
}
