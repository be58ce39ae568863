import type { ReadFile } from "../read-log.ts";
import { arrowLeaves, valuesOf } from "./arrow-leaves.ts";
import { rowsOfChunk } from "./duckdb-chunks.ts";
import { type DuckDbSource, nameOf, openRelation, relationsOf } from "./duckdb-relations.ts";
import { type DuckDbOptions, hasDuckDb, openDuckDb } from "./load-duckdb.ts";
import { tableOf } from "./read-arrow.ts";
import { rowGroups } from "./read-parquet.ts";

/** Rows of a table, each its values by path; of every table first none, so that one without rows is known as well. */
export interface TableRows {
  file: string;
  format: ReadFile["format"];
  rows: Record<string, unknown>[];
}

const batchSize = 1_000;

/**
 * The rows of what DuckDB reads, as they come; see `readDuckDb`.
 * @throws {InputError} where DuckDB is not installed, or cannot read the source
 */
export async function* duckDbRows(
  sources: readonly DuckDbSource[],
  options: DuckDbOptions = {},
): AsyncGenerator<TableRows> {
  for (const source of sources) {
    const { connection, close } = await openDuckDb(nameOf(source), options);
    try {
      for (const relation of await relationsOf(connection, source)) {
        const { name: file, format } = relation;
        yield { file, format, rows: [] };
        const { columns, chunks } = await openRelation(connection, relation);
        for await (const chunk of chunks) yield { file, format, rows: rowsOfChunk(columns, chunk) };
      }
    } finally {
      close();
    }
  }
}

/**
 * The rows of Parquet files; see `readParquet`. Without DuckDB a group of rows is held at a time.
 * @throws {InputError} where a file cannot be read, or no package for it is installed
 */
export async function* parquetRows(
  paths: readonly string[],
  engine?: "duckdb" | "hyparquet",
): AsyncGenerator<TableRows> {
  if ((engine ?? ((await hasDuckDb()) ? "duckdb" : "hyparquet")) === "duckdb") {
    yield* duckDbRows(paths.map((file) => ({ file })));
    return;
  }
  for (const file of paths) {
    yield { file, format: "parquet", rows: [] };
    for await (const group of rowGroups(file)) {
      for (let from = 0; from < group.length; from += batchSize)
        yield { file, format: "parquet", rows: group.slice(from, from + batchSize) };
    }
  }
}

/**
 * The rows of Arrow files, each of which is held in memory as it stands on disk; see `readArrow`.
 * @throws {InputError} where a file cannot be read, or the package for it is not installed
 */
export async function* arrowRows(paths: readonly string[]): AsyncGenerator<TableRows> {
  for (const file of paths) {
    yield { file, format: "arrow", rows: [] };
    const table = await tableOf(file);
    for (const [batch, { length }] of (table.children[0]?.data ?? []).entries()) {
      const leaves = arrowLeaves(table, batch);
      for (let from = 0; from < length; from += batchSize) {
        const count = Math.min(batchSize, length - from);
        const rows = Array.from({ length: count }, (_, row) => valuesOf(leaves, from + row));
        yield { file, format: "arrow", rows };
      }
    }
  }
}
