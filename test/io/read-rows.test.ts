import { chmodSync } from "node:fs";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fileChunks } from "../../src/io/bytes/file-chunks.ts";
import { InputError } from "../../src/io/bytes/input-error.ts";
import { readRows } from "../../src/io/rows/read-rows.ts";
import { readAll, scratchFolder } from "./scratch.ts";

const file = scratchFolder();
const three = '{"a":1}\n{"a":"客服"}\n{"a":3}\n';
const threeValues = [{ a: 1 }, { a: "客服" }, { a: 3 }];

describe("openRows: NDJSON", () => {
  it("reads one value a line and numbers rows by line, blank lines counted", async () => {
    const { rows, format } = await readAll(file("a.ndjson", '{"a":1}\n\n  \n{"a":2}\n'));
    expect(format).toBe("ndjson");
    expect(rows).toEqual([
      { row: 1, value: { a: 1 } },
      { row: 4, value: { a: 2 } },
    ]);
  });

  it("takes CRLF, a missing last line end, and gzip with or without its ending", async () => {
    expect((await readAll(file("b.jsonl", three.replaceAll("\n", "\r\n")))).values).toEqual(threeValues);
    expect((await readAll(file("c.jsonl", three.trimEnd()))).values).toEqual(threeValues);
    expect((await readAll(file("d.ndjson.gz", gzipSync(three)))).values).toEqual(threeValues);
    expect((await readAll(file("e.ndjson", gzipSync(three)))).values).toEqual(threeValues);
    expect((await readAll(file("f.ndjson.gz", three))).values).toEqual(threeValues);
  });

  it("reads gzip members one after another", async () => {
    const path = file("members.ndjson.gz", Buffer.concat([gzipSync('{"a":1}\n'), gzipSync('{"a":2}\n')]));
    expect((await readAll(path)).values).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it("refuses a broken line with its number and goes on", async () => {
    const { values, codes } = await readAll(file("g.ndjson", '{"a":1}\n{"a":\n{"a":3}\n'));
    expect(values).toEqual([{ a: 1 }, { a: 3 }]);
    expect(codes).toEqual(["2:notJson"]);
  });

  it("says of a broken last line without a line end that the file is cut off", async () => {
    const { rows } = await readAll(file("h.ndjson", '{"a":1}\n{"a":2}\n{"a":'));
    expect(rows.at(-1)!.issue).toMatchObject({
      row: 3,
      code: "notJson",
      hint: expect.stringContaining("ends in the middle"),
    });
  });

  it("says of NaN that JSON has none", async () => {
    const { rows } = await readAll(file("nan.ndjson", '{"score":NaN}\n{"a":1}\n'));
    expect(rows[0]!.issue!.hint).toContain("NaN");
  });

  it("refuses a line longer than allowed without holding it, and reads the next", async () => {
    const long = `{"a":"${"x".repeat(3_000_000)}"}`;
    const { values, codes } = await readAll(file("i.ndjson", `${long}\n{"a":2}\n${long}`), {
      longestRowBytes: 1_000_000,
    });
    expect(values).toEqual([{ a: 2 }]);
    expect(codes).toEqual(["1:lineTooLong", "3:lineTooLong"]);
  });

  it("refuses a line that is not UTF-8 instead of garbling it, and reads the others", async () => {
    const gbk = Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xbf, 0xcd, 0xb7, 0xfe, 0x22, 0x7d, 0x0a]); // {"a":"客服"} in GBK
    const bytes = Buffer.concat([Buffer.from('{"a":1}\n'), gbk, Buffer.from('{"a":3}\n')]);
    const { values, codes } = await readAll(file("j.ndjson", bytes));
    expect(values).toEqual([{ a: 1 }, { a: 3 }]);
    expect(codes).toEqual(["2:encoding"]);
    expect((await readAll(file("j.ndjson", bytes), { encoding: "gb18030" })).values).toEqual(threeValues);
  });

  it("gives the same rows wherever the chunks are cut", async () => {
    const bytes = Buffer.from(three.repeat(3));
    for (let size = 1; size <= bytes.length; size += 3) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      const { values } = await readAll("-", { stdin: Readable.from(chunks, { objectMode: false }) });
      expect(values).toEqual([...threeValues, ...threeValues, ...threeValues]);
    }
  });
});

