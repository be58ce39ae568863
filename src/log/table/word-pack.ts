import { plainWords, type WordPath } from "./plain-words.ts";

/** The largest number that a pack may be: of those that take four bytes. */
const largest = 0x7fff_ffff;

/** What is said of one column of a pack. */
interface PackedPath {
  path: WordPath;
  words: readonly string[];
  /** By how much the pack is greater for the next word; the first word has 1 of them, 0 is for no word. */
  step: number;
}

/** Columns of words of which a row has one number for all: a digit a column, in a base of its own. */
export class WordPack {
  readonly columns: readonly PackedPath[];

  private constructor(columns: readonly PackedPath[]) {
    this.columns = columns;
  }

  /** The packs that are needed for these columns: as few as their numbers have room for. */
  static of(paths: readonly WordPath[]): WordPack[] {
    const packs: PackedPath[][] = [];
    let step = Number.POSITIVE_INFINITY;
    for (const path of paths) {
      const words = plainWords[path];
      if (step * (words.length + 1) > largest) {
        packs.push([]);
        step = 1;
      }
      packs.at(-1)!.push({ path, words, step });
      step *= words.length + 1;
    }
    return packs.map((columns) => new WordPack(columns));
  }

  /** The word of a column, by its position in `columns`; `null` for none. */
  wordOf(pack: number, column: number): string | null {
    const { words, step } = this.columns[column]!;
    const digit = Math.floor(pack / step) % (words.length + 1);
    return digit === 0 ? null : words[digit - 1]!;
  }
}
