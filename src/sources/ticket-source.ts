import type { EventRow, SourceResult } from "./source.ts";

/**
 * A source that needs nothing but a ticket's own rows to read it. A log larger than memory can be given to it in parts, as long as
 * every ticket is whole in one of them; the events are the same, whatever the parts.
 */
export interface TicketSource {
  /**
   * Learns the columns of a row; to be done with every row of the log before the first `write`.
   * @returns the row's ticket; `undefined` where it names none
   */
  see(row: unknown): string | undefined;
  /** @throws {TypeError} where no row seen has a column that is needed, with the name that was probably meant */
  checkColumns(): void;
  /** @param number 1-based row of the log */
  take(row: unknown, number: number): void;
  /** True where, after all, the log can only be read whole: `write` is then to be called once, when all rows were taken. */
  readonly isWhole?: boolean;
  /** The events of the rows taken since the last call, in the order of the rows. */
  write(): { rows: EventRow[]; sourceRows: number[] };
  /** What there is to say about the whole log; to be called once, at the end. */
  finish(): Pick<SourceResult, "notes" | "observes">;
}

/** Reads a log in one part. */
export function readWhole(source: TicketSource, rows: Iterable<unknown>): SourceResult {
  let sourceRowCount = 0;
  for (const row of rows) {
    source.see(row);
    source.take(row, ++sourceRowCount);
  }
  source.checkColumns();
  const { rows: events, sourceRows } = source.write();
  return { rows: events, sourceRows, ...source.finish(), sourceRowCount };
}