describe("openRows: encodings", () => {
  it("skips a UTF-8 byte order mark", async () => {
    expect((await readAll(file("bom.ndjson", `\ufeff${three}`))).values).toEqual(threeValues);
    expect((await readAll(file("bom.csv", "\ufeffticket,at\nT1,5\n"))).values).toEqual([{ ticket: "T1", at: "5" }]);
  });

  it("reads UTF-16 with and without a byte order mark, little and big endian", async () => {
    const little = Buffer.from(three, "utf16le");
    const big = Buffer.from(little).swap16();
    for (const [mark, bytes, encoding] of [
      [[0xff, 0xfe], little, "utf-16le"],
      [[0xfe, 0xff], big, "utf-16be"],
      [[], little, "utf-16le"],
      [[], big, "utf-16be"],
    ] as const) {
      const found = await readAll(file("u16.ndjson", Buffer.concat([Buffer.from(mark), bytes])));
      expect(found.encoding).toBe(encoding);
      expect(found.values).toEqual(threeValues);
    }
  });

  it("refuses a row whose bytes stand for no character in the named encoding", async () => {
    const half = Buffer.concat([Buffer.from('{"a":1}\n{"a":"'), Buffer.from([0x81]), Buffer.from('"}\n{"a":3}\n')]);
    const { values, codes } = await readAll(file("half.ndjson", half), { encoding: "gb18030" });
    expect(codes).toEqual(["2:encoding"]);
    expect(values).toEqual([{ a: 1 }, { a: 3 }]);
  });

  it("is strict about the name of an encoding", async () => {
    await expect(readAll(file("x.ndjson", three), { encoding: "utf-99" })).rejects.toThrow(RangeError);
  });
});

describe("openRows: JSON", () => {
  it("reads an array element by element, pretty-printed or not", async () => {
    expect((await readAll(file("a.json", JSON.stringify(threeValues)))).values).toEqual(threeValues);
    const { rows, format } = await readAll(file("b.json", `\n${JSON.stringify(threeValues, null, 2)}\n`));
    expect(format).toBe("json");
    expect(rows.map((row) => row.row)).toEqual([1, 2, 3]);
    expect(rows.map((row) => row.value)).toEqual(threeValues);
  });

  it("is not confused by brackets, commas and escaped quotes within strings", async () => {
    const values = [{ a: '],"[{\\"' }, { b: "\\" }, [1, [2]], "text, [", 5, null];
    expect((await readAll(file("c.json", JSON.stringify(values)))).values).toEqual(values);
  });

  it("finds the rows in an object that holds one array, and takes an event by itself", async () => {
    expect((await readAll(file("d.json", JSON.stringify({ count: 3, events: threeValues })))).values).toEqual(
      threeValues,
    );
    expect((await readAll(file("e.json", JSON.stringify({ users: [1], events: threeValues })))).values).toEqual(
      threeValues,
    );
    const event = { ticket: "T1", type: "created", tags: [] };
    expect((await readAll(file("f.json", JSON.stringify(event)))).values).toEqual([event]);
  });

  it("asks which array is meant where an object holds several", async () => {
    await expect(readAll(file("g.json", '{"x":[],"y":[]}'))).rejects.toThrow(
      "several arrays in one JSON object (x, y)",
    );
  });

  it("keeps the elements before a cut, refuses the rest, and says so", async () => {
    const { values, codes, notes } = await readAll(file("h.json", '[{"a":1},{"a":2},{"a":'));
    expect(values).toEqual([{ a: 1 }, { a: 2 }]);
    expect(codes).toEqual(["3:notJson"]);
    expect(notes.map((note) => note.code)).toEqual(["cutOff"]);
  });

  it("refuses a broken element and reads the ones after it", async () => {
    const { values, codes } = await readAll(file("i.json", '[{"a":1},{"a":NaN},{"a":3},]'));
    expect(values).toEqual([{ a: 1 }, { a: 3 }]);
    expect(codes).toEqual(["2:notJson"]);
  });

  it("reads NDJSON that is called .json, and a JSON array that is called .ndjson", async () => {
    expect((await readAll(file("j.json", three))).values).toEqual(threeValues);
    expect((await readAll(file("k.ndjson", JSON.stringify(threeValues)))).values).toEqual(threeValues);
  });

  it("says so where text is none of the formats", async () => {
    await expect(readAll(file("l.json", "hello"))).rejects.toThrow("expected JSON, NDJSON or CSV");
  });
});

