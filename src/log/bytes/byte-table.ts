/** Numbers of a slot: hash, code + 1 (0 where the slot is free), where the bytes begin in the arena, and how many they are. */
const slotNumbers = 4;

/**
 * Codes by byte strings: an open-addressing table (linear probing, at most half full) over one arena. A hash only says where
 * to look; the bytes are compared, so that a collision costs a comparison and never an answer. Everything about an entry stands
 * in its slot, since a table of a million ids is read from memory and not from a cache.
 */
export class ByteTable {
  #slots = new Int32Array(64 * slotNumbers);
  #mask = 63;
  #bytes = new Uint8Array(1_024);
  #bytesEnd = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The code of the bytes from `from` to `to`, or -1 where they are not known. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const hash = hashOf(bytes, from, to);
    const slots = this.#slots;
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const at = slot * slotNumbers;
      const code = slots[at + 1]! - 1;
      if (code < 0) return -1;
      if (slots[at] === hash && slots[at + 3] === to - from && this.#standsAt(slots[at + 2]!, bytes, from, to))
        return code;
    }
  }

  /** Adds bytes that `find` does not know. */
  add(bytes: Uint8Array, from: number, to: number, code: number): void {
    if (this.#size * 2 > this.#mask) this.#widenSlots();
    const start = this.#bytesEnd;
    this.#bytesEnd += to - from;
    if (this.#bytesEnd > this.#bytes.length) {
      const wider = new Uint8Array(Math.max(this.#bytesEnd, this.#bytes.length * 2));
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    for (let i = from; i < to; i++) this.#bytes[start + i - from] = bytes[i]!;
    this.#place(hashOf(bytes, from, to), code, start, to - from);
    this.#size++;
  }

  #place(hash: number, code: number, start: number, length: number): void {
    const slots = this.#slots;
    let slot = hash & this.#mask;
    while (slots[slot * slotNumbers + 1] !== 0) slot = (slot + 1) & this.#mask;
    const at = slot * slotNumbers;
    slots[at] = hash;
    slots[at + 1] = code + 1;
    slots[at + 2] = start;
    slots[at + 3] = length;
  }

  #standsAt(start: number, bytes: Uint8Array, from: number, to: number): boolean {
    const known = this.#bytes;
    for (let i = from, j = start; i < to; i++, j++) if (known[j] !== bytes[i]) return false;
    return true;
  }

  #widenSlots(): void {
    const narrow = this.#slots;
    this.#slots = new Int32Array(narrow.length * 2);
    this.#mask = this.#mask * 2 + 1;
    for (let at = 0; at < narrow.length; at += slotNumbers) {
      if (narrow[at + 1] !== 0) this.#place(narrow[at]!, narrow[at + 1]! - 1, narrow[at + 2]!, narrow[at + 3]!);
    }
  }
}

/** Four bytes a step (the mixing is murmur3's, Appleby 2011). */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const word = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    hash = Math.imul(hash ^ word, 0xcc9e2d51);
    hash ^= hash >>> 15;
  }
  for (; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x1b873593);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
