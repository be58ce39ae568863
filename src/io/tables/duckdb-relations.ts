import type { DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";
import { InputError } from "../bytes/input-error.ts";
import type { ReadFile } from "../read-log.ts";
import { DuckDbColumns } from "./duckdb-columns.ts";
import { leavesOf } from "./duckdb-leaves.ts";
import { quoted, quotedName } from "./load-duckdb.ts";
import { noParquet } from "./no-parquet.ts";

/** What DuckDB is to read events from. */
export type DuckDbSource =
  /** A Parquet file, or a glob of them. CSV and JSON are for `readLog`, which knows what an event may hold. */
  | { file: string }
  /** A query whose columns are named as the fields of an event, `"actor.kind"` or a STRUCT `actor`. */
  | { query: string; database?: string | undefined }
  /** A table of a `.duckdb` file; without a name its only one, or the one called `events`. */
  | { database: string; table?: string | undefined };

/** What is read as one table. */
export interface Relation {
  name: string;
  sql: string;
  format: ReadFile["format"];
}

export function nameOf(source: DuckDbSource): string {
  if ("file" in source) return source.file;
  return "query" in source ? "query" : source.database;
}

export async function relationsOf(connection: DuckDBConnection, source: DuckDbSource): Promise<Relation[]> {
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

/** A relation that was looked at: its columns, and its rows in chunks, to be read once. */
interface OpenedRelation {
  columns: DuckDbColumns;
  chunks: AsyncIterable<DuckDBDataChunk>;
}

export async function openRelation(
  connection: DuckDBConnection,
  { name, sql, format }: Relation,
): Promise<OpenedRelation> {
  const read = <T>(work: () => Promise<T>) => explained(name, work, format === "parquet");
  const shape = await read(() => connection.run(`from ${sql} limit 0`));
  const columns = new DuckDbColumns(leavesOf(shape.columnNames(), shape.columnTypes()));
  const result = await read(() => connection.stream(columns.queryOf(sql)));
  async function* chunks(): AsyncGenerator<DuckDBDataChunk> {
    let next = result.fetchChunk();
    for (;;) {
      const chunk = await read(() => next);
      if (chunk === null || chunk.rowCount === 0) return;
      // DuckDB fetches the next rows while these are taken; what goes wrong with them is said when they are awaited.
      next = result.fetchChunk();
      next.catch(() => {});
      yield chunk;
    }
  }
  return { columns, chunks: chunks() };
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
