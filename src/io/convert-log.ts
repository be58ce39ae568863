import { tmpdir } from "node:os";
import type { TicketEvent } from "../schemas/event.ts";
import type { RowIssue } from "../schemas/issue.ts";
import type { SourceNote, SourceResult } from "../sources/source.ts";
import type { TicketSource } from "../sources/ticket-source.ts";
import { eventFromCells } from "./event-cells.ts";
import { EventIntake, type IntakeCounts } from "./event-intake.ts";
import type { ReadFile, Source } from "./read-log.ts";
import type { ReadNote } from "./read-note.ts";
import { openRows, type ReadOptions } from "./read-rows.ts";
import { notAnObject } from "./row-fault.ts";
import { RowPlaces } from "./row-places.ts";
import { RowSpill } from "./row-spill.ts";
import type { ReadRow, RowStream } from "./row-stream.ts";

export interface ConvertOptions extends Omit<ReadOptions, "onBytes"> {
  /** What makes events of all rows at once; its rows are held in memory until all files are read. */
  source?: Source | undefined;
  /** What makes events of rows ticket by ticket: rows beyond the first ones are put aside on disk. Without either the rows are events. */
  ticketSource?: TicketSource | undefined;
  /** What makes the event of each row by itself, where neither is given and the file is no CSV. */
  eachRow?: ((row: Record<string, unknown>) => Record<string, unknown>) | undefined;
  /** IANA zone of times that carry no offset; without it such events are refused. */
  timeZone?: string | undefined;
  /** Folder in which rows are put aside. Default that of the system. */
  folder?: string | undefined;
  /** How many rows are held in memory before any is put aside. Default 50,000. */
  mostHeld?: number | undefined;
  /** How many refused rows are listed. Default 10,000. */
  maxIssues?: number | undefined;
  onProgress?: ((file: string, rows: number, bytes: number, size: number | null) => void) | undefined;
}

/** What there is to say of a conversion; complete when its events are through. */
export interface Conversion {
  files: ReadFile[];
  sourceRows: number;
  /** Event rows made: written + refused. A repeated event is written as often as it stands in the input. */
  counts: IntakeCounts;
  issues: RowIssue[];
  notes: ReadNote[];
  sourceNotes: SourceNote[];
  observes: NonNullable<SourceResult["observes"]>;
}

const mostHeldRows = 50_000;

/** Converts files of events, or of what a source makes events of, in the order in which `readLog` would take them. */
export class LogConversion implements Conversion {
  readonly files: ReadFile[] = [];
  readonly counts: IntakeCounts;
  readonly issues: RowIssue[];
  readonly notes: ReadNote[] = [];
  sourceNotes: SourceNote[] = [];
  observes: Conversion["observes"] = {};
  sourceRows = 0;
  readonly #paths: readonly string[];
  readonly #options: ConvertOptions;
  readonly #places = new RowPlaces();
  readonly #intake: EventIntake;

  /**
   * @param paths files, or "-" for standard input
   * @throws {RangeError} where `timeZone` is not an IANA zone
   */
  constructor(paths: readonly string[], options: ConvertOptions = {}) {
    this.#paths = paths;
    this.#options = options;
    this.#intake = new EventIntake(options.timeZone, options.maxIssues ?? 10_000);
    this.counts = this.#intake.counts;
    this.issues = this.#intake.issues;
  }

  /**
   * The events, in batches; to be read once. Their times are instants: as they stand where they have an offset, else in UTC.
   * @throws {InputError} where a file cannot be opened or is no text; {TypeError} where a source misses a column
   */
  async *batches(): AsyncGenerator<TicketEvent[]> {
    const { source, ticketSource } = this.#options;
    if (source !== undefined) yield* this.#whole(source);
    else if (ticketSource !== undefined) yield* this.#ticketwise(ticketSource);
    else yield* this.#plain();
    this.issues.sort((x, y) => x.row - y.row);
    this.issues.forEach((issue, index) => {
      this.issues[index] = this.#places.inFile(issue);
    });
  }

