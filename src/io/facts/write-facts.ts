import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBType } from "@duckdb/node-api";
import { version } from "../../../package.json";
import type { ColumnKind, TableSpec } from "../../facts/columns.ts";
import type { Facts } from "../../facts/facts.ts";
import { type Cell, type FactRow, factRows, type RowTable } from "../../facts/rows.ts";
import { tableSpecs } from "../../facts/tables.ts";
import { type DuckDbOptions, loadDuckDb, quoted, quotedName, withDuckDb } from "../tables/load-duckdb.ts";

const factTables: readonly RowTable[] = ["tickets", "waits", "closures", "ratings", "handoffs", "promises", "roster"];
const rowsAtOnce = 2_048;

/** The files that {@link writeFacts} writes to a folder. */
export function factFilesIn(folder: string): string[] {
  return [...factTables, "about"].map((table) => fileOf(folder, table));
}

const fileOf = (folder: string, table: string) => join(folder, `${table}.parquet`);

/**
 * Writes the fact tables as Parquet, one file a table, so that any engine can roll them up: instants as TIMESTAMP WITH TIME ZONE,
 * durations in ms, names in place of numbers, bit sets as lists. `ticket` and other references to tickets hold names; `closure`
 * of a rating is the position of the row in `closures`, from 0. `about` has one row: as of when, and by which rules.
 *
 * @param folder where `tickets.parquet` and the others go; made where it is missing
 * @returns the files
 * @throws {InputError} where DuckDB is not installed
 */
export async function writeFacts(facts: Facts, folder: string, options: DuckDbOptions = {}): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const duckdb = await loadDuckDb(folder);
  return withDuckDb(folder, options, async (connection) => {
    const files: string[] = [];
    const save = async (table: string) => {
      const file = fileOf(folder, table);
      await connection.run(`copy ${quotedName(table)} to ${quoted(file)} (format parquet)`);
      await connection.run(`drop table ${quotedName(table)}`);
      files.push(file);
    };
    for (const table of factTables) {
      const columns = columnsOf(facts, table);
      await fill(connection, duckdb, facts, table, columns);
      await save(table);
    }
    await connection.run(`create table about as ${aboutQuery(facts)}`);
    await save("about");
    return files;
  });
}

/** One row: as of when, and by which rules. */
function aboutQuery({ asOf, policy }: Facts): string {
  const columns: Record<string, string> = {
    trueresolve: quoted(version),
    asOfAt: Number.isNaN(asOf) ? "null::timestamptz" : `make_timestamptz(${Math.round(asOf * 1000)}::bigint)`,
    timeZone: quoted(policy.timeZone),
    reopenWindowMs: `${policy.reopenWindow}::double`,
    prematureWindowMs: `${policy.prematureWindow}::double`,
    firstResponseTargetMs: `${policy.targets.firstResponse}::double`,
    nextResponseTargetMs: `${policy.targets.nextResponse}::double`,
    rating: quoted(policy.rating),
    topBox: `${policy.topBox}::double`,
  };
  return `select ${Object.entries(columns)
    .map(([name, value]) => `${value} as ${quotedName(name)}`)
    .join(", ")}`;
}

type Column = [name: string, kind: ColumnKind];

function columnsOf(facts: Facts, table: RowTable): Column[] {
  const spec: TableSpec = tableSpecs[table];
  const attributes: Column[] =
    table === "tickets"
      ? [...facts.attributes.keys()].map((name) => [`attribute:${name}`, { kind: "ref", dictionary: "values" }])
      : [];
  return [...Object.entries(spec), ...attributes];
}

async function fill(
  connection: DuckDBConnection,
  duckdb: Awaited<ReturnType<typeof loadDuckDb>>,
  facts: Facts,
  table: RowTable,
  columns: readonly Column[],
): Promise<void> {
  const { DuckDBDataChunk, DuckDBTimestampTZValue, listValue } = duckdb;
  const types = columns.map(([, kind]) => typeOf(kind, duckdb));
  const names = columns.map(([name], index) => `${quotedName(name)} ${types[index]!.toString()}`);
  await connection.run(`create table ${quotedName(table)} (${names.join(", ")})`);
  const appender = await connection.createAppender(table);
  let held: FactRow[] = [];
  const flush = () => {
    if (held.length === 0) return;
    const chunk = DuckDBDataChunk.create(types, held.length);
    columns.forEach(([name, kind], index) => {
      chunk.setColumnValues(
        index,
        held.map((row) => toDuckDb(row[name]!, kind)),
      );
    });
    appender.appendDataChunk(chunk);
    held = [];
  };
  const toDuckDb = (cell: Cell, { kind }: ColumnKind) => {
    if (kind === "instant" && cell !== null) return new DuckDBTimestampTZValue(BigInt(Math.round(Number(cell) * 1000)));
    return Array.isArray(cell) ? listValue(cell) : cell;
  };
  for (const row of factRows(facts, table)) {
    held.push(row);
    if (held.length === rowsAtOnce) flush();
  }
  flush();
  appender.closeSync();
}

function typeOf(column: ColumnKind, duckdb: Awaited<ReturnType<typeof loadDuckDb>>): DuckDBType {
  switch (column.kind) {
    case "instant":
      return duckdb.TIMESTAMPTZ;
    case "duration":
    case "number":
      return duckdb.DOUBLE;
    case "count":
      return duckdb.INTEGER;
    case "flag":
      return duckdb.BOOLEAN;
    case "row":
      return column.table === "tickets" ? duckdb.VARCHAR : duckdb.INTEGER;
    case "bits":
      return duckdb.LIST(duckdb.VARCHAR);
    default:
      return duckdb.VARCHAR;
  }
}
