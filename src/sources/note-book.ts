import type { SourceNote } from "./source.ts";

/** A kind of note. Its text names the cases in the plural; their number and some examples are put behind it. */
export interface NoteKind {
  code: string;
  text: string;
}

interface Collected {
  count: number;
  rows: Set<number>;
  examples: Set<string>;
  /** Whether there were further examples. */
  more: boolean;
}

const mostRows = 20;
const mostExamples = 5;

/** Collects notes of a kind into one, with the rows concerned. */
export class NoteBook {
  readonly #notes = new Map<NoteKind, Collected>();
  readonly #onRow: ((row: number) => void) | undefined;

  /** @param onRow told of every row that is named */
  constructor(onRow?: (row: number) => void) {
    this.#onRow = onRow;
  }

  /** Counts one case of a kind, in a row, as described by the example. */
  add(kind: NoteKind, row?: number, example?: string): void {
    const note = this.#noteOf(kind);
    note.count++;
    if (row !== undefined) this.#onRow?.(row);
    if (row !== undefined && note.rows.size < mostRows) note.rows.add(row);
    if (example === undefined || note.examples.has(example)) return;
    if (note.examples.size < mostExamples) note.examples.add(example);
    else note.more = true;
  }

  /** Counts cases of which nothing more is known. */
  addMany(kind: NoteKind, count: number): void {
    if (count > 0) this.#noteOf(kind).count += count;
  }

  /** One note a kind, in the order in which the kinds first occurred. */
  notes(): SourceNote[] {
    return [...this.#notes].map(([kind, { count, rows, examples, more }]) => {
      const quoted = [...examples, ...(more ? ["…"] : [])].join(", ");
      const message = `${kind.text}: ${count}${quoted === "" ? "" : ` (${quoted})`}`;
      const note: SourceNote = { code: kind.code, message, count };
      if (rows.size > 0) note.rows = [...rows].sort((a, b) => a - b);
      return note;
    });
  }

  #noteOf(kind: NoteKind): Collected {
    let note = this.#notes.get(kind);
    if (note === undefined) {
      note = { count: 0, rows: new Set(), examples: new Set(), more: false };
      this.#notes.set(kind, note);
    }
    return note;
  }
}
