import { type Observable, observables } from "../schemas/policy.ts";
import { type Table, TableBuilder, type TableName, type TableSpec, takeRows } from "./columns.ts";
import type { FoldedFacts } from "./facts.ts";
import { type Sightings, sightingColumns } from "./sightings.ts";
import { rosterColumns, tableSpecs } from "./tables.ts";

type AnyTable = Table<TableSpec>;

/**
 * Facts without some tickets, as if their events had never been: of the log, and of who was seen in which team, only that is
 * left which the other tickets show.
 */
export function withoutTickets(facts: FoldedFacts, sightings: Sightings, tickets: ReadonlySet<string>): FoldedFacts {
  const names = facts.dictionaries.tickets.values;
  const kept: Partial<Record<TableName, Kept>> = {};
  kept.tickets = keptRows(facts.tickets.length, (row) => !tickets.has(names[facts.tickets.ticket[row]!]!));
  if (kept.tickets.positions.length === facts.tickets.length) return facts;
  const keep = (spec: TableSpec, table: AnyTable, owner: TableName, owners: Int32Array) => {
    const rows = keptRows(table.length, (row) => kept[owner]!.moved[owners[row]!]! >= 0);
    return { rows, taken: takeRows(spec, table, rows.positions) };
  };
  const taken: Record<string, AnyTable> = {
    tickets: takeRows(tableSpecs.tickets as TableSpec, facts.tickets as unknown as AnyTable, kept.tickets.positions),
  };
  for (const [name, spec] of Object.entries(tableSpecs) as [TableName, TableSpec][]) {
    if (name === "tickets" || name === "roster") continue;
    const table = facts[name] as unknown as AnyTable;
    const [column, owner] = ownerOf(spec);
    const { rows, taken: rest } = keep(spec, table, owner, table[column] as Int32Array);
    kept[name] = rows;
    taken[name] = rest;
  }
  const seen = keep(sightingColumns, sightings as unknown as AnyTable, "tickets", sightings.ticket);
  for (const [name, spec] of [...Object.entries(tableSpecs), ["sightings", sightingColumns] as const]) {
    const table = name === "sightings" ? seen.taken : taken[name];
    if (table !== undefined) repoint(spec, table, kept);
  }
  const left = seen.taken as unknown as Sightings;
  const lastAt = (taken["tickets"] as unknown as FoldedFacts["tickets"]).lastEventAt;
  return {
    ...facts,
    ...(taken as unknown as Omit<Pick<FoldedFacts, TableName>, "roster">),
    roster: rosterOf(left),
    sightings: left,
    attributes: attributesOf(facts, kept.tickets.positions),
    observed: observedIn(left),
    newestAt: lastAt.length === 0 ? Number.NaN : lastAt.reduce((x, y) => Math.max(x, y)),
  };
}

interface Kept {
  /** The rows that stay. */
  positions: Int32Array;
  /** Where each row went; -1 nowhere. */
  moved: Int32Array;
}

function keptRows(length: number, stays: (row: number) => boolean): Kept {
  const positions = new Int32Array(length);
  const moved = new Int32Array(length).fill(-1);
  let next = 0;
  for (let row = 0; row < length; row++) {
    if (!stays(row)) continue;
    moved[row] = next;
    positions[next++] = row;
  }
  return { positions: positions.slice(0, next), moved };
}

/** The column by which the rows of a table belong to a ticket: its own, or that of the wait that they belong to. */
function ownerOf(spec: TableSpec): [column: string, table: TableName] {
  for (const [name, column] of Object.entries(spec)) if (column.kind === "row") return [name, column.table];
  throw new TypeError("ownerOf: expected a table whose rows belong to a ticket, got one without");
}

function repoint(spec: TableSpec, table: AnyTable, kept: Partial<Record<TableName, Kept>>): void {
  for (const [name, column] of Object.entries(spec)) {
    if (column.kind !== "row") continue;
    const cells = table[name] as Int32Array;
    const { moved } = kept[column.table]!;
    for (let row = 0; row < cells.length; row++) if (cells[row]! >= 0) cells[row] = moved[cells[row]!]!;
  }
}

/** Who is seen in which team in the tickets that are left; link joins rows that speak of the same. */
function rosterOf(sightings: Sightings): FoldedFacts["roster"] {
  const roster = new TableBuilder(rosterColumns);
  const rowOf = new Map<string, number>();
  for (let seen = 0; seen < sightings.length; seen++) {
    if (sightings.agent[seen]! < 0) continue;
    const key = `${sightings.agent[seen]} ${sightings.team[seen]} ${sightings.employer[seen]}`;
    const row = rowOf.get(key) ?? roster.add();
    const { columns } = roster;
    if (!rowOf.has(key)) {
      rowOf.set(key, row);
      for (const name of ["agent", "team", "employer"] as const) columns[name][row] = sightings[name][seen]!;
      columns.firstSeenAt[row] = Number.POSITIVE_INFINITY;
      columns.lastSeenAt[row] = Number.NEGATIVE_INFINITY;
    }
    columns.firstSeenAt[row] = Math.min(columns.firstSeenAt[row]!, sightings.firstSeenAt[seen]!);
    columns.lastSeenAt[row] = Math.max(columns.lastSeenAt[row]!, sightings.lastSeenAt[seen]!);
  }
  return roster.finish();
}

/** An attribute that no ticket has any more is none. */
function attributesOf(facts: FoldedFacts, positions: Int32Array): FoldedFacts["attributes"] {
  const attributes = new Map<string, Int32Array>();
  for (const [name, values] of facts.attributes) {
    const left = positions.map((row) => values[row]!);
    if (left.some((value) => value >= 0)) attributes.set(name, left);
  }
  return attributes;
}

function observedIn({ shows }: Sightings): Record<Observable, boolean> {
  const shown = shows.reduce((all, each) => all | each, 0);
  return Object.fromEntries(observables.map((name, bit) => [name, (shown & (1 << bit)) !== 0])) as Record<
    Observable,
    boolean
  >;
}
