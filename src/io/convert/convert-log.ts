import { tmpdir } from "node:os";
import type { TicketEvent } from "../../schemas/event.ts";
import type { RowIssue } from "../../schemas/issue.ts";
import type { SourceNote, SourceResult } from "../../sources/source.ts";
import type { TicketSource } from "../../sources/ticket-source.ts";
import type { ReadFile } from "../read-log.ts";
import { eventFromCells } from "../rows/event-cells.ts";
import { largeDocument } from "../rows/large-document.ts";
import { largeObject } from "../rows/large-object.ts";
import type { ReadNote } from "../rows/read-note.ts";
import { type OpenedFile, openFile, type ReadOptions, rowStream } from "../rows/read-rows.ts";
import { notAnObject } from "../rows/row-fault.ts";
import { RowPlaces } from "../rows/row-places.ts";
import type { ReadRow } from "../rows/row-stream.ts";
import { rowFromLeaves } from "../tables/row-from-leaves.ts";
import type { TableRows } from "../tables/table-rows.ts";
import { OcelConversion, type OcelReading } from "./convert-ocel.ts";
import { EventIntake, type IntakeCounts } from "./event-intake.ts";
import { type SpillPlace, TicketwiseRows } from "./ticketwise-rows.ts";

export interface ConvertOptions extends Omit<ReadOptions, "onBytes"> {
  /** Rows of tables to be read in place of files. */
  tables?: AsyncIterable<TableRows> | undefined;
  /** What makes events of rows ticket by ticket: rows beyond the first ones are put aside on disk. Without one the rows are events. */
  ticketSource?: TicketSource | undefined;
  /** How OCEL documents are read, where that is what the rows are. */
  ocel?: OcelReading | undefined;
  /** Largest document of OCEL, or of records in lists, that is held in memory, in bytes. Default 32 MiB. */
  largestHeldBytes?: number | undefined;
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
const largestHeldBytes = 32 * 1024 * 1024;

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
    const { tables, ticketSource, ocel } = this.#options;
    if (tables !== undefined) yield* this.#ofTables(tables);
    else if (ocel !== undefined) yield* this.#ocel(ocel);
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
    const rows = new TicketwiseRows(source, this.#spillPlace());
    try {
      for (const path of this.#paths) await this.#putAside(await this.#open(path), source, rows);
      for (const written of rows.written()) yield* this.#written(written);
    } finally {
      rows.close();
    }
    const { notes, observes } = source.finish();
    this.#conclude(notes, observes);
  }

  async #putAside(file: OpenedFile, { lists }: TicketSource, rows: TicketwiseRows): Promise<void> {
    const large = lists === undefined ? null : await largeDocument(file, this.#largestHeld, lists);
    if (large !== null) {
      const number = this.#places.numberOf(1);
      this.sourceRows++;
      for await (const { document, before, issues } of large) {
        for (const issue of issues) this.#intake.refuse({ ...issue, row: number });
        if (document !== null) rows.add(document, number, before);
      }
      file.onEnd(true);
      this.#close(file, 1);
      return;
    }
    for await (const { batch } of this.#rowsOf(file)) {
      for (const { row, value, issue } of batch) {
        if (issue !== undefined) this.#intake.refuse({ ...issue, row });
        else if (isRow(value)) rows.add(value, row);
        else this.#intake.refuse(notAnObject(row, value));
      }
    }
  }

  get #largestHeld(): number {
    return this.#options.largestHeldBytes ?? largestHeldBytes;
  }

  /** Documents of OCEL are rows; those that are too large to be held are read piece by piece. */
  async *#ocel(reading: OcelReading): AsyncGenerator<TicketEvent[]> {
    const documents = new OcelConversion(reading, this.#intake, this.#spillPlace());
    for (const path of this.#paths) {
      const file = await this.#open(path);
      const large = file.format === "json" ? await largeObject(file, this.#largestHeld) : null;
      if (large !== null) {
        this.sourceRows++;
        yield* documents.streamed(file, large, this.#places.numberOf(1));
        file.onEnd(true);
        this.#close(file, 1);
      } else {
        for await (const { batch } of this.#rowsOf(file))
          for (const { row, value, issue } of batch) {
            if (issue !== undefined) this.#intake.refuse({ ...issue, row });
            else if (isRow(value)) yield* documents.held(value, row);
            else this.#intake.refuse(notAnObject(row, value));
          }
      }
    }
    const { notes, observes } = documents.finish();
    this.#conclude(notes, observes);
  }

  #spillPlace(): SpillPlace {
    const { folder = tmpdir(), mostHeld = mostHeldRows } = this.#options;
    return { folder, mostHeld };
  }

  /** The rows of tables are events, as `readDuckDb` reads them. */
  async *#ofTables(tables: AsyncIterable<TableRows>): AsyncGenerator<TicketEvent[]> {
    let file: ReadFile | null = null;
    for await (const { file: name, format, rows } of tables) {
      if (rows.length === 0) {
        this.#places.begin(name);
        file = { file: name, format, encoding: "utf-8", rows: 0 };
        this.files.push(file);
        continue;
      }
      const first = file!.rows + 1;
      file!.rows += rows.length;
      this.sourceRows += rows.length;
      yield rows.flatMap((values, index) =>
        this.#intake.event(rowFromLeaves(values), this.#places.numberOf(first + index)),
      );
      this.#options.onProgress?.(name, file!.rows, 0, null);
    }
    for (const { file, rows } of this.files)
      if (rows === 0) this.notes.push({ code: "emptyFile", message: "it holds no rows", file });
  }

  /** The rows of all files, numbered on and on. */
  async *#rows(): AsyncGenerator<{ batch: ReadRow[]; isCsv: boolean }> {
    for (const path of this.#paths) yield* this.#rowsOf(await this.#open(path));
  }

  async *#rowsOf(file: OpenedFile): AsyncGenerator<{ batch: ReadRow[]; isCsv: boolean }> {
    let rows = 0;
    for await (const batch of rowStream(file).batches) {
      rows += batch.length;
      this.sourceRows += batch.length;
      for (const read of batch) read.row = this.#places.numberOf(read.row);
      yield { batch, isCsv: file.format === "csv" };
    }
    this.#close(file, rows);
  }

  #open(path: string): Promise<OpenedFile> {
    this.#places.begin(path);
    const onBytes = (bytes: number, size: number | null) =>
      this.#options.onProgress?.(path, this.sourceRows, bytes, size);
    return openFile(path, { ...this.#options, onBytes });
  }

  #close({ path, format, encoding, notes }: OpenedFile, rows: number): void {
    this.files.push({ file: path, format, encoding, rows });
    this.notes.push(...notes);
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

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
