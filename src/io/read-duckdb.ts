import type { DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";
import { LogBuilder, type ParseOptions } from "../log/log-builder.ts";
import { type CodedColumn, type EventQuery, eventQuery, shortText, textType } from "./duckdb-event-query.ts";
import { type ChunkColumn, DuckDbEventWriter } from "./duckdb-event-writer.ts";
import { type Leaf, leavesOf, texts } from "./duckdb-leaves.ts";
import { InputError } from "./input-error.ts";
import { type DuckDbOptions, quoted, quotedName, withDuckDb } from "./load-duckdb.ts";
import type { ReadFile, ReadLog } from "./read-log.ts";
import { rowFromLeaves } from "./row-from-leaves.ts";
import { RowPlaces } from "./row-places.ts";
import { tableLog } from "./table-log.ts";

/** What DuckDB is to read events from. */
export type DuckDbSource =
  /** A Parquet file, or a glob of them. CSV and JSON are for `readLog`, which knows what an event may hold. */
  | { file: string }
  /** A query whose columns are named as the fields of an event, `"actor.kind"` or a STRUCT `actor`. */
  | { query: string; database?: string | undefined }
  /** A table of a `.duckdb` file; without a name its only one, or the one called `events`. */
  | { database: string; table?: string | undefined };

export interface ReadDuckDbOptions extends ParseOptions, DuckDbOptions {
  /** Called now and then. */
  onProgress?: ((name: string, rows: number) => void) | undefined;
}

/**
 * Reads events with DuckDB straight into columns: ids and words are numbered in SQL, so that no text is made of an event. Rows that
 * are not surely valid go through the schema, so that what is refused, and why, is the same as from any other file.
 *
 * Columns are named as in CSV (`actor.kind`) or nested (`actor` a STRUCT). Text is read as a cell of CSV is; columns with a type
 * of their own are taken as they are: BOOLEAN, numbers, TIMESTAMP WITH TIME ZONE as instants, TIMESTAMP as the wall clock of
 * `timeZone`. A column that is `NULL` is absent.
 *
 * @throws {InputError} where DuckDB is not installed, or cannot read the source
 * @example
 * const { log } = await readDuckDb([{ file: "data/*.parquet" }]);
 * const since = await readDuckDb([{ query: "select * from 'x.parquet' where at >= '2026-01-01'" }]);
 */
export async function readDuckDb(sources: readonly DuckDbSource[], options: ReadDuckDbOptions = {}): Promise<ReadLog> {
  const builder = new LogBuilder(options);
  const places = new RowPlaces();
  const files: ReadFile[] = [];
  for (const source of sources) {
    await withDuckDb(nameOf(source), options, async (connection) => {
      for (const { name, sql, format } of await relationsOf(connection, source)) {
        places.begin(name);
        const rows = await readRelation(connection, name, sql, { builder, places, options });
        files.push({ file: name, format, encoding: "utf-8", rows });
      }
    });
  }
  return tableLog(builder, places, files);
}

interface Relation {
  name: string;
  sql: string;
  format: ReadFile["format"];
}

function nameOf(source: DuckDbSource): string {
  if ("file" in source) return source.file;
  return "query" in source ? "query" : source.database;
}

async function relationsOf(connection: DuckDBConnection, source: DuckDbSource): Promise<Relation[]> {
  if ("file" in source) {
    const found = await rowsOf(connection, source.file, `select file from glob(${quoted(source.file)}) order by file`);
    if (found.length === 0) throw new InputError(source.file, "no such file");
    return found.map(([file]) => {
      return { name: String(file), sql: `read_parquet(${quoted(String(file))})`, format: "parquet" };
    });
  }
  if (source.database !== undefined) {
    await run(connection, source.database, `attach ${quoted(source.database)} as given (read_only)`);
    await run(connection, source.database, "use given");
  }
  if ("query" in source) return [{ name: "query", sql: `(${source.query.replace(/;\s*$/, "")})`, format: "duckdb" }];
  const table = source.table ?? (await onlyTable(connection, source.database));
  return [{ name: source.database, sql: quotedName(table), format: "duckdb" }];
}

async function onlyTable(connection: DuckDBConnection, database: string): Promise<string> {
  const found = await rowsOf(connection, database, "select table_name from information_schema.tables order by all");
  const names = found.map(([name]) => String(name));
  if (names.includes("events")) return "events";
  if (names.length === 1) return names[0]!;
  const list = names.length === 0 ? "it has no tables" : `it has ${names.join(", ")}`;
  throw new InputError(database, `expected one table, or one called events; ${list}. Name it in a query`);
}

interface Reading {
  builder: LogBuilder;
  places: RowPlaces;
  options: ReadDuckDbOptions;
}

/** @returns how many rows there were */
async function readRelation(
  connection: DuckDBConnection,
  name: string,
  sql: string,
  reading: Reading,
): Promise<number> {
  const leaves = await describe(connection, name, sql);
  const source = await prepare(connection, name, sql, leaves);
  const textsOf = new Map<string, string[]>();
  for (const { path, kind } of leaves) {
    if (kind !== "text" || !texts.has(path)) continue;
    const found = await numberTexts(connection, name, source, path);
    if (found.length > 0) textsOf.set(path, found);
  }
  const query = eventQuery(source, leaves, new Set(textsOf.keys()), reading.options.timeZone !== undefined);
  const rows = await readEvents(connection, name, query, textsOf, reading);
  await run(connection, name, `drop ${source === quotedName("kept rows") ? "table" : "view"} ${source}`);
  for (const path of textsOf.keys()) await run(connection, name, `drop type ${textType(path)}`);
  return rows;
}

async function describe(connection: DuckDBConnection, name: string, sql: string): Promise<Leaf[]> {
  const result = await run(connection, name, `from ${sql} limit 0`);
  return leavesOf(result.columnNames(), result.columnTypes());
}

/** Parquet is cheap to read column by column, and is; anything else is read once and kept. */
async function prepare(
  connection: DuckDBConnection,
  name: string,
  sql: string,
  leaves: readonly Leaf[],
): Promise<string> {
  const isCheap = sql.startsWith("read_parquet(");
  const relation = quotedName(isCheap ? "seen rows" : "kept rows");
  const columns = leaves.map((leaf) => `${leaf.sql} as ${quotedName(leaf.path)}`);
  const what = isCheap ? "temp view" : "temp table";
  await run(connection, name, `create or replace ${what} ${relation} as select ${columns.join(", ")} from ${sql}`);
  return relation;
}

/** Makes an ENUM of a column's texts. @returns them, in order */
async function numberTexts(
  connection: DuckDBConnection,
  name: string,
  source: string,
  path: string,
): Promise<string[]> {
  const column = quotedName(path);
  const distinct = quotedName("distinct texts");
  await run(
    connection,
    name,
    `create or replace temp table ${distinct} as
      select distinct ${shortText(column)} as v from ${source} where length(${column}) <= 500 order by v`,
  );
  const values = await rowsOf(connection, name, `select v from ${distinct} order by v`);
  if (values.length > 0) {
    const made = `create or replace temp type ${textType(path)} as enum (select v from ${distinct} order by v)`;
    await run(connection, name, made);
  }
  return values.map(([value]) => String(value));
}

async function readEvents(
  connection: DuckDBConnection,
  name: string,
  query: EventQuery,
  textsOf: ReadonlyMap<string, readonly string[]>,
  { builder, places, options }: Reading,
): Promise<number> {
  const events = new DuckDbEventWriter(builder.writer, query.columns, textsOf, options.timeZone);
  const result = await explained(name, () => connection.stream(query.sql));
  let rows = 0;
  for (;;) {
    const chunk = await explained(name, () => result.fetchChunk());
    if (chunk === null || chunk.rowCount === 0) return rows;
    const odd = chunk.getColumnVector(0);
    const validity = (odd as unknown as { validity: { itemValid(row: number): boolean } }).validity;
    events.begin(query.columns.map((column, index) => chunkColumn(chunk, column, index + 1)));
    const { rowCount } = chunk;
    for (let at = 0; at < rowCount; at++) {
      const row = places.numberOf(++rows);
      if (validity.itemValid(at)) {
        builder.push(rowFromLeaves(JSON.parse(odd.getItem(at) as string) as Record<string, unknown>), row);
      } else {
        events.write(at, row);
        builder.countRow();
      }
    }
    options.onProgress?.(name, rows);
  }
}

function chunkColumn(chunk: DuckDBDataChunk, { holds }: CodedColumn, position: number): ChunkColumn {
  const vector = chunk.getColumnVector(position);
  if (holds === "id") return { items: new Int32Array(0), textAt: (row) => vector.getItem(row) as string };
  return { items: (vector as unknown as { items: Int32Array | Float64Array }).items };
}

async function rowsOf(connection: DuckDBConnection, name: string, sql: string): Promise<unknown[][]> {
  return (await explained(name, () => connection.runAndReadAll(sql))).getRowsJS();
}

function run(connection: DuckDBConnection, name: string, sql: string) {
  return explained(name, () => connection.run(sql));
}

/** What DuckDB cannot read is the caller's file or query, and is said to be. */
async function explained<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(name, `DuckDB: ${reason}`, { cause: error });
  }
}
