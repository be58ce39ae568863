import { isSoundText } from "../text-codec.ts";
import { type CellKind, cellKindOf, fieldOf, holderKind, instantKind, otherColumn, truthKind } from "./cell-kinds.ts";
import { field, found, type RowFields } from "./row-fields.ts";
import { type RowShape, RowShapes, type ShapeSyntax } from "./row-shapes.ts";

const [quote, lineFeed, carriageReturn] = [0x22, 0x0a, 0x0d];
/** -1 as one byte: what is not plain. */
const unread = 255;
const valueBit = 1 << field.value;

/**
 * Finds the fields of one event in a record of CSV whose columns are named as the fields are. It gives up on records that are
 * not plainly one line of cells that mean one thing: quotes within quotes, line ends within cells, blanks around numbers, unknown
 * columns that are not empty. Such a record is then read in the ordinary way.
 */
export class CsvRow {
  readonly #fields: RowFields;
  readonly #delimiter: number;
  readonly #numbers: Int8Array;
  readonly #kinds: readonly CellKind[];
  readonly #shapes: RowShapes;

  /** `columns`: the names in the header; `fields` is filled by `read`. */
  constructor(fields: RowFields, columns: readonly string[], delimiter: string) {
    this.#fields = fields;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#numbers = Int8Array.from(columns, fieldOf);
    this.#kinds = columns.map(cellKindOf);
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
    const { mixed, seen } = shape;
    // An empty cell is none; of the texts, only a value may be empty where it comes from elsewhere.
    if ((seen & valueBit) !== 0 && this.#fields.from[field.value] === this.#fields.to[field.value]) return null;
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
      kind[number] = holderKind(bytes, from[number]!, to[number]!);
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
      if (cellTo > cellFrom && !this.#set(bytes, column, cellFrom, cellTo)) return -1;
      if (column + 1 < columns) {
        if (bytes[at] === lineFeed) return -1;
        at++;
      }
    }
    if (bytes[at] !== lineFeed) return -1;
    return allBits < 0x80 || isSoundText(bytes, from, at) ? at : -1;
  }

  /** Takes note of a cell that is not empty and stands from `from` to `to`. @returns whether it is plain */
  #set(bytes: Uint8Array, column: number, from: number, to: number): boolean {
    const fields = this.#fields;
    const number = this.#numbers[column]!;
    if (number === otherColumn) return false;
    const kind = kindOf(bytes, this.#kinds[column]!, from, to);
    if (kind < 0) return false;
    fields.set(number, kind, from, to);
    if (number >= field.scaleMin) fields.set(field.scale, found.object, from, from);
    else if (number >= field.actorKind) fields.set(field.actor, found.object, from, from);
    return true;
  }
}

/** As in `found`, or -1 where it is not plain. */
function kindOf(bytes: Uint8Array, column: CellKind, from: number, to: number): number {
  switch (column) {
    case "number":
      return found.number;
    case "truth":
      return truthKind(bytes, from, to);
    case "instant":
      return instantKind(bytes, from, to);
    case "holder":
      return holderKind(bytes, from, to);
    default:
      return found.text;
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
