import type { ColumnKind, Table, TableSpec } from "./columns.ts";
import type { Facts, FoldedFacts } from "./facts.ts";
import { tableSpecs } from "./tables.ts";

/** A cell as people read it: names for references and codes, lists for bit sets, `null` where there is nothing. */
export type Cell = string | number | boolean | string[] | null;
export type FactRow = Record<string, Cell>;

/** The fact tables that can be read as rows. */
export type RowTable = "tickets" | "waits" | "closures" | "ratings" | "handoffs" | "promises" | "roster" | "turns";

/**
 * Rows of a fact table, one at a time: instants as epoch ms, durations in ms, names in place of numbers. `ticket` and the
 * other references to tickets read as ticket names, so that rows can leave the library.
 *
 * @example
 * for (const wait of factRows(facts, "waits")) console.log(wait.ticket, wait.end, wait.calendarMs);
 */
export function* factRows(facts: Facts | FoldedFacts, table: RowTable): Generator<FactRow> {
  const spec: TableSpec = tableSpecs[table];
  const source = facts[table] as unknown as Table<TableSpec>;
  const columns = Object.entries(spec);
  for (let row = 0; row < source.length; row++) {
    const cells = columns.map(([name, column]) => [name, cell(facts, column, source[name]![row]!)] as const);
    const attributes =
      table === "tickets"
        ? [...facts.attributes].map(([name, values]) => [
            `attribute:${name}`,
            facts.dictionaries.values.decode(values[row]!),
          ])
        : [];
    yield Object.fromEntries([...cells, ...attributes]);
  }
}

function cell(facts: Facts | FoldedFacts, column: ColumnKind, value: number): Cell {
  switch (column.kind) {
    case "instant":
    case "duration":
    case "number":
      return Number.isNaN(value) ? null : value;
    case "count":
      return value;
    case "flag":
      return value === 1;
    case "ref":
      return facts.dictionaries[column.dictionary].decode(value);
    case "row":
      if (value < 0) return null;
      return column.table === "tickets" ? facts.dictionaries.tickets.decode(facts.tickets.ticket[value]!) : value;
    case "code":
      return column.words[value]!;
    case "bits":
      return column.words.filter((_, bit) => (value & (1 << bit)) !== 0);
  }
}
