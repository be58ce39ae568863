import type { EventRow, SourceResult } from "./source.ts";

/** What a row holds of one ticket. */
export interface RowPiece {
  /** `undefined` where it names none. */
  ticket: string | undefined;
  /** True where the ticket is known only when all rows were seen: `ticketsOf` then says it. */
  late?: boolean;
  piece: unknown;
}

/** How a document that holds records in lists can be seen an element at a time. */
export interface RecordLists {
  /** Names of the lists, in the order in which they are read. */
  names: readonly string[];
  /** Whether an object with members of these names is a record itself, with whatever lists it holds. */
  isRecord(names: ReadonlySet<string>): boolean;
}

/**
 * A source that reads a ticket by its own rows, and by what it learned of all rows before. A log larger than memory can be given to
 * it in parts, as long as every ticket is whole in one of them; the events are the same, whatever the parts.
 */
export interface TicketSource {
  /**
   * Learns of a row what other tickets are read with: its columns, who is who. To be done with every row of the log, in their
   * order, before the first `write`.
   *
   * @param number 1-based row of the log
   * @param before how many records of the row stand before these, where it comes in several pieces
   * @returns the row's ticket; `undefined` where it names none; or pieces to be taken in place of the row, each with its ticket,
   *   where a row may hold several tickets or none
   */
  see(row: unknown, number: number, before?: number): string | undefined | readonly RowPiece[];
  /** Where rows can be documents that hold records in lists: `see` takes one with a part of one of the lists as well. */
  readonly lists?: RecordLists;
  /**
   * The tickets of a piece that was `late`, when every row was seen; to be asked once for each. It is to be taken with each
   * of them; where several are in one part, once or as often.
   */
  ticketsOf?(piece: unknown, number: number): readonly (string | undefined)[];
  /** @throws {TypeError} where no row seen has a column that is needed, with the name that was probably meant */
  checkColumns(): void;
  /**
   * @param row a row, or a piece of it, at any depth what JSON can hold
   * @param number 1-based row of the log
   */
  take(row: unknown, number: number): void;
  /** The events of the rows taken since the last call, in the order of the rows. */
  write(): { rows: EventRow[]; sourceRows: number[] };
  /** What there is to say about the whole log; to be called once, at the end. */
  finish(): Pick<SourceResult, "notes" | "observes">;
}

/** Reads a log in one part. */
export function readWhole(source: TicketSource, rows: Iterable<unknown>): SourceResult {
  let sourceRowCount = 0;
  const late: [piece: unknown, number: number][] = [];
  for (const row of rows) {
    const number = ++sourceRowCount;
    const seen = source.see(row, number);
    if (typeof seen !== "object") source.take(row, number);
    else
      for (const { piece, late: isLate } of seen) {
        if (isLate === true) late.push([piece, number]);
        else source.take(piece, number);
      }
  }
  source.checkColumns();
  for (const [piece, number] of late) {
    if ((source.ticketsOf?.(piece, number) ?? []).length > 0) source.take(piece, number);
  }
  const { rows: events, sourceRows } = source.write();
  return { rows: events, sourceRows, ...source.finish(), sourceRowCount };
}
