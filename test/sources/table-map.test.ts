import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { parseTableMap } from "../../src/schemas/table-map.ts";
import { exampleMap } from "./shared-data.ts";

const events = {
  kind: "events",
  ticket: "id",
  time: "at",
  activity: { column: "what", values: { Open: { type: "created" } } },
};
const examples = ["bpi2013", "bpi2014", "call-center", "flat-tickets", "jiedai", "twitter"];
const tickets = { kind: "tickets", ticket: "id", creation: { at: "created" } };

/** The only thing wrong with a map. */
function issueOf(map: unknown) {
  const { issues } = parseTableMap(map);
  expect(issues).toHaveLength(1);
  return issues![0]!;
}

describe("parseTableMap", () => {
  it.each(examples)("accepts the map examples/maps/%s.json", (name) => {
    expect(parseTableMap(exampleMap(name)).issues).toBeUndefined();
  });

  it("accepts the least that a map can be", () => {
    expect(parseTableMap(events).map).toEqual(events);
    expect(parseTableMap(tickets).map).toEqual(tickets);
  });

  it("says which kinds there are", () => {
    const issue = issueOf({ ...events, kind: "event" });
    expect(issue).toMatchObject({ path: "kind", hint: "did you mean events?" });
    expect(issue.message).toContain("one of events, tickets");
    expect(issueOf([]).path).toBe("");
    expect(issueOf("events").message).toContain("expected a");
  });

  it("names a field that it does not know, and the one that was meant", () => {
    expect(issueOf({ ...events, ordre: "file" })).toMatchObject({ path: "ordre", hint: "did you mean order?" });
    expect(issueOf({ ...tickets, firstRespons: { at: "x" } })).toMatchObject({ hint: "did you mean firstResponse?" });
    expect(issueOf({ ...events, time: { column: "at", fromat: "iso" } })).toMatchObject({
      path: "time.fromat",
      hint: "did you mean format?",
    });
  });

  it("names a field that is missing", () => {
    expect(issueOf({ kind: "tickets", creation: { at: "created" } })).toMatchObject({
      path: "ticket",
      hint: "add the field ticket",
    });
    expect(issueOf({ kind: "events", ticket: "id", time: "at" })).toMatchObject({ path: "activity" });
  });

  it("names the word that was meant, deep within an event", () => {
    const map = { ...events, activity: { column: "what", values: { Done: { type: "status", phase: "solvd" } } } };
    const issue = issueOf(map);
    expect(issue).toMatchObject({ path: "activity.values.Done.phase", hint: "did you mean solved?" });
    expect(issue.message).toContain("waitingOnCustomer");
  });

  it("checks each event by its type", () => {
    const withEvent = (event: unknown) => ({ ...events, activity: { column: "what", values: { A: event } } });
    expect(issueOf(withEvent({ type: "mesage", public: true }))).toMatchObject({ hint: "did you mean message?" });
    expect(issueOf(withEvent({ type: "message" }))).toMatchObject({ path: "activity.values.A.public" });
    expect(issueOf(withEvent({ type: "message", public: true, phase: "open" }))).toMatchObject({
      path: "activity.values.A.phase",
    });
    expect(issueOf(withEvent([{ type: "created" }, { type: "status" }]))).toMatchObject({
      path: "activity.values.A.1.phase",
    });
    expect(issueOf(withEvent([]))).toMatchObject({ path: "activity.values.A" });
  });

  it("checks formats, zones and patterns before any row is read", () => {
    expect(issueOf({ ...events, time: { column: "at", format: "YYYY-MM-DD" } }).message).toContain("write yyyy");
    expect(issueOf({ ...events, time: { column: "at", zone: "CST" } })).toMatchObject({ path: "time.zone" });
    expect(issueOf({ ...events, timeZone: "Mars/Olympus" }).message).toContain("IANA");
    expect(issueOf({ ...events, rows: { skip: [{ column: "a", in: ["/(/"] }] } }).message).toContain(
      "regular expression",
    );
  });

  it("refuses a time of no column, or of one and several", () => {
    expect(issueOf({ ...events, time: {} }).message).toContain("either column or columns");
    expect(issueOf({ ...events, time: { column: "a", columns: ["b"] } }).message).toContain("either column or columns");
  });

  it("refuses seq together with the order of the file, a scale upside down, a survey without an answer", () => {
    expect(issueOf({ ...events, order: "file", seq: "n" })).toMatchObject({ path: "seq" });
    expect(issueOf({ ...tickets, survey: { score: "s", scale: { min: 5, max: 1 } } })).toMatchObject({
      path: "survey.scale",
    });
    expect(issueOf({ ...tickets, survey: {} })).toMatchObject({ path: "survey" });
  });

  it("knows the units of durations and what a log can show", () => {
    const map = { ...tickets, firstResponse: { at: { after: { column: "s", unit: "second" } } } };
    expect(issueOf(map)).toMatchObject({ path: "firstResponse.at.after.unit", hint: "did you mean seconds?" });
    expect(issueOf({ ...tickets, observes: { staffReply: false } })).toMatchObject({
      hint: "did you mean staffReplies?",
    });
  });

  it("lists everything that is wrong at once", () => {
    const { issues } = parseTableMap({ kind: "events", ticket: 5, time: "", order: "newest", activity: {} });
    expect(issues!.map(({ path }) => path)).toEqual(["ticket", "time", "order", "activity.values"]);
  });
});

describe("schemas/table-map.schema.json", () => {
  const written = JSON.parse(readFileSync("schemas/table-map.schema.json", "utf8"));
  const schema = z.fromJSONSchema(written);

  it.each(examples)("accepts the map examples/maps/%s.json", (name) => {
    expect(schema.safeParse(exampleMap(name)).success).toBe(true);
  });

  it("accepts the least that a map can be, and refuses what parseTableMap refuses by its shape", () => {
    expect(schema.safeParse(events).success).toBe(true);
    expect(schema.safeParse(tickets).success).toBe(true);
    for (const wrong of [
      { ...events, kind: "event" },
      { ...events, ordre: "file" },
      { ...events, ticket: { thread: { id: "a", parnt: "b" } } },
      { ...events, activity: { column: "what", values: { Done: { type: "status", phase: "solvd" } } } },
      { ...tickets, creation: {} },
    ]) {
      expect(parseTableMap(wrong).map).toBeUndefined();
      expect(schema.safeParse(wrong).success).toBe(false);
    }
  });

  it("describes the parts that a map is made of", () => {
    const parts = Object.values(written.$defs) as { description?: string }[];
    expect(parts.length).toBeGreaterThan(8);
    expect(parts.filter(({ description }) => description === undefined)).toEqual([]);
  });
});
