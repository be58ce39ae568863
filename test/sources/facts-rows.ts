import type { Facts } from "../../src/facts/facts.ts";
import { factRows, type RowTable } from "../../src/facts/rows.ts";

const tables: readonly RowTable[] = [
  "tickets",
  "waits",
  "closures",
  "ratings",
  "handoffs",
  "promises",
  "roster",
  "turns",
];

/** Every row of every fact table, with names in place of the numbers that they happen to have in a log. */
export function allFactRows(facts: Facts): unknown[] {
  return tables.map((table) => [...factRows(facts, table)]);
}
