import { describe, expect, it } from "vitest";
import { readFacts } from "../../src/io/facts/read-facts.ts";
import { readLog } from "../../src/io/read-log.ts";
import { eventFromCells } from "../../src/io/rows/event-cells.ts";
import { RowPlaces } from "../../src/io/rows/row-places.ts";
import { foldFiles } from "../../src/io/threads/fold-files.ts";
import type { SourceResult } from "../../src/sources/source.ts";
import { scratchFolder } from "./scratch.ts";

const file = scratchFolder();
const event = (ticket: string, minute: number) =>
  JSON.stringify({ ticket, at: `2026-11-11T09:${String(minute).padStart(2, "0")}:00Z`, type: "created" });

/** A source that makes two events of every row, and cannot make one of rows without a ticket. */
function doubling(rows: Iterable<Record<string, unknown>>): SourceResult {
  const result: SourceResult = {
    rows: [],
    sourceRows: [],
    notes: [],
    observes: { messages: false },
    sourceRowCount: 0,
  };
  for (const row of rows) {
    result.sourceRowCount++;
    for (const phase of ["open", "closed"]) {
      result.rows.push({ ticket: row["case"], at: row["at"], type: "status", phase });
      result.sourceRows.push(result.sourceRowCount);
    }
  }
  result.notes.push({ code: "doubled", message: "rows were doubled", rows: [1, 2], count: 2 });
  return result;
}

describe("readLog", () => {
  it("reads several files into one log and finds file and line of its rows again", async () => {
    const first = file("first.ndjson", `${event("T1", 1)}\n\n${event("T2", 2)}\n`);
    const second = file("second.ndjson", `${event("T3", 3)}\nbroken\n${event("T4", 4)}\n`);
    const read = await readLog([first, second]);
    expect(read.counts).toMatchObject({ rows: 5, accepted: 4, refused: 1 });
    expect(read.sourceRows).toBe(5);
    expect(read.files.map(({ rows, format }) => [rows, format])).toEqual([
      [2, "ndjson"],
      [3, "ndjson"],
    ]);
    expect(read.issues).toMatchObject([{ file: second, row: 2, code: "notJson" }]);
    expect([...read.log.row].map((row) => read.placeOf(row))).toEqual([
      { file: first, row: 1 },
      { file: first, row: 3 },
      { file: second, row: 1 },
      { file: second, row: 3 },
    ]);
  });

  it("hands a source its rows, and names lines of the file in what comes of them", async () => {
    const path = file(
      "cases.csv",
      'case,at\nA,2026-11-11T09:00:00Z\n"B\n",2026-11-11T09:00:00Z\n,2026-11-11T09:00:00Z\n',
    );
    const read = await readLog([path], { source: doubling });
    expect(read.sourceRows).toBe(3);
    expect(read.counts).toMatchObject({ rows: 6, accepted: 4, refused: 2 });
    expect(read.issues.map(({ row }) => row)).toEqual([5, 5]);
    expect(read.sourceNotes).toEqual([{ code: "doubled", message: "rows were doubled", rows: [2, 3], count: 2 }]);
    expect(read.observes).toEqual({ messages: false });
  });

  it("refuses rows that are no objects before a source sees them", async () => {
    const path = file("rows.json", '[{"case":"A","at":"2026-11-11T09:00:00Z"},5,[1]]');
    const read = await readLog([path], { source: doubling });
    expect(read.issues.map(({ row, code }) => [row, code])).toEqual([
      [2, "notAnObject"],
      [3, "notAnObject"],
    ]);
    expect(read.counts.accepted).toBe(2);
  });

  it("tells how far it is, in rows and bytes", async () => {
    const path = file("progress.ndjson", `${event("T1", 1)}\n`.repeat(10_000));
    const seen: number[][] = [];
    await readLog([path], { onProgress: (_, rows, bytes, size) => seen.push([rows, bytes, size ?? -1]) });
    expect(seen.length).toBeGreaterThan(1);
    const [, bytes, size] = seen.at(-1)!;
    expect(bytes).toBe(size);
  });

  it("lists as many refused rows as it is asked for, and counts them all", async () => {
    const read = await readLog([file("bad.ndjson", "x\n".repeat(50))], { maxIssues: 7 });
    expect([read.issues.length, read.counts.refused]).toEqual([7, 50]);
  });
});

describe("RowPlaces", () => {
  it("finds the file of a row also where a file has none", () => {
    const places = new RowPlaces();
    places.begin("a");
    const one = places.numberOf(7);
    places.begin("empty");
    places.begin("b");
    const two = places.numberOf(1);
    expect([one, two]).toEqual([7, 8]);
    expect(places.placeOf(one)).toEqual({ file: "a", row: 7 });
    expect(places.placeOf(two)).toEqual({ file: "b", row: 1 });
  });
});

describe("eventFromCells", () => {
  it("builds actors, scales and attributes, reads numbers and truth values, and leaves empty cells out", () => {
    expect(
      eventFromCells({
        ticket: "3.0",
        at: "1795000000000",
        type: "survey",
        "actor.kind": "customer",
        "actor.id": "",
        "attributes.region": "西",
        score: "4",
        "scale.min": "0",
        "scale.max": "10",
        saidSolved: "TRUE",
        public: "0",
        seq: "2",
      }),
    ).toEqual({
      ticket: "3.0",
      at: 1_795_000_000_000,
      type: "survey",
      actor: { kind: "customer" },
      attributes: { region: "西" },
      score: 4,
      scale: { min: 0, max: 10 },
      saidSolved: true,
      public: false,
      seq: 2,
    });
  });

  it("takes objects as JSON, and null for nobody", () => {
    expect(eventFromCells({ actor: '{"kind":"agent"}', agent: "null", team: "null" })).toEqual({
      actor: { kind: "agent" },
      agent: null,
      team: null,
    });
  });

  it("leaves what it cannot read as it stands, so that the refusal shows it", () => {
    expect(eventFromCells({ score: "four", public: "maybe", at: "11.11.2026", actor: "{oops" })).toEqual({
      score: "four",
      public: "maybe",
      at: "11.11.2026",
      actor: "{oops",
    });
  });
});

describe("a single path", () => {
  it("is not taken for a list of files, each of one letter", async () => {
    const path = "events.ndjson" as unknown as string[];
    const message = (caller: string) =>
      `${caller}: expected an array of paths, as ["events.ndjson"], got "events.ndjson"`;
    await expect(readLog(path)).rejects.toThrow(new TypeError(message("readLog")));
    await expect(foldFiles(path, {}, { threads: 2 })).rejects.toThrow(new TypeError(message("foldFiles")));
    await expect(readFacts(path)).rejects.toThrow(new TypeError(message("readFacts")));
    await expect(readLog(undefined as unknown as string[])).rejects.toThrow("got undefined");
  });
});
