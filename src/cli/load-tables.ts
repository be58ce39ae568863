import type { ReadLog } from "../io/read-log.ts";
import type { Tables } from "../io/tables/fold-tables.ts";
import { readArrow } from "../io/tables/read-arrow.ts";
import { type DuckDbSource, readDuckDb } from "../io/tables/read-duckdb.ts";
import { readParquet } from "../io/tables/read-parquet.ts";
import { arrowRows, duckDbRows, parquetRows, type TableRows } from "../io/tables/table-rows.ts";
import type { Arguments } from "./parse-arguments.ts";
import { UsageError } from "./usage-error.ts";

const isParquet = (file: string) => /\.parquet$/i.test(file);
const isArrow = (file: string) => /\.(arrows?|feather|ipc)$/i.test(file);
const isDatabase = (file: string) => /\.(duckdb|ddb)$/i.test(file);

/** Whether the command line names something that is read as a table: Parquet, Arrow, a DuckDB database, a query. */
export function namesTables(given: Arguments): boolean {
  return (
    given.text("query") !== undefined ||
    given.files.some((file) => isParquet(file) || isArrow(file) || isDatabase(file))
  );
}

/**
 * What is read as tables.
 * @throws {UsageError} where the options contradict each other
 */
export function askedTables(given: Arguments): Tables {
  for (const option of ["map", "encoding", "bots", "automations", "agents"]) {
    if (given.has(option)) throw new UsageError(`--${option} is for CSV and JSON, not for tables`);
  }
  if ((given.text("from") ?? "events") !== "events")
    throw new UsageError("--from is for CSV and JSON; give the columns of a table their names with --query");
  const query = given.text("query");
  const { files } = given;
  if (query === undefined && files.every(isParquet)) return { parquet: files };
  if (query === undefined && files.every(isArrow)) return { arrow: files };
  return { duckdb: sourcesOf(files, query) };
}

/**
 * Reads the events of tables.
 * @throws {UsageError} where the options contradict each other; {InputError} where something cannot be read
 */
export async function loadTables(
  given: Arguments,
  options: { timeZone: string | undefined; onProgress: (name: string, rows: number) => void },
): Promise<ReadLog> {
  const asked = askedTables(given);
  if ("duckdb" in asked) return readDuckDb(asked.duckdb, options);
  return "parquet" in asked ? readParquet(asked.parquet, options) : readArrow(asked.arrow, options);
}

/**
 * The rows of tables, as they come.
 * @throws {UsageError} where the options contradict each other
 */
export function openTables(given: Arguments): AsyncIterable<TableRows> {
  const asked = askedTables(given);
  if ("duckdb" in asked) return duckDbRows(asked.duckdb);
  return "parquet" in asked ? parquetRows(asked.parquet) : arrowRows(asked.arrow);
}

function sourcesOf(files: readonly string[], query: string | undefined): DuckDbSource[] {
  if (query !== undefined) {
    if (files.length > 1 || !files.every(isDatabase))
      throw new UsageError("--query takes no file but one .duckdb database; name other files within the query");
    return [{ query, database: files[0] }];
  }
  const other = files.find((file) => !isParquet(file) && !isDatabase(file));
  if (other !== undefined) throw new UsageError(`${other} cannot be read together with the other tables`);
  return files.map((file) => (isParquet(file) ? { file } : { database: file }));
}
