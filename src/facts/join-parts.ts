import { type Observable, observables } from "../schemas/policy.ts";
import type { AnyArray, TableName, TableSpec } from "./columns.ts";
import type { FoldedFacts } from "./facts.ts";
import { type Sightings, sightingColumns } from "./sightings.ts";
import { tableSpecs } from "./tables.ts";
import { withoutUnusedTexts } from "./without-unused-texts.ts";

type AnyTable = { readonly length: number } & Record<string, AnyArray | number>;

/**
 * Joins what `foldPart` made of one range of a log's tickets after another: the same bits as folding them in one go, but that an
 * agent seen in several parts stands in the roster once for each, until `linkFacts` makes one of them.
 *
 * @param parts nobody else may hold them: where the columns of all stand in the same memory, they become those of the whole
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
    const parts = tables.map((table) => table[name] as AnyArray);
    const into = inOneMemory(parts) ? closedUp(parts) : behindEachOther(parts, length);
    let at = 0;
    parts.forEach((part, index) => {
      if (column.kind === "row" && index > 0) shift(into, at, at + part.length, before[index]![column.table]);
      at += part.length;
    });
    return [name, into];
  });
  return { length, ...Object.fromEntries(columns) };
}

type ColumnType = {
  new (length: number): AnyArray;
  new (memory: ArrayBufferLike, from: number): AnyArray;
};

/** Whether parts of a column stand in the same memory, one behind another, with or without gaps between them. */
function inOneMemory(parts: readonly AnyArray[]): boolean {
  let end = 0;
  return parts.every((part) => {
    const follows = part.buffer === parts[0]!.buffer && part.byteOffset >= end;
    end = part.byteOffset + part.byteLength;
    return follows;
  });
}

/** The column of parts in one memory, without the gaps. */
function closedUp(parts: readonly AnyArray[]): AnyArray {
  const first = parts[0]!;
  const memory = new (first.constructor as ColumnType)(first.buffer, first.byteOffset);
  let length = 0;
  for (const part of parts) {
    const from = (part.byteOffset - first.byteOffset) / first.BYTES_PER_ELEMENT;
    if (from > length) memory.copyWithin(length, from, from + part.length);
    length += part.length;
  }
  return memory.subarray(0, length);
}

function behindEachOther(parts: readonly AnyArray[], length: number): AnyArray {
  const into = new (parts[0]!.constructor as ColumnType)(length);
  let at = 0;
  for (const part of parts) {
    into.set(part, at);
    at += part.length;
  }
  return into;
}

/** Moves the rows that a column points at behind those of the parts before. */
function shift(column: AnyArray, from: number, to: number, by: number): void {
  for (let i = from; i < to; i++) if (column[i]! >= 0) column[i]! += by;
}
