/**
 * Counts how often names came before, without holding them: 64 bits of each in a table that is at most three quarters full, 11 to 21
 * bytes a name. Of n names one pair is taken for the same with a chance of n² / 2^65: below 1 in 300,000 for ten million.
 */
export class NameCounts {
  /** Two words a slot; both 0 where it is free. */
  #slots = new Uint32Array(2 << 10);
  #size = 0;
  /** Counts of the names that came again, by slot; forgotten names have no place here. */
  #again = new Map<string, number>();

  /** How often the name was asked for before. */
  before(name: string): number {
    const [high, low] = hashesOf(name);
    const slot = slotOf(this.#slots, high, low);
    if (this.#slots[slot] === 0 && this.#slots[slot + 1] === 0) {
      this.#slots[slot] = high;
      this.#slots[slot + 1] = low;
      if (++this.#size * 8 > this.#slots.length * 3) this.#grow();
      return 0;
    }
    const key = `${high} ${low}`;
    const count = this.#again.get(key) ?? 1;
    this.#again.set(key, count + 1);
    return count;
  }

  #grow(): void {
    const before = this.#slots;
    const slots = new Uint32Array(before.length * 2);
    for (let at = 0; at < before.length; at += 2) {
      const [high, low] = [before[at]!, before[at + 1]!];
      if (high === 0 && low === 0) continue;
      const slot = slotOf(slots, high, low);
      slots[slot] = high;
      slots[slot + 1] = low;
    }
    this.#slots = slots;
  }
}

/** The slot that holds these words, or a free one. */
function slotOf(slots: Uint32Array, high: number, low: number): number {
  const mask = slots.length - 1;
  let slot = (low * 2) & mask;
  while ((slots[slot] !== high || slots[slot + 1] !== low) && (slots[slot] !== 0 || slots[slot + 1] !== 0))
    slot = (slot + 2) & mask;
  return slot;
}

/** cyrb53 (bryc 2018) with all its 64 bits; never both 0. */
function hashesOf(text: string): [high: number, low: number] {
  let h1 = 0xdeadbeef;
  let h2 = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    h1 = Math.imul(h1 ^ code, 2654435761);
    h2 = Math.imul(h2 ^ code, 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return [h2 >>> 0, h1 >>> 0 || 1];
}
