import { decodeText } from "../text-codec.ts";
import { CountedIds, formOf } from "./counted-ids.ts";
import { TextArena } from "./text-arena.ts";
import { hashOfKey, hashOfLong, isShort, shortBytes } from "./text-keys.ts";

/** In place of the length of a text that is longer. */
const long = 255;
/** From here down `findMany` counts the codes that it has yet to look at. */
const supposed = -1;
/** To the next slot: another stretch of 16, and in the end every slot. */
const step = 17;

/**
 * Codes by byte strings: an open-addressing table (at most half full) of codes, and a key of two numbers for
 * each code. A text of at most eight bytes is its key, filled up with zeros; the key of any other is a hash and the place of
 * its bytes in an arena. A hash only says where to look; the bytes are compared. Since codes are given in the order in which
 * texts appear, the keys of those that are in use at a time stand near each other, and come from a cache.
 *
 * Ids that are counted up have a table of their own as soon as that is dense enough.
 *
 * Bytes are read four at a time through `view`, which must show the same as `bytes`.
 */
export class ByteTable {
  /** Code + 1 by hash, 0 where the slot is free; below zero, as -(code + 1), where the text is long. */
  #slots = new Int32Array(64);
  /** Two numbers by code. */
  #keys = new Int32Array(64);
  /** By code, how many bytes a text has that is its own key. */
  #lengths = new Uint8Array(32);
  readonly #long = new TextArena();
  #size = 0;
  #counted = new CountedIds();
  /** How many texts have a slot. */
  #placed = 0;
  /** The keys of the texts of `findMany`. */
  #lows = new Int32Array(0);
  #highs = new Int32Array(0);
  #low = 0;
  #high = 0;
  readonly #scratch = new Uint8Array(shortBytes);
  readonly #scratchView = new DataView(this.#scratch.buffer);

  get size(): number {
    return this.#size;
  }

