import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { firstResponseTime } from "../../src/metrics/first-response-time.ts";
import type { AnsweredOnly } from "../../src/schemas/estimate.ts";
import { fromServiceNow } from "../../src/sources/servicenow.ts";
import { contentOf, eventsOf, logOf, reopeningsOf } from "./read-log.ts";
import { serviceNowAuditRows as rows } from "./servicenow-fixture.ts";

const utc = { timeZone: "UTC" };

describe("fromServiceNow on the log of changes and the journal", () => {
  const source = fromServiceNow(rows, utc);

  it("tells an incident: owner and category at its beginning, comments and work notes, states, who did it, the copy made of it", () => {
    const caller = { kind: "customer", id: "li.wang" };
    const agent = { kind: "agent", id: "mei.lin" };
    const told = contentOf(source)
      .filter(({ ticket }) => ticket === "INC0010001")
      .map(({ ticket: _, at, ...event }) => [new Date(at as number).toISOString().slice(5, 16), event])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    expect(told).toEqual([
      [
        "03-02T08:00",
        { type: "created", requester: "li.wang", channel: "email", category: "inquiry", priority: "3", actor: caller },
      ],
      ["03-02T08:00", { type: "assigned", team: "g1" }],
      ["03-02T08:05", { type: "assigned", agent: "mei.lin", actor: agent }],
      ["03-02T08:05", { type: "field", name: "category", value: "network", actor: agent }],
      ["03-02T08:05", { type: "status", phase: "open", actor: agent }],
      ["03-02T08:06", { type: "message", public: false, actor: agent }],
      ["03-02T08:30", { type: "message", public: true, actor: agent }],
      ["03-02T08:31", { type: "status", phase: "solved", actor: agent }],
      ["03-02T09:00", { type: "message", public: true, actor: caller }],
      ["03-02T09:00", { type: "status", phase: "open", actor: caller }],
      ["03-02T10:00", { type: "message", public: true, actor: { kind: "unknown", id: "tom" } }],
      ["03-02T10:01", { type: "status", phase: "solved", actor: agent }],
      ["03-09T10:01", { type: "status", phase: "closed", cause: "rule", actor: { kind: "system" } }],
      ["03-09T10:01", { type: "message", public: true, origin: "autoReply", actor: { kind: "system" } }],
    ]);
    expect([...reopeningsOf(logOf(source))]).toEqual([["INC0010001", 1]]);
    expect(contentOf(source).find(({ type }) => type === "linked")).toMatchObject({
      ticket: "INC0010002",
      relation: "followUpOf",
      other: "INC0010001",
    });
  });

  it("measures the first reply by an agent's comment, not by his work note", () => {
    const facts = buildFacts(logOf(source), { observes: source.observes! });
    expect(firstResponseTime(facts).details!["answered"] as AnsweredOnly).toMatchObject({ n: 1, median: 30 * 60_000 });
    const known = fromServiceNow(rows, { ...utc, bots: ["mei.lin"], agents: ["tom"] });
    const answered = firstResponseTime(buildFacts(logOf(known), { observes: known.observes! })).details!["answered"];
    expect(answered as AnsweredOnly).toMatchObject({ n: 1, median: 120 * 60_000 });
  });

  it("maps or names every row", () => {
    const named = new Set([...source.sourceRows, ...source.notes.flatMap((note) => note.rows ?? [])]);
    expect(rows.map((_, index) => index + 1).filter((row) => !named.has(row))).toEqual([]);
    expect(source.notes.map(({ code, count }) => [code, count])).toEqual([
      ["unrecognisedRows", 1],
      ["readForRoles", 1],
      ["statusWithoutHistory", 1],
      ["supersededRows", 1],
      ["journalInAudit", 1],
      ["ignoredEvents", 2],
      ["unknownAuthors", 1],
      ["reopenCounterDiffers", 1],
    ]);
  });

  it("reads the same out of lists exported by their labels, and of cells with what is shown for them", () => {
    const label: Record<string, string> = {
      fieldname: "Field name",
      documentkey: "Document key",
      oldvalue: "Old value",
      newvalue: "New value",
      sys_created_on: "Created",
      sys_created_by: "Created by",
      record_checkpoint: "Update count",
      number: "Number",
      opened_at: "Opened",
      caller_id: "Caller",
    };
    const relabelled = rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [label[name] ?? name, value])),
    );
    expect(fromServiceNow(relabelled, utc).rows).toEqual(source.rows);
    const shown = rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, { value, display_value: `${value} !` }])),
    );
    expect(fromServiceNow(shown, utc).rows).toEqual(source.rows);
  });

  it("knows an incident on screen by its number, and messages that only the log of changes has", () => {
    const alone = fromServiceNow(
      [
        {
          fieldname: "comments",
          documentkey: "Incident: INC0000009",
          newvalue: "…",
          oldvalue: "JOURNAL FIELD ADDITION",
          user: "amy",
          sys_created_on: "2026-03-02 08:00:00",
          record_checkpoint: "1",
        },
        {
          fieldname: "work_notes",
          documentkey: "Incident: INC0000009",
          newvalue: "…",
          user: "amy",
          sys_created_on: "2026-03-02 08:01:00",
          record_checkpoint: "2",
        },
      ],
      utc,
    );
    expect(contentOf(alone)).toMatchObject([
      { ticket: "INC0000009", type: "message", public: true, actor: { kind: "agent", id: "amy" } },
      { ticket: "INC0000009", type: "message", public: false, actor: { kind: "agent", id: "amy" } },
    ]);
  });

  it("closes an incident by its final values where no change of its state is in the log, and says so", () => {
    const incident = { number: "INC0000007", caller_id: "li", opened_at: "2026-03-02 08:00:00", state: "7" };
    const times = { resolved_at: "2026-03-02 09:00:00", resolved_by: "mei", closed_at: "2026-03-09 09:00:00" };
    const word = { element_id: "INC0000007", element: "comments", sys_created_on: "2026-03-02 08:30:00" };
    const told = fromServiceNow(
      [
        { ...incident, ...times },
        { ...word, sys_created_by: "mei" },
      ],
      utc,
    );
    expect(contentOf(told).filter(({ type }) => type === "status")).toMatchObject([
      { at: Date.parse("2026-03-02T09:00:00Z"), phase: "solved", actor: { kind: "agent", id: "mei" } },
      { at: Date.parse("2026-03-09T09:00:00Z"), phase: "closed" },
    ]);
    expect(told.notes.map(({ code }) => code)).toEqual(["closingFromFinalValue"]);
    expect(told.observes).toMatchObject({ closures: false });
    expect(source.observes).not.toHaveProperty("closures");
  });

  it("gives the same log for rows twice and in another order, and refuses times without a zone", () => {
    const once = eventsOf(logOf(source));
    expect(eventsOf(parseEvents(fromServiceNow([...rows, ...rows], utc).rows).log)).toEqual(once);
    expect(eventsOf(logOf(fromServiceNow(rows.toReversed(), utc)))).toHaveLength(once.length);
    expect(parseEvents(fromServiceNow(rows).rows).counts.refusedByCode).toHaveProperty("timeOffset");
  });
});
