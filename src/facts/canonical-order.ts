import { type Table, type TableName, type TableSpec, takeRows } from "./columns.ts";
import type { FoldedFacts } from "./facts.ts";
import { tableSpecs } from "./tables.ts";

/** A table whose rows each belong to a ticket. */
type OwnedSpec = TableSpec & { readonly ticket: { readonly kind: "row"; readonly table: "tickets" } };

type Ordered = Pick<
  FoldedFacts,
  | "tickets"
  | "waits"
  | "closures"
  | "ratings"
  | "handoffs"
  | "promises"
  | "links"
  | "holds"
  | "replies"
  | "turns"
  | "assignments"
  | "attributes"
>;

/**
 * The tables in the order that no partition of the log can change: tickets by first event, then by name, and every other
 * table by ticket, in the order in which its rows arose. They may be written to: they are copies, or, where `owned` says
 * that nobody else holds the facts and the order is right already, the tables themselves.
 */
export function inCanonicalOrder(facts: FoldedFacts, owned: boolean): Ordered {
  const { tickets } = facts;
  const names = facts.dictionaries.tickets;
  const { firstEventAt, ticket } = tickets;
  const before = (x: number, y: number) =>
    firstEventAt[x]! - firstEventAt[y]! || compare(names.decode(ticket[x]!)!, names.decode(ticket[y]!)!);
  let ordered = true;
  for (let row = 1; row < tickets.length && ordered; row++) {
    ordered = firstEventAt[row - 1]! < firstEventAt[row]! || before(row - 1, row) < 0;
  }
  if (ordered && tablesByTicket.every((name) => isRising(facts[name].ticket)) && isRising(facts.holds.wait)) {
    const attributes = owned
      ? facts.attributes
      : new Map([...facts.attributes].map(([name, column]) => [name, column.slice()]));
    const take = (name: TableName) =>
      owned ? facts[name] : takeRows<TableSpec>(tableSpecs[name], facts[name] as unknown as Table<TableSpec>, null);
    return { ...eachOf([...tablesByTicket, "tickets", "holds"], take), attributes };
  }
  const order = new Int32Array(tickets.length);
  for (let row = 0; row < order.length; row++) order[row] = row;
  order.sort(before);
  const moved = inverse(order);

  const byTicket = <S extends OwnedSpec>(spec: S, table: Table<S>) => {
    const owners = table["ticket"] as Int32Array;
    const positions = stablePositions(owners, moved);
    const taken = takeRows(spec, table, positions);
    repoint(taken["ticket"] as Int32Array, moved);
    return { taken, moved: inverse(positions) };
  };
  const closures = byTicket(tableSpecs.closures, facts.closures);
  const waits = byTicket(tableSpecs.waits, facts.waits);
  const ratings = byTicket(tableSpecs.ratings, facts.ratings).taken;
  repoint(ratings.closure, closures.moved);
  const holdPositions = stablePositions(facts.holds.wait, waits.moved);
  const holds = takeRows(tableSpecs.holds, facts.holds, holdPositions);
  repoint(holds.wait, waits.moved);
  return {
    tickets: takeRows(tableSpecs.tickets, tickets, order),
    waits: waits.taken,
    closures: closures.taken,
    ratings,
    ...eachOf(["handoffs", "promises", "links", "replies", "turns", "assignments"], (name) => {
      return byTicket<OwnedSpec>(tableSpecs[name], facts[name] as unknown as Table<OwnedSpec>).taken;
    }),
    holds,
    attributes: new Map([...facts.attributes].map(([name, column]) => [name, order.map((row) => column[row]!)])),
  };
}

const tablesByTicket = [
  "waits",
  "closures",
  "ratings",
  "handoffs",
  "promises",
  "links",
  "replies",
  "turns",
  "assignments",
] as const;

function isRising(values: Int32Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i]! < values[i - 1]!) return false;
  return true;
}

/** Tables by their names. */
function eachOf<Name extends TableName>(
  names: readonly Name[],
  make: (name: Name) => unknown,
): Pick<FoldedFacts, Name> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as unknown as Pick<FoldedFacts, Name>;
}

/** Order of texts by code unit: the same on every machine. */
export function compare(x: string, y: string): number {
  return x < y ? -1 : x > y ? 1 : 0;
}

function inverse(positions: Int32Array): Int32Array {
  const inverted = new Int32Array(positions.length);
  for (let i = 0; i < positions.length; i++) inverted[positions[i]!] = i;
  return inverted;
}

function repoint(rows: Int32Array, moved: Int32Array): void {
  for (let i = 0; i < rows.length; i++) if (rows[i]! >= 0) rows[i] = moved[rows[i]!]!;
}

/** Counting sort of rows by the new position of what they belong to; rows of one owner keep their order. */
function stablePositions(owners: Int32Array, moved: Int32Array): Int32Array {
  const next = new Int32Array(moved.length + 1);
  for (const owner of owners) next[moved[owner]! + 1]!++;
  for (let i = 0; i < moved.length; i++) next[i + 1]! += next[i]!;
  const positions = new Int32Array(owners.length);
  for (let row = 0; row < owners.length; row++) positions[next[moved[owners[row]!]!]!++] = row;
  return positions;
}
