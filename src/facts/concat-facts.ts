import type { Dictionary } from "../log/dictionary.ts";
import { emptyDictionaries } from "../log/empty-dictionaries.ts";
import type { LogDictionaries } from "../log/event-log.ts";
import { type Observable, observables } from "../schemas/policy.ts";
import { compare } from "./canonical-order.ts";
import type { ColumnKind, DictionaryName, TableName, TableSpec } from "./columns.ts";
import type { FoldedFacts } from "./facts.ts";
import { type Sightings, sightingColumns } from "./sightings.ts";
import { tableSpecs } from "./tables.ts";

type Numbers = Float64Array | Int32Array | Uint8Array;
type AnyTable = { readonly length: number } & Record<string, Numbers | number>;

/**
 * Joins the facts of shards of one log, split by ticket and folded with one policy. Where the tickets of each shard stand in the
 * order of their first events, so do those of the whole.
 *
 * @throws {RangeError} where a ticket stands in two shards, or the shards were folded by different rules
 */
export function concatFacts(shards: readonly FoldedFacts[]): FoldedFacts {
  const first = shards[0];
  if (first === undefined) throw new RangeError("concatFacts: expected at least one shard, got none");
  if (shards.length === 1) return first;
  for (const shard of shards) {
    if (JSON.stringify(shard.policy) !== JSON.stringify(first.policy) || shard.asOf !== first.asOf) {
      throw new RangeError("concatFacts: expected shards folded with the same policy and asOf, got different ones");
    }
  }
  const dictionaries = emptyDictionaries();
  const remaps = shards.map((shard) => remapsInto(dictionaries, shard.dictionaries));
  const places = placesOf(shards);
  const join = (name: TableName) =>
    joinTable(
      tableSpecs[name],
      shards.map((shard) => shard[name] as unknown as AnyTable),
      remaps,
      places,
      places.map((each) => each[name]),
    );
  const joined = Object.fromEntries(
    (Object.keys(tableSpecs) as TableName[]).map((name) => [name, join(name)]),
  ) as unknown as Pick<FoldedFacts, TableName>;
  const seen = new Uint8Array(dictionaries.tickets.size);
  for (const ticket of joined.tickets.ticket) {
    if (seen[ticket]!++ === 0) continue;
    const name = dictionaries.tickets.decode(ticket);
    throw new RangeError(`concatFacts: expected every ticket in one shard, got ${JSON.stringify(name)} in two`);
  }
  const observed = Object.fromEntries(
    observables.map((name) => [name, shards.some((shard) => shard.observed[name])]),
  ) as Record<Observable, boolean>;
  const newest = shards.map((shard) => shard.newestAt).filter((at) => !Number.isNaN(at));
  return {
    ...first,
    ...joined,
    sightings: joinSightings(shards, remaps, places),
    attributes: joinAttributes(shards, remaps, places, joined.tickets.length),
    dictionaries,
    observed,
    newestAt: newest.length === 0 ? Number.NaN : newest.reduce((a, b) => Math.max(a, b)),
  };
}

type Remaps = Record<DictionaryName, Int32Array>;

function remapsInto(into: LogDictionaries, from: LogDictionaries): Remaps {
  const remap = (target: Dictionary, source: Dictionary) => {
    // The texts of one dictionary are distinct: where there are no others yet, none has to be looked for.
    const isFirst = target.size === 0;
    const codes = new Int32Array(source.size);
    for (let code = 0; code < codes.length; code++) {
      const text = source.values[code]!;
      codes[code] = isFirst ? target.append(text) : target.encode(text);
    }
    return codes;
  };
  return Object.fromEntries(
    (Object.keys(into) as DictionaryName[]).map((name) => [name, remap(into[name], from[name])]),
  ) as Remaps;
}

/** By table: where each row of a shard stands in the whole. */
type Places = Record<TableName, Int32Array>;

/** Rows of a ticket stand together, in the order that they have in its shard; those of a wait likewise. */
function placesOf(shards: readonly FoldedFacts[]): Places[] {
  const tickets = ticketPlaces(shards);
  const places = shards.map((_, shard) => ({ tickets: tickets[shard]! }) as Places);
  const setPlaces = (name: TableName, found: readonly Int32Array[]) => {
    for (let shard = 0; shard < places.length; shard++) places[shard]![name] = found[shard]!;
  };
  const placeBy = (name: TableName, owner: TableName, column: string) => {
    const owners = shards.map((shard) => (shard[name] as unknown as AnyTable)[column] as Int32Array);
    const ownerPlaces = places.map((each) => each[owner]);
    setPlaces(name, groupedPlaces(owners, ownerPlaces));
  };
  for (const name of Object.keys(tableSpecs) as TableName[]) {
    if (name === "tickets" || name === "holds") continue;
    if ("ticket" in tableSpecs[name]) placeBy(name, "tickets", "ticket");
    else setPlaces(name, behindEachOther(shards.map((shard) => shard[name].length)));
  }
  placeBy("holds", "waits", "wait");
  return places;
}

