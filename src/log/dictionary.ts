/** Texts numbered in the order of their first appearance, so that columns can carry numbers. -1 stands for "none". */
export class Dictionary {
  readonly values: string[];
  /**
   * Code + 1 by hash, 0 where the slot is free; open addressing, at most half full. Made when a text is first looked for: whoever reads
   * bytes looks them up in a table of his own. A `Map` would take five times the room, and holds 16.7 million texts at most.
   */
  #slots = new Int32Array(0);
  /** How many texts have a slot; the others get theirs when a text is looked for. */
  #placed = 0;

  constructor(values: readonly string[] = []) {
    this.values = [];
    for (const value of values) this.encode(value);
  }

  get size(): number {
    return this.values.length;
  }

  /** The number of a text, given to it now if it is new. */
  encode(value: string): number {
    const code = this.find(value);
    return code >= 0 ? code : this.append(value);
  }

  encodeOptional(value: string | null | undefined): number {
    return value === undefined || value === null ? -1 : this.encode(value);
  }

  /** Gives a number to a text that is known not to be in the dictionary yet. */
  append(value: string): number {
    return this.values.push(value) - 1;
  }

  /** The number of a text, or -1 where it is not in the dictionary. */
  find(value: string): number {
    if (this.#placed < this.values.length) this.#placeAll();
    const slots = this.#slots;
    const mask = slots.length - 1;
    if (mask < 0) return -1;
    for (let slot = hashOf(value) & mask; ; slot = (slot + 1) & mask) {
      const code = slots[slot]! - 1;
      if (code < 0 || this.values[code] === value) return code;
    }
  }

  /** The text of a number, or `null` for -1. */
  decode(code: number): string | null {
    return code < 0 ? null : this.values[code]!;
  }

  #placeAll(): void {
    const { values } = this;
    if (values.length * 2 > this.#slots.length) {
      let length = 64;
      while (length < values.length * 4) length *= 2;
      this.#slots = new Int32Array(length);
      this.#placed = 0;
    }
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (; this.#placed < values.length; this.#placed++) {
      let slot = hashOf(values[this.#placed]!) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = this.#placed + 1;
    }
  }
}

/** FNV-1a over the units of the text, mixed so that the low bits serve as a hash. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x85ebca6b) ^ (hash >>> 13);
}
