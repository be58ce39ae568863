import type { DuckDBConnection } from "@duckdb/node-api";
import { compileZone } from "../clock/zone.ts";
import type { ParseOptions } from "../log/log-builder.ts";
import { DuckDbChunks, leafSql } from "./duckdb-chunks.ts";
import { leavesOf } from "./duckdb-leaves.ts";
import type { BytesVector } from "./duckdb-texts.ts";
import { InputError } from "./input-error.ts";
import { type DuckDbOptions, loadDuckDb, quoted, quotedName, withDuckDb } from "./load-duckdb.ts";
import { noParquet } from "./no-parquet.ts";
import type { ReadFile, ReadLog } from "./read-log.ts";
import { TableReader } from "./table-reader.ts";

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
 * Reads events with DuckDB straight into columns: its cells are read from where they stand, so that no text is made of an event. Rows
 * that are not surely valid go through the schema, so that what is refused, and why, is the same as from any other file.
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
  const reader = new TableReader(options);
  for (const source of sources) {
    await withDuckDb(nameOf(source), options, async (connection) => {
      for (const relation of await relationsOf(connection, source)) {
        reader.begin(relation.name, relation.format);
        await readRelation(connection, relation, reader, options);
      }
    });
  }
  return reader.finish();
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

async function readRelation(
  connection: DuckDBConnection,
  { name, sql, format }: Relation,
  reader: TableReader,
  { timeZone, onProgress }: ReadDuckDbOptions,
): Promise<void> {
  const read = <T>(work: () => Promise<T>) => explained(name, work, format === "parquet");
  const shape = await read(() => connection.run(`from ${sql} limit 0`));
  const leaves = leavesOf(shape.columnNames(), shape.columnTypes());
  const { DuckDBBlobVector } = await loadDuckDb(name);
  const zone = timeZone === undefined ? null : compileZone(timeZone);
  const chunks = new DuckDbChunks(reader.table, leaves, zone, DuckDBBlobVector as unknown as BytesVector);
  const query = `select ${leaves.map(leafSql).join(", ")} from ${sql}`;
  const result = await read(() => connection.stream(query));
  const values = (at: number) => chunks.values(at);
  let next = result.fetchChunk();
  for (;;) {
    const chunk = await read(() => next);
    const rowCount = chunk?.rowCount ?? 0;
    if (chunk === null || rowCount === 0) return;
    // DuckDB fetches the next rows while these are taken; what goes wrong with them is said when they are awaited.
    next = result.fetchChunk();
    next.catch(() => {});
    chunks.begin(chunk);
    reader.take(rowCount, values);
    onProgress?.(name, reader.rows);
  }
}

async function rowsOf(connection: DuckDBConnection, name: string, sql: string): Promise<unknown[][]> {
  return (await explained(name, () => connection.runAndReadAll(sql))).getRowsJS();
}

function run(connection: DuckDBConnection, name: string, sql: string) {
  return explained(name, () => connection.run(sql));
}

/** What DuckDB cannot read is the caller's file or query, and is said to be: of a Parquet file no query of ours is shown. */
async function explained<T>(name: string, work: () => Promise<T>, isParquet = false): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const said = isParquet ? noParquet("DuckDB", error) : `DuckDB: ${error instanceof Error ? error.message : error}`;
    throw new InputError(name, said, { cause: error });
  }
}
