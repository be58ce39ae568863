import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  bool,
  type Codec,
  type Column,
  CompressionType,
  columnFromArray,
  type DataType,
  dictionary,
  float64,
  getCompressionCodec,
  int64,
  largeUtf8,
  setCompressionCodec,
  struct,
  TimeUnit,
  tableFromColumns,
  tableToIPC,
  timestamp,
  utf8,
} from "@uwdata/flechette";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unpackLz4 } from "../../src/io/tables/lz4-frame.ts";
import { readArrow } from "../../src/io/tables/read-arrow.ts";
import { rowFromLeaves } from "../../src/io/tables/row-from-leaves.ts";
import { LogBuilder, type ParseOptions } from "../../src/log/log-builder.ts";
import { decodedLog } from "./decoded-log.ts";
import { scratchFolder } from "./scratch.ts";

const file = scratchFolder();
const place = (name: string) => join(dirname(file("here", "")), name);

type Columns = Record<string, { type: DataType; values: unknown[] }>;

function write(name: string, columns: Columns, format: "file" | "stream" = "file", maxBatchRows = 7): string {
  const made = Object.entries(columns).map(([column, { type, values }]): [string, Column<unknown>] => [
    column,
    columnFromArray(values, type, { maxBatchRows }) as Column<unknown>,
  ]);
  const path = place(name);
  writeFileSync(path, tableToIPC(tableFromColumns(made), { format })!);
  return path;
}

/** The rows as objects through the schema. */
function byObjects(columns: Columns, options: ParseOptions = {}) {
  const builder = new LogBuilder(options);
  const rows = Object.values(columns)[0]!.values.length;
  for (let row = 0; row < rows; row++) {
    const leaves = Object.entries(columns).map(([name, { values }]) => [name, values[row] === "" ? null : values[row]]);
    builder.push(rowFromLeaves(Object.fromEntries(leaves) as Record<string, unknown>), row + 1);
  }
  return builder.finish();
}

const cell = (...texts: string[]) => fc.option(fc.constantFrom(...texts), { freq: 3 });
const row = fc.record({
  ticket: fc.constantFrom("T1", "T2", "工单-3", "a longer name of a ticket"),
  at: fc.constantFrom("2026-01-05T08:00:00Z", "2026-01-05T09:30:00.250+08:00", "1767225600000", "soon", ""),
  type: fc.constantFrom("created", "message", "assigned", "survey", "status", "promised", "nonsense"),
  "actor.kind": cell("agent", "customer", "alien"),
  "actor.id": cell("mei", "李雷", ""),
  public: cell("true", "0", "maybe"),
  agent: cell("mei", "null", " null"),
  team: cell("first", "null"),
  step: cell("offered", "answered"),
  score: cell("4", "4.5", "12", "many"),
  phase: cell("open", "solved"),
  due: cell("2026-01-09T08:00:00Z"),
  requester: cell("c1", "null"),
  seq: cell("1", "2"),
  id: cell("e1", "e2"),
  note: fc.option(fc.constant("by hand"), { freq: 20 }),
});
const textTypes = {
  utf8: () => utf8(),
  largeUtf8: () => largeUtf8(),
  dictionary: (column: number) => dictionary(utf8(), undefined, false, column),
};

