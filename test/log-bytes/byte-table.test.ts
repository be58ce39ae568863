import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ByteTable } from "../../src/log/bytes/byte-table.ts";
import { CountedIds, formOf } from "../../src/log/bytes/counted-ids.ts";

/** Texts that are easily taken for one another: prefixes, zero bytes, seven to nine bytes and more, one hash or many. */
const text = fc.oneof(
  fc.constantFrom(
    "",
    "a",
    "a\0",
    "a\0\0",
    "ab",
    "abcdefg",
    "abcdefgh",
    "abcdefg\0",
    "abcdefghi",
    "abcdefgh\0",
    "é",
    "李雷",
  ),
  fc.string({ maxLength: 12 }),
  fc.uuid(),
  fc.nat(500).map((number) => `T${number}`),
);

describe("ByteTable", () => {
  it("knows what a Map of the texts knows, wherever in the bytes they stand", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 300 }), fc.nat(9), fc.nat(9), (texts, before, behind) => {
        const table = new ByteTable();
        const known = new Map<string, number>();
        for (const each of texts) {
          const bytes = new TextEncoder().encode(`${"x".repeat(before)}${each}${"y".repeat(behind)}`);
          const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
          const to = bytes.length - behind;
          expect(table.find(bytes, view, before, to)).toBe(known.get(each) ?? -1);
          if (known.has(each)) continue;
          // Codes may leave some out: a dictionary is also written to by others.
          const code = known.size * 2;
          table.add(bytes, view, before, to, code);
          known.set(each, code);
          expect(table.size).toBe(known.size);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it("gives back its texts in the order of their codes", () => {
    fc.assert(
      fc.property(fc.uniqueArray(text, { maxLength: 200 }), (texts) => {
        const table = new ByteTable();
        texts.forEach((each, code) => {
          const bytes = new TextEncoder().encode(each);
          table.add(bytes, new DataView(bytes.buffer), 0, bytes.length, code);
        });
        const given: string[] = [];
        table.each((bytes, from, to) => given.push(new TextDecoder().decode(bytes.slice(from, to))));
        expect(given).toEqual(texts);
        expect(texts.map((_, code) => table.text(code))).toEqual(texts);
      }),
      { seed: 9, numRuns: 200 },
    );
  });

  it("knows ids that are counted up, in any order, with gaps, among others", () => {
    const id = fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 900, max: 1_500 }).map((number) => `T${number}`) },
      fc.integer({ min: 0, max: 2 ** 31 }).map((number) => `T${number}`),
      fc.integer({ min: 0, max: 99 }).map((number) => `T${String(number).padStart(4, "0")}`),
      fc.integer({ min: 0, max: 99 }).map((number) => `${number}`),
      fc.integer({ min: 900, max: 990 }).map((number) => `a-long-prefix-${number}`),
      fc.constantFrom("T", "", "T-1", "T1e3", "T+900", "T 900", "T٩٠٠", "t900"),
    );
    fc.assert(
      fc.property(fc.array(id, { minLength: 30, maxLength: 900, size: "max" }), (ids) => {
        const table = new ByteTable();
        const known = new Map<string, number>();
        const places = {
          from: new Int32Array(ids.length),
          to: new Int32Array(ids.length),
          codes: new Int32Array(ids.length),
        };
        const all = new TextEncoder().encode(ids.join(""));
        const view = new DataView(all.buffer);
        let end = 0;
        ids.forEach((each, i) => {
          const from = end;
          end += new TextEncoder().encode(each).length;
          [places.from[i], places.to[i]] = [from, end];
          expect(table.find(all, view, from, end)).toBe(known.get(each) ?? -1);
          if (known.has(each)) return;
          table.add(all, view, from, end, known.size);
          known.set(each, known.size);
        });
        table.findMany(all, view, places.from, places.to, ids.length, places.codes);
        expect([...places.codes]).toEqual(ids.map((each) => known.get(each)));
        expect([...known.keys()].map((_, code) => table.text(code))).toEqual([...known.keys()]);
        const strange = new TextEncoder().encode("T1501 T0100 T899");
        expect(table.find(strange, new DataView(strange.buffer), 0, 5)).toBe(known.get("T1501") ?? -1);
        expect(table.find(strange, new DataView(strange.buffer), 6, 11)).toBe(known.get("T0100") ?? -1);
        expect(table.find(strange, new DataView(strange.buffer), 12, 16)).toBe(known.get("T899") ?? -1);
      }),
      { seed: 12, numRuns: 200 },
    );
  });

  it("tells many texts apart that begin or end in the same four bytes, known or not", () => {
    const letters = [..."abcdefghijklmnopqrstuvwxyz"];
    const pairs = letters.flatMap((x) => letters.map((y) => x + y));
    const texts = pairs.flatMap((pair) => [`tick${pair}`, `${pair}--tick`]);
    const bytes = new TextEncoder().encode(texts.join(""));
    const view = new DataView(bytes.buffer);
    const to = Int32Array.from({ length: texts.length }, (_, i) => Math.floor(i / 2) * 14 + (i % 2 === 0 ? 6 : 14));
    const from = to.map((_, i) => (i === 0 ? 0 : to[i - 1]!));
    const table = new ByteTable();
    const expected = texts.map((_, i) => (i % 3 === 0 ? i / 3 : -1));
    expected.forEach((code, i) => {
      if (code >= 0) table.add(bytes, view, from[i]!, to[i]!, code);
    });
    const codes = new Int32Array(texts.length);
    table.findMany(bytes, view, from, to, texts.length, codes);
    expect([...codes]).toEqual(expected);
  });

  it("tells ids that are counted up from those that have their numbers in another form", () => {
    const alike = [
      (number: number) => `T${number + 2 ** 32}`,
      (number: number) => `U${number}`,
      (number: number) => `T0${number}`,
      (number: number) => `T000000000${number}`,
      (number: number) => `t${number}`,
      (number: number) => `TT${number}`,
      (number: number) => `${number}`,
      (number: number) => `T${number}0`,
      (number: number) => `T-${number}`,
      (number: number) => `T${number} `,
    ];
    for (const [counted, others] of [
      [(number: number) => `T${number}`, alike],
      [(number: number) => `T0${number}`, [(number: number) => `T${number}`, ...alike.filter((_, i) => i !== 2)]],
    ] as const) {
      const table = new ByteTable();
      const ids: string[] = [];
      const find = (id: string, isNew: boolean) => {
        const bytes = new TextEncoder().encode(id);
        const view = new DataView(bytes.buffer);
        const code = table.find(bytes, view, 0, bytes.length);
        if (isNew && code < 0) table.add(bytes, view, 0, bytes.length, ids.push(id) - 1);
        return code;
      };
      for (let number = 100; number < 900; number++) expect(find(counted(number), true)).toBe(-1);
      for (const idOf of others)
        for (let number = 300; number < 500; number++) expect(find(idOf(number), true)).toBe(-1);
      expect(ids.map((id) => find(id, false))).toEqual([...ids.keys()]);
    }
  });

  it("takes little more memory for ids whose numbers stand far apart", () => {
    const before = process.memoryUsage().arrayBuffers;
    const table = new ByteTable();
    for (let i = 0; i < 60_000; i++) {
      const id = new TextEncoder().encode(`${(i * 4_095) % 900_000_000}`);
      table.add(id, new DataView(id.buffer), 0, id.length, i);
    }
    expect(table.size).toBe(60_000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20);
  });

  it("finds ids that end in the same byte, in any, or are counted up, each in a few steps", () => {
    const sorts = [(i: number) => `${i * 10}`, (i: number) => `${i}`, (i: number) => `ticket-${100_000 + i}`];
    for (const idOf of sorts) {
      const table = new ByteTable();
      const ids = Array.from({ length: 50_000 }, (_, i) => new TextEncoder().encode(idOf(i)));
      const views = ids.map((bytes) => new DataView(bytes.buffer));
      for (const [code, bytes] of ids.entries()) table.add(bytes, views[code]!, 0, bytes.length, code);
      expect(ids.every((bytes, code) => table.find(bytes, views[code]!, 0, bytes.length) === code)).toBe(true);
    }
  });
});

