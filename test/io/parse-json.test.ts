import { describe, expect, it } from "vitest";
import { forgetWords } from "../../src/io/rows/forget-words.ts";
import { isTooDeep, parseJson } from "../../src/io/rows/parse-json.ts";
import { readAll, scratchFolder } from "./scratch.ts";

const file = scratchFolder();
const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

describe("JSON that is nested too deep", () => {
  it("is known by its levels, whatever its texts hold", () => {
    expect([nested(1_000), nested(1_001), `${'{"a":'.repeat(1_001)}1${"}".repeat(1_001)}`].map(isTooDeep)).toEqual([
      false,
      true,
      true,
    ]);
    const text = JSON.stringify([`${"[".repeat(3_000)}"\\`, ...Array.from({ length: 2_000 }, () => [{}])]);
    expect(isTooDeep(text)).toBe(false);
    expect(parseJson(text)).toEqual(JSON.parse(text));
    expect(() => parseJson(nested(50_000))).toThrow(SyntaxError);
  });

  it.each([
    ["a.ndjson", `{"a":${nested(100_000)}}\n{"b":1}`],
    ["a.json", `[{"a":${nested(100_000)}},{"b":1}]`],
  ])("is refused with its row in %s, and the next row is read", async (name, content) => {
    const { rows, codes } = await readAll(file(name, content));
    expect(codes).toEqual(["1:notJson"]);
    expect(rows[0]!.issue!.hint).toContain("a thousand levels");
    expect(rows[1]!.value).toEqual({ b: 1 });
  });

  it("does not keep words from being forgotten", () => {
    const row: Record<string, unknown> = { body: "x".repeat(500) };
    let outer: unknown = row;
    for (let level = 0; level < 100_000; level++) outer = [outer];
    forgetWords(outer);
    expect(row["body"]).toBe("…");
  });
});
