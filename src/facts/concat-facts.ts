import type { Dictionary } from "../log/dictionary.ts";
import type { LogDictionaries } from "../log/event-log.ts";
import { type Observable, observables } from "../schemas/policy.ts";
import { type ColumnKind, type DictionaryName, emptyDictionaries, type TableName, type TableSpec } from "./columns.ts";
import type { FoldedFacts } from "./facts.ts";
import { type Sightings, sightingColumns } from "./sightings.ts";
import { tableSpecs } from "./tables.ts";

type Numbers = Float64Array | Int32Array | Uint8Array;
type AnyTable = { readonly length: number } & Record<string, Numbers | number>;

/**
 * Joins the facts of shards of one log, split by ticket and folded with one policy.
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
  const bases = shards.map(() => ({}) as Record<TableName, number>);
  for (const table of Object.keys(tableSpecs) as TableName[]) {
    let base = 0;
    shards.forEach((shard, index) => {
      bases[index]![table] = base;
      base += shard[table].length;
    });
  }
  const joined = Object.fromEntries(
    (Object.keys(tableSpecs) as TableName[]).map((name) => [
      name,
      joinTable(
        tableSpecs[name],
        shards.map((shard) => shard[name] as unknown as AnyTable),
        remaps,
        bases,
      ),
    ]),
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
    sightings: shards.every(({ sightings }) => sightings !== null)
      ? (joinTable(
          sightingColumns,
          shards.map(({ sightings }) => sightings as unknown as AnyTable),
          remaps,
          bases,
        ) as unknown as Sightings)
      : null,
    attributes: joinAttributes(shards, remaps, joined.tickets.length),
    dictionaries,
    observed,
    newestAt: newest.length === 0 ? Number.NaN : newest.reduce((a, b) => Math.max(a, b)),
  };
}

type Remaps = Record<DictionaryName, Int32Array>;

function remapsInto(into: LogDictionaries, from: LogDictionaries): Remaps {
  const remap = (target: Dictionary, source: Dictionary) =>
    Int32Array.from(source.values, (value) => target.encode(value));
  return Object.fromEntries(
    (Object.keys(into) as DictionaryName[]).map((name) => [name, remap(into[name], from[name])]),
  ) as Remaps;
}

function joinTable(
  spec: TableSpec,
  tables: readonly AnyTable[],
  remaps: readonly Remaps[],
  bases: readonly Record<TableName, number>[],
): AnyTable {
  const length = tables.reduce((total, table) => total + table.length, 0);
  const entries = Object.entries(spec).map(([name, column]) => {
    const parts = tables.map((table) => table[name] as Numbers);
    const Column = parts[0]!.constructor as new (length: number) => Numbers;
    const into = new Column(length);
    let base = 0;
    parts.forEach((part, shard) => {
      into.set(shifted(part, column, remaps[shard]!, bases[shard]!) as never, base);
      base += part.length;
    });
    return [name, into];
  });
  return { length, ...Object.fromEntries(entries) };
}

function shifted(part: Numbers, column: ColumnKind, remaps: Remaps, bases: Record<TableName, number>): Numbers {
  if (column.kind === "ref") {
    const remap = remaps[column.dictionary];
    return part.map((code) => (code < 0 ? code : remap[code]!));
  }
  if (column.kind === "row") {
    const base = bases[column.table];
    return part.map((row) => (row < 0 ? row : row + base));
  }
  return part;
}

function joinAttributes(shards: readonly FoldedFacts[], remaps: readonly Remaps[], tickets: number) {
  const attributes = new Map<string, Int32Array>();
  let base = 0;
  shards.forEach((shard, index) => {
    const remap = remaps[index]!.values;
    for (const [name, values] of shard.attributes) {
      const column = attributes.get(name) ?? new Int32Array(tickets).fill(-1);
      attributes.set(name, column);
      for (let row = 0; row < values.length; row++) if (values[row]! >= 0) column[base + row] = remap[values[row]!]!;
    }
    base += shard.tickets.length;
  });
  return attributes;
}
