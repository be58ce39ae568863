import { CsvRow } from "../log/bytes/csv-row.ts";
import { EventEncoder } from "../log/bytes/event-encoder.ts";
import { NdjsonReader } from "../log/bytes/ndjson-reader.ts";
import { type TextTables, textTablesOf } from "../log/bytes/text-table.ts";
import type { LogBuilder } from "../log/log-builder.ts";
import { eventFromCells } from "./event-cells.ts";
import { lineOf } from "./line-splitter.ts";
import { type PlainRecords, readCsv } from "./read-csv.ts";
import { rowOfLine } from "./read-ndjson.ts";
import type { OpenedFile } from "./read-rows.ts";
import { lineTooLong } from "./row-fault.ts";
import type { RowPlaces } from "./row-places.ts";
import type { ReadRow } from "./row-stream.ts";

/** How far reading has come; counted on while it goes on. */
export interface RowCount {
  rows: number;
  /** Lines, header and blank ones included; known at the end. */
  lines?: number;
  /** Whether records were met behind which a reader that began in the middle of the file might have gone wrong. */
  uncertain?: boolean;
}

/**
 * Reads the events of NDJSON or CSV from their bytes into columns. Rows that are not plain go through `JSON.parse` and the schema
 * one by one, in their turn, so that the log, the refusals and their words are those of reading every row that way.
 *
 * @param tables those of the builder's dictionaries, where several files are read into it one after another
 */
export async function readColumns(
  file: OpenedFile,
  builder: LogBuilder,
  places: RowPlaces,
  count: RowCount,
  tables: TextTables = textTablesOf(builder.writer.dictionaries),
): Promise<void> {
  const encoder = new EventEncoder(builder.writer, builder.instants, tables);
  if (file.format === "csv") await readCsvColumns(file, builder, places, count, encoder);
  else await readNdjsonColumns(file, builder, places, count, encoder);
  file.onEnd(count.rows > 0);
}

async function readNdjsonColumns(
  { chunks, longestBytes }: OpenedFile,
  builder: LogBuilder,
  places: RowPlaces,
  count: RowCount,
  encoder: EventEncoder,
): Promise<void> {
  const reader = new NdjsonReader(
    builder,
    encoder,
    {
      take(bytes, line, atEnd) {
        const read = lineOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), line);
        if (read !== null) pushRow(rowOfLine(read, longestBytes, atEnd), builder, places);
        return read !== null;
      },
      refuseLong: (line) => builder.refuse(lineTooLong(places.numberOf(line), longestBytes)),
    },
    { longestBytes, rowOffset: places.numberOf(0) },
  );
  for await (const chunk of chunks) {
    reader.push(chunk);
    count.rows = reader.rows;
  }
  reader.finish();
  count.rows = reader.rows;
  count.lines = reader.lines;
  places.numberOf(reader.lastRow);
}

async function readCsvColumns(
  file: OpenedFile,
  builder: LogBuilder,
  places: RowPlaces,
  count: RowCount,
  encoder: EventEncoder,
): Promise<void> {
  const plain = file.lineEnd === "\n" ? new PlainCsv(file, builder, places, count, encoder) : undefined;
  const onLines = (lines: number) => {
    count.lines = lines;
  };
  const onUncertain = () => {
    count.uncertain = true;
  };
  for await (const rows of readCsv(file.chunks, { ...file, plain, onLines, onUncertain })) {
    count.rows += rows.length;
    for (const row of rows) {
      if (row.issue !== undefined) pushRow(row, builder, places);
      else builder.push(eventFromCells(row.value as Record<string, string>), places.numberOf(row.row));
    }
  }
}

function pushRow({ row, value, issue }: ReadRow, builder: LogBuilder, places: RowPlaces): void {
  const number = places.numberOf(row);
  if (issue === undefined) builder.push(value, number);
  else builder.refuse({ ...issue, row: number });
}

/** Records of CSV that are written into columns from where they stand. */
class PlainCsv implements PlainRecords {
  readonly #file: OpenedFile;
  readonly #builder: LogBuilder;
  readonly #places: RowPlaces;
  readonly #count: RowCount;
  readonly #encoder: EventEncoder;
  readonly #rowOffset: number;
  #row: CsvRow | null = null;
  /** The buffer that records were last taken from, as an array of the plain class, for which hot loops are compiled. */
  #buffer: Buffer = Buffer.alloc(0);
  #bytes: Uint8Array = this.#buffer;
  #view = new DataView(this.#buffer.buffer);

  constructor(file: OpenedFile, builder: LogBuilder, places: RowPlaces, count: RowCount, encoder: EventEncoder) {
    this.#file = file;
    this.#builder = builder;
    this.#places = places;
    this.#count = count;
    this.#encoder = encoder;
    this.#rowOffset = places.numberOf(0);
  }

  begin(columns: readonly string[]): void {
    this.#row = new CsvRow(this.#encoder.fields, columns, this.#file.delimiter);
  }

  /** @returns where the record that was written has its line feed, or -1 where it was not */
  #write(from: number, line: number): number {
    const bytes = this.#bytes;
    const view = this.#view;
    const record = this.#row!;
    const longest = this.#file.longestBytes - 1;
    const row = this.#rowOffset + line;
    const shape = record.match(bytes, view, from);
    if (shape !== null && record.end - from <= longest && this.#encoder.writeShaped(bytes, view, row, shape))
      return record.end;
    const end = record.read(bytes, from);
    if (end < 0 || end - from > longest || !this.#encoder.write(bytes, view, row)) return -1;
    record.learn(bytes, from, end, this.#encoder.shape());
    return end;
  }

  take(buffer: Buffer, from: number, line: number): number {
    if (buffer !== this.#buffer) {
      this.#buffer = buffer;
      this.#bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
      this.#view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
    }
    const end = this.#write(from, line);
    if (end < 0) return -1;
    this.#places.numberOf(line);
    this.#builder.countRow();
    this.#count.rows++;
    return end + 1;
  }
}
