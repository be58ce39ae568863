import { type TextTables, textTablesOf } from "../log/bytes/text-table.ts";
import { LogBuilder, type ParseOptions } from "../log/log-builder.ts";
import type { LogShard } from "../log/shard.ts";
import { fileChunks } from "./file-chunks.ts";
import { type RowCount, readColumns } from "./read-columns.ts";
import type { OpenedFile } from "./read-rows.ts";
import { RowPlaces } from "./row-places.ts";

/** A stretch of an NDJSON or CSV file from one line end to another, and how it is read: plain data, so that threads can be told. */
export interface FileRange {
  path: string;
  /** The bytes from `from` up to `to`. */
  from: number;
  to: number;
  format: "ndjson" | "csv";
  delimiter: string;
  longestBytes: number;
  /** The header line of CSV, line end included, where the stretch does not begin with it. */
  header: Uint8Array | null;
  options: ParseOptions;
}

export interface RangeCount {
  /** Lines of the stretch. */
  lines: number;
  /** The last line that held a row, counted from the beginning of the stretch. */
  lastRow: number;
  rows: number;
  /** Whether what follows the stretch may have to be read otherwise than from its beginning. */
  uncertain: boolean;
  repeatedColumns: [name: string, given: string][];
}

export interface RangeResult extends RangeCount {
  shard: LogShard;
}

/** Reads a stretch of a file into a part of a log; row numbers are lines of the stretch. */
export async function readRange(range: FileRange): Promise<RangeResult> {
  const builder = new LogBuilder(range.options);
  const count = await readInto(builder, range, 0, textTablesOf(builder.writer.dictionaries));
  return { shard: builder.toShard(), ...count };
}

/** Reads a stretch of a file into a log. `rowOffset` is added to the numbers of its lines; `tables` are those of the log. */
export async function readInto(
  builder: LogBuilder,
  range: FileRange,
  rowOffset: number,
  tables: TextTables,
): Promise<RangeCount> {
  const places = new RowPlaces(rowOffset);
  places.begin(range.path);
  const count: RowCount = { rows: 0 };
  const repeatedColumns: RangeResult["repeatedColumns"] = [];
  const nothing = () => {};
  const file: OpenedFile = {
    ...{ path: range.path, format: range.format, delimiter: range.delimiter, longestBytes: range.longestBytes },
    ...{ encoding: "utf-8", lineEnd: "\n", notes: [], onCut: nothing, onEnd: nothing },
    chunks: chunksOf(range),
    onRepeatedColumn: (name, given) => void repeatedColumns.push([name, given]),
  };
  await readColumns(file, builder, places, count, tables);
  const headerLines = range.header === null ? 0 : 1;
  return {
    lines: count.lines! - headerLines,
    lastRow: Math.max(0, places.last - rowOffset - headerLines),
    rows: count.rows,
    uncertain: count.uncertain ?? false,
    repeatedColumns: range.header === null ? repeatedColumns : [],
  };
}

async function* chunksOf({ path, from, to, header }: FileRange): AsyncGenerator<Buffer> {
  if (header !== null) yield Buffer.from(header);
  yield* fileChunks(path, from, to);
}