describe("openRows: standard input", () => {
  it("sees by the content what it is", async () => {
    const stdin = (content: string | Buffer) => ({
      stdin: Readable.from([Buffer.from(content)], { objectMode: false }),
    });
    expect((await readAll("-", stdin(three))).format).toBe("ndjson");
    expect((await readAll("-", stdin(gzipSync(three)))).values).toEqual(threeValues);
    expect((await readAll("-", stdin(JSON.stringify(threeValues)))).format).toBe("json");
    expect((await readAll("-", stdin("ticket;at\nT1;5\n"))).values).toEqual([{ ticket: "T1", at: "5" }]);
  });
});

describe("openRows: what cannot be read", () => {
  it("says so of a missing file, a directory and a pattern without matches", async () => {
    const missing = await readAll("no-such.ndjson").catch((error: unknown) => error);
    expect(missing).toBeInstanceOf(InputError);
    expect((missing as Error).message).toBe("no-such.ndjson: no such file");
    await expect(readAll("src")).rejects.toThrow("src: this is a directory");
    await expect(readAll("data/*.ndjson")).rejects.toThrow("data/*.ndjson: no file matches");
  });

  it("says so of a file that is gone, or shorter, by the time it is read", async () => {
    const path = file("rotated.ndjson", three);
    const all = fileChunks(path, 0, Buffer.byteLength(three) + 1);
    expect((await all.next()).value).toEqual(Buffer.from(three));
    const shorter = await all.next().catch((error: unknown) => error);
    expect(shorter).toBeInstanceOf(InputError);
    expect((shorter as Error).message).toBe(`${path}: it became shorter while it was read`);
    const gone = await fileChunks("gone.ndjson", 0, 9)
      .next()
      .catch((error: unknown) => error);
    expect(gone).toBeInstanceOf(InputError);
    expect((gone as Error).message).toBe("gone.ndjson: no such file");
  });

  it.skipIf(process.getuid?.() === 0)("says so of a file without permission", async () => {
    const path = file("locked.ndjson", three);
    chmodSync(path, 0o000);
    await expect(readAll(path)).rejects.toThrow("no permission to read it");
  });

  it("notes an empty file, and a header without rows", async () => {
    expect((await readAll(file("empty.ndjson", ""))).notes).toMatchObject([
      { code: "emptyFile", message: "the file is empty" },
    ]);
    expect((await readAll(file("blank.ndjson", "\n \n"))).notes).toMatchObject([{ code: "emptyFile" }]);
    expect((await readAll(file("empty.ndjson.gz", gzipSync("")))).notes).toMatchObject([{ code: "emptyFile" }]);
    expect((await readAll(file("head.csv", "ticket,at\n"))).notes).toMatchObject([
      { code: "emptyFile", message: "the file holds a header and no rows" },
    ]);
    expect((await readAll(file("none.json", "[]"))).values).toEqual([]);
  });

  it("says what a binary file is", async () => {
    await expect(readAll(file("x.ndjson", Buffer.from([1, 2, 0, 4])))).rejects.toThrow(
      "this is no text (byte 3 is zero)",
    );
    await expect(readAll(file("x.xlsx", Buffer.from("PK\u0003\u0004....")))).rejects.toThrow("Excel workbook");
    await expect(readAll(file("x.parquet", Buffer.from("PAR1....")))).rejects.toThrow("Parquet");
  });

  it("keeps the rows of a gzip file that ends too early or is damaged, and reports the cut", async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `{"a":${i},"b":"${(i * 2654435761) % 4294967296}"}\n`).join(
      "",
    );
    const packed = gzipSync(many);
    const cut = await readAll(file("cut.ndjson.gz", packed.subarray(0, packed.length >> 1)));
    expect(cut.values.length).toBeGreaterThan(8_000);
    expect(cut.values[7_999]).toEqual(JSON.parse(many.split("\n")[7_999]!));
    expect(cut.notes).toMatchObject([{ code: "cutOff", message: expect.stringContaining("end too early") }]);
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, packed.length >> 1, (packed.length >> 1) + 64);
    const found = await readAll(file("damaged.ndjson.gz", damaged));
    expect(found.values.length).toBeGreaterThan(4_000);
    expect(found.notes).toMatchObject([{ code: "cutOff", message: expect.stringContaining("damaged") }]);
  });
});

describe("readRows", () => {
  it("gives the rows one by one and closes the file when the reader stops early", async () => {
    const seen: unknown[] = [];
    for await (const row of readRows(file("one.ndjson", three.repeat(100_000)))) {
      seen.push(row.value);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual(threeValues.slice(0, 2));
  });
});
