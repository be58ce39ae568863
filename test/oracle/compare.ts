import { buildFacts } from "../../src/facts/build-facts.ts";
import { type FactRow, factRows, type RowTable } from "../../src/facts/rows.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import type { Policy } from "../../src/schemas/policy.ts";
import { type Expected, expectedTables } from "./columns.ts";
import { readDesk } from "./desk.ts";
import type { Row } from "./story.ts";

/** A cell on which library and oracle do not agree. */
export interface Disagreement {
  /** Table and column. */
  what: string;
  ticket: string;
  place: number;
  library: unknown;
  oracle: unknown;
}

/** Where the facts of the library differ from the oracle's reading of the same rows. */
export function compare(rows: readonly Row[], policy: Policy, asOf?: number): Disagreement[] {
  const { log } = parseEvents(rows);
  const facts = buildFacts(log, policy, asOf === undefined ? {} : { asOf });
  const desk = readDesk(rows, policy, asOf);
  const found: Disagreement[] = [];
  const same = (what: string, ticket: string, place: number, library: unknown, oracle: unknown) => {
    if (JSON.stringify(library) !== JSON.stringify(oracle)) found.push({ what, ticket, place, library, oracle });
  };
  const byTicket = (table: RowTable) => {
    const grouped = new Map<string, FactRow[]>();
    for (const row of factRows(facts, table)) {
      const name = row["ticket"] as string;
      grouped.set(name, [...(grouped.get(name) ?? []), row]);
    }
    return grouped;
  };
  const tables = {
    tickets: byTicket("tickets"),
    waits: byTicket("waits"),
    closures: byTicket("closures"),
    ratings: byTicket("ratings"),
    handoffs: byTicket("handoffs"),
    promises: byTicket("promises"),
    turns: byTicket("turns"),
  };
  same("observed", "", 0, facts.observed, desk.observed);
  same("asOf", "", 0, facts.asOf, desk.asOf);
  same("tickets", "", 0, [...tables.tickets.keys()].sort(), [...desk.tickets.keys()].sort());
  for (const [name, theirs] of desk.tickets) {
    const row = tables.tickets.get(name)?.[0];
    if (row === undefined) continue;
    const expected = expectedTables(desk, theirs);
    const check = (table: string, place: number, ours: FactRow, columns: Expected) => {
      for (const [column, value] of Object.entries(columns)) {
        if (!(value instanceof Set)) same(`${table}.${column}`, name, place, ours[column], value);
        else if (!value.has(ours[column])) same(`${table}.${column}`, name, place, ours[column], [...value]);
      }
    };
    check("tickets", 0, row, expected.ticket);
    for (const table of ["waits", "closures", "ratings", "handoffs", "promises", "turns"] as const) {
      const ours = tables[table].get(name) ?? [];
      same(`${table}.count`, name, 0, ours.length, expected[table].length);
      if (ours.length !== expected[table].length) continue;
      expected[table].forEach((columns, place) => {
        check(table, place, ours[place]!, columns);
      });
    }
  }
  return found;
}
