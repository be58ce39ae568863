import { dictionaryNames } from "../log/empty-dictionaries.ts";
import type { ColumnKind, TableName, TableSpec } from "./columns.ts";
import { crc32 } from "./crc32.ts";
import { sightingColumns } from "./sightings.ts";
import { tableSpecs } from "./tables.ts";

/**
 * How saved facts are laid out; everything little-endian.
 *
 * | bytes | what |
 * |---|---|
 * | 0–7 | `magic`; its line ends show whether something took it for text |
 * | 8–11 | `factsFormat` |
 * | 12–15 | CRC-32 of everything from byte 16 on |
 * | 16–23 | length of the whole, as two numbers of 32 bits, the lower first |
 * | 24–27 | length of the head, which begins at byte 32 |
 * | 32– | the head as JSON; then the columns of the tables, of the attributes, and the texts, each from a multiple of 8 on |
 */
export const magic = [0x89, 0x54, 0x52, 0x46, 0x0d, 0x0a, 0x1a, 0x0a] as const;
export const factsFormat = 1;
/** Bytes before the head. */
export const fixedBytes = 32;
/** From here on the checksum holds. */
export const checkedFrom = 16;

/**
 * How the cells of a column are stored: `p` as they are, `c` one for all, `b` and `s` whole numbers in one and two bytes.
 * The first column of a table never is `c`, so that a table has no more rows than bytes.
 */
export type Packing = "p" | "c" | "b" | "s";

/** The JSON before the columns. */
export interface FactsHead {
  /** Version of the package that wrote them. */
  trueresolve: string;
  /** {@link layoutMark} of the package that wrote them. */
  layout: string;
  stage: "folded" | "linked";
  asOf: number | null;
  newestAt: number | null;
  policy: unknown;
  observed: unknown;
  notes: unknown;
  input: unknown;
  forUpdates: boolean;
  /** Rows of each table, and a packing for each column, in the order of the columns. */
  tables: Record<string, [rows: number, packings: string]>;
  attributes: [name: string, packing: string][];
  /** Texts of each dictionary, the packing of their lengths, and the bytes of all of them. */
  dictionaries: Record<string, [texts: number, packing: string, bytes: number]>;
}

/** The tables in the order in which they are stored. `sightings` has rows only in facts that can be updated. */
export function savedTables(): [name: TableName | "sightings", spec: TableSpec][] {
  return [...(Object.entries(tableSpecs) as [TableName, TableSpec][]), ["sightings", sightingColumns]];
}

/** Changes with every change of a table, a column or a word, so that no column is ever read as another. */
export function layoutMark(): string {
  const text = JSON.stringify([savedTables(), dictionaryNames]);
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 255);
  return crc32(bytes).toString(16).padStart(8, "0");
}

/** Bytes of one cell. */
export function cellBytes(column: ColumnKind | "lengths", packing: string): number {
  if (packing === "b") return 1;
  if (packing === "s") return 2;
  if (column === "lengths") return 4;
  switch (column.kind) {
    case "instant":
    case "duration":
    case "number":
      return 8;
    case "code":
    case "flag":
      return 1;
    default:
      return 4;
  }
}

/** The next multiple of 8. */
export const aligned = (at: number) => Math.ceil(at / 8) * 8;

/** Whether the first byte of a number in memory is its lowest, as it is in what is saved. */
export function isLittleEndian(): boolean {
  return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
}

/** Turns the bytes of every cell around, in place. */
export function reverseCells(bytes: Uint8Array, width: number): Uint8Array {
  for (let at = 0; at + width <= bytes.length; at += width) bytes.subarray(at, at + width).reverse();
  return bytes;
}
