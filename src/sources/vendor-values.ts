import type { SourceRow } from "./source.ts";

/**
 * A value of a row: under its name, or inside nested objects by a path ("author.id"). `undefined` where there is none.
 * Tables that a pipeline lands have the same values under names with underscores ("author_id"), so sources ask for both.
 */
export function fieldOf(row: SourceRow, ...names: readonly string[]): unknown {
  for (const name of names) {
    const value = Object.hasOwn(row, name) ? row[name] : insideOf(row, name);
    if (value !== undefined && value !== null && value !== "") return value;
  }
  return undefined;
}

function insideOf(row: SourceRow, path: string): unknown {
  if (!path.includes(".")) return undefined;
  let value: unknown = row;
  for (const part of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as SourceRow)[part];
  }
  return value;
}

/** A value as text, trimmed; numbers written out. Objects are none. */
export function textOf(row: SourceRow, ...names: readonly string[]): string | undefined {
  const value = fieldOf(row, ...names);
  if (value === undefined || typeof value === "object") return undefined;
  const text = String(value).trim();
  return text === "" ? undefined : text;
}

/** A truth value, as JSON or as a table writes it; `undefined` where it is none. */
export function truthOf(row: SourceRow, ...names: readonly string[]): boolean | undefined {
  const text = textOf(row, ...names)?.toLowerCase();
  if (text === "true" || text === "t" || text === "1") return true;
  return text === "false" || text === "f" || text === "0" ? false : undefined;
}

/** A number; `undefined` where there is none. */
export function numberIn(row: SourceRow, ...names: readonly string[]): number | undefined {
  const text = textOf(row, ...names);
  return text === undefined || !/^-?\d+(?:\.\d+)?$/.test(text) ? undefined : Number(text);
}

/** The objects of a list, also where a table holds it as a text of JSON; none where there is no list. */
export function objectsOf(row: SourceRow, ...names: readonly string[]): SourceRow[] {
  return listOf(row, ...names).filter(isObject);
}

/** The elements of a list, also where a table holds it as a text of JSON. */
function listOf(row: SourceRow, ...names: readonly string[]): unknown[] {
  const value = fieldOf(row, ...names);
  if (Array.isArray(value)) return value;
  if (typeof value !== "string" || !value.startsWith("[")) return [];
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) ? list : [];
  } catch (error) {
    if (error instanceof SyntaxError) return []; // A text that merely begins with a bracket is no list.
    throw error;
  }
}

/** The texts and numbers of a list. */
export function textsOf(row: SourceRow, ...names: readonly string[]): string[] {
  return listOf(row, ...names)
    .filter((value) => typeof value === "string" || typeof value === "number")
    .map(String);
}

/** An object inside a row. */
export function objectOf(row: SourceRow, ...names: readonly string[]): SourceRow | undefined {
  const value = fieldOf(row, ...names);
  return isObject(value) ? value : undefined;
}

export function isObject(value: unknown): value is SourceRow {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
