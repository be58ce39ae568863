import type { LogDictionaries } from "../log/event-log.ts";
import { type MakeRoom, ownRoom } from "../log/room.ts";

export type DictionaryName = keyof LogDictionaries;
export type TableName =
  | "tickets"
  | "waits"
  | "closures"
  | "ratings"
  | "handoffs"
  | "promises"
  | "roster"
  | "links"
  | "holds"
  | "replies"
  | "turns"
  | "assignments";

/**
 * What a column holds; it decides its array, how it reads as a row, and how it moves when tables are joined or sorted.
 *
 * - `instant` epoch ms, `duration` ms, `number`: Float64Array, NaN where there is none
 * - `count`: Int32Array
 * - `ref`: Int32Array, position in a dictionary, -1 none
 * - `row`: Int32Array, position in a table of the same facts, -1 none
 * - `code`: Uint8Array, position in a list of words
 * - `bits`: Int32Array, bit i stands for word i
 * - `flag`: Uint8Array, 1 yes
 */
export type ColumnKind =
  | { readonly kind: "instant" | "duration" | "number" | "count" | "flag" }
  | { readonly kind: "ref"; readonly dictionary: DictionaryName }
  | { readonly kind: "row"; readonly table: TableName }
  | { readonly kind: "code" | "bits"; readonly words: readonly string[] };

export type TableSpec = Readonly<Record<string, ColumnKind>>;

type ArrayOf<C extends ColumnKind> = C["kind"] extends "instant" | "duration" | "number"
  ? Float64Array
  : C["kind"] extends "code" | "flag"
    ? Uint8Array
    : Int32Array;

/** A columnar table: arrays of one length. Not to be written to by those who receive it. */
export type Table<S extends TableSpec> = { readonly length: number } & {
  readonly [K in keyof S]: ArrayOf<S[K]>;
};

export const instant = { kind: "instant" } as const;
export const duration = { kind: "duration" } as const;
export const number = { kind: "number" } as const;
export const count = { kind: "count" } as const;
export const flag = { kind: "flag" } as const;
export const ref = <D extends DictionaryName>(dictionary: D) => ({ kind: "ref", dictionary }) as const;
export const row = <T extends TableName>(table: T) => ({ kind: "row", table }) as const;
export const code = <const W extends readonly string[]>(words: W) => ({ kind: "code", words }) as const;
export const bits = <const W extends readonly string[]>(words: W) => ({ kind: "bits", words }) as const;

export type AnyArray = Float64Array | Int32Array | Uint8Array;
/** Columns of a table by their names. */
export type AnyColumns = Readonly<Record<string, AnyArray>>;

/** An array for the cells of a column, in memory of `makeRoom`. */
export function makeArray(column: ColumnKind, length: number, makeRoom: MakeRoom = ownRoom): AnyArray {
  switch (column.kind) {
    case "instant":
    case "duration":
    case "number":
      return new Float64Array(makeRoom(length * 8));
    case "code":
    case "flag":
      return new Uint8Array(makeRoom(length));
    default:
      return new Int32Array(makeRoom(length * 4));
  }
}

/** What an unset cell holds: NaN for times and numbers, -1 for references, 0 for counts, codes, bits and flags. */
function emptyCell(column: ColumnKind): number {
  if (column.kind === "instant" || column.kind === "duration" || column.kind === "number") return Number.NaN;
  return column.kind === "ref" || column.kind === "row" ? -1 : 0;
}

/** Room for tables that several threads fill at a time, each with rows of its own. */
export interface TablesRoom {
  /** Columns of a table for at least so many rows, better for as many as are expected; `null` where there are none, or not yet. */
  columnsOf(table: TableName, least: number, expected: number): AnyColumns | null;
}

/** What a table asks that has to grow. */
export interface TableGrowth {
  /** Which share has been read of what the rows are made of, about as many of each as of any other. */
  share(): number;
  /** As `TablesRoom` has it. */
  columnsFor?: ((least: number, expected: number) => AnyColumns | null) | undefined;
}

/** How much room a table that grows leaves beyond what it will probably need. */
const headroom = 1.05;
/** How much longer a table may get at once that has few rows: beginnings can mislead, and copies of a table take room as well. */
const mostGrowthOfFew = 16;
const fewRows = 4096;
/**
 * How many rows are emptied at once, just before they are filled: few enough that they are near at hand then. For that, those
 * columns are emptied as well that hold zeros already: a twentieth of the fold's time.
 */
