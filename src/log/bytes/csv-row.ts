import { isSoundText } from "../text-codec.ts";
import { field, found, type RowFields } from "./row-fields.ts";
import { type RowShape, RowShapes, type ShapeSyntax } from "./row-shapes.ts";
import { asciiBytes, standsAt } from "./words.ts";

const [quote, lineFeed, carriageReturn, point] = [0x22, 0x0a, 0x0d, 0x2e];
/** -1 as one byte: what is not plain. */
const unread = 255;
/** A time that consists of at least so many digits is epoch ms. */
const fewestEpochDigits = 9;

/** How the cells of a column are read. */
type ColumnKind = "text" | "instant" | "number" | "truth" | "holder";
const kinds: Record<string, ColumnKind> = {
  at: "instant",
  due: "instant",
  seq: "number",
  score: "number",
  "scale.min": "number",
  "scale.max": "number",
  public: "truth",
  saidSolved: "truth",
  kept: "truth",
  agent: "holder",
  team: "holder",
};
const dottedFields: Record<string, number> = {
  "actor.kind": field.actorKind,
  "actor.id": field.actorId,
  "actor.team": field.actorTeam,
  "actor.employer": field.actorEmployer,
  "actor.role": field.actorRole,
  "scale.min": field.scaleMin,
  "scale.max": field.scaleMax,
};
/** Cells that hold JSON, if anything, and what is no field of an event: only empty ones are plain. */
const otherColumn = -1;

/**
 * Finds the fields of one event in a record of CSV whose columns are named as the fields are. It gives up on records that are
 * not plainly one line of cells that mean one thing: quotes within quotes, line ends within cells, blanks around numbers, unknown
 * columns that are not empty. Such a record is then read in the ordinary way.
 */
export class CsvRow {
  readonly #fields: RowFields;
  readonly #delimiter: number;
  readonly #numbers: Int8Array;
  readonly #kinds: readonly ColumnKind[];
  readonly #yes = ["true", "1", "yes"].map(asciiBytes);
  readonly #no = ["false", "0", "no"].map(asciiBytes);
  readonly #null = asciiBytes("null");
  readonly #shapes: RowShapes;

  /** `columns`: the names in the header; `fields` is filled by `read`. */
  constructor(fields: RowFields, columns: readonly string[], delimiter: string) {
    this.#fields = fields;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#numbers = Int8Array.from(columns, numberOf);
    this.#kinds = columns.map((column) => (Object.hasOwn(kinds, column) ? kinds[column]! : "text"));
    this.#shapes = new RowShapes(fields, csvSyntax(this.#delimiter));
  }

  /** Where the record that was matched last has its line feed. */
  get end(): number {
    return this.#shapes.end;
  }

  /** The shape of the record at `from`, with its fields found, or `null`: then `read` may know it. A line feed must follow. */
  match(bytes: Uint8Array, view: DataView, from: number): RowShape | null {
    const shape = this.#shapes.match(bytes, view, from);
    if (shape === null) return null;
    const { mixed } = shape;
    for (let i = 0; i < mixed.length; i++) if (!this.#isRead(bytes, mixed[i]!)) return null;
    return shape;
  }

  /** Learns the record that was read from `from` up to its line feed at `end`. */
  learn(bytes: Uint8Array, from: number, end: number, shape: RowShape): void {
    this.#shapes.learn(bytes, from, end, shape);
  }

  /** Says what stands in a cell that may hold this or that: a text or a number, a name or nobody. */
  #isRead(bytes: Uint8Array, number: number): boolean {
    const { from, to, kind } = this.#fields;
    if (number === field.at || number === field.due) {
      kind[number] = instantKind(bytes, from[number]!, to[number]!);
    } else if (number === field.agent || number === field.team) {
      kind[number] = this.#kindOf(bytes, "holder", from[number]!, to[number]!);
    } else return true;
    return kind[number] !== unread;
  }

