import { comparePlaces, FirstFew, type Place } from "./first-few.ts";
import type { SourceNote } from "./source.ts";

/** A kind of note. Its text names the cases in the plural; their number and some examples are put behind it. */
export interface NoteKind {
  code: string;
  text: string;
}

interface Collected {
  count: number;
  first: Place;
  rows: FirstFew<number>;
  examples: FirstFew<string>;
}

const mostRows = 20;
const mostExamples = 5;

/** Collects notes of a kind into one, with the rows concerned. */
export class NoteBook {
  readonly #notes = new Map<NoteKind, Collected>();
  readonly #onRow: ((row: number) => void) | undefined;
  /**
   * Where what is noted next stands in the order of reading. Of a log that is read part by part the notes are then those of the
   * whole: with the same rows, examples and order. Without it cases stand as they come.
   */
  place: Place = [];

  /** @param onRow told of every row that is named */
  constructor(onRow?: (row: number) => void) {
    this.#onRow = onRow;
  }

  /** Counts one case of a kind, in a row, as described by the example. */
  add(kind: NoteKind, row?: number, example?: string): void {
    const note = this.#noteOf(kind);
    note.count++;
    if (row !== undefined) {
      this.#onRow?.(row);
      note.rows.add(row, this.place);
    }
    if (example !== undefined) note.examples.add(example, this.place);
  }

  /** Counts cases of which nothing more is known. */
  addMany(kind: NoteKind, count: number): void {
    if (count > 0) this.#noteOf(kind).count += count;
  }

  /** One note a kind, in the order in which the kinds first occurred. */
  notes(): SourceNote[] {
    const inOrder = [...this.#notes].sort(([, a], [, b]) => comparePlaces(a.first, b.first));
    return inOrder.map(([kind, { count, rows, examples }]) => {
      const quoted = [...examples.values(), ...(examples.more ? ["…"] : [])].join(", ");
      const message = `${kind.text}: ${count}${quoted === "" ? "" : ` (${quoted})`}`;
      const note: SourceNote = { code: kind.code, message, count };
      const named = rows.values();
      if (named.length > 0) note.rows = named.sort((a, b) => a - b);
      return note;
    });
  }

  #noteOf(kind: NoteKind): Collected {
    let note = this.#notes.get(kind);
    if (note === undefined) {
      note = { count: 0, first: this.place, rows: new FirstFew(mostRows), examples: new FirstFew(mostExamples) };
      this.#notes.set(kind, note);
    } else if (comparePlaces(this.place, note.first) < 0) {
      note.first = this.place;
      // Taken out first, so that among kinds of one place it stands where it came last.
      this.#notes.delete(kind);
      this.#notes.set(kind, note);
    }
    return note;
  }
}
