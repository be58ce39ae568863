import { asciiBytes } from "../bytes/words.ts";
import type { RowStates } from "./row-states.ts";
import type { TextSorts } from "./text-column.ts";
import type { WordPack } from "./word-pack.ts";

/** Numbers of an entry: the state that a row was in, its pack, and the state that it is in by both; 0 where none was kept. */
const entryNumbers = 3;

/** Takes the numbers that rows have in place of several columns of words. */
export class PackedColumn {
  readonly #states: RowStates;
  readonly #pack: WordPack;
  /** By column of the pack. */
  readonly #sorts: readonly TextSorts[];
  /** Open addressing, at most half full. */
  #entries = new Int32Array(256 * entryNumbers);
  #size = 0;

  constructor(states: RowStates, pack: WordPack, sorts: readonly TextSorts[]) {
    this.#states = states;
    this.#pack = pack;
    this.#sorts = sorts;
  }

  /** Takes the numbers of rows, and leaves those to the schema that have none. `valid`: a bit by row, `null` where every row has one. */
  take(packs: Int32Array, valid: Uint8Array | null, count: number): void {
    const { of } = this.#states;
    let entries = this.#entries;
    let mask = entries.length / entryNumbers - 1;
    for (let row = 0; row < count; row++) {
      if (valid !== null && (valid[row >> 3]! & (1 << (row & 7))) === 0) {
        this.#states.leave(row);
        continue;
      }
      const state = of[row]!;
      const pack = packs[row]!;
      let at = (hashOf(state, pack) & mask) * entryNumbers;
      while (entries[at + 2] !== 0 && (entries[at + 1] !== pack || entries[at] !== state)) {
        at += entryNumbers;
        if (at === entries.length) at = 0;
      }
      if (entries[at + 2] !== 0) of[row] = entries[at + 2]! - 1;
      else {
        of[row] = this.#add(state, pack, at);
        entries = this.#entries;
        mask = entries.length / entryNumbers - 1;
      }
    }
  }

  /** @returns the state of a row that was in this one and has this pack; its entry is to stand at `at`, if there is room */
  #add(state: number, pack: number, at: number): number {
    const next = this.#states.after(state, this.#isPlain(pack));
    this.#entries.set([state, pack, next + 1], at);
    if (++this.#size * entryNumbers * 2 > this.#entries.length) this.#widen();
    return next;
  }

  #isPlain(pack: number): boolean {
    return this.#sorts.every((sorts, column) => {
      const word = this.#pack.wordOf(pack, column);
      return word === null || sorts.sortOf(asciiBytes(word), 0, word.length) > 0;
    });
  }

  #widen(): void {
    const narrow = this.#entries;
    const wide = new Int32Array(narrow.length * 2);
    const mask = wide.length / entryNumbers - 1;
    for (let from = 0; from < narrow.length; from += entryNumbers) {
      if (narrow[from + 2] === 0) continue;
      let at = (hashOf(narrow[from]!, narrow[from + 1]!) & mask) * entryNumbers;
      while (wide[at + 2] !== 0) at = (at + entryNumbers) % wide.length;
      wide.set(narrow.subarray(from, from + entryNumbers), at);
    }
    this.#entries = wide;
  }
}

function hashOf(state: number, pack: number): number {
  const hash = Math.imul(pack ^ Math.imul(state, 0x85ebca6b), 0x9e3779b1);
  return hash ^ (hash >>> 15);
}
