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
    const inside = objectFrom(value);
    if (inside === undefined || !Object.hasOwn(inside, part)) return undefined;
    value = inside[part];
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
  const list = typeof value === "string" && /^\s*\[/.test(value) ? parsed(value) : value;
  return Array.isArray(list) ? list : [];
}

/** An object, also where a table holds it as a text of JSON. */
function objectFrom(value: unknown): SourceRow | undefined {
  const found = typeof value === "string" && /^\s*\{/.test(value) ? parsed(value) : value;
  return isObject(found) ? found : undefined;
}

/** `undefined` for a text that merely begins like JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The texts and numbers of a list. */
export function textsOf(row: SourceRow, ...names: readonly string[]): string[] {
  return listOf(row, ...names)
    .filter((value) => typeof value === "string" || typeof value === "number")
    .map(String);
}

/** An object inside a row, also where a table holds it as a text of JSON. */
export function objectOf(row: SourceRow, ...names: readonly string[]): SourceRow | undefined {
  return objectFrom(fieldOf(row, ...names));
}

export function isObject(value: unknown): value is SourceRow {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
