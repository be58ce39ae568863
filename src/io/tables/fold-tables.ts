import type { FoldOptions } from "../../facts/fold-tickets.ts";
import { type PolicyInput, resolvePolicy } from "../../schemas/policy.ts";
import { type FoldedFiles, foldRows } from "../fold-rows.ts";
import { takeArrow } from "./read-arrow.ts";
import { type DuckDbSource, takeDuckDb } from "./read-duckdb.ts";
import { type ReadParquetOptions, takeParquet } from "./read-parquet.ts";
import { TableReader } from "./table-reader.ts";

/** Tables of events, as `readParquet`, `readArrow` and `readDuckDb` take them. */
export type Tables =
  | { parquet: readonly string[] }
  | { arrow: readonly string[] }
  | { duckdb: readonly DuckDbSource[] };

export interface FoldTablesOptions extends ReadParquetOptions, FoldOptions {}

/**
 * Reads tables of events and folds them, some tickets after others; `linkFacts` makes the facts of what it gives. In place of
 * `readParquet`, `readArrow` or `readDuckDb` and `foldTickets` where nobody needs the log itself, which is never made.
 *
 * @throws {InputError} where a table cannot be read, or the package for it is not installed; {TypeError} where the policy is wrong
 * @example
 * const { folded, issues, counts } = await foldTables({ parquet: ["data/2026-11.parquet"] }, { timeZone: "Asia/Shanghai" });
 * const facts = linkFacts(folded);
 */
export async function foldTables(
  tables: Tables,
  policy: PolicyInput = {},
  options: FoldTablesOptions = {},
): Promise<FoldedFiles> {
  const rules = resolvePolicy(policy);
  const reader = new TableReader(options);
  if ("parquet" in tables) await takeParquet(reader, tables.parquet, options);
  else if ("arrow" in tables) await takeArrow(reader, tables.arrow, options);
  else await takeDuckDb(reader, tables.duckdb, options);
  return foldRows(reader.end(), rules, options);
}
