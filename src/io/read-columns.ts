import { CsvRow } from "../log/bytes/csv-row.ts";
import { EventEncoder } from "../log/bytes/event-encoder.ts";
import { NdjsonReader } from "../log/bytes/ndjson-reader.ts";
import type { LogBuilder } from "../log/log-builder.ts";
import { eventFromCells } from "./rows/event-cells.ts";
import { lineOf } from "./rows/line-splitter.ts";
import { type PlainRecords, readCsv } from "./rows/read-csv.ts";
import { rowOfLine } from "./rows/read-ndjson.ts";
import type { OpenedFile } from "./rows/read-rows.ts";
import { lineTooLong } from "./rows/row-fault.ts";
import type { RowPlaces } from "./rows/row-places.ts";
import type { ReadRow } from "./rows/row-stream.ts";

/** How far reading has come; counted on while it goes on. */
export interface RowCount {
  rows: number;
}

/** Where the reading of a file, or of a stretch of one, has ended. */
export interface ReadEnd {
  lines: number;
  /** Whether it was within quotes of CSV: then what follows cannot be read from there on. */
  isOpen: boolean;
}

/**
 * Reads the events of NDJSON or CSV from their bytes into columns. Rows that are not plain go through `JSON.parse` and the schema
 * one by one, in their turn, so that the log, the refusals and their words are those of reading every row that way.
 */
export async function readColumns(
  file: OpenedFile,
  builder: LogBuilder,
  places: RowPlaces,
  count: RowCount,
): Promise<ReadEnd> {
  const encoder = new EventEncoder(builder.writer, builder.instants);
  const read = file.format === "csv" ? readCsvColumns : readNdjsonColumns;
  const end = await read(file, builder, places, count, encoder);
  file.onEnd(count.rows > 0);
  return end;
}

async function readNdjsonColumns(
  { chunks, longestBytes }: OpenedFile,
  builder: LogBuilder,
  places: RowPlaces,
  count: RowCount,
  encoder: EventEncoder,
): Promise<ReadEnd> {
  const reader = new NdjsonReader(
    builder,
    encoder,
    {
      take(bytes, line, atEnd) {
        const read = lineOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), line);
        if (read === null) return false;
        pushRow(rowOfLine(read, longestBytes, atEnd), builder, places);
        return true;
      },
      refuseLong(line) {
        builder.refuse(lineTooLong(places.numberOf(line), longestBytes));
      },
    },
    { longestBytes, rowOffset: places.numberOf(0) },
  );
  for await (const chunk of chunks) {
    reader.push(chunk);
    count.rows = reader.rows;
  }
  reader.finish();
  count.rows = reader.rows;
  places.numberOf(reader.lastRow);
  return { lines: reader.lines, isOpen: false };
}

async function readCsvColumns(
  file: OpenedFile,
  builder: LogBuilder,
  places: RowPlaces,
  count: RowCount,
  encoder: EventEncoder,
): Promise<ReadEnd> {
  const plain = file.lineEnd === "\n" ? new PlainCsv(file, builder, places, count, encoder) : undefined;
  const end: ReadEnd = { lines: 0, isOpen: false };
  const onLines = (lines: number, isOpen: boolean) => void Object.assign(end, { lines, isOpen });
  for await (const rows of readCsv(file.chunks, { ...file, plain, onLines })) {
    count.rows += rows.length;
    for (const { row, value, issue } of rows) {
      const event = issue === undefined ? eventFromCells(value as Record<string, string>) : undefined;
      pushRow({ row, value: event, issue } as ReadRow, builder, places);
    }
  }
  return end;
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
    if (shape !== null && record.end - from <= longest) {
      if (this.#encoder.writeShaped(bytes, view, row, shape)) return this.#written(record.end);
    }
    const end = record.read(bytes, from);
    if (end < 0 || end - from > longest || !this.#encoder.write(bytes, view, row)) return -1;
    record.learn(bytes, from, end, this.#encoder.shape());
    return this.#written(end);
  }

  #written(end: number): number {
    this.#builder.countRow();
    return end;
  }

  pause(): void {
    this.#encoder.flush();
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
    this.#count.rows++;
    return end + 1;
  }
}
