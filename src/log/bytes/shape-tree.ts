import { field as fields, type RowFields } from "./row-fields.ts";

/** Numbers of a node: where its words begin and end, the mask and the length of what is left over, the hole, the leaf. */
const nodeNumbers = 8;
const [wordsFrom, wordsTo, tailMask, tailBytes, holeField, holeStops, behindHole, leaf] = [0, 1, 2, 3, 4, 5, 6, 7];
/** The bytes of ASCII: a node is left by one of them. */
const exits = 128;
/** So many nodes are enough for every sort of row that an export has; where they are not, some rows are read more slowly. */
const mostNodes = 4_096;
const notAscii = 0x80;
const instantField = fields.at;
/** Of `2026-11-11T09:30:00.123Z`. */
const instantBytes = 24;

/** A place within a row where a value stands that differs from row to row. */
export interface Hole {
  from: number;
  to: number;
  /** Where a match leaves the value's place: a number of `RowFields`. */
  field: number;
  /** The bit in `stops` of the bytes that end such a value. */
  stops: number;
}

/**
 * Rows that were read before, as a tree of what they have in common: keys, punctuation and words, with holes where ids, times and
 * numbers stand. A row that fits is read by comparing four bytes a step, and is known to hold what the first of its sort held.
 */
export class ShapeTree {
  /** Where the row that was matched last has its last byte. */
  end = 0;
  /** Whether one of its values has bytes that are not ASCII. */
  hasOtherBytes = false;
  readonly #fields: RowFields;
  readonly #stops: Uint8Array;
  readonly #literals: Uint8Array[] = [];
  #nodes = new Int32Array(64 * nodeNumbers);
  #exits = new Int16Array(64 * exits);
  #words = new Int32Array(256);
  #wordsEnd = 0;

  /**
   * `fields` is filled by `match`. `stops`: by byte, a bit for each sort of value that it ends, and 0x80 for bytes that are not
   * ASCII. Every value must end at the last byte of a row.
   */
  constructor(fields: RowFields, stops: Uint8Array) {
    this.#fields = fields;
    this.#stops = stops;
    this.#makeNode(new Uint8Array(0));
  }

  /** The number that the shape of the row at `from` was given, or -1. The end of the row must stand somewhere behind `from`. */
  match(bytes: Uint8Array, view: DataView, from: number): number {
    const nodes = this.#nodes;
    const words = this.#words;
    const stops = this.#stops;
    const ways = this.#exits;
    const { from: froms, to: tos } = this.#fields;
    const lastWord = view.byteLength - 4;
    let at = from;
    let node = 0;
    let otherBytes = false;
    for (;;) {
      const record = node * nodeNumbers;
      const last = nodes[record + wordsTo]!;
      let word = nodes[record + wordsFrom]!;
      if (at + (last - word) * 4 > lastWord) return -1;
      for (; word < last; word++, at += 4) if (view.getInt32(at, true) !== words[word]) return -1;
      if ((view.getInt32(at, true) & nodes[record + tailMask]!) !== words[word]) return -1;
      at += nodes[record + tailBytes]!;
      const shape = nodes[record + leaf]!;
      if (shape >= 0) {
        this.end = at - 1;
        this.hasOtherBytes = otherBytes;
        return shape;
      }
      const byte = bytes[at]!;
      const next = byte < exits ? ways[node * exits + byte]! : 0;
      if (next > 0) {
        node = next;
        continue;
      }
      const field = nodes[record + holeField]!;
      if (field < 0) return -1;
      const mask = nodes[record + holeStops]!;
      froms[field] = at;
      // An instant mostly has so many bytes, each of which is looked at when it is read.
      if (field === instantField && (stops[bytes[at + instantBytes]!]! & mask) !== 0) at += instantBytes;
      while ((stops[bytes[at]!]! & (mask | notAscii)) === 0) at++;
      if (bytes[at]! >= notAscii) {
        otherBytes = true;
        while ((stops[bytes[at]!]! & mask) === 0) at++;
      }
      tos[field] = at;
      node = nodes[record + behindHole]!;
    }
  }

