import * as zlib from "node:zlib";
import type { Compressors, FileMetaData, ParquetParsers } from "hyparquet";
import { InputError } from "../bytes/input-error.ts";
import type { ReadLog } from "../read-log.ts";
import { texts } from "./duckdb-leaves.ts";
import { hasDuckDb } from "./load-duckdb.ts";
import { noParquet } from "./no-parquet.ts";
import { type ReadDuckDbOptions, takeDuckDb } from "./read-duckdb.ts";
import { TableReader } from "./table-reader.ts";

export interface ReadParquetOptions extends ReadDuckDbOptions {
  /** What reads it; default DuckDB where it is installed, else hyparquet, which is many times slower. */
  engine?: "duckdb" | "hyparquet" | undefined;
}

/**
 * Reads Parquet files of events, with DuckDB or without. Both take and refuse the same rows; see `readDuckDb` for what the columns
 * may be.
 *
 * @param paths files; globs only with DuckDB
 * @throws {InputError} where a file cannot be read, or neither package is installed
 */
export async function readParquet(paths: readonly string[], options: ReadParquetOptions = {}): Promise<ReadLog> {
  const reader = new TableReader(options);
  await takeParquet(reader, paths, options);
  return reader.finish();
}

/** Gives a reader the rows of files. */
export async function takeParquet(
  reader: TableReader,
  paths: readonly string[],
  options: ReadParquetOptions,
): Promise<void> {
  const engine = options.engine ?? ((await hasDuckDb()) ? "duckdb" : "hyparquet");
  if (engine === "duckdb") {
    const sources = paths.map((file) => ({ file }));
    return takeDuckDb(reader, sources, options);
  }
  for (const file of paths) {
    reader.begin(file, "parquet");
    for await (const group of rowGroups(file)) {
      for (const row of group) reader.takeValues(row);
      options.onProgress?.(file, reader.rows);
    }
  }
}

/** The rows of a file by row group, each a record of values by path. */
export async function* rowGroups(file: string): AsyncGenerator<Record<string, unknown>[]> {
  const hyparquet = await loadHyparquet(file);
  try {
    const buffer = await hyparquet.asyncBufferFromFile(file);
    const metadata = await hyparquet.parquetMetadataAsync(buffer);
    const wall = wallClockColumns(metadata);
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      const rowEnd = rowStart + Number(group.num_rows);
      const options = { file: buffer, metadata, rowStart, rowEnd, compressors, parsers };
      const rows = await hyparquet.parquetReadObjects(options);
      yield rows.map((row) => leaves(row, wall));
      rowStart = rowEnd;
    }
  } catch (error) {
    // A file that is not there is no damaged one.
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new InputError(file, missing ? "no such file" : noParquet("hyparquet", error), { cause: error });
  }
}

async function loadHyparquet(file: string): Promise<typeof import("hyparquet")> {
  try {
    return await import("hyparquet");
  } catch (error) {
    throw new InputError(file, "reading Parquet needs a package: npm install @duckdb/node-api (fast), or hyparquet", {
      cause: error,
    });
  }
}

/** Columns of times without a zone; their values are wall clocks, not instants. */
function wallClockColumns(metadata: FileMetaData): ReadonlySet<string> {
  const found = metadata.schema.flatMap(({ name, logical_type: type }) =>
    type?.type === "TIMESTAMP" && !type.isAdjustedToUTC ? [name] : [],
  );
  return new Set(found);
}

/** A row as `leavesOf` would have it: nested fields by path, ids as text, what is empty absent. */
function leaves(row: Record<string, unknown>, wall: ReadonlySet<string>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const take = (path: string, name: string, value: unknown) => {
    const made = said(path, value, wall.has(name));
    if (made !== null && made !== "") Object.defineProperty(result, path, { value: made, enumerable: true });
  };
  for (const [name, value] of Object.entries(row)) {
    const isNested = (name === "actor" || name === "scale") && typeof value === "object" && value !== null;
    if (!isNested) take(name, name, value);
    else for (const [inner, each] of Object.entries(value)) take(`${name}.${inner}`, inner, each);
  }
  return result;
}

function said(path: string, value: unknown, isWall: boolean): unknown {
  if (value === undefined || value === null) return null;
  if (value instanceof Moment) return isWall ? value.text : `${value.text}Z`;
  if (typeof value === "bigint") return texts.has(path) || !isSafe(value) ? String(value) : Number(value);
  if (typeof value === "number") return texts.has(path) || !Number.isFinite(value) ? String(value) : value;
  return value;
}

function isSafe(value: bigint): boolean {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
}

/** A time as its column has it, to the microsecond, before it is known whether it has a zone. */
class Moment {
  readonly text: string;

  constructor(micros: bigint) {
    const rest = ((micros % 1000n) + 1000n) % 1000n;
    const ms = new Date(Number((micros - rest) / 1000n)).toISOString().slice(0, -1);
    this.text = `${ms}${String(rest).padStart(3, "0")}`;
  }
}

const parsers: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis) => new Moment(millis * 1000n),
  timestampFromMicroseconds: (micros) => new Moment(micros),
  timestampFromNanoseconds: (nanos) => new Moment(nanos / 1000n),
};

/** Node's own decompressors; Zstandard only where Node has it (22.15 and later). */
const compressors: Compressors = {
  GZIP: (input) => zlib.gunzipSync(input),
  BROTLI: (input) => zlib.brotliDecompressSync(input),
  ...("zstdDecompressSync" in zlib ? { ZSTD: zlib.zstdDecompressSync as (input: Uint8Array) => Uint8Array } : {}),
};
