import type { DuckDBConnection } from "@duckdb/node-api";
import { compileZone } from "../../clock/zone.ts";
import type { ParseOptions } from "../../log/log-builder.ts";
import type { ReadLog } from "../read-log.ts";
import { DuckDbChunks } from "./duckdb-chunks.ts";
import { type DuckDbSource, nameOf, openRelation, type Relation, relationsOf } from "./duckdb-relations.ts";
import { blobsClassOf } from "./duckdb-texts.ts";
import { type DuckDbOptions, withDuckDb } from "./load-duckdb.ts";
import { TableReader } from "./table-reader.ts";

export type { DuckDbSource } from "./duckdb-relations.ts";

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
  await takeDuckDb(reader, sources, options);
  return reader.finish();
}

/** Gives a reader what DuckDB reads. */
export async function takeDuckDb(
  reader: TableReader,
  sources: readonly DuckDbSource[],
  options: ReadDuckDbOptions,
): Promise<void> {
  for (const source of sources) {
    await withDuckDb(nameOf(source), options, async (connection) => {
      for (const relation of await relationsOf(connection, source)) {
        reader.begin(relation.name, relation.format);
        await readRelation(connection, relation, reader, options);
      }
    });
  }
}

async function readRelation(
  connection: DuckDBConnection,
  relation: Relation,
  reader: TableReader,
  { timeZone, onProgress }: ReadDuckDbOptions,
): Promise<void> {
  // Before the rows: a connection has one result at a time.
  const blobs = await blobsClassOf(connection);
  const { columns, chunks: found } = await openRelation(connection, relation);
  const zone = timeZone === undefined ? null : compileZone(timeZone);
  const chunks = new DuckDbChunks(reader.table, columns, zone, blobs);
  const values = (at: number) => chunks.values(at);
  for await (const chunk of found) {
    chunks.begin(chunk);
    reader.take(chunk.rowCount, values);
    onProgress?.(relation.name, reader.rows);
  }
}
