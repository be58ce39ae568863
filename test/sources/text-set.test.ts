import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextSet } from "../../src/sources/text-set.ts";

describe("a set of texts", () => {
  it("numbers texts as they first come and gives each back unit by unit, whatever they hold", () => {
    const unit = fc.string({ unit: "binary", maxLength: 12 });
    const halves = fc.constantFrom("\ud800", "\udc00x", "", "\u0000", "ÿ", "Ā", "票-1", "ticket:1");
    fc.assert(
      fc.property(fc.array(fc.oneof(unit, halves), { maxLength: 400 }), (texts) => {
        const set = new TextSet();
        const known = new Map<string, number>();
        for (const text of texts) {
          expect(set.find(text)).toBe(known.get(text) ?? -1);
          if (!known.has(text)) known.set(text, known.size);
          expect(set.add(text)).toBe(known.get(text));
        }
        expect(set.size).toBe(known.size);
        expect([...known.keys()]).toEqual(Array.from({ length: set.size }, (_, number) => set.text(number)));
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it("finds hundred thousand texts again, and no others", () => {
    const set = new TextSet();
    for (let i = 0; i < 100_000; i++) expect(set.add(`T${i}`)).toBe(i);
    expect(set.add(`long ${"x".repeat(100_000)}`)).toBe(100_000);
    for (let i = 0; i < 100_000; i += 97) expect(set.find(`T${i}`)).toBe(i);
    expect(set.find("T100000")).toBe(-1);
    expect(set.text(99_999)).toBe("T99999");
    expect(set.text(100_000)).toHaveLength(100_005);
  });
});
