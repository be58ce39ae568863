import { LogBuilder, type ParsedLog, type ParseOptions } from "../log/log-builder.ts";
import type { SourceNote, SourceResult } from "../sources/source.ts";
import { fileChunks } from "./bytes/file-chunks.ts";
import { type RowCount, readColumns } from "./read-columns.ts";
import { requirePaths } from "./require-paths.ts";
import { returnedRoom } from "./returned-room.ts";
import type { ReadNote } from "./rows/read-note.ts";
import { type OpenedFile, openFile, type ReadOptions, rowStream } from "./rows/read-rows.ts";
import { notAnObject } from "./rows/row-fault.ts";
import { type RowPlace, RowPlaces } from "./rows/row-places.ts";
import type { RowStream } from "./rows/row-stream.ts";
import type { RowFormat } from "./rows/sniff-format.ts";

/** Turns the rows of an export into event rows, as `fromServiceNow` and `fromTable` do. */
export type Source = (rows: Iterable<Record<string, unknown>>) => SourceResult;

export interface ReadLogOptions extends Omit<ReadOptions, "onBytes">, ParseOptions {
  /** What makes events of the rows; without it the rows are events. Its rows are held in memory until all files are read. */
  source?: Source | undefined;
  /** What makes an event of each row by itself, in place of a source that takes them all; not asked for rows of CSV. */
  eachRow?: ((row: Record<string, unknown>) => Record<string, unknown>) | undefined;
  /** Called now and then while a file is read. `size`: bytes of the file, `null` where unknown. */
  onProgress?: ((file: string, rows: number, bytes: number, size: number | null) => void) | undefined;
}

export interface ReadFile {
  file: string;
  /** `duckdb`: a table of a database, or a query. */
  format: RowFormat | "parquet" | "arrow" | "duckdb";
  encoding: string;
  /** Rows in the file, header and blank lines aside. */
  rows: number;
}

/** A log read from files, with everything there is to say about the reading. */
export interface ReadLog extends ParsedLog {
  files: ReadFile[];
  /** Rows of the files; `counts.rows` are the event rows made of them. */
  sourceRows: number;
  /** What happened to the files. */
  notes: ReadNote[];
  /** What the source had to say about its rows. */
  sourceNotes: SourceNote[];
  /** What the export cannot show completely, for `policy.observes`. */
  observes: NonNullable<SourceResult["observes"]>;
  /** The file and row that a row number of the log stands for. */
  placeOf(row: number): RowPlace;
}

/**
 * Reads files of events, or of what a source makes events of, into one log. Events are taken as they come, in bounded memory.
 *
 * @param paths files, or "-" for standard input; see `openRows` for what they may hold
 * @throws {InputError} where a file cannot be opened or is no text; {RangeError} where `timeZone` is not an IANA zone;
 *   {TypeError} where `paths` is no array
 * @example
 * const { log, issues, counts } = await readLog(["events.ndjson.gz"]);
 */
export async function readLog(paths: readonly string[], options: ReadLogOptions = {}): Promise<ReadLog> {
  requirePaths("readLog", paths);
  const { builder, inFiles, said } = await readRows(paths, options);
  const { log, ...parsed } = builder.finish();
  return { log, ...inFiles(parsed), ...said };
}

/** What there is to say about reading, the events and their counts aside. */
type SaidOfFiles = Omit<ReadLog, keyof ParsedLog>;
type ToldOfRows = Omit<ParsedLog, "log">;

/** Rows that were read, of which a log may be made or not. */
export interface RowsRead {
  builder: LogBuilder;
  /** Puts refusals where they stand in the files. */
  inFiles(told: ToldOfRows): ToldOfRows;
  said: SaidOfFiles;
}

/** Reads files into a builder, for whoever does not need the log itself. */
export async function readRows(paths: readonly string[], options: ReadLogOptions): Promise<RowsRead> {
  const builder = new LogBuilder(options, returnedRoom());
  const places = new RowPlaces();
  const held = options.source === undefined ? null : new HeldRows();
  const files: ReadFile[] = [];
  const notes: ReadNote[] = [];
  let sourceRows = 0;
  for (const path of paths) {
    places.begin(path);
    const count = { rows: 0 };
    const onBytes = (bytes: number, size: number | null) =>
      options.onProgress?.(path, sourceRows + count.rows, bytes, size);
    const file = await openFile(path, { ...options, onBytes });
    const isPlain = file.format === "csv" || (file.format === "ndjson" && options.eachRow === undefined);
    if (held === null && isPlain) await readColumns(inFile(file, onBytes), builder, places, count);
    else await take(rowStream(file), count, builder, places, held, options.eachRow);
    sourceRows += count.rows;
    files.push({ file: path, format: file.format, encoding: file.encoding, rows: count.rows });
    notes.push(...file.notes);
  }
  const converted = held === null ? null : options.source!(held.rows);
  if (held !== null && converted !== null) pushConverted(builder, converted, held);
  const maxIssues = options.maxIssues ?? 10_000;
  return {
    builder,
    inFiles: ({ issues, counts }) => {
      const first = issues.sort((x, y) => x.row - y.row).slice(0, maxIssues);
      return { issues: first.map((issue) => places.inFile(issue)), counts };
    },
    said: {
      files,
      sourceRows,
      notes,
      sourceNotes: converted?.notes.map((note) => noteInFiles(note, held!, places, paths.length > 1)) ?? [],
      observes: converted?.observes ?? {},
      placeOf: (row) => places.placeOf(row),
    },
  };
}

/** The file with chunks that are read straight from it, where its text stands in it as it is. */
function inFile(file: OpenedFile, onBytes: (bytes: number, size: number | null) => void): OpenedFile {
  if (!file.inFile || file.inFile.to === file.inFile.from) return file;
  const { from, to } = file.inFile;
  async function* chunks(): AsyncGenerator<Buffer> {
    await file.close?.();
    let read = from;
    for await (const chunk of fileChunks(file.path, from, to)) {
      read += chunk.length;
      onBytes(read, to);
      yield chunk;
    }
  }
  return { ...file, chunks: chunks() };
}

/** Rows waiting for a source, with their numbers in the log. */
class HeldRows {
  readonly rows: Record<string, unknown>[] = [];
  readonly numbers: number[] = [];
}

async function take(
  stream: RowStream,
  count: RowCount,
  builder: LogBuilder,
  places: RowPlaces,
  held: HeldRows | null,
  eachRow: ReadLogOptions["eachRow"],
): Promise<void> {
  for await (const batch of stream.batches) {
    for (const { row, value, issue } of batch) {
      const number = places.numberOf(row);
      if (issue !== undefined) builder.refuse({ ...issue, row: number });
      else if (held === null) builder.push(eachRow !== undefined && isRow(value) ? eachRow(value) : value, number);
      else if (isRow(value)) {
        held.rows.push(value);
        held.numbers.push(number);
      } else builder.refuse(notAnObject(number, value));
    }
    count.rows += batch.length;
  }
}

const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A source numbers the rows it was given; the log numbers the rows of the files. */
function pushConverted(builder: LogBuilder, { rows, sourceRows }: SourceResult, held: HeldRows): void {
  for (let i = 0; i < rows.length; i++) builder.push(rows[i], held.numbers[sourceRows[i]! - 1]!);
}

function noteInFiles(note: SourceNote, held: HeldRows, places: RowPlaces, several: boolean): SourceNote {
  const { rows, ...rest } = note;
  // A bare row number says nothing where there are several files.
  if (rows === undefined || several) return rest;
  return { ...rest, rows: rows.map((row) => places.placeOf(held.numbers[row - 1]!).row) };
}