  /**
   * Learns the row from `from` up to `to`, whose holes are given in their order. Not every row can be learned.
   * @returns the number of its shape, `shape` where it is new; -1 where it was not learned
   */
  learn(bytes: Uint8Array, from: number, to: number, holes: readonly Hole[], shape: number): number {
    let node = 0;
    let at = from;
    for (const hole of holes) {
      node = this.#toHole(this.#follow(node, bytes.subarray(at, hole.from)), hole);
      if (node < 0) return -1;
      at = hole.to;
    }
    node = this.#follow(node, bytes.subarray(at, to));
    if (node < 0) return -1;
    const record = node * nodeNumbers;
    if (this.#nodes[record + leaf]! < 0) this.#nodes[record + leaf] = shape;
    return this.#nodes[record + leaf]!;
  }

  /** The node that one gets to from `node` by a literal, made where there is none; -1 where it cannot be. */
  #follow(from: number, literal: Uint8Array): number {
    let node = from;
    for (let at = 0; at < literal.length; ) {
      const first = literal[at]!;
      // Two nodes may be needed: a new one, and one for the rest of a node that is cut in two.
      if (node < 0 || this.#literals.length + 2 > mostNodes || literal.some((byte) => byte >= notAscii)) return -1;
      const way = node * exits + first;
      if (this.#exits[way] === 0) {
        const made = this.#makeNode(literal.slice(at));
        this.#exits[way] = made;
        return made;
      }
      node = this.#exits[way]!;
      const known = this.#literals[node]!;
      let common = 1;
      while (common < known.length && known[common] === literal[at + common]) common++;
      if (common < known.length) this.#cut(node, common);
      at += common;
    }
    return node;
  }

  #toHole(node: number, { field, stops }: Hole): number {
    if (node < 0) return -1;
    const record = node * nodeNumbers;
    if (this.#nodes[record + holeField]! < 0) {
      if (this.#literals.length === mostNodes) return -1;
      const behind = this.#makeNode(new Uint8Array(0));
      this.#nodes[record + holeField] = field;
      this.#nodes[record + holeStops] = stops;
      this.#nodes[record + behindHole] = behind;
    }
    const isThis = this.#nodes[record + holeField] === field && this.#nodes[record + holeStops] === stops;
    return isThis ? this.#nodes[record + behindHole]! : -1;
  }

  /** Cuts a node in two: it keeps its first bytes, and a new one has the others and all that follows. */
  #cut(node: number, length: number): void {
    const literal = this.#literals[node]!;
    const rest = this.#makeNode(literal.slice(length));
    const [from, to] = [node * nodeNumbers, rest * nodeNumbers];
    this.#nodes.copyWithin(to + holeField, from + holeField, from + nodeNumbers);
    this.#exits.copyWithin(rest * exits, node * exits, (node + 1) * exits);
    this.#exits.fill(0, node * exits, (node + 1) * exits);
    this.#exits[node * exits + literal[length]!] = rest;
    this.#nodes[from + holeField] = -1;
    this.#nodes[from + leaf] = -1;
    this.#write(node, literal.slice(0, length));
  }

  #makeNode(literal: Uint8Array): number {
    const node = this.#literals.length;
    if ((node + 1) * exits > this.#exits.length) {
      this.#nodes = widened(this.#nodes, new Int32Array(this.#nodes.length * 2));
      this.#exits = widened(this.#exits, new Int16Array(this.#exits.length * 2));
    }
    this.#nodes[node * nodeNumbers + holeField] = -1;
    this.#nodes[node * nodeNumbers + leaf] = -1;
    this.#literals.push(literal);
    this.#write(node, literal);
    return node;
  }

  /** Writes the bytes of a node as words; those that it had before are left behind. */
  #write(node: number, literal: Uint8Array): void {
    this.#literals[node] = literal;
    const whole = literal.length >> 2;
    const left = literal.length & 3;
    while (this.#wordsEnd + whole + 1 > this.#words.length) {
      this.#words = widened(this.#words, new Int32Array(this.#words.length * 2));
    }
    const record = node * nodeNumbers;
    this.#nodes[record + wordsFrom] = this.#wordsEnd;
    this.#nodes[record + wordsTo] = this.#wordsEnd + whole;
    this.#nodes[record + tailMask] = (1 << (left * 8)) - 1;
    this.#nodes[record + tailBytes] = left;
    for (let word = 0; word <= whole; word++) {
      const byte = (place: number) => literal[word * 4 + place] ?? 0;
      this.#words[this.#wordsEnd++] = byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24);
    }
  }
}

function widened<T extends Int32Array | Int16Array>(narrow: T, wide: T): T {
  wide.set(narrow);
  return wide;
}
