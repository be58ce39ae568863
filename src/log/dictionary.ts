import { ByteTable } from "./bytes/byte-table.ts";
import { TextBytes, type TextParts } from "./text-bytes.ts";
import { WrittenText } from "./written-text.ts";

/**
 * Texts numbered in the order of their first appearance, so that columns can carry numbers. -1 stands for "none".
 *
 * They are known as strings, or as bytes, or as both: strings are made of bytes when somebody asks for them, and bytes are kept of
 * strings when a text is first looked for.
 */
export class Dictionary {
  /** The texts by number. */
  declare readonly values: readonly string[];
  /** The texts, or the first of them. One of the two has them all. */
  readonly #strings: string[] = [];
  readonly #table = new ByteTable();
  /** The text that is being looked for. */
  readonly #written = new WrittenText();

  /**
   * `values` is a property of each dictionary, so that whoever copies, prints or compares one finds the texts in it. What reads it is
   * the same for all: engines look up all that is in an object by hash as soon as it has an accessor that others of its sort do not have.
   */
  static readonly #shown: PropertyDescriptor & ThisType<Dictionary> = {
    enumerable: true,
    get() {
      return this.#allStrings();
    },
  };

  constructor(values: readonly string[] = []) {
    Object.defineProperty(this, "values", Dictionary.#shown);
    for (const value of values) this.encode(value);
  }

  get size(): number {
    return Math.max(this.#strings.length, this.#table.size);
  }

  /** The number of a text, given to it now if it is new. */
  encode(value: string): number {
    this.#keepBytes();
    const { bytes, view, length } = this.#written.write(value);
    const before = this.size;
    const code = this.encodeBytes(bytes, view, 0, length);
    if (code === before && before === this.#strings.length) this.#strings.push(value);
    return code;
  }

  encodeOptional(value: string | null | undefined): number {
    return value === undefined || value === null ? -1 : this.encode(value);
  }

  /** The number of a text by its bytes, which must be UTF-8 as `encodeText` writes it; `view` shows the same. */
  encodeBytes(bytes: Uint8Array, view: DataView, from: number, to: number): number {
    this.#keepBytes();
    const known = this.#table.find(bytes, view, from, to);
    if (known >= 0) return known;
    const code = this.#table.size;
    this.#table.add(bytes, view, from, to, code);
    return code;
  }

  /** The same for many texts, which stand from `from` to `to` each: `codes` is given their numbers. */
  encodeMany(
    bytes: Uint8Array,
    view: DataView,
    from: Int32Array,
    to: Int32Array,
    count: number,
    codes: Int32Array,
  ): void {
    this.#keepBytes();
    this.#table.findMany(bytes, view, from, to, count, codes);
    for (let i = 0; i < count; i++) {
      if (codes[i]! < 0) codes[i] = this.encodeBytes(bytes, view, from[i]!, to[i]!);
    }
  }

  /** Gives a number to a text that is known not to be in the dictionary yet. */
  append(value: string): number {
    const code = this.size;
    if (code === this.#strings.length) this.#strings.push(value);
    else this.#addBytes(value);
    return code;
  }

  /** The number of a text, or -1 where it is not in the dictionary. */
  find(value: string): number {
    this.#keepBytes();
    const { bytes, view, length } = this.#written.write(value);
    return this.#table.find(bytes, view, 0, length);
  }

  /**
   * The text of a number, or `null` for -1.
   * @throws {RangeError} where no text has that number
   */
  decode(code: number): string | null {
    if (code < 0) return null;
    if (Number.isInteger(code) && code < this.size) {
      return code < this.#strings.length ? this.#strings[code]! : this.#table.text(code);
    }
    throw new RangeError(`Dictionary: expected the number of a text, -1 to ${this.size - 1}, got ${code}`);
  }

  /** All texts, for handing over to another thread. */
  toParts(): TextParts {
    const texts = new TextBytes(this.size);
    if (this.#table.size === this.size) this.#table.each((bytes, from, to) => texts.push(bytes, from, to));
    else for (const value of this.#strings) texts.pushText(value);
    return texts.toParts();
  }

  /** Makes sure that texts can be looked for. */
  #keepBytes(): void {
    while (this.#table.size < this.#strings.length) this.#addBytes(this.#strings[this.#table.size]!);
  }

  #addBytes(value: string): void {
    const { bytes, view, length } = this.#written.write(value);
    this.#table.add(bytes, view, 0, length, this.#table.size);
  }

  #allStrings(): readonly string[] {
    for (let code = this.#strings.length; code < this.#table.size; code++) this.#strings.push(this.#table.text(code));
    return this.#strings;
  }
}
