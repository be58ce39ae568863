import { nearestWord } from "../schemas/nearest-word.ts";
import type { SourceRow } from "./source.ts";

/** Reads one cell of a row; `undefined` where it holds nothing. */
export type CellReader = (row: SourceRow) => string | undefined;

export interface CellOptions {
  /** The file may come without the column. */
  optional?: boolean | undefined;
  as?: "text" | "integer" | undefined;
}

/**
 * Reads the cells of a table as texts: trimmed, numbers and booleans written out, missing values left out. Columns are found
 * under their names whatever byte-order mark or blanks stand around them in the header; "user.id" also finds `{ user: { id } }`.
 */
export class Cells {
  readonly #missing: ReadonlySet<string>;
  /** Columns asked for and not yet seen in any row, with the place that asks for them. */
  readonly #unseen = new Map<string, string>();
  /** The key under which rows hold a column whose name they do not have literally. */
  readonly #keys = new Map<string, string>();
  readonly #header = new Set<string>();
  #rowsSeen = 0;

  constructor(missing: readonly string[] = []) {
    this.#missing = new Set(missing);
  }

  /** @param place where the column is asked for, as in `time.column`: for messages */
  reader(column: string, place: string, options: CellOptions = {}): CellReader {
    if (!options.optional && !this.#unseen.has(column)) this.#unseen.set(column, place);
    if (options.as === "integer") {
      // Only what is a whole number loses its ".0": an id is never rounded.
      return (row) => this.text(row, column)?.replace(/^(-?\d+)\.0+$/, "$1");
    }
    return (row) => this.text(row, column);
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
    for (const column of this.#unseen.keys()) {
      if (this.#value(row, column) !== undefined || this.has(column)) this.#unseen.delete(column);
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
    const faults = [...this.#unseen].map(([column, place]) => {
      const near = nearestWord(column, names);
      const meant = near === null ? "" : `, did you mean ${JSON.stringify(near)}?`;
      return `${place} names the column ${JSON.stringify(column)}, which is not in the file${meant}`;
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
