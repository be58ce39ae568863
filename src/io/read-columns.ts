import { CsvRow } from "../log/bytes/csv-row.ts";
import { EventEncoder } from "../log/bytes/event-encoder.ts";
import { claim, LineClaims } from "../log/bytes/line-claims.ts";
import { NdjsonReader } from "../log/bytes/ndjson-reader.ts";
import { field } from "../log/bytes/row-fields.ts";
import { textTablesOf } from "../log/bytes/text-table.ts";
import type { LogBuilder } from "../log/log-builder.ts";
import { hashOfBytes, type TicketShard } from "../log/ticket-shard.ts";
import { eventFromCells } from "./rows/event-cells.ts";
import { lineOf } from "./rows/line-splitter.ts";
import { type PlainRecords, readCsv } from "./rows/read-csv.ts";
import { rowOfLine } from "./rows/read-ndjson.ts";
import type { OpenedFile } from "./rows/read-rows.ts";
import { lineTooLong } from "./rows/row-fault.ts";
import type { RowPlaces } from "./rows/row-places.ts";
import type { ReadRow } from "./rows/row-stream.ts";

/** How far reading has come; counted on while it goes on. Of several shards, each counts all rows. */
export interface RowCount {
  rows: number;
}

/**
 * Reads the events of NDJSON or CSV from their bytes into columns. Rows that are not plain go through `JSON.parse` and the schema
 * one by one, in their turn, so that the log, the refusals and their words are those of reading every row that way.
 *
 * @param shard that whose rows alone are read, where the others are left to others
 */
export async function readColumns(
  file: OpenedFile,
  builder: LogBuilder,
  places: RowPlaces,
  count: RowCount,
  shard: TicketShard | null = null,
): Promise<void> {
  const encoder = new EventEncoder(builder.writer, builder.instants, textTablesOf(builder.writer.dictionaries));
  if (file.format === "csv") await readCsvColumns(file, builder, places, count, encoder, shard);
  else await readNdjsonColumns(file, builder, places, count, encoder, shard);
  file.onEnd(count.rows > 0);
}

async function readNdjsonColumns(
  { chunks, longestBytes }: OpenedFile,
  builder: LogBuilder,
  places: RowPlaces,
  count: RowCount,
  encoder: EventEncoder,
  shard: TicketShard | null,
): Promise<void> {
  const reader = new NdjsonReader(
    builder,
    encoder,
    {
      take(bytes, line, atEnd, isClaimed) {
        const read = lineOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), line);
        if (read === null) return false;
        const row = rowOfLine(read, longestBytes, atEnd);
        if (shard === null || shard.takes(row.value, isClaimed)) pushRow(row, builder, places);
        return true;
      },
      refuseLong(line) {
        if (shard === null || shard.takesRest) builder.refuse(lineTooLong(places.numberOf(line), longestBytes));
      },
    },
    { longestBytes, rowOffset: places.numberOf(0), shard },
  );
  for await (const chunk of chunks) {
    reader.push(chunk);
    count.rows = reader.rows;
  }
  reader.finish();
  count.rows = reader.rows;
  places.numberOf(reader.lastRow);
}

async function readCsvColumns(
  file: OpenedFile,
  builder: LogBuilder,
  places: RowPlaces,
  count: RowCount,
  encoder: EventEncoder,
  shard: TicketShard | null,
): Promise<void> {
  const plain = file.lineEnd === "\n" ? new PlainCsv(file, builder, places, count, encoder, shard) : undefined;
  for await (const rows of readCsv(file.chunks, { ...file, plain })) {
    count.rows += rows.length;
    for (const row of rows) {
      const event = row.issue === undefined ? eventFromCells(row.value as Record<string, string>) : undefined;
      const number = places.numberOf(row.row);
      if (shard !== null && !shard.takes(event, plain?.claims(row.row) ?? false)) continue;
      if (row.issue !== undefined) builder.refuse({ ...row.issue, row: number });
      else builder.push(event, number);
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
  readonly #shard: TicketShard | null;
  #claims: LineClaims | null = null;
  /** The line that was claimed for the shard last. */
  #claimed = 0;

  constructor(
    file: OpenedFile,
    builder: LogBuilder,
    places: RowPlaces,
    count: RowCount,
    encoder: EventEncoder,
    shard: TicketShard | null,
  ) {
    this.#file = file;
    this.#builder = builder;
    this.#places = places;
    this.#count = count;
    this.#encoder = encoder;
    this.#rowOffset = places.numberOf(0);
    this.#shard = shard;
  }

  begin(columns: readonly string[]): void {
    this.#row = new CsvRow(this.#encoder.fields, columns, this.#file.delimiter);
    if (this.#shard === null || columns[0] !== "ticket") return;
    const { delimiter, longestBytes } = this.#file;
    // One byte less than allowed: what is read in the ordinary way has its line feed counted.
    this.#claims = new LineClaims(this.#shard, {
      ends: delimiter.charCodeAt(0),
      longest: longestBytes - 1,
      isCsv: true,
    });
    this.#claims.learn(new Uint8Array(0), 0, 0);
  }

  /** Whether the record that begins on a line was claimed for the shard by its first bytes. */
  claims(line: number): boolean {
    return this.#claimed === line;
  }

  /** @returns where the record that was written, or left to others, has its line feed, or -1 where it was neither */
  #write(from: number, line: number): number {
    const bytes = this.#bytes;
    const view = this.#view;
    const record = this.#row!;
    const longest = this.#file.longestBytes - 1;
    const row = this.#rowOffset + line;
    const whose = this.#shard === null ? claim.own : (this.#claims?.of(bytes, from) ?? claim.unknown);
    if (whose === claim.others) return this.#claims!.end;
    if (whose === claim.own) this.#claimed = line;
    const shape = record.match(bytes, view, from);
    if (shape !== null && record.end - from <= longest) {
      if (whose === claim.unknown && !this.#ownsFound(bytes)) return record.end;
      if (this.#encoder.writeShaped(bytes, view, row, shape)) return this.#written(record.end);
    }
    const end = record.read(bytes, from);
    if (end < 0 || end - from > longest) return -1;
    if (whose === claim.unknown && this.#encoder.fields.has(field.ticket) && !this.#ownsFound(bytes)) return end;
    if (!this.#encoder.write(bytes, view, row)) return -1;
    record.learn(bytes, from, end, this.#encoder.shape());
    return this.#written(end);
  }

  #written(end: number): number {
    this.#builder.countRow();
    return end;
  }

  /** Whether the row whose fields were found is one of the shard that is read. */
  #ownsFound(bytes: Uint8Array): boolean {
    const { from, to } = this.#encoder.fields;
    return this.#shard!.owns(hashOfBytes(bytes, from[field.ticket]!, to[field.ticket]!));
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