  async *#plain(): AsyncGenerator<TicketEvent[]> {
    const { eachRow = (row) => row } = this.#options;
    for await (const { batch, isCsv } of this.#rows()) {
      const made = isCsv ? (row: Record<string, unknown>) => eventFromCells(row as Record<string, string>) : eachRow;
      yield batch.flatMap(({ row, value, issue }) =>
        issue === undefined
          ? this.#intake.event(isRow(value) ? made(value) : value, row)
          : this.#intake.refuse({ ...issue, row }),
      );
    }
  }

  async *#ticketwise(source: TicketSource): AsyncGenerator<TicketEvent[]> {
    const spill = this.#rowSpill();
    const late = this.#rowSpill();
    try {
      for await (const { batch } of this.#rows()) {
        for (const { row, value, issue } of batch) {
          if (issue !== undefined) this.#intake.refuse({ ...issue, row });
          else if (isRow(value)) putAside(source.see(value, row), row, value, spill, late);
          else this.#intake.refuse(notAnObject(row, value));
        }
      }
      source.checkColumns();
      for (const part of late.parts()) {
        for (const [number, piece] of part)
          for (const ticket of source.ticketsOf?.(piece, number) ?? []) spill.add(ticket, number, piece);
      }
      late.close();
      for (const part of spill.parts()) {
        for (const [number, row] of part) source.take(row, number);
        if (source.isWhole !== true) yield* this.#written(source.write());
      }
      yield* this.#written(source.write());
    } finally {
      late.close();
      spill.close();
    }
    const { notes, observes } = source.finish();
    this.#conclude(notes, observes);
  }

  #rowSpill(): RowSpill {
    return new RowSpill(this.#options.folder ?? tmpdir(), this.#options.mostHeld ?? mostHeldRows);
  }

  async *#whole(source: Source): AsyncGenerator<TicketEvent[]> {
    const rows: Record<string, unknown>[] = [];
    const numbers: number[] = [];
    for await (const { batch } of this.#rows()) {
      for (const { row, value, issue } of batch) {
        if (issue !== undefined) this.#intake.refuse({ ...issue, row });
        else if (isRow(value)) {
          rows.push(value);
          numbers.push(row);
        } else this.#intake.refuse(notAnObject(row, value));
      }
    }
    const result = source(rows);
    yield* this.#written({ rows: result.rows, sourceRows: result.sourceRows.map((row) => numbers[row - 1]!) });
    const notes = result.notes.map((note) =>
      note.rows === undefined ? note : { ...note, rows: note.rows.map((row) => numbers[row - 1]!) },
    );
    this.#conclude(notes, result.observes);
  }

  /** The rows of all files, numbered on and on. */
  async *#rows(): AsyncGenerator<{ batch: ReadRow[]; isCsv: boolean }> {
    for (const path of this.#paths) {
      this.#places.begin(path);
      let rows = 0;
      const onBytes = (bytes: number, size: number | null) =>
        this.#options.onProgress?.(path, this.sourceRows, bytes, size);
      const stream: RowStream = await openRows(path, { ...this.#options, onBytes });
      for await (const batch of stream.batches) {
        rows += batch.length;
        this.sourceRows += batch.length;
        for (const read of batch) read.row = this.#places.numberOf(read.row);
        yield { batch, isCsv: stream.format === "csv" };
      }
      this.files.push({ file: path, format: stream.format, encoding: stream.encoding, rows });
      this.notes.push(...stream.notes);
    }
  }

  *#written({ rows, sourceRows }: Pick<SourceResult, "rows" | "sourceRows">): Generator<TicketEvent[]> {
    const batchSize = 1_000;
    for (let from = 0; from < rows.length; from += batchSize) {
      yield rows
        .slice(from, from + batchSize)
        .flatMap((row, index) => this.#intake.event(row, sourceRows[from + index]!));
    }
  }

  #conclude(notes: readonly SourceNote[], observes: SourceResult["observes"]): void {
    this.observes = observes ?? {};
    // A bare row number says nothing where there are several files.
    this.sourceNotes = notes.map(({ rows, ...note }) =>
      rows === undefined || this.files.length > 1 ? note : { ...note, rows },
    );
  }
}

/** Puts a row aside by its ticket, or what it holds of several tickets by theirs. */
function putAside(
  seen: ReturnType<TicketSource["see"]>,
  number: number,
  row: unknown,
  spill: RowSpill,
  late: RowSpill,
): void {
  if (typeof seen !== "object") spill.add(seen, number, row);
  else
    for (const { ticket, piece, late: isLate } of seen) {
      if (isLate === true) late.add(String(number), number, piece);
      else spill.add(ticket, number, piece);
    }
}

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
