import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Dictionary } from "../../src/log/dictionary.ts";
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
            const codes = other.encodeParts(dictionary.toParts());
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
});
