const bitsOfWord = 32;

/** Numbers of rows, a bit each: those of a hundred million rows take 12 MB. */
export class RowSet {
  #words = new Uint32Array(64);
  #largest = 0;
  /** How many numbers there are. */
  size = 0;

  /** @param row a whole number from 0 */
  add(row: number): void {
    const index = Math.floor(row / bitsOfWord);
    if (index >= this.#words.length) {
      const grown = new Uint32Array(Math.max(index + 1, this.#words.length * 2));
      grown.set(this.#words);
      this.#words = grown;
    }
    if (this.has(row)) return;
    this.#words[index]! |= 1 << (row % bitsOfWord);
    this.size++;
    if (row > this.#largest) this.#largest = row;
  }

  has(row: number): boolean {
    return ((this.#words[Math.floor(row / bitsOfWord)] ?? 0) & (1 << (row % bitsOfWord))) !== 0;
  }

  /** The numbers, upwards. */
  *[Symbol.iterator](): Generator<number> {
    for (let row = 0; row <= this.#largest; row++) if (this.has(row)) yield row;
  }
}
