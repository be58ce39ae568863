import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogConversion } from "../../src/io/convert/convert-log.ts";
import { EventIntake } from "../../src/io/convert/event-intake.ts";
import { parseTableMap } from "../../src/schemas/table-map.ts";
import { fromTable, tableSource } from "../../src/sources/table.ts";
import { scratchFolder } from "./scratch.ts";

const file = scratchFolder();
const map = parseTableMap({
  kind: "events",
  ticket: { thread: { id: "post", parent: "answers", references: "before", responses: "answered" } },
  time: "posted",
  rows: { skip: [{ column: "kind", in: ["spam"] }] },
  actor: { id: "author", kind: { starter: "customer", others: "agent" } },
  creation: { channel: "kind" },
  activity: {
    column: "kind",
    values: { post: { type: "message", public: true }, note: { type: "message", public: false } },
    ignore: ["like"],
  },
}).map!;
const columns = ["post", "answers", "before", "answered", "author", "kind", "posted"] as const;

const id = fc.constantFrom("p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "");
const ids = fc.oneof(
  { arbitrary: fc.constant(""), weight: 3 },
  { arbitrary: fc.array(id, { maxLength: 3 }).map((all) => all.join(" ")), weight: 1 },
);
const row = fc.record({
  post: id,
  answers: id,
  before: ids,
  answered: ids,
  author: fc.constantFrom("c1", "c2", "mei", ""),
  kind: fc.constantFrom("post", "post", "post", "note", "like", "spam", "odd"),
  posted: fc
    .integer({ min: 0, max: 90 })
    .map((m) => (m === 90 ? "then" : new Date(Date.UTC(2026, 10, 11, 9, m)).toISOString())),
});

describe("a table of threads that is put aside", () => {
  it("gives the events, notes and refusals of one that is read whole, whatever the order of its rows", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 40 }),
        fc.constantFrom(3, 1e6),
        async (rows, mostHeld) => {
          const csv = [columns.join(), ...rows.map((each) => columns.map((name) => each[name]).join())].join("\n");
          const path = file("threads.csv", `${csv}\n`);
          const source = tableSource({ map, timeZone: undefined });
          const conversion = new LogConversion([path], { ticketSource: source, mostHeld, folder: dirname(path) });
          const events = [];
          for await (const batch of conversion.batches()) events.push(...batch);

          const whole = fromTable(rows, { map });
          const intake = new EventIntake(undefined, 10_000);
          // The header is the first line of the file.
          const expected = whole.rows.flatMap((each, index) => intake.event(each, whole.sourceRows[index]! + 1));
          const texts = (all: readonly object[]) => all.map((each) => JSON.stringify(each)).sort();
          expect(texts(events)).toEqual(texts(expected));
          if (mostHeld > rows.length) expect(events).toEqual(expected);
          expect(conversion.counts).toEqual(intake.counts);
          expect(texts(conversion.issues)).toEqual(texts(intake.issues));
          expect(conversion.sourceNotes.map(({ rows: _, ...note }) => note)).toEqual(
            whole.notes.map(({ rows: _, ...note }) => note),
          );
          expect(readdirSync(dirname(path)).filter((name) => name.startsWith(".trueresolve"))).toEqual([]);
        },
      ),
      { seed: 20261122, numRuns: 150 },
    );
  });
});