describe("CountedIds", () => {
  const numbers = (from: number, count: number) => Int32Array.from({ length: count }, (_, i) => from + i);

  // Of the numbers that there is to be room for, a sixteenth at either end may stand apart from the others.
  it("makes as much room again below as there was, so that ids counted down are not all copied at each few of them", () => {
    const ids = new CountedIds(formOf(new TextEncoder().encode("T10000")));
    ids.makeRoom(numbers(10_000, 1_000));
    for (let number = 10_062; number < 10_938; number++) expect(ids.add(number, number)).toBe(true);
    expect(ids.add(10_061, 1)).toBe(false);
    ids.makeRoom(numbers(9_962, 100));
    expect(ids.add(10_062 - 876, 1)).toBe(true);
    expect(ids.add(10_062 - 877, 2)).toBe(false);
    expect(ids.codeOf(10_062 - 876)).toBe(1);
    expect([10_062, 10_937].map((number) => ids.codeOf(number))).toEqual([10_062, 10_937]);
  });

  it("makes as much room again above as there was", () => {
    const ids = new CountedIds(formOf(new TextEncoder().encode("T10")));
    ids.makeRoom(numbers(100_000, 100_000));
    for (let number = 106_250; number < 110_000; number++) expect(ids.add(number, number)).toBe(true);
    ids.makeRoom(numbers(193_700, 100_000));
    expect(ids.add(106_250 + 2 * 87_500 - 1, 7)).toBe(true);
    expect(ids.codeOf(106_250 + 2 * 87_500 - 1)).toBe(7);
    expect(ids.codeOf(106_250)).toBe(106_250);
  });

  it("has no place below zero", () => {
    const ids = new CountedIds(formOf(new TextEncoder().encode("T10")));
    ids.makeRoom(numbers(100, 1_000));
    for (let number = 162; number < 1_000; number++) ids.add(number, number);
    ids.makeRoom(numbers(10, 33));
    expect(ids.add(0, 7)).toBe(true);
    expect(ids.codeOf(0)).toBe(7);
    expect(ids.codeOf(999)).toBe(999);
    expect(ids.codeOf(-1)).toBe(-1);
  });
});
