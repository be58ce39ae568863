import { type Observable, observables } from "../schemas/policy.ts";
import { type Table, TableBuilder, type TableName, type TableSpec } from "./columns.ts";
import type { FoldedFacts } from "./facts.ts";
import { savedTables } from "./facts-layout.ts";
import { type KeptRows, keptRows, takeRuns } from "./kept-rows.ts";
import type { Sightings } from "./sightings.ts";
import { rosterColumns } from "./tables.ts";

type AnyTable = Table<TableSpec>;

/**
 * Facts without some tickets, as if their events had never been: of the log, and of who was seen in which team, only that is
 * left which the other tickets show.
 */
export function withoutTickets(facts: FoldedFacts, tickets: ReadonlySet<string>): FoldedFacts {
  const names = facts.dictionaries.tickets.values;
  const { ticket } = facts.tickets;
  const kept: Partial<Record<TableName, KeptRows>> = {
    tickets: keptRows(ticket.length, (row) => !tickets.has(names[ticket[row]!]!)),
  };
  if (kept.tickets!.length === ticket.length) return facts;
  const left: Record<string, AnyTable> = {};
  for (const [name, spec] of savedTables()) {
    if (name === "roster") continue;
    const table = facts[name] as unknown as AnyTable;
    let rows = kept.tickets!;
    if (name !== "tickets") {
      const [column, owner] = ownerOf(spec);
      const owners = table[column] as Int32Array;
      const { moved } = kept[owner]!;
      rows = keptRows(table.length, (row) => moved[owners[row]!]! >= 0);
      if (name !== "sightings") kept[name] = rows;
    }
    left[name] = takeRuns(spec, table, rows);
  }
  for (const [name, spec] of savedTables()) if (name !== "roster") repoint(spec, left[name]!, kept);
  const rest = left as unknown as Omit<Pick<FoldedFacts, TableName>, "roster">;
  const sightings = left["sightings"] as unknown as Sightings;
  let newestAt = Number.NaN;
  for (const at of rest.tickets.lastEventAt) if (!(at <= newestAt)) newestAt = at;
  return {
    ...facts,
    ...rest,
    roster: rosterOf(sightings, facts),
    sightings,
    attributes: attributesOf(facts, kept.tickets!),
    observed: observedIn(sightings),
    newestAt,
  };
}

/** The column by which the rows of a table belong to a ticket: its own, or that of the wait that they belong to. */
function ownerOf(spec: TableSpec): [column: string, table: TableName] {
  for (const [name, column] of Object.entries(spec)) if (column.kind === "row") return [name, column.table];
  throw new TypeError("ownerOf: expected a table whose rows belong to a ticket, got one without");
}

function repoint(spec: TableSpec, table: AnyTable, kept: Partial<Record<TableName, KeptRows>>): void {
  for (const [name, column] of Object.entries(spec)) {
    if (column.kind !== "row") continue;
    const cells = table[name] as Int32Array;
    const { moved } = kept[column.table]!;
    for (let row = 0; row < cells.length; row++) if (cells[row]! >= 0) cells[row] = moved[cells[row]!]!;
  }
}

/** Who is seen in which team in the tickets that are left; link joins rows that speak of the same. */
function rosterOf(sightings: Sightings, { dictionaries }: FoldedFacts): FoldedFacts["roster"] {
  const roster = new TableBuilder(rosterColumns);
  const rowOf = new Map<number, number>();
  const [teams, employers] = [dictionaries.teams.size + 1, dictionaries.employers.size + 1];
  const { agent, team, employer, firstSeenAt, lastSeenAt } = sightings;
  for (let seen = 0; seen < sightings.length; seen++) {
    if (agent[seen]! < 0) continue;
    const spell = (agent[seen]! * teams + team[seen]! + 1) * employers + employer[seen]! + 1;
    let row = rowOf.get(spell);
    if (row === undefined) {
      row = roster.add();
      rowOf.set(spell, row);
      roster.columns.agent[row] = agent[seen]!;
      roster.columns.team[row] = team[seen]!;
      roster.columns.employer[row] = employer[seen]!;
    }
    const { columns } = roster;
    if (!(columns.firstSeenAt[row]! <= firstSeenAt[seen]!)) columns.firstSeenAt[row] = firstSeenAt[seen]!;
    if (!(columns.lastSeenAt[row]! >= lastSeenAt[seen]!)) columns.lastSeenAt[row] = lastSeenAt[seen]!;
  }
  return roster.finish();
}

/** An attribute that no ticket has any more is none. */
function attributesOf(facts: FoldedFacts, rows: KeptRows): FoldedFacts["attributes"] {
  const attributes = new Map<string, Int32Array>();
  for (const [name, values] of facts.attributes) {
    const left = rows.take(values);
    if (left.some((value) => value >= 0)) attributes.set(name, left);
  }
  return attributes;
}

function observedIn({ shows }: Sightings): Record<Observable, boolean> {
  let shown = 0;
  for (const each of shows) shown |= each;
  return Object.fromEntries(observables.map((name, bit) => [name, (shown & (1 << bit)) !== 0])) as Record<
    Observable,
    boolean
  >;
}