  /**
   * Reads the record that begins at `from`. A line feed must follow somewhere in `bytes`.
   * @returns where its line feed stands, or -1 where the record is not plain
   */
  read(bytes: Uint8Array, from: number): number {
    this.#fields.clear();
    const columns = this.#numbers.length;
    const delimiter = this.#delimiter;
    let allBits = 0;
    let at = from;
    for (let column = 0; column < columns; column++) {
      let cellFrom = at;
      let cellTo: number;
      if (bytes[at] === quote) {
        cellFrom = ++at;
        for (let byte = bytes[at]!; byte !== quote; byte = bytes[++at]!) {
          if (byte === lineFeed) return -1;
          allBits |= byte;
        }
        cellTo = at++;
        if (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed) at++;
        if (bytes[at] !== delimiter && bytes[at] !== lineFeed) return -1;
      } else {
        for (let byte = bytes[at]!; byte !== delimiter && byte !== lineFeed; byte = bytes[++at]!) allBits |= byte;
        const ends = bytes[at] === lineFeed && at > cellFrom && bytes[at - 1] === carriageReturn;
        cellTo = ends ? at - 1 : at;
      }
      if (cellTo > cellFrom && !this.set(bytes, column, cellFrom, cellTo)) return -1;
      if (column + 1 < columns) {
        if (bytes[at] === lineFeed) return -1;
        at++;
      }
    }
    if (bytes[at] !== lineFeed) return -1;
    return allBits < 0x80 || isSoundText(bytes, from, at) ? at : -1;
  }

  /** Takes note of a cell that is not empty and stands from `from` to `to`. @returns whether it is plain */
  set(bytes: Uint8Array, column: number, from: number, to: number): boolean {
    if (this.#numbers[column] === otherColumn) return false;
    const kind = this.#kindOf(bytes, this.#kinds[column]!, from, to);
    if (kind < 0) return false;
    this.setTyped(column, kind, from, to);
    return true;
  }

  /** Takes note of a cell of a field of which it is known what it holds: see `found`. */
  setTyped(column: number, kind: number, from: number, to: number): void {
    const fields = this.#fields;
    const number = this.#numbers[column]!;
    fields.set(number, kind, from, to);
    if (number >= field.scaleMin) fields.set(field.scale, found.object, from, from);
    else if (number >= field.actorKind) fields.set(field.actor, found.object, from, from);
  }

  /** As in `found`, or -1 where it is not plain. */
  #kindOf(bytes: Uint8Array, column: ColumnKind, from: number, to: number): number {
    switch (column) {
      case "number":
        return found.number;
      case "truth":
        if (this.#yes.some((word) => standsAt(word, bytes, from, to))) return found.yes;
        return this.#no.some((word) => standsAt(word, bytes, from, to)) ? found.no : -1;
      case "instant":
        return instantKind(bytes, from, to);
      case "holder":
        if (standsAt(this.#null, bytes, from, to)) return found.null;
        return mayHoldNull(bytes, from, to) ? -1 : found.text;
      default:
        return found.text;
    }
  }
}

const [endsCell, endsQuoted, notAscii] = [1, 2, 0x80];

/** What ends a cell. A cell that holds one of these itself is left to `read`. */
function csvSyntax(delimiter: number): ShapeSyntax {
  const stops = new Uint8Array(256).fill(notAscii, 0x80);
  for (const byte of [delimiter, lineFeed, carriageReturn, quote]) stops[byte]! |= endsCell;
  for (const byte of [lineFeed, quote]) stops[byte]! |= endsQuoted;
  return { stops, stopsOf: (bytes, from) => (bytes[from - 1] === quote ? endsQuoted : endsCell) };
}

function numberOf(column: string): number {
  if (Object.hasOwn(dottedFields, column)) return dottedFields[column]!;
  const isPlain = Object.hasOwn(field, column) && field[column as keyof typeof field] < field.actor;
  return isPlain ? field[column as keyof typeof field] : otherColumn;
}

function instantKind(bytes: Uint8Array, from: number, to: number): number {
  let others = 0;
  let points = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if (byte === point) points++;
    else if (byte < 0x30 || byte > 0x39) {
      if (byte <= 0x20 && (at === from || at === to - 1)) return -1;
      if (byte >= 0x80) return -1;
      others++;
    }
  }
  if (others > 0) return found.text;
  if (points > 0) return -1;
  return to - from >= fewestEpochDigits ? found.number : found.text;
}

/** "null" among blanks, of which Unicode has many, says nobody as well. */
function mayHoldNull(bytes: Uint8Array, from: number, to: number): boolean {
  const first = bytes[from]!;
  const last = bytes[to - 1]!;
  if (first > 0x20 && first < 0x80 && last > 0x20 && last < 0x80) return false;
  for (let at = from; at + 4 <= to; at++) {
    if (bytes[at] === 0x6e && bytes[at + 1] === 0x75 && bytes[at + 2] === 0x6c && bytes[at + 3] === 0x6c) return true;
  }
  return false;
}
