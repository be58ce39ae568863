import { type CsvRecord, CsvRecords } from "./csv-records.ts";
import { lineTooLong, openQuote, wrongCellCount, wrongEncoding } from "./row-fault.ts";
import type { ReadRow } from "./row-stream.ts";

export interface CsvOptions {
  delimiter: string;
  lineEnd: "\n" | "\r";
  longestBytes: number;
  /** Told of every column whose name stood in the header before, with the name that it was given instead. */
  onRepeatedColumn: (name: string, given: string) => void;
  /** Somebody who takes plain records for himself, in their turn: the others then come one by one. */
  plain?: PlainRecords | undefined;
  /** Told at the end how many lines there were, and whether the text ended within quotes. */
  onLines?: ((lines: number, openAtEnd: boolean) => void) | undefined;
}

export interface PlainRecords {
  /** Told of the columns before the first record. */
  begin(columns: readonly string[]): void;
  /** Given a record's place and line, says where the next record begins, or -1 where it does not want this one. */
  take(bytes: Buffer, from: number, line: number): number;
  /** Told, after some were taken, before others come or the bytes change. */
  pause(): void;
}

/** The rows of CSV as objects by column name. The first record is the header; every value is text, as it stands in the file. */
export async function* readCsv(chunks: AsyncIterable<Buffer>, options: CsvOptions): AsyncGenerator<ReadRow[]> {
  const records = new CsvRecords({ ...options, longest: options.longestBytes });
  const { plain } = options;
  const takePlain = (bytes: Buffer, from: number, line: number) => plain!.take(bytes, from, line);
  let columns: string[] | null = null;
  // Under names that are no text no row can be read, not even one of ASCII alone: all are refused, and the header is none of them.
  let lostHeader = false;
  function* drain(): Generator<ReadRow[]> {
    let rows: ReadRow[] = [];
    for (;;) {
      if (plain !== undefined && columns !== null && !lostHeader) {
        records.takePlain(takePlain);
        plain.pause();
      }
      const record = records.next();
      if (record === null) break;
      if (columns === null && record.fault === "encoding") {
        columns = [];
        lostHeader = true;
        continue;
      }
      if (columns === null && record.fault === undefined) {
        columns = columnNames(record.cells, options.onRepeatedColumn);
        plain?.begin(columns);
        continue;
      }
      const { line } = record;
      if (lostHeader) rows.push({ row: line, issue: wrongEncoding(line) });
      else rows.push(rowOf(record, columns ?? [], records, options.longestBytes));
      if (plain !== undefined) {
        yield rows;
        rows = [];
      }
    }
    if (rows.length > 0) yield rows;
  }
  for await (const chunk of chunks) {
    records.push(chunk);
    yield* drain();
  }
  records.push(null);
  yield* drain();
  options.onLines?.(records.lines, records.openAtEnd);
}

function columnNames(cells: string[], onRepeated: (name: string, given: string) => void): string[] {
  const names: string[] = [];
  cells.forEach((cell, index) => {
    const wanted = cell.trim() === "" ? `column ${index + 1}` : cell.trim();
    let name = wanted;
    for (let n = 2; names.includes(name); n++) name = `${wanted} (${n})`;
    if (name !== wanted) onRepeated(wanted, name);
    names.push(name);
  });
  return names;
}

function rowOf(record: CsvRecord, columns: string[], records: CsvRecords, longestBytes: number): ReadRow {
  const row = record.line;
  switch (record.fault) {
    case "lineTooLong":
      return { row, issue: lineTooLong(row, longestBytes) };
    case "encoding":
      return { row, issue: wrongEncoding(row) };
    case "openQuote":
      return { row, issue: openQuote(row) };
  }
  const { cells } = record;
  const surplus = cells.slice(columns.length);
  if (cells.length < columns.length || surplus.some((cell) => cell.trim() !== "")) {
    if (record.lines > 1) {
      records.retreat();
      return { row, issue: openQuote(row) };
    }
    return { row, issue: wrongCellCount(row, columns.length, cells.length) };
  }
  const value: Record<string, string> = {};
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i]!;
    // Plain assignment would set the prototype instead of a column of that name.
    if (column === "__proto__") Object.defineProperty(value, column, { value: cells[i]!, enumerable: true });
    else value[column] = cells[i]!;
  }
  return { row, value };
}
