import { type Observable, observables } from "../schemas/policy.ts";
import type { TableName, TableSpec } from "./columns.ts";
import type { FoldedFacts } from "./facts.ts";
import { type Sightings, sightingColumns } from "./sightings.ts";
import { tableSpecs } from "./tables.ts";
import { withoutUnusedTexts } from "./without-unused-texts.ts";

type Numbers = Float64Array | Int32Array | Uint8Array;
type AnyTable = { readonly length: number } & Record<string, Numbers | number>;

/**
 * Joins what `foldPart` made of one range of a log's tickets after another: the same bits as folding them in one go, but that an
 * agent seen in several parts stands in the roster once for each, until `linkFacts` makes one of them.
 *
 * @param parts of which nobody else holds the first: where its columns have room behind them, they become those of the whole
 * @param dictionaries those of the whole log, by which the parts number their texts
 */
export function joinParts(parts: readonly FoldedFacts[], dictionaries: FoldedFacts["dictionaries"]): FoldedFacts {
  const first = parts[0]!;
  const before: Record<TableName, number>[] = [];
  const next = Object.fromEntries(Object.keys(tableSpecs).map((name) => [name, 0])) as Record<TableName, number>;
  for (const part of parts) {
    before.push({ ...next });
    for (const name of Object.keys(tableSpecs) as TableName[]) next[name] += part[name].length;
  }
  const join = (spec: TableSpec, tables: readonly unknown[]) => joined(spec, tables as readonly AnyTable[], before);
  const sightings = first.sightings === null ? null : parts.map((part) => part.sightings);
  const tables = Object.entries(tableSpecs).map(([name, spec]) => {
    const ofParts = parts.map((part) => part[name as TableName]);
    return [name, join(spec, ofParts)];
  });
  const attributes = new Map<string, Int32Array>();
  parts.forEach((part, index) => {
    for (const [name, values] of part.attributes) {
      if (!attributes.has(name)) attributes.set(name, new Int32Array(next.tickets).fill(-1));
      attributes.get(name)!.set(values, before[index]!.tickets);
    }
  });
  const newest = parts.map(({ newestAt }) => newestAt).filter((at) => !Number.isNaN(at));
  const folded: FoldedFacts = {
    ...first,
    ...(Object.fromEntries(tables) as unknown as Pick<FoldedFacts, TableName>),
    sightings: sightings === null ? null : (join(sightingColumns, sightings) as unknown as Sightings),
    attributes,
    dictionaries,
    observed: Object.fromEntries(
      observables.map((name) => [name, parts.some((part) => part.observed[name])]),
    ) as Record<Observable, boolean>,
    newestAt: newest.length === 0 ? Number.NaN : Math.max(...newest),
  };
  return folded.sightings === null ? folded : withoutUnusedTexts(folded);
}

function joined(spec: TableSpec, tables: readonly AnyTable[], before: readonly Record<TableName, number>[]): AnyTable {
  const length = tables.reduce((sum, table) => sum + table.length, 0);
  const columns = Object.entries(spec).map(([name, column]) => {
    const parts = tables.map((table) => table[name] as Numbers);
    const into = withRoom(parts[0]!, length);
    let at = 0;
    parts.forEach((part, index) => {
      if (into.buffer !== part.buffer) into.set(part, at);
      if (column.kind === "row" && index > 0) shift(into, at, at + part.length, before[index]![column.table]);
      at += part.length;
    });
    return [name, into];
  });
  return { length, ...Object.fromEntries(columns) };
}

/** An array of so many values that begins with those given: in the same memory, where that has room. */
function withRoom(column: Numbers, length: number): Numbers {
  const Column = column.constructor as {
    new (length: number): Numbers;
    new (memory: ArrayBufferLike, from: number, length: number): Numbers;
  };
  const bytes = column.byteOffset + length * column.BYTES_PER_ELEMENT;
  return bytes <= column.buffer.byteLength ? new Column(column.buffer, column.byteOffset, length) : new Column(length);
}

/** Moves the rows that a column points at behind those of the parts before. */
function shift(column: Numbers, from: number, to: number, by: number): void {
  for (let i = from; i < to; i++) if (column[i]! >= 0) column[i]! += by;
}
