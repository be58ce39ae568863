import { nearestWord } from "../schemas/nearest-word.ts";
import type { ColumnName } from "../schemas/table-map-parts.ts";
import { readPattern } from "../schemas/value-pattern.ts";
import type { SourceRow } from "./source.ts";

/** Reads one cell of a row; `undefined` where it holds nothing. */
export type CellReader = (row: SourceRow) => string | undefined;

export interface CellOptions {
  /** The file may come without the column. */
  optional?: boolean | undefined;
  as?: "text" | "integer" | undefined;
  /** A regular expression between slashes: what its first group fits stands for the cell, or else all that it fits. */
  extract?: string | undefined;
}

/**
 * Reads the cells of a table as texts: trimmed, numbers and booleans written out, missing values left out. Columns are found
 * under their names whatever byte-order mark or blanks stand around them in the header; "user.id" also finds `{ user: { id } }`.
 */
export class Cells {
  readonly #missing: ReadonlySet<string>;
  /** Columns asked for and not yet seen in any row, by the place that asks for them first; of several names one will do. */
  readonly #unseen = new Map<string, { names: readonly string[]; place: string }>();
  /** The key under which rows hold a column whose name they do not have literally. */
  readonly #keys = new Map<string, string>();
  readonly #header = new Set<string>();
  #rowsSeen = 0;

  constructor(missing: readonly string[] = []) {
    this.#missing = new Set(missing);
  }

  /**
   * @param column its name; of several the first counts whose cell is not empty
   * @param place where the column is asked for, as in `time.column`: for messages
   */
  reader(column: ColumnName, place: string, options: CellOptions = {}): CellReader {
    const names = [column].flat();
    const key = names.join("\u001f");
    if (!options.optional && !this.#unseen.has(key)) this.#unseen.set(key, { names, place });
    const read = this.#firstOf(names);
    const extract = options.extract === undefined ? null : extractor(options.extract);
    const found: CellReader = extract === null ? read : (row) => extract(read(row));
    return options.as === "integer" ? (row) => integerText(found(row)) : found;
  }

  #firstOf(names: readonly string[]): CellReader {
    const [first, ...others] = names;
    if (first === undefined) return () => undefined;
    if (others.length === 0) return (row) => this.text(row, first);
    return (row) => {
      for (const name of names) {
        const text = this.text(row, name);
        if (text !== undefined) return text;
      }
      return undefined;
    };
  }

  text(row: SourceRow, column: string): string | undefined {
    const value = this.#value(row, column);
    if (value === undefined || value === null) return undefined;
    const text = (typeof value === "object" ? JSON.stringify(value) : String(value)).trim();
    return text === "" || this.#missing.has(text) ? undefined : text;
  }

  /** To be called with every row before any is read: learns the header. */
  see(row: SourceRow): void {
    const keys = Object.keys(row);
    // A further file may begin with a byte-order mark where the first one did not.
    const isKnown = this.#unseen.size === 0 && this.#rowsSeen > 0 && keys[0]?.charCodeAt(0) !== 0xfeff;
    if (isKnown) return;
    this.#rowsSeen++;
    for (const key of keys) {
      if (this.#header.has(key)) continue;
      this.#header.add(key);
      const name = key.trim(); // takes a byte-order mark away too
      if (name !== key && !this.#keys.has(name)) this.#keys.set(name, key);
    }
    for (const [key, { names }] of this.#unseen) {
      if (names.some((name) => this.#value(row, name) !== undefined || this.has(name))) this.#unseen.delete(key);
    }
  }

  has(column: string): boolean {
    return this.#header.has(column) || this.#keys.has(column);
  }

  /** The names of the columns seen so far. */
  header(): string[] {
    return [...this.#header].map((key) => key.trim());
  }

  /** What is wrong where columns are asked for that no row has; `null` where all were seen. */
  fault(): string | null {
    if (this.#unseen.size === 0 || this.#header.size === 0) return null;
    const names = this.header();
    const faults = [...this.#unseen.values()].map(({ names: asked, place }) => {
      const near = asked.map((name) => nearestWord(name, names)).find((name) => name !== null);
      const meant = near === undefined ? "" : `, did you mean ${JSON.stringify(near)}?`;
      const quoted = asked.map((name) => JSON.stringify(name)).join(", ");
      return asked.length === 1
        ? `${place} names the column ${quoted}, which is not in the file${meant}`
        : `${place} names the columns ${quoted}, none of which is in the file${meant}`;
    });
    const listed = names.slice(0, 60).join(", ") + (names.length > 60 ? ", …" : "");
    return `${faults.join("; ")} (the file has: ${listed})`;
  }

  #value(row: SourceRow, column: string): unknown {
    if (Object.hasOwn(row, column)) return row[column];
    const key = this.#keys.get(column);
    if (key !== undefined) return Object.hasOwn(row, key) ? row[key] : undefined;
    if (!column.includes(".")) return undefined;
    let value: unknown = row;
    for (const part of column.split(".")) {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
      value = (value as Record<string, unknown>)[part];
    }
    return value;
  }
}

/** Only what is a whole number loses its ".0": an id is never rounded. */
export function integerText(text: string | undefined): string | undefined {
  return text?.replace(/^(-?\d+)\.0*$/, "$1");
}

/** Takes out of a text what an expression fits; `undefined` where that is nothing. */
export function extractor(written: string): (text: string | undefined) => string | undefined {
  const pattern = readPattern(written);
  if (pattern.kind !== "expression")
    throw new TypeError(`extract: expected a regular expression between slashes, got ${JSON.stringify(written)}`);
  return (text) => {
    const match = text === undefined ? null : pattern.expression.exec(text);
    const found = (match?.[1] ?? match?.[0])?.trim();
    return found === "" ? undefined : found;
  };
}