  /** Calls `take` with the bytes of every text, in the order of the codes, which must leave no gap. */
  each(take: (bytes: Uint8Array, from: number, to: number) => void): void {
    for (let code = 0; code < this.#size; code++) this.#show(code, take);
  }

  /** The text of a code that was given to bytes of UTF-8. */
  text(code: number): string {
    return this.#show(code, decodeText);
  }

  /** The code of the bytes from `from` to `to`, or -1 where they are not known. */
  find(bytes: Uint8Array, view: DataView, from: number, to: number): number {
    const counted = this.#counted.codeOf(this.#counted.numberOf(bytes, from, to));
    if (counted >= 0) return counted;
    if (!isShort(bytes, from, to)) return this.#findLong(bytes, view, from, to);
    this.#pack(bytes, view, from, to);
    return this.#findShort(this.#low, this.#high);
  }

  /**
   * Gives `codes` the code of each of many texts, as `find`. First it asks for the first slot of each, then for the key that belongs
   * to it: where both are far away, they come together.
   */
  findMany(
    bytes: Uint8Array,
    view: DataView,
    from: Int32Array,
    to: Int32Array,
    count: number,
    codes: Int32Array,
  ): void {
    if (this.#lows.length < count) {
      this.#lows = new Int32Array(count);
      this.#highs = new Int32Array(count);
    }
    const lows = this.#lows;
    const highs = this.#highs;
    const slots = this.#slots;
    const keys = this.#keys;
    const mask = slots.length - 1;
    const counted = this.#counted;
    for (let i = 0; i < count; i++) {
      codes[i] = counted.codeOf(counted.numberOf(bytes, from[i]!, to[i]!));
      if (codes[i]! >= 0 || !isShort(bytes, from[i]!, to[i]!)) continue;
      this.#pack(bytes, view, from[i]!, to[i]!);
      lows[i] = this.#low;
      highs[i] = this.#high;
      const mark = slots[hashOfKey(this.#low, this.#high) & mask]!;
      if (mark > 0) codes[i] = supposed - mark;
    }
    for (let i = 0; i < count; i++) {
      if (codes[i]! >= 0) continue;
      const code = supposed - codes[i]! - 1;
      if (code >= 0 && keys[code * 2] === lows[i] && keys[code * 2 + 1] === highs[i]) codes[i] = code;
      else if (isShort(bytes, from[i]!, to[i]!)) codes[i] = this.#findShort(lows[i]!, highs[i]!);
      else codes[i] = this.#findLong(bytes, view, from[i]!, to[i]!);
    }
  }

  /** Adds bytes that `find` does not know. */
  add(bytes: Uint8Array, view: DataView, from: number, to: number, code: number): void {
    this.#size++;
    this.#makeRoom(code);
    let mark = code + 1;
    if (isShort(bytes, from, to)) {
      this.#lengths[code] = to - from;
      this.#pack(bytes, view, from, to);
    } else {
      this.#lengths[code] = long;
      this.#low = hashOfLong(bytes, view, from, to);
      this.#high = this.#long.keep(bytes, from, to);
      mark = -mark;
    }
    this.#keys[code * 2] = this.#low;
    this.#keys[code * 2 + 1] = this.#high;
    if (this.#counted.add(this.#counted.numberOf(bytes, from, to), code)) return;
    if (++this.#placed * 2 > this.#slots.length) this.#arrange(code);
    this.#place(mark);
  }

  #findShort(low: number, high: number): number {
    const slots = this.#slots;
    const keys = this.#keys;
    const mask = slots.length - 1;
    for (let slot = hashOfKey(low, high) & mask; ; slot = (slot + step) & mask) {
      const code = slots[slot]! - 1;
      if (code === -1) return -1;
      // Long texts stand below zero, where there are no keys.
      if (keys[code * 2] === low && keys[code * 2 + 1] === high) return code;
    }
  }

  #findLong(bytes: Uint8Array, view: DataView, from: number, to: number): number {
    const hash = hashOfLong(bytes, view, from, to);
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hash & mask; slots[slot] !== 0; slot = (slot + step) & mask) {
      const code = -slots[slot]! - 1;
      if (code < 0 || this.#keys[code * 2] !== hash) continue;
      if (this.#long.isAt(this.#keys[code * 2 + 1]!, bytes, view, from, to)) return code;
    }
    return -1;
  }

  /** Leaves the bytes of a short text in `#low` and `#high`, filled up with zeros. */
  #pack(bytes: Uint8Array, view: DataView, from: number, to: number): void {
    const length = to - from;
    if (from + shortBytes <= view.byteLength) {
      const low = view.getInt32(from, true);
      this.#low = length < 4 ? low & ((1 << (length * 8)) - 1) : low;
      if (length <= 4) this.#high = 0;
      else {
        const high = view.getInt32(from + 4, true);
        this.#high = length < 8 ? high & ((1 << (length * 8)) - 1) : high;
      }
      return;
    }
    let low = 0;
    let high = 0;
    for (let i = Math.min(length, 4) - 1; i >= 0; i--) low = (low << 8) | bytes[from + i]!;
    for (let i = length - 1; i >= 4; i--) high = (high << 8) | bytes[from + i]!;
    this.#low = low;
    this.#high = high;
  }

  /** Calls `look` with the bytes of a text. */
  #show<T>(code: number, look: (bytes: Uint8Array, from: number, to: number) => T): T {
    const length = this.#lengths[code]!;
    if (length === long) return this.#long.show(this.#keys[code * 2 + 1]!, look);
    this.#scratchView.setInt32(0, this.#keys[code * 2]!, true);
    this.#scratchView.setInt32(4, this.#keys[code * 2 + 1]!, true);
    return look(this.#scratch, 0, length);
  }

  /** Gives a text the first free slot. `mark`: as `#slots` has it. */
  #place(mark: number): void {
    const mask = this.#slots.length - 1;
    const key = (Math.abs(mark) - 1) * 2;
    const low = this.#keys[key]!;
    let slot = (mark > 0 ? hashOfKey(low, this.#keys[key + 1]!) : low) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + step) & mask;
    this.#slots[slot] = mark;
  }

  #makeRoom(code: number): void {
    while (code * 2 + 2 > this.#keys.length) {
      const wider = new Int32Array(this.#keys.length * 2);
      wider.set(this.#keys);
      this.#keys = wider;
      const longer = new Uint8Array(wider.length / 2);
      longer.set(this.#lengths);
      this.#lengths = longer;
    }
  }

  /** Makes room where half of the slots are taken: counted ids leave theirs, if there are enough of them. `code`: of the newest text. */
  #arrange(code: number): void {
    const slotted = this.#placed - 1;
    // Else the form is that of few ids, or there is none yet.
    const isFormOfMost = this.#counted.size >= slotted;
    // All in plain loops: `filter` and `map` would put aside several times the memory of the slots.
    const marks = new Int32Array(slotted + (isFormOfMost ? 0 : this.#counted.size));
    let count = 0;
    for (let slot = 0; slot < this.#slots.length; slot++) {
      if (this.#slots[slot] !== 0) marks[count++] = this.#slots[slot]!;
    }
    if (!isFormOfMost) {
      this.#counted.each((each) => {
        marks[count++] = this.#lengths[each] === long ? -each - 1 : each + 1;
      });
      this.#counted = new CountedIds(this.#show(code, (bytes, from, to) => formOf(bytes.subarray(from, to))));
    }
    const counted = this.#counted;
    const numberOf = counted.numberOf.bind(counted);
    const numbers = new Int32Array(count);
    for (let i = 0; i < count; i++) numbers[i] = this.#show(Math.abs(marks[i]!) - 1, numberOf);
    counted.makeRoom(numbers);
    let left = 0;
    for (let i = 0; i < count; i++) {
      if (!counted.add(numbers[i]!, Math.abs(marks[i]!) - 1)) marks[left++] = marks[i]!;
    }
    let length = 64;
    while (length < (left + 1) * 3) length *= 2;
    this.#slots = new Int32Array(length);
    for (let i = 0; i < left; i++) this.#place(marks[i]!);
    this.#placed = left + 1;
  }
}
