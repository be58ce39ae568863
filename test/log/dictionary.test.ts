import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextArena } from "../../src/log/bytes/text-arena.ts";
import { Dictionary } from "../../src/log/dictionary.ts";
import { encodeTexts } from "../../src/log/log-stretch.ts";
import { longerMemory } from "../../src/log/longer-memory.ts";
import { TextBytes } from "../../src/log/text-bytes.ts";
import { encodeText } from "../../src/log/text-codec.ts";

/** Few enough that they come again, some easily taken for others: half a surrogate pair, an end in zero, eight bytes and nine. */
const text = fc.oneof(
  fc.constantFrom("", "a", "a\0", "\ud800", "\udfff", "😀", "abcdefgh", "abcdefghi", "李雷", "é"),
  fc.nat(30).map((number) => `T${number}`),
  fc.nat(30).map((number) => `ticket-${number}`),
  fc.string({ unit: "binary", maxLength: 10 }),
);
const step = fc.oneof(
  fc.record({ do: fc.constantFrom("encode", "encodeBytes", "append", "find", "decode"), text }),
  fc.record({ do: fc.constantFrom("values", "toParts"), text }),
);

function bytesOf(value: string): { bytes: Uint8Array; view: DataView; from: number; to: number } {
  const bytes = new Uint8Array(value.length * 3 + 4);
  const to = encodeText(value, bytes, 2);
  return { bytes, view: new DataView(bytes.buffer), from: 2, to };
}

describe("Dictionary", () => {
  it("numbers texts in the order of their first appearance, whether they come as strings or as bytes", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const dictionary = new Dictionary();
        const known: string[] = [];
        const numberOf = (value: string) => (known.includes(value) ? known.indexOf(value) : known.push(value) - 1);
        for (const { do: what, text: value } of steps) {
          const { bytes, view, from, to } = bytesOf(value);
          if (what === "encode") expect(dictionary.encode(value)).toBe(numberOf(value));
          if (what === "encodeBytes") expect(dictionary.encodeBytes(bytes, view, from, to)).toBe(numberOf(value));
          if (what === "append" && !known.includes(value)) expect(dictionary.append(value)).toBe(numberOf(value));
          if (what === "find") expect(dictionary.find(value)).toBe(known.indexOf(value));
          if (what === "decode") expect(known.map((_, code) => dictionary.decode(code))).toEqual(known);
          if (what === "values") expect(dictionary.values).toEqual(known);
          if (what === "toParts") {
            const other = new Dictionary(["T1"]);
            const codes = encodeTexts(other, dictionary.toParts());
            expect(Array.from(codes, (code) => other.decode(code))).toEqual(known);
          }
          expect(dictionary.size).toBe(known.length);
        }
        expect(dictionary.values).toEqual(known);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it("shows its texts to whoever copies, prints or compares it", () => {
    const dictionary = new Dictionary();
    const { bytes, view, from, to } = bytesOf("T1");
    dictionary.encodeBytes(bytes, view, from, to);
    expect(JSON.stringify(dictionary)).toBe('{"values":["T1"]}');
    expect(structuredClone(dictionary)).toEqual({ values: ["T1"] });
    expect(dictionary).not.toEqual(new Dictionary(["T2"]));
    expect(dictionary).toEqual(new Dictionary(["T1"]));
  });

  it("reads the texts of all dictionaries by one accessor, so that engines know them for objects of one kind", () => {
    const [x, y] = [new Dictionary(["T1"]), new Dictionary(["T2"])];
    const accessorOf = (dictionary: Dictionary) => Object.getOwnPropertyDescriptor(dictionary, "values")!.get;
    expect(accessorOf(x)).toBe(accessorOf(y));
    expect([x.values, y.values]).toEqual([["T1"], ["T2"]]);
  });

  it("tells long texts of three bytes a character apart by their last", () => {
    const texts = ["票".repeat(24), `${"票".repeat(23)}单`, `${"票".repeat(31)}李`, `${"票".repeat(31)}雷`];
    const dictionary = new Dictionary();
    expect(texts.map((text) => dictionary.encode(text))).toEqual([0, 1, 2, 3]);
    expect(texts.map((text) => dictionary.find(text))).toEqual([0, 1, 2, 3]);
  });

  it("has no number for what it does not have, and no text for none", () => {
    expect(new Dictionary().find("T1")).toBe(-1);
    expect(new Dictionary(["T1"]).decode(-1)).toBeNull();
    expect(new Dictionary(["T1"]).encodeOptional(null)).toBe(-1);
  });

  it("throws for a number that none of its texts has, whether they are known as strings or as bytes", () => {
    const strings = new Dictionary();
    strings.append("T1");
    const bytes = new Dictionary();
    const text = bytesOf("T1");
    bytes.encodeBytes(text.bytes, text.view, text.from, text.to);
    for (const dictionary of [strings, bytes]) {
      expect(dictionary.decode(0)).toBe("T1");
      for (const code of [1, 7, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(() => dictionary.decode(code)).toThrow(
          new RangeError(`Dictionary: expected the number of a text, -1 to 0, got ${code}`),
        );
      }
    }
  });
});

describe("memory of texts", () => {
  it("is doubled as it gets too short, up to what whole numbers of 32 bits can tell", () => {
    expect(longerMemory(1_024, 1_030)).toBe(2_048);
    expect(longerMemory(1_024, 5_000)).toBe(5_000);
    expect(longerMemory(2 ** 30 + 2, 2 ** 30 + 3)).toBe(2 ** 31 - 1);
    expect(longerMemory(2 ** 31 - 2, 2 ** 31 - 1)).toBe(2 ** 31 - 1);
    const message = /^texts of one sort: expected at most 2 GiB of them in a log, got 2147483648 bytes; fold/;
    expect(() => longerMemory(2 ** 31 - 1, 2 ** 31)).toThrow(RangeError);
    expect(() => longerMemory(2 ** 31 - 1, 2 ** 31)).toThrow(message);
  });

  it("says so where there is more than that, and keeps what it has", () => {
    const texts = new TextBytes(1);
    texts.pushText("T1");
    expect(() => texts.push(new Uint8Array(0), 0, 2 ** 31 - 2)).toThrow(RangeError);
    expect(texts.toParts()).toMatchObject({ count: 1, end: 2 });
    const arena = new TextArena();
    const start = arena.keep(Uint8Array.of(84, 49), 0, 2);
    expect(() => arena.keep(new Uint8Array(0), 0, 2 ** 31 - 9)).toThrow(RangeError);
    expect(arena.keep(Uint8Array.of(84, 50), 0, 2)).toBe(start + 6);
  });
});
