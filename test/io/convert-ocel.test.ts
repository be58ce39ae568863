import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogConversion } from "../../src/io/convert/convert-log.ts";
import type { OcelReading } from "../../src/io/convert/convert-ocel.ts";
import { EventIntake } from "../../src/io/convert/event-intake.ts";
import { parseTableMap } from "../../src/schemas/table-map.ts";
import { fromOcel, type OcelOptions, readOcel } from "../../src/sources/ocel.ts";
import { toOcel } from "../../src/sources/ocel-export.ts";
import { tableSource } from "../../src/sources/table.ts";
import { scratchFolder } from "./scratch.ts";

const file = scratchFolder();
const sample = readFileSync("examples/sample.ndjson", "utf8")
  .trim()
  .split("\n")
  .slice(0, 800)
  .map((line) => JSON.parse(line));

const map = parseTableMap({
  kind: "events",
  ticket: "ocel:oid",
  time: "ocel:time",
  order: "file",
  id: { column: "ocel:id", optional: true },
  actor: { id: { column: "qualifier:by", optional: true }, kind: "agent" },
  creation: { from: "firstRow", priority: { column: "case:prio", optional: true } },
  activity: {
    column: "ocel:type",
    values: { open: { type: "status", phase: "open" }, close: { type: "status", phase: "closed" } },
    ignore: ["lunch"],
  },
}).map!;

function reading(options: OcelOptions): OcelReading {
  const { map, ticketType, timeZone } = options;
  const ticketSource = map === undefined ? undefined : () => tableSource({ map, timeZone });
  return { read: (document, book) => readOcel(document, options, book), ticketSource, ticketType, timeZone };
}

async function converted(path: string, options: OcelOptions, { largestHeldBytes = 0, mostHeld = 5 } = {}) {
  const given = { ocel: reading(options), wholeDocuments: true, largestHeldBytes, mostHeld, folder: dirname(path) };
  const conversion = new LogConversion([path], { ...given, timeZone: options.timeZone });
  const events = [];
  for await (const batch of conversion.batches()) events.push(...batch);
  const { counts, issues, notes, sourceNotes, observes, sourceRows } = conversion;
  return { events, counts, issues, notes: notes.map(({ code }) => code), sourceNotes, observes, sourceRows };
}

/** The same of a document that is held whole. */
function whole(document: unknown, options: OcelOptions) {
  const intake = new EventIntake(options.timeZone, 10_000);
  const { rows, notes, observes } = fromOcel(document, options);
  const events = rows.flatMap((row) => intake.event(row, 1));
  const { counts, issues } = intake;
  return { events, counts, issues, notes: [], sourceNotes: notes, observes: observes ?? {}, sourceRows: 1 };
}

const inOrder = (events: readonly object[]) => events.map((event) => JSON.stringify(event)).sort();
type Result = Awaited<ReturnType<typeof converted>>;
/** Events by ticket; refusals in one order, since all are of one row; notes without the examples that they name. */
function comparable({ events, issues, sourceNotes, ...rest }: Result) {
  const tickets = [...new Set(events.map(({ ticket }) => ticket))].sort();
  return {
    ...rest,
    events: tickets.map((ticket) => events.filter((event) => event.ticket === ticket)),
    issues: inOrder(issues),
    sourceNotes: sourceNotes.map(({ code, count }) => `${code} ${count}`).sort(),
  };
}

/** A document with its members in this order, as text. */
const written = (document: object, order: readonly string[], indent?: number) =>
  JSON.stringify(
    Object.fromEntries(order.map((name) => [name, (document as Record<string, unknown>)[name]])),
    null,
    indent,
  );

