import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openFile } from "../../src/io/rows/read-rows.ts";
import { splitFiles } from "../../src/io/threads/split-files.ts";
import { scratchFolder } from "./scratch.ts";

const file = scratchFolder();

/** By stretch, the texts of its pieces; a header that is read once more stands before a bar. */
async function cut(paths: readonly string[], stretches: number): Promise<string[][] | null> {
  const files = await Promise.all(paths.map((path) => openFile(path)));
  for (const each of files) await each.close?.();
  const pieces = await splitFiles(files, stretches);
  if (pieces === null) return null;
  return pieces.map((stretch) => {
    return stretch.map(({ path, from, to, header }) => {
      const text = readFileSync(path).subarray(from, to).toString();
      return header === null ? text : `${Buffer.from(header).toString()}|${text}`;
    });
  });
}

describe("splitting files", () => {
  it("cuts at line ends, in stretches of about one length", async () => {
    const lines = Array.from({ length: 9 }, (_, i) => `{"row":${i}}\n`);
    const path = file("a.ndjson", lines.join(""));
    expect(await cut([path], 3)).toEqual([
      [lines.slice(0, 4).join("")],
      [lines.slice(4, 7).join("")],
      [lines.slice(7).join("")],
    ]);
  });

  it("goes on from file to file, and gives each file a piece, an empty one as well", async () => {
    const [a, none, b] = [
      file("b.ndjson", '{"a":1}\n{"a":2}\n'),
      file("none.ndjson", ""),
      file("c.ndjson", '{"b":1}\n'),
    ];
    expect(await cut([a, none, b], 2)).toEqual([['{"a":1}\n{"a":2}\n'], ["", '{"b":1}\n']]);
    expect(await cut([none], 2)).toEqual([[], [""]]);
  });

  it("gives every stretch of CSV the header, a quoted one too", async () => {
    const path = file("a.csv", `"a","b"\n${"1,2\n".repeat(40)}`);
    const stretches = (await cut([path], 4))!;
    expect(stretches.map(([piece]) => piece!.startsWith('"a","b"\n|'))).toEqual([false, true, true, true]);
    expect(stretches.map(([piece]) => piece!.split("|").at(-1)!).join("")).toBe(readFileSync(path, "utf8"));
  });

  it("cuts CSV where records begin, not at line ends within cells", async () => {
    const path = file("cells.csv", `a,b,c\n${'1,"two\n2,lines",3\n'.repeat(60)}`);
    const stretches = (await cut([path], 3))!;
    for (const [piece] of stretches.slice(1)) expect(piece!.split("|")[1]!.startsWith('1,"two')).toBe(true);
  });

  it("leaves files in one whose lines end in CR, or whose header runs over a line end", async () => {
    expect(await cut([file("mac.csv", "a,b\r1,2\r3,4\r")], 2)).toBeNull();
    expect(await cut([file("long.csv", '"a\nb",c\n1,2\n3,4\n')], 2)).toBeNull();
    expect(await cut([file("blank.csv", " \na,b\n1,2\n")], 2)).toBeNull();
    expect(await cut([file("even.csv", 'a,b"c,"no\nte"\n1,2,3\n4,5,6\n')], 2)).toBeNull();
  });
});
