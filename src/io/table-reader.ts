import { EventEncoder } from "../log/bytes/event-encoder.ts";
import { textTablesOf } from "../log/bytes/text-table.ts";
import { LogBuilder, type ParseOptions } from "../log/log-builder.ts";
import { CellRow } from "./cell-row.ts";
import type { ReadFile, ReadLog } from "./read-log.ts";
import type { ReadNote } from "./read-note.ts";
import { rowFromLeaves } from "./row-from-leaves.ts";
import { RowPlaces } from "./row-places.ts";

/** Puts the rows of tables into one log: straight into columns where they are plain, else through the schema. */
export class TableReader {
  /** Where the columns of a table are to be given. */
  readonly cells: CellRow;
  readonly #builder: LogBuilder;
  readonly #encoder: EventEncoder;
  readonly #places = new RowPlaces();
  readonly #files: ReadFile[] = [];

  /** @throws {RangeError} where `timeZone` is not an IANA zone */
  constructor(options: ParseOptions) {
    this.#builder = new LogBuilder(options);
    const { writer, instants } = this.#builder;
    this.#encoder = new EventEncoder(writer, instants, textTablesOf(writer.dictionaries));
    this.cells = new CellRow(this.#encoder.fields);
  }

  /** From here on rows are those of this file. */
  begin(file: string, format: ReadFile["format"]): void {
    this.#places.begin(file);
    this.#files.push({ file, format, encoding: "utf-8", rows: 0 });
  }

  /** Rows of the file so far. */
  get rows(): number {
    return this.#files.at(-1)!.rows;
  }

  /** Takes the row of the cells at `at`. `values`: by path, for a row that is not plain. */
  take(at: number, values: (at: number) => Record<string, unknown>): void {
    const row = this.#next();
    if (this.cells.read(at) && this.#encoder.write(this.cells.bytes, this.cells.view, row)) this.#builder.countRow();
    else this.#builder.push(rowFromLeaves(values(at)), row);
  }

  /** Takes a row by its values. */
  takeValues(values: Record<string, unknown>): void {
    this.#builder.push(rowFromLeaves(values), this.#next());
  }

  finish(): ReadLog {
    const places = this.#places;
    const parsed = this.#builder.finish();
    const empty = this.#files.filter(({ rows }) => rows === 0);
    return {
      ...parsed,
      issues: parsed.issues.sort((x, y) => x.row - y.row).map((issue) => places.inFile(issue)),
      files: this.#files,
      sourceRows: parsed.counts.rows,
      notes: empty.map(({ file }): ReadNote => ({ code: "emptyFile", message: "it holds no rows", file })),
      sourceNotes: [],
      observes: {},
      placeOf: (row) => places.placeOf(row),
    };
  }

  #next(): number {
    return this.#places.numberOf(++this.#files.at(-1)!.rows);
  }
}
