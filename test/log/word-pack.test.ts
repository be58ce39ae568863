import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainWords, type WordPath } from "../../src/log/table/plain-words.ts";
import { WordPack } from "../../src/log/table/word-pack.ts";

const paths = Object.keys(plainWords) as WordPath[];

describe("a pack of words", () => {
  it("has a number of four bytes for any words, from which each can be told, and none where there is none", () => {
    const columns = fc.uniqueArray(fc.constantFrom(...paths), { minLength: 1 });
    const chosen = columns.chain((asked) => {
      const words = asked.map((path) => fc.option(fc.constantFrom(...plainWords[path])));
      return fc.tuple(fc.constant(asked), fc.tuple(...words));
    });
    fc.assert(
      fc.property(chosen, ([asked, words]) => {
        const packs = WordPack.of(asked);
        expect(packs.flatMap((pack) => pack.columns.map(({ path }) => path))).toEqual(asked);
        let next = 0;
        for (const pack of packs) {
          const mine = words.slice(next, next + pack.columns.length);
          next += mine.length;
          const number = pack.columns.reduce((sum, { words: list, step }, column) => {
            return sum + (list.indexOf(mine[column]!) + 1) * step;
          }, 0);
          expect(number).toBeLessThan(2 ** 31);
          expect(pack.columns.map((_, column) => pack.wordOf(number, column))).toEqual(mine);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it("is one for the columns that an export mostly has, and two for all that there are", () => {
    const usual: WordPath[] = [
      "type",
      "actor.kind",
      "public",
      "origin",
      "intent",
      "phase",
      "cause",
      "step",
      "relation",
    ];
    expect(WordPack.of(usual)).toHaveLength(1);
    expect(WordPack.of(paths)).toHaveLength(2);
    expect(WordPack.of([])).toEqual([]);
  });
});