describe("readArrow", () => {
  it("takes and refuses the rows that the schema does, however texts are stored", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.constantFrom(...Object.keys(textTypes)),
        fc.constantFrom("file" as const, "stream" as const),
        async (rows, name, format) => {
          const type = textTypes[name as keyof typeof textTypes];
          const names = Object.keys(rows[0]!) as (keyof (typeof rows)[0])[];
          const columns: Columns = Object.fromEntries(
            names.map((column, i) => [column, { type: type(i), values: rows.map((each) => each[column]) }]),
          );
          const read = await readArrow([write("texts.arrow", columns, format)]);
          const expected = byObjects(columns);
          expect(read.counts).toEqual(expected.counts);
          expect(read.issues).toEqual(expected.issues);
          expect(decodedLog(read.log)).toEqual(decodedLog(expected.log));
        },
      ),
      { seed: 5, numRuns: 150 },
    );
  });

  const at = Date.UTC(2026, 0, 5, 8);
  const typed: Columns = {
    ticket: { type: int64(), values: [7, 7, 7, 8, 8] },
    type: { type: dictionary(utf8()), values: ["created", "message", "survey", "survey", "message"] },
    public: { type: bool(), values: [null, true, null, null, false] },
    step: { type: utf8(), values: [null, null, "answered", "answered", null] },
    score: { type: float64(), values: [null, null, 4, Number.NaN, null] },
    actor: {
      type: struct({ kind: utf8(), id: utf8() }),
      values: [{ kind: "customer", id: "c1" }, { kind: "agent", id: "mei" }, null, { kind: "alien", id: "" }, null],
    },
  };
  const withTimes = (timezone: string | null): Columns => ({
    ...typed,
    at: {
      type: timestamp(TimeUnit.MICROSECOND, timezone),
      values: [at, at + 1, at + 2.5, at + 3, null],
    },
  });

  it("takes columns with a type of their own as they are: ids that are numbers, instants, truth, a struct of the actor", async () => {
    const { log, counts, issues } = await readArrow([write("typed.arrow", withTimes("UTC"))]);
    expect(counts).toMatchObject({ rows: 5, accepted: 3, refused: 2 });
    expect(issues.map(({ row: number, path }) => [number, path])).toEqual([
      [4, "actor.kind"],
      [5, "at"],
    ]);
    expect(log.dictionaries.tickets.values).toEqual(["7"]);
    expect(log.dictionaries.agents.values).toEqual(["mei"]);
    expect(log.dictionaries.requesters.values).toEqual(["c1"]);
    expect([...log.at]).toEqual([at, at + 1, at + 2.5]);
  });

  it("reads times without a zone as wall clocks of the zone that is named, and refuses them without one", async () => {
    const path = write("wall.arrow", withTimes(null));
    const berlin = await readArrow([path], { timeZone: "Europe/Berlin" });
    expect([...berlin.log.at]).toEqual([at, at + 1, at + 2.5].map((ms) => ms - 3_600_000));
    const { counts } = await readArrow([path]);
    expect(counts.refusedByCode).toMatchObject({ timeOffset: 3 });
  });

  it("reads a record batch of any length", async () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => i);
    const columns: Columns = {
      ticket: { type: utf8(), values: rows.map((i) => `T${i % 90}`) },
      at: { type: timestamp(TimeUnit.MILLISECOND, "UTC"), values: rows.map((i) => at + i * 1_000) },
      type: { type: dictionary(utf8()), values: rows.map((i) => (i % 1_000 === 999 ? "typo" : "message")) },
      public: { type: bool(), values: rows.map((i) => i % 3 === 0) },
      "actor.kind": { type: dictionary(utf8()), values: rows.map((i) => (i % 7 === 0 ? null : "agent")) },
      "actor.id": { type: largeUtf8(), values: rows.map((i) => (i % 7 === 0 ? null : `agent ${i % 13}`)) },
    };
    const read = await readArrow([write("long.arrow", columns, "file", 100_000)]);
    const expected = byObjects({ ...columns, at: { type: int64(), values: columns["at"]!.values } });
    expect(read.counts).toEqual(expected.counts);
    expect(read.counts).toMatchObject({ accepted: 4_995, refused: 5 });
    expect(read.issues).toEqual(expected.issues);
    expect(decodedLog(read.log)).toEqual(decodedLog(expected.log));
  });

  it("reads text that is no UTF-8 as the package has it", async () => {
    const columns: Columns = {
      ticket: { type: utf8(), values: ["T1", "T1", "T1"] },
      at: { type: timestamp(TimeUnit.MILLISECOND, "UTC"), values: [at, at + 1, at + 2] },
      type: { type: utf8(), values: ["assigned", "assigned", "assigned"] },
      agent: { type: utf8(), values: ["mei", "mei", "lei@desk"] },
    };
    const bytes = readFileSync(write("odd-text.arrow", columns));
    bytes[bytes.indexOf("lei@desk") + 3] = 0xff;
    const { log } = await readArrow([file("odd-text.arrow", bytes)]);
    expect(log.dictionaries.agents.values).toEqual(["mei", "lei\ufffddesk"]);
  });

  it("tells apart ids that are numbers beyond what a double holds", async () => {
    const values = [2n ** 60n, 2n ** 60n + 1n, 2n ** 60n, 2n ** 60n + 1n];
    const columns: Columns = {
      ticket: { type: int64(), values },
      at: { type: timestamp(TimeUnit.MILLISECOND, "UTC"), values: values.map((_, i) => at + i) },
      type: { type: utf8(), values: values.map((_, i) => (i < 2 ? "created" : "assigned")) },
      agent: { type: utf8(), values: values.map((_, i) => (i < 2 ? null : "mei")) },
    };
    const { log } = await readArrow([write("large-ids.arrow", columns)]);
    expect(log.dictionaries.tickets.values).toEqual(["1152921504606846976", "1152921504606846977"]);
    expect(log.length).toBe(4);
  });

  it("undoes the LZ4 of Feather files", async () => {
    const compressed = Buffer.from(lz4Frame, "hex");
    const known = getCompressionCodec(CompressionType.LZ4_FRAME);
    // An encoder that stores blocks as they are: the frame is LZ4, and the reader is ours.
    const codec: Codec = { encode: storedFrame, decode: unpackLz4 };
    setCompressionCodec(CompressionType.LZ4_FRAME, codec);
    const table = tableFromColumns({
      ticket: columnFromArray(["T1"], utf8()),
      at: columnFromArray([at], timestamp(TimeUnit.MILLISECOND, "UTC")),
      type: columnFromArray(["created"], utf8()),
    });
    const path = place("lz4.feather");
    writeFileSync(path, tableToIPC(table, { format: "file", codec: CompressionType.LZ4_FRAME })!);
    if (known !== null) setCompressionCodec(CompressionType.LZ4_FRAME, known);
    const { log } = await readArrow([path]);
    expect(log.length).toBe(1);
    expect(Buffer.from(unpackLz4(compressed)).toString()).toBe(lz4Text);
  });

  it("refuses LZ4 frames that break off or copy from before their beginning", () => {
    const frame = Buffer.from(lz4Frame, "hex");
    expect(() => unpackLz4(frame.subarray(0, 20))).toThrow(RangeError);
    const odd = Buffer.from(frame);
    odd[15] = 0xff;
    expect(() => unpackLz4(odd)).toThrow("unpackLz4: expected an LZ4 frame");
    expect(() => unpackLz4(Buffer.from("no frame at all"))).toThrow("at its beginning");
  });

  it("says which file is no Arrow, and which is not there", async () => {
    await expect(readArrow([file("odd.arrow", "this is not Arrow")])).rejects.toThrow(
      /odd\.arrow: no Arrow file or stream/,
    );
    const whole = readFileSync(write("whole.arrow", { ticket: { type: utf8(), values: ["T1", "T2"] } }));
    for (const bytes of [100, 400, whole.length - 10]) {
      await expect(readArrow([file("cut.arrow", whole.subarray(0, bytes))])).rejects.toThrow(
        /cut\.arrow: no Arrow file or stream that can be read: it is cut off, damaged or something else; write it anew \(.+\)$/,
      );
    }
    await expect(readArrow([place("none.arrow")])).rejects.toThrow("none.arrow: no such file");
  });

  it("notes a file without rows", async () => {
    const path = write("empty.arrow", { ticket: { type: utf8(), values: [] } });
    const { notes, files } = await readArrow([path]);
    expect(notes).toMatchObject([{ code: "emptyFile" }]);
    expect(files).toMatchObject([{ format: "arrow", rows: 0 }]);
  });
});

const lz4Text = "abcabcabcabcabcabcabcabc-xyz-abcabcabcabcabcabcabcabc";
/** printf '<the text>' | lz4 -c | xxd -p (LZ4 1.9) */
const lz4Frame = "04224d186440a7160000003f6162630300025f2d78797a2d1a00005062636162630000000003b0bcb9";

function storedFrame(bytes: Uint8Array): Uint8Array {
  const frame = Buffer.alloc(7 + 4 + bytes.length + 4);
  frame.writeUInt32LE(0x184d2204, 0);
  frame[4] = 0x60;
  frame[5] = 0x70;
  frame.writeUInt32LE((bytes.length | 0x8000_0000) >>> 0, 7);
  frame.set(bytes, 11);
  return frame;
}
