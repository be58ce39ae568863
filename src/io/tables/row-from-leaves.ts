import { eventFromCells } from "../rows/event-cells.ts";

const nested = new Set(["actor", "scale", "attributes"]);

/**
 * An event row of a table's values by path, as `actor.kind`. Text is read as a cell of CSV is; values with a type of their own
 * stay what they are; what is `null` is absent.
 */
export function rowFromLeaves(leaves: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const cells: Record<string, string> = {};
  const typed: [string, unknown][] = [];
  for (const [path, value] of Object.entries(leaves)) {
    if (value === null || value === undefined) continue;
    if (typeof value === "string") Object.defineProperty(cells, path, { value, enumerable: true });
    else typed.push([path, value]);
  }
  const row = eventFromCells(cells);
  for (const [path, value] of typed) {
    const dot = path.indexOf(".");
    const parent = dot < 0 ? "" : path.slice(0, dot);
    const said = withoutNulls(value);
    if (!nested.has(parent)) {
      define(row, path, said);
      continue;
    }
    if (row[parent] === undefined) row[parent] = {};
    const inner = row[parent];
    if (typeof inner === "object" && inner !== null) define(inner, path.slice(dot + 1), said);
  }
  return row;
}

/** A STRUCT or MAP column names every field that any row has. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null));
}

/** A column may be called `__proto__`: assigned plainly it would vanish. */
function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