const stretch = 512;
/** Most of a finished column that may be unused room; beyond it the column is copied. */
const mostWaste = 0.25;

/**
 * A table being filled: `add` opens a row of empty cells. Its arrays grow by doubling, or, where it is known how much of the
 * work is done, to what the rest will probably need.
 */
export class TableBuilder<S extends TableSpec> {
  readonly spec: S;
  /** The columns, always in this object; each is valid up to `length`, and only until the next `add`. */
  readonly columns: { [K in keyof S]: ArrayOf<S[K]> };
  length = 0;
  #capacity: number;
  /** Up to where rows are emptied. */
  #ready = 0;
  readonly #names: readonly (keyof S & string)[];
  readonly #empty: readonly number[];
  readonly #growth: TableGrowth | null;
  /** Whether the columns stand in memory that others have made. */
  #isGuest = false;

  constructor(spec: S, capacity = 256, growth: TableGrowth | null = null) {
    this.spec = spec;
    this.#capacity = capacity;
    this.#growth = growth;
    this.#names = Object.keys(spec);
    this.#empty = this.#names.map((name) => emptyCell(spec[name]!));
    this.columns = Object.fromEntries(
      this.#names.map((name) => [name, makeArray(spec[name]!, 0)]),
    ) as typeof this.columns;
    this.#move(this.#capacity, this.#given(capacity, capacity));
  }

  add(): number {
    if (this.length === this.#ready) this.#makeReady();
    return this.length++;
  }

  finish(): Table<S> {
    const { length } = this;
    const isFull = this.#isGuest || this.#capacity * (1 - mostWaste) <= length;
    const entries = this.#names.map((name) => {
      const column = this.columns[name];
      return [name, isFull ? column.subarray(0, length) : column.slice(0, length)];
    });
    return { length: this.length, ...Object.fromEntries(entries) } as Table<S>;
  }

  #makeReady(): void {
    if (this.length === this.#capacity) this.#grow();
    this.#ready = Math.min(this.#capacity, this.length + stretch);
    this.#names.forEach((name, index) => {
      this.columns[name].fill(this.#empty[index]!, this.length, this.#ready);
    });
  }

  #grow(): void {
    const share = this.#growth?.share() ?? 0;
    const expected = share > 0 ? Math.ceil((this.length / share) * headroom) : 0;
    const least = this.length + (this.length >> 3) + 64;
    const most = this.length < fewRows ? this.length * mostGrowthOfFew : Number.POSITIVE_INFINITY;
    const given = expected === 0 ? null : this.#given(least, Math.max(least, expected));
    // Where others may still make room, little is made here.
    const doubles = expected === 0 || this.#growth?.columnsFor !== undefined;
    this.#move(doubles ? this.length * 2 : Math.min(most, Math.max(least, expected)), given);
  }

  /** Columns in memory of others, for tables that are not small. */
  #given(least: number, expected: number): AnyColumns | null {
    return least < fewRows ? null : (this.#growth?.columnsFor?.(least, expected) ?? null);
  }

  /** Puts the rows into the columns that were given, or else into own ones. */
  #move(capacity: number, given: AnyColumns | null): void {
    this.#isGuest = given !== null;
    this.#capacity = given === null ? capacity : given[this.#names[0]!]!.length;
    for (const name of this.#names) {
      const column = given?.[name] ?? makeArray(this.spec[name]!, capacity);
      column.set(this.columns[name] as never);
      // Whoever holds the columns while a row is added holds these.
      (this.columns as Record<string, AnyArray>)[name] = column;
    }
  }
}

/** The rows of a table at the given positions, in that order; all of them without. `row` columns are left as they are. */
export function takeRows<S extends TableSpec>(spec: S, table: Table<S>, positions: Int32Array | null): Table<S> {
  const entries = Object.keys(spec).map((name) => {
    const from = table[name as keyof S] as AnyArray;
    if (positions === null) return [name, from.slice()];
    const into = makeArray(spec[name]!, positions.length);
    for (let i = 0; i < positions.length; i++) into[i] = from[positions[i]!]!;
    return [name, into];
  });
  return { length: positions?.length ?? table.length, ...Object.fromEntries(entries) } as Table<S>;
}
