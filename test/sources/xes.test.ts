import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEvents } from "../../src/log/parse-events.ts";
import { parseTableMap, type TableMap } from "../../src/schemas/table-map.ts";
import { fromTable } from "../../src/sources/table.ts";
import { fromXes } from "../../src/sources/xes.ts";
import { XesRows } from "../../src/sources/xes-rows.ts";
import { contentOf, eventsOf, logOf, reopeningsOf, sum } from "./read-log.ts";
import { exampleMap, isSharedDataAbsent, sharedDataNeeded } from "./shared-data.ts";

function mapOf(json: unknown): TableMap {
  const parsed = parseTableMap(json);
  if (parsed.issues) throw new Error(JSON.stringify(parsed.issues));
  return parsed.map;
}
const map = mapOf(exampleMap("bpi2013"));

interface Step {
  at: string;
  status: string;
  sub: string;
}
const steps: Step[] = [
  { at: "2012-03-15T12:00:00+02:00", status: "Accepted", sub: "In Progress" },
  { at: "2012-03-15T13:00:00+02:00", status: "Completed", sub: "Resolved" },
  { at: "2012-03-16T13:00:00+02:00", status: "Accepted", sub: "Wait - User" },
  { at: "2012-03-17T13:00:00+02:00", status: "Queued", sub: "Awaiting Assignment" },
  { at: "2012-03-18T13:00:00+02:00", status: "Unmatched", sub: "Unmatched" },
  { at: "2012-03-18T13:00:00+02:00", status: "Completed", sub: "Resolved" },
  { at: "2012-03-25T13:00:00+02:00", status: "Completed", sub: "Closed" },
];

const document = (body: string) => `<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org">
  <global scope="event"><string key="concept:name" value="never a row"/></global>
  <string key="creator" value="by hand"/>
  ${body}
</log>`;
const trace = (event: (step: Step) => string) =>
  document(`<trace><string key="concept:name" value="1-10"/>${steps.map(event).join("\n")}</trace>`);
const eventOf = (concept: string, lifecycle: string, at: string) => `<event>
    <string key="concept:name" value="${concept}"/>
    <string key="lifecycle:transition" value="${lifecycle}"/>
    <string key="org:resource" value="Siebel &amp; Co"/><string key="org:group" value="G97"/>
    <date key="time:timestamp" value="${at}"/>
  </event>`;
/** Status and sub-status in one attribute. */
const inOne = trace(({ at, status, sub }) => eventOf(`${status}-${sub}`, "complete", at));
/** Status and sub-status in two. */
const inTwo = trace(({ at, status, sub }) => eventOf(status, sub, at));