/** Merges the tickets by first event, then by name, as `linkFacts` orders them: it finds them in order if the shards are. */
function ticketPlaces(shards: readonly FoldedFacts[]): Int32Array[] {
  const places = shards.map(({ tickets }) => new Int32Array(tickets.length));
  const next = shards.map(() => 0);
  const nameOf = (shard: number) => {
    const { tickets, dictionaries } = shards[shard]!;
    return dictionaries.tickets.decode(tickets.ticket[next[shard]!]!)!;
  };
  const total = shards.reduce((sum, { tickets }) => sum + tickets.length, 0);
  for (let place = 0; place < total; place++) {
    let first = -1;
    let firstAt = Number.NaN;
    for (let shard = 0; shard < shards.length; shard++) {
      const { tickets } = shards[shard]!;
      if (next[shard]! === tickets.length) continue;
      const at = tickets.firstEventAt[next[shard]!]!;
      if (first >= 0 && (at > firstAt || (at === firstAt && compare(nameOf(first), nameOf(shard)) < 0))) continue;
      first = shard;
      firstAt = at;
    }
    places[first]![next[first]!++] = place;
  }
  return places;
}

/** `owners`: by shard and row whom it belongs to; `ownerPlaces`: by shard, where these stand in the whole. */
function groupedPlaces(owners: readonly Int32Array[], ownerPlaces: readonly Int32Array[]): Int32Array[] {
  const ownerCount = ownerPlaces.reduce((sum, places) => sum + places.length, 0);
  const next = new Int32Array(ownerCount + 1);
  owners.forEach((column, shard) => {
    const moved = ownerPlaces[shard]!;
    for (const owner of column) next[moved[owner]! + 1]!++;
  });
  for (let owner = 0; owner < ownerCount; owner++) next[owner + 1]! += next[owner]!;
  return owners.map((column, shard) => {
    const moved = ownerPlaces[shard]!;
    const places = new Int32Array(column.length);
    for (let row = 0; row < column.length; row++) places[row] = next[moved[column[row]!]!]!++;
    return places;
  });
}

function behindEachOther(lengths: readonly number[]): Int32Array[] {
  let base = 0;
  return lengths.map((length) => {
    const places = new Int32Array(length);
    for (let row = 0; row < length; row++) places[row] = base + row;
    base += length;
    return places;
  });
}

function joinTable(
  spec: TableSpec,
  tables: readonly AnyTable[],
  remaps: readonly Remaps[],
  places: readonly Places[],
  ownPlaces: readonly Int32Array[],
): AnyTable {
  const length = tables.reduce((total, table) => total + table.length, 0);
  const entries = Object.entries(spec).map(([name, column]) => {
    const parts = tables.map((table) => table[name] as Numbers);
    const Column = parts[0]!.constructor as new (length: number) => Numbers;
    const into = new Column(length);
    parts.forEach((part, shard) => {
      const codes = codesOf(column, remaps[shard]!, places[shard]!);
      if (codes === null) scatter(part, ownPlaces[shard]!, into);
      else scatterCodes(part, codes, ownPlaces[shard]!, into);
    });
    return [name, into];
  });
  return { length, ...Object.fromEntries(entries) };
}

/** What the numbers of a column are in the whole; `null` where they are no references. */
function codesOf(column: ColumnKind, remaps: Remaps, places: Places): Int32Array | null {
  if (column.kind === "ref") return remaps[column.dictionary];
  return column.kind === "row" ? places[column.table] : null;
}

function scatter(part: Numbers, places: Int32Array, into: Numbers): void {
  for (let row = 0; row < part.length; row++) into[places[row]!] = part[row]!;
}

function scatterCodes(part: Numbers, codes: Int32Array, places: Int32Array, into: Numbers): void {
  for (let row = 0; row < part.length; row++) {
    const code = part[row]!;
    into[places[row]!] = code < 0 ? code : codes[code]!;
  }
}

function joinSightings(
  shards: readonly FoldedFacts[],
  remaps: readonly Remaps[],
  places: readonly Places[],
): Sightings | null {
  const tables: Sightings[] = [];
  for (const { sightings } of shards) {
    if (sightings === null) return null;
    tables.push(sightings);
  }
  const owners = tables.map(({ ticket }) => ticket);
  const own = groupedPlaces(
    owners,
    places.map((each) => each.tickets),
  );
  return joinTable(sightingColumns, tables as unknown as AnyTable[], remaps, places, own) as unknown as Sightings;
}

function joinAttributes(
  shards: readonly FoldedFacts[],
  remaps: readonly Remaps[],
  places: readonly Places[],
  tickets: number,
) {
  const attributes = new Map<string, Int32Array>();
  shards.forEach((shard, index) => {
    for (const [name, values] of shard.attributes) {
      const column = attributes.get(name) ?? new Int32Array(tickets).fill(-1);
      attributes.set(name, column);
      scatterCodes(values, remaps[index]!.values, places[index]!.tickets, column);
    }
  });
  return attributes;
}