describe("a large OCEL document", () => {
  it("that toOcel made gives the events of readOcel, whatever the order of its members, packed or not", async () => {
    const { ocel } = toOcel(sample);
    const expected = whole(ocel, {});
    for (const order of [
      ["eventTypes", "objectTypes", "events", "objects"],
      ["objects", "events", "eventTypes"],
    ]) {
      const plain = file("large.json", written(ocel, order, 1));
      expect(await converted(plain, {})).toEqual(expected);
      const packed = file("large.json.gz", gzipSync(written(ocel, order)));
      expect(await converted(packed, {})).toEqual(expected);
      expect(await converted(plain, {}, { largestHeldBytes: 1e9 })).toEqual(expected);
    }
  });

  it("of somebody else gives by a map the events, notes and refusals of readOcel, in either order, held or put aside", async () => {
    const time = fc.integer({ min: 0, max: 300 }).map((m) => new Date(Date.UTC(2026, 2, 2, 8, m)).toISOString());
    const id = fc.constantFrom("C1", "C2", "C3", "C4", "mei", "bo", "none");
    const relationships = fc.array(fc.record({ objectId: id, qualifier: fc.constantFrom("of", "by") }), {
      maxLength: 3,
    });
    const event = fc.record({
      id: fc.constantFrom("e1", "e2", "e3", "e4", "e5"),
      type: fc.constantFrom("open", "close", "lunch", "odd"),
      time: fc.oneof({ arbitrary: time, weight: 9 }, { arbitrary: fc.constant("soon"), weight: 1 }),
      relationships,
    });
    const attributes = fc.array(fc.record({ name: fc.constant("prio"), time, value: fc.constantFrom("low", "high") }), {
      maxLength: 3,
    });
    const object = fc.record({ id, type: fc.constantFrom("Case", "Case", "Agent"), attributes, relationships });
    const odd = fc.constantFrom<unknown>(null, 7, "x", []);
    const listOf = (each: fc.Arbitrary<unknown>, most: number) =>
      fc.array(fc.oneof({ arbitrary: each, weight: 15 }, { arbitrary: odd, weight: 1 }), { maxLength: most });
    const log = fc.record({
      events: listOf(event, 25),
      objects: listOf(object, 10),
      indent: fc.constantFrom(undefined, 2),
      mostHeld: fc.constantFrom(3, 1e6),
      isEventsFirst: fc.boolean(),
    });
    const options = { map, ticketType: "Case" };
    await fc.assert(
      fc.asyncProperty(log, async ({ events, objects, indent, mostHeld, isEventsFirst }) => {
        const order = isEventsFirst ? ["events", "objects"] : ["objects", "events"];
        const path = file("other.json", written({ events, objects }, order, indent));
        const streamed = await converted(path, options, { mostHeld });
        const expected = whole(JSON.parse(JSON.stringify({ events, objects })), options);
        expect(comparable(streamed)).toEqual(comparable(expected));
        expect(inOrder(streamed.events)).toEqual(inOrder(expected.events));
        expect(readdirSync(dirname(path)).filter((name) => name.startsWith(".trueresolve"))).toEqual([]);
      }),
      { seed: 20261122, numRuns: 60 },
    );
  });

  it("says what is wrong with its events at the place of the document, and that it is cut off", async () => {
    const text = JSON.stringify(toOcel(sample.slice(0, 3)).ocel);
    const from = text.indexOf('"events"');
    const cut = await converted(file("cut.json", text.slice(0, text.indexOf('"time"', from + 300))), {});
    expect(cut.notes).toEqual(["cutOff"]);
    expect(cut.counts).toMatchObject({ written: 1, refused: 1, refusedByCode: { notJson: 1 } });
    expect(cut.issues).toMatchObject([{ row: 1, path: "events.1", code: "notJson" }]);
    const damaged = text.replace(/"time":"([^"]*)"/, '"time":$1');
    const { counts, issues } = await converted(file("damaged.json", damaged), {});
    expect(counts).toMatchObject({ written: 2, refused: 1 });
    expect(issues).toMatchObject([{ row: 1, path: "events.0" }]);
    await expect(converted(file("twice.json", '{"events":[],"objects":[],"events":[{}]}'), {})).rejects.toThrow(
      'twice.json: "events" stands twice',
    );
    expect((await converted(file("none.json", '{"objects":[]}'), {})).sourceNotes).toMatchObject([{ code: "noOcel" }]);
    expect((await converted(file("empty.json", '{"events":[]}'), {})).sourceNotes).toEqual([]);
  });

  it("may be one of several files and rows, and each is a log of its own", async () => {
    const { ocel } = toOcel(sample.slice(0, 20));
    const lines = file("two.ndjson", `${JSON.stringify(ocel)}\n${JSON.stringify(ocel)}\n7\n`);
    const { events, counts, issues, sourceRows } = await converted(lines, {});
    expect(events).toHaveLength(40);
    expect(counts.refused).toBe(1);
    expect(issues).toMatchObject([{ row: 3, code: "notAnObject" }]);
    expect(sourceRows).toBe(3);
    const array = file("two.json", JSON.stringify([ocel, ocel]));
    expect((await converted(array, {})).events).toEqual(events);
  });
});
