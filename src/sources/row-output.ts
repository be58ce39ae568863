import type { NoteKind } from "./note-book.ts";
import type { EventRow } from "./source.ts";

/** Event rows by the source row that they came from, handed out in the order of the source's rows. */
export class RowOutput {
  #byRow = new Map<number, EventRow[]>();

  /** @param row 1-based row of the source */
  add(row: number, events: readonly EventRow[]): void {
    const held = this.#byRow.get(row);
    if (held === undefined) this.#byRow.set(row, [...events]);
    else held.push(...events);
  }

  of(row: number): readonly EventRow[] {
    return this.#byRow.get(row) ?? [];
  }

  /** Hands out what was added since the last call. */
  take(): { rows: EventRow[]; sourceRows: number[] } {
    const rows: EventRow[] = [];
    const sourceRows: number[] = [];
    for (const row of Float64Array.from(this.#byRow.keys()).sort()) {
      for (const event of this.#byRow.get(row)!) {
        rows.push(event);
        sourceRows.push(row);
      }
    }
    this.#byRow = new Map();
    return { rows, sourceRows };
  }
}

/** Notes that several sources make. */
export const commonNotes = {
  ranBackwards: {
    code: "timeRanBackwards",
    text: "rows that stand after a later one of their ticket; the file's order counts, so they were lifted to the time of the rows before them",
  },
  repeatedRow: {
    code: "repeatedRows",
    text: "rows that repeat an earlier row of their ticket in every column and change nothing",
  },
  withoutZone: {
    code: "timeWithoutZone",
    text: "times without an offset from UTC and without a zone, whose events are refused; name the zone (timeZone, --time-zone)",
  },
} satisfies Record<string, NoteKind>;