describe("fromXes", () => {
  it("reads both encodings of BPI 2013 alike with one map: one reopening, closed in the end", () => {
    const [one, two] = [fromXes(inOne, { map }), fromXes(inTwo, { map })];
    expect(contentOf(one)).toEqual(contentOf(two));
    expect([...reopeningsOf(logOf(one))]).toEqual([["1-10", 1]]);
    expect(one.rows.filter((row) => row["type"] === "status").map((row) => row["phase"])).toEqual([
      "open",
      "solved",
      "waitingOnCustomer",
      "open",
      "open",
      "solved",
      "closed",
    ]);
    expect(one.rows[0]).toMatchObject({ ticket: "1-10", type: "created", at: Date.parse("2012-03-15T10:00:00Z") });
    expect(one.rows[1]).toMatchObject({ type: "assigned", agent: "Siebel & Co", team: "G97" });
    expect(one.sourceRowCount).toBe(7);
  });

  it("credits the same people in both: Resource where it stands beside a name that holds the team too", () => {
    const person = `<string key="org:resource" value="Siebel &amp; Co-G97"/><string key="Resource" value="Siebel &amp; Co"/>`;
    const disco = inOne.replaceAll(`<string key="org:resource" value="Siebel &amp; Co"/>`, person);
    expect(contentOf(fromXes(disco, { map }))).toEqual(contentOf(fromXes(inTwo, { map })));
  });

  it("reads the same log as a table with Volvo's own columns, by the same map", () => {
    const rows = steps.map(({ at, status, sub }) => ({
      "SR Number": "1-10",
      "Change Date+Time": at,
      Status: status,
      "Sub Status": sub,
      "Involved ST": "G97",
      "Owner First Name": "Siebel & Co",
    }));
    expect(contentOf(fromTable(rows, { map }))).toEqual(contentOf(fromXes(inTwo, { map })));
  });

  it("gives the same rows however the document is cut into pieces", () => {
    const whole = fromXes(inTwo, { map });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: inTwo.length }), { maxLength: 9 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), inTwo.length];
        const pieces = at.slice(1).map((end, index) => inTwo.slice(at[index], end));
        expect(fromXes(pieces, { map })).toEqual(whole);
      }),
      { seed: 20260701, numRuns: 40 },
    );
  });

  it("changes nothing where every event is listed twice, for its start and its completion", () => {
    const twice = trace(({ at, status, sub }) => eventOf(status, sub, at).repeat(2));
    const parsed = parseEvents(fromXes(twice, { map }).rows);
    expect(parsed.counts.refused).toBe(0);
    expect(eventsOf(parsed.log)).toEqual(eventsOf(logOf(fromXes(inTwo, { map }))));
  });

  it("names a file that breaks off, and keeps what stands before", () => {
    const source = fromXes(inTwo.slice(0, inTwo.indexOf("Unmatched")), { map });
    expect(source.sourceRowCount).toBe(4);
    expect(source.notes.find(({ code }) => code === "brokenXml")?.count).toBe(1);
  });

  it("names traces without events", () => {
    const source = fromXes(document(`<trace><string key="concept:name" value="1-11"/></trace>`), { map });
    expect(source.rows).toEqual([]);
    expect(source.notes).toEqual([expect.objectContaining({ code: "emptyTraces", count: 1 })]);
    expect(source.notes[0]!.message).toContain("1-11");
  });
});

describe("XesRows", () => {
  it("gives attributes of the trace with case: before them, also where they stand after the events", () => {
    const text = document(
      `<trace><event><string key="a" value="1"><int key="b" value="2"/></string></event><string key="a" value="3"/></trace>`,
    );
    const reader = new XesRows();
    expect([...reader.write(text), ...reader.close()]).toEqual([{ a: "1", "a/b": "2", "case:a": "3" }]);
    expect(reader.notes()).toEqual([]);
  });

  it("names attributes that an event has twice, and events outside traces", () => {
    const reader = new XesRows();
    const twice = `<string key="a" value="1"/><string key="a" value="2"/>`;
    reader.write(document(`<trace><event>${twice}</event></trace><event>${twice}</event>`));
    reader.close();
    expect(reader.notes().map(({ code }) => code)).toEqual(["repeatedAttributes", "eventsOutsideTraces"]);
  });
});

describe.skipIf(isSharedDataAbsent)(`examples/maps/bpi2013.json on 1,487 real problems (${sharedDataNeeded})`, () => {
  const file = "../../../shared/data/bpi2013-closed-problems/BPI_Challenge_2013_closed_problems.xes.gz";
  const text = isSharedDataAbsent ? "" : gunzipSync(readFileSync(new URL(file, import.meta.url))).toString("utf8");

  it("finds 81 reopenings in 61 tickets and refuses nothing", () => {
    const log = logOf(fromXes(text, { map }));
    const found = reopeningsOf(log);
    expect(log.dictionaries.tickets.size).toBe(1487);
    expect(found.size).toBe(61);
    expect(sum(found.values())).toBe(81);
  });

  it("finds the same, event by event, with the status and the sub-status in two attributes", () => {
    const inTwoAttributes = text.replaceAll(
      /<string key="concept:name" value="(\w+)-([^"]+)"\/>(\s*)<string key="lifecycle:transition" value="complete"\/>/g,
      '<string key="concept:name" value="$1"/>$3<string key="lifecycle:transition" value="$2"/>',
    );
    expect(inTwoAttributes).not.toContain('value="complete"');
    const [inOneRows, inTwoRows] = [text, inTwoAttributes].map((each) => contentOf(fromXes(each, { map })));
    expect(inTwoRows).toEqual(inOneRows);
  });
});
