import { LogBuilder, type ParseOptions } from "../../log/log-builder.ts";
import { EventTable } from "../../log/table/event-table.ts";
import type { ReadFile, ReadLog, RowsRead } from "../read-log.ts";
import { returnedRoom } from "../returned-room.ts";
import type { ReadNote } from "../rows/read-note.ts";
import { RowPlaces } from "../rows/row-places.ts";
import { rowFromLeaves } from "./row-from-leaves.ts";

/** Puts the rows of tables into one log: straight into columns where they are plain, else through the schema. */
export class TableReader {
  /** Where the columns of a table are to be given. */
  readonly table: EventTable;
  readonly #builder: LogBuilder;
  readonly #places = new RowPlaces();
  readonly #files: ReadFile[] = [];

  /** @throws {RangeError} where `timeZone` is not an IANA zone */
  constructor(options: ParseOptions) {
    this.#builder = new LogBuilder(options, returnedRoom());
    this.table = new EventTable(this.#builder.writer, this.#builder.instants);
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

  /** Takes the first `count` rows of the columns of `table`. `values`: by path, for a row that the schema has to judge. */
  take(count: number, values: (at: number) => Record<string, unknown>): void {
    const { table } = this;
    const builder = this.#builder;
    const first = this.#next(count);
    for (let at = 0; at < count; at++) {
      if (table.write(at, first + at)) builder.countRow();
      else {
        builder.push(rowFromLeaves(values(at)), first + at);
        table.learn(at, first + at);
      }
    }
  }

  /** Takes a row by its values. */
  takeValues(values: Record<string, unknown>): void {
    this.#builder.push(rowFromLeaves(values), this.#next(1));
  }

  finish(): ReadLog {
    const { builder, inFiles, said } = this.end();
    const { log, ...told } = builder.finish();
    return { log, ...inFiles(told), ...said };
  }

  /** The rows, for whoever does not need the log itself. */
  end(): RowsRead {
    const places = this.#places;
    const empty = this.#files.filter(({ rows }) => rows === 0);
    return {
      builder: this.#builder,
      inFiles: ({ issues, counts }) => {
        const inOrder = issues.sort((x, y) => x.row - y.row);
        return { issues: inOrder.map((issue) => places.inFile(issue)), counts };
      },
      said: {
        files: this.#files,
        sourceRows: this.#builder.rows,
        notes: empty.map(({ file }): ReadNote => ({ code: "emptyFile", message: "it holds no rows", file })),
        sourceNotes: [],
        observes: {},
        placeOf: (row) => places.placeOf(row),
      },
    };
  }

  /** The number of the first of so many rows that come next. */
  #next(count: number): number {
    const file = this.#files.at(-1)!;
    const first = this.#places.numberOf(file.rows + 1);
    file.rows += count;
    this.#places.numberOf(file.rows);
    return first;
  }
}
