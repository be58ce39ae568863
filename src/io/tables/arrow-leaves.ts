import type { Batch, DataType, Table } from "@uwdata/flechette";
import { texts } from "./duckdb-leaves.ts";

/** The types of Arrow, by their numbers in its format. */
export const arrowType = {
  dictionary: -1,
  null: 1,
  int: 2,
  float: 3,
  utf8: 5,
  bool: 6,
  decimal: 7,
  date: 8,
  timestamp: 10,
  struct: 13,
  largeUtf8: 20,
  utf8View: 24,
};

const nested = new Set(["actor", "scale"]);

/** A column, or a field of one that is a struct, by the path that it has in an event; in one record batch. */
export interface ArrowLeaf {
  path: string;
  type: DataType;
  batch: Batch<unknown>;
  /** The struct whose field it is. */
  parent: Batch<unknown> | null;
}

/** The columns of a record batch as leaves: a struct `actor` or `scale` gives one for each of its fields. */
export function arrowLeaves(table: Table, batch: number): ArrowLeaf[] {
  return table.schema.fields.flatMap(({ name, type }, column): ArrowLeaf[] => {
    const parent = table.children[column]!.data[batch]! as Batch<unknown>;
    if (!nested.has(name) || type.typeId !== arrowType.struct || !("children" in type))
      return [{ path: name, type, batch: parent, parent: null }];
    return type.children.map((child, each) => ({
      path: `${name}.${child.name}`,
      type: child.type,
      batch: parent.children![each]! as Batch<unknown>,
      parent,
    }));
  });
}

/** A row's values by path, as other tables give them: ids as text, times of no zone as wall clocks, what is empty absent. */
export function valuesOf(leaves: readonly ArrowLeaf[], row: number): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { path, type, batch, parent } of leaves) {
    if (parent?.at(row) === null) continue;
    const value = said(path, type, batch.at(row));
    if (value !== null && value !== "") Object.defineProperty(values, path, { value, enumerable: true });
  }
  return values;
}

function said(path: string, type: DataType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type.typeId === arrowType.timestamp && typeof value === "number" && "timezone" in type)
    return `${wallText(value)}${type.timezone === null ? "" : "Z"}`;
  if (type.typeId === arrowType.date && typeof value === "number") return wallText(value).slice(0, 10);
  if (typeof value === "bigint") return texts.has(path) || !isSafe(value) ? String(value) : Number(value);
  if (typeof value === "number") return texts.has(path) || !Number.isFinite(value) ? String(value) : value;
  if (path === "attributes" && Array.isArray(value)) return Object.fromEntries(value as [string, unknown][]);
  return value;
}

/** To the microsecond, as text of no zone. */
export function wallText(ms: number): string {
  const whole = Math.floor(ms);
  const micros = Math.round((ms - whole) * 1_000);
  // What no Date can say is shown as it is, and refused as no time.
  if (!(Math.abs(whole) <= 8_640_000_000_000_000)) return String(ms);
  return `${new Date(whole).toISOString().slice(0, -1)}${String(micros).padStart(3, "0")}`;
}

function isSafe(value: bigint): boolean {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
}
