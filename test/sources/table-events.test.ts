import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEvents } from "../../src/log/parse-events.ts";
import type { EventTableMap } from "../../src/schemas/table-map.ts";
import { parseTableMap } from "../../src/schemas/table-map.ts";
import { fromTable } from "../../src/sources/table.ts";
import { contentOf, eventsOf, logOf, reopeningsOf, sum } from "./read-log.ts";

type Row = Record<string, unknown>;

const activities = {
  column: "activity",
  values: {
    Open: { type: "created" },
    Closed: { type: "status", phase: "closed" },
    Resolved: { type: "status", phase: "solved" },
    Reopen: { type: "status", phase: "open" },
    Mail: { type: "message", public: true, actor: { kind: "agent" } },
  },
  ignore: ["Update"],
} satisfies EventTableMap["activity"];

const base = {
  kind: "events",
  ticket: "case",
  time: "when",
  order: "file",
  activity: activities,
} satisfies EventTableMap;

/** A map as it would come from a file: what the types allow is also what the schema accepts. */
function mapped(map: EventTableMap): EventTableMap {
  const parsed = parseTableMap(JSON.parse(JSON.stringify(map)));
  if (parsed.issues) throw new Error(JSON.stringify(parsed.issues));
  return parsed.map as EventTableMap;
}
const read = (rows: unknown[], map: EventTableMap = base, timeZone?: string) =>
  fromTable(rows, { map: mapped(map), timeZone });
const row = (activity: string, when = "2026-11-11T10:00:00Z", more: Row = {}): Row => ({
  case: "C1",
  when,
  activity,
  ...more,
});
const at = (text: string) => Date.parse(text);

describe("fromTable with a row for every event", () => {
  it("makes of each row the events that its activity means", () => {
    const source = read([row("Open"), row("Closed", "2026-11-11T11:00:00Z")], {
      ...base,
      activity: {
        ...activities,
        values: {
          ...activities.values,
          Closed: [
            { type: "message", public: false, origin: "template" },
            { type: "status", phase: "closed", cause: "rule" },
          ],
        },
      },
    });
    expect(contentOf(source)).toEqual([
      { ticket: "C1", at: at("2026-11-11T10:00Z"), type: "created" },
      { ticket: "C1", at: at("2026-11-11T11:00Z"), type: "message", public: false, origin: "template" },
      { ticket: "C1", at: at("2026-11-11T11:00Z"), type: "status", phase: "closed", cause: "rule" },
    ]);
    expect(source.sourceRows).toEqual([1, 2, 2]);
    expect(source.sourceRowCount).toBe(2);
    expect(logOf(source).length).toBe(3);
  });

  it("keeps the order of the file within one instant, so that Closed, Reopen, Closed is one reopening", () => {
    const rows = ["Open", "Closed", "Reopen", "Closed"].map((activity, n) => row(activity, undefined, { n }));
    expect(sum(reopeningsOf(logOf(read(rows))).values())).toBe(1);
    expect(sum(reopeningsOf(logOf(read(rows.toReversed(), { ...base, order: "fileReversed" }))).values())).toBe(1);
    const newestFirst = rows.slice(0, 3).toReversed();
    expect(sum(reopeningsOf(logOf(read(newestFirst, { ...base, order: "fileReversed" }))).values())).toBe(1);
    expect(sum(reopeningsOf(logOf(read(newestFirst))).values())).toBe(0);
    // The same instants read by time keep the file's order where nothing else tells them apart.
    expect(sum(reopeningsOf(logOf(read(rows, { ...base, order: "time" }))).values())).toBe(1);
  });

  it("does not take Reopen of a live ticket, Resolved after Closed, or anything ignored for a reopening", () => {
    const rows = ["Open", "Reopen", "Closed", "Resolved", "Update", "Closed"].map((activity, n) =>
      row(activity, undefined, { n }),
    );
    const source = read(rows);
    expect(reopeningsOf(logOf(source)).size).toBe(0);
    const note = source.notes.find(({ code }) => code === "ignoredActivities");
    expect(note).toMatchObject({ count: 1 });
    expect(note!.message).toContain("Update");
  });

  it("lifts times that run backwards in the order of the file, and leaves them alone in the order of time", () => {
    const rows = [row("Open"), row("Closed", "2026-11-12T10:00:00Z"), row("Reopen", "2026-11-11T12:00:00Z")];
    const source = read(rows);
    expect(source.rows.at(-1)!["at"]).toBe(at("2026-11-12T10:00Z"));
    expect(source.notes.find(({ code }) => code === "timeRanBackwards")).toMatchObject({ count: 1, rows: [3] });
    const byTime = read(rows, { ...base, order: "time" });
    expect(byTime.rows.at(-1)!["at"]).toBe(at("2026-11-11T12:00Z"));
    expect(reopeningsOf(logOf(byTime)).size).toBe(0);
  });

  it("refuses an activity that the map does not know, whatever it is called", () => {
    for (const unknown of ["Closd", "created", "message", "", "__proto__"]) {
      const { counts, issues } = parseEvents(read([row("Open"), row(unknown, "2026-11-11T11:00:00Z")]).rows);
      expect(counts).toMatchObject({ accepted: 1, refused: 1, refusedByCode: { unknownType: 1 } });
      expect(issues[0]!.found).toContain("unmapped activity");
    }
    const lenient = read([row("Closd")], { ...base, activity: { ...activities, otherwise: "ignore" } });
    expect(lenient.rows).toEqual([]);
    expect(lenient.notes[0]).toMatchObject({ code: "ignoredActivities", count: 1 });
  });

  it("names the activity that was perhaps meant", () => {
    const { issues } = parseEvents(read([row("Closd")]).rows);
    expect(issues[0]).toMatchObject({ code: "unknownType", ticket: "C1" });
    expect(JSON.parse(issues[0]!.found)).toBe('unmapped activity "Closd", near "Closed"');
  });

  it("joins the columns that make an activity, and fills events from others", () => {
    const history = {
      kind: "events",
      ticket: "ticket_id",
      time: { column: "updated", zone: "UTC" },
      ignoreColumns: ["synced"],
      activity: {
        columns: ["field", "value"],
        values: {
          "status | closed": { type: "status", phase: "closed" },
          "status | *": {
            type: "status",
            phase: { column: "value", values: { "/^(new|open)$/": "open", pending: "waitingOnCustomer" } },
          },
          "assignee | *": { type: "assigned", agent: { column: "value", missing: null } },
          "/^(priority|tag) \\| ./": { type: "field", name: { column: "field" }, value: { column: "value" } },
        },
      },
    } satisfies EventTableMap;
    const cell = (field: string, value: string, synced = "1") => ({
      ticket_id: "7",
      updated: "2026-11-11 10:00:00",
      field,
      value,
      synced,
    });
    const rows = [
      cell("status", "open"),
      cell("status", "pending"),
      cell("status", "strange"),
      cell("assignee", "amy"),
    ];
    const source = read(
      [...rows, cell("assignee", ""), cell("priority", "high"), cell("status", "open", "2")],
      history,
    );
    expect(contentOf(source).map(({ ticket: _ticket, at: _at, ...rest }) => rest)).toEqual([
      { type: "status", phase: "open" },
      { type: "status", phase: "waitingOnCustomer" },
      { type: 'unmapped value "strange"' },
      { type: "assigned", agent: "amy" },
      { type: "assigned", agent: null },
      { type: "field", name: "priority", value: "high" },
      { type: "status", phase: "open" },
    ]);
    // The last row is the first one exported again at another time.
    expect(parseEvents(source.rows).counts).toMatchObject({ repeats: 1, refused: 1, accepted: 5 });
  });

  it("tells who acted from columns and values, and refuses a kind that the map does not know", () => {
    const messages = {
      kind: "events",
      ticket: { column: "thread", as: "integer" },
      id: { column: "id", as: "integer" },
      time: { column: "created_at", format: "EEE MMM dd HH:mm:ss xx yyyy" },
      actor: {
        id: "author",
        kind: { column: "inbound", values: { True: "customer", False: "agent" } },
        team: { column: "team", optional: true },
      },
      creation: { from: "firstRow", requester: "author" },
      everyRow: [{ type: "message", public: true }],
    } satisfies EventTableMap;
    const tweet = (id: string, inbound: string, minute: string, thread = "3.0") => ({
      id,
      thread,
      inbound,
      author: `a${id}`,
      created_at: `Wed Oct 11 06:${minute}:44 +0000 2017`,
    });
    const source = read(
      [tweet("2.0", "False", "58"), tweet("1", "True", "55", "3"), tweet("4", "Maybe", "59")],
      messages,
    );
    expect(source.rows).toEqual([
      {
        ticket: "3",
        at: at("2017-10-11T06:58:44Z"),
        id: "2",
        type: "message",
        public: true,
        actor: { kind: "agent", id: "a2.0" },
      },
      { ticket: "3", at: at("2017-10-11T06:55:44Z"), id: "created", type: "created", requester: "a1" },
      {
        ticket: "3",
        at: at("2017-10-11T06:55:44Z"),
        id: "1",
        type: "message",
        public: true,
        actor: { kind: "customer", id: "a1" },
      },
      { ticket: "3", at: at("2017-10-11T06:59:44Z"), id: "4", type: 'unmapped inbound "Maybe"' },
    ]);
    expect(source.sourceRows).toEqual([1, 2, 2, 3]);
  });

  it("lets an event say otherwise: actor, time, condition", () => {
    const map = {
      ...base,
      actor: { kind: "agent", id: "who", team: "group" },
      activity: {
        column: "activity",
        values: {
          Call: [
            { type: "message", public: true, actor: { kind: "customer", id: null, team: null } },
            { type: "promised", due: { column: "due", zone: "Asia/Shanghai" }, when: { column: "due", notIn: [""] } },
            {
              type: "status",
              phase: "onHold",
              at: { after: { column: "wait", unit: "minutes" } },
              when: { column: "wait", in: ["*"] },
            },
          ],
        },
      },
    } satisfies EventTableMap;
    const source = read(
      [
        {
          case: "C1",
          when: "2026-11-11T10:00:00Z",
          activity: "Call",
          who: "amy",
          group: "g",
          due: "2026-11-12 09:00",
          wait: "",
        },
        { case: "C2", when: "2026-11-11T10:00:00Z", activity: "Call", who: "amy", group: "g", due: "", wait: "1.5" },
      ],
      map,
    );
    const agent = { kind: "agent", id: "amy", team: "g" };
    expect(contentOf(source)).toEqual([
      { ticket: "C1", at: at("2026-11-11T10:00Z"), type: "message", public: true, actor: { kind: "customer" } },
      { ticket: "C1", at: at("2026-11-11T10:00Z"), type: "promised", due: at("2026-11-12T09:00+08:00"), actor: agent },
      { ticket: "C2", at: at("2026-11-11T10:00Z"), type: "message", public: true, actor: { kind: "customer" } },
      { ticket: "C2", at: at("2026-11-11T10:01:30Z"), type: "status", phase: "onHold", actor: agent },
    ]);
  });

  it("reads rows that are not theirs to read no further, and counts them", () => {
    const map = {
      ...base,
      rows: { only: [{ column: "lifecycle", in: ["complete"] }], skip: [{ column: "case", in: ["test*"] }] },
    };
    const rows = [
      row("Open", undefined, { lifecycle: "start" }),
      row("Open", undefined, { lifecycle: "complete" }),
      row("Open", undefined, { lifecycle: "complete", case: "test 1" }),
    ];
    const source = read(rows, map);
    expect(source.rows).toHaveLength(1);
    expect(source.notes).toContainEqual(expect.objectContaining({ code: "skippedRows", count: 2 }));
  });

  it("begins a ticket with its first row where the map says so, at a column's time where it names one", () => {
    const map = {
      ...base,
      order: "time",
      creation: { from: "firstRow", channel: { value: "chat" } },
    } satisfies EventTableMap;
    const rows = [row("Closed", "2026-11-11T12:00:00Z"), row("Mail", "2026-11-11T11:00:00Z")];
    expect(read(rows, map).rows.find(({ type }) => type === "created")).toMatchObject({
      at: at("2026-11-11T11:00Z"),
      channel: "chat",
    });
    const early = {
      ...map,
      creation: { from: "firstRow", at: "opened", attributes: { product: "product" } },
    } satisfies EventTableMap;
    const opened = { opened: "2026-11-10T08:00:00Z", product: "P" };
    const source = read(
      rows.map((one) => ({ ...one, ...opened })),
      early,
    );
    expect(source.rows.find(({ type }) => type === "created")).toMatchObject({
      at: at("2026-11-10T08:00Z"),
      attributes: { product: "P" },
    });
  });

  it("takes the creation's time from its own column where an activity means it, too", () => {
    const source = read([row("Open", "2026-11-11T12:00:00Z", { opened: "2026-11-10T08:00:00Z" })], {
      ...base,
      creation: { at: "opened" },
    });
    expect(contentOf(source)).toEqual([{ ticket: "C1", at: at("2026-11-10T08:00Z"), type: "created" }]);
  });

  it("orders rows of one instant by a column where there is one", () => {
    const map = { ...base, order: "time", seq: "n" } satisfies EventTableMap;
    const rows = [
      row("Closed", undefined, { n: "3" }),
      row("Reopen", undefined, { n: "2" }),
      row("Resolved", undefined, { n: "1" }),
    ];
    expect(sum(reopeningsOf(logOf(read(rows, map))).values())).toBe(1);
    expect(parseEvents(read([row("Closed", undefined, { n: "last" })], map).rows).issues[0]).toMatchObject({
      path: "seq",
    });
  });

  it("takes offsets from the text, then the column's zone, then the caller's, then the map's", () => {
    const when = (time: EventTableMap["time"], text: string, timeZone?: string) =>
      read([row("Open", text)], { ...base, time, timeZone: "Asia/Tokyo" }, timeZone).rows[0]!["at"];
    expect(when({ column: "when", zone: "UTC" }, "2026-11-11T10:00:00+01:00", "America/New_York")).toBe(
      at("2026-11-11T09:00Z"),
    );
    expect(when({ column: "when", zone: "UTC" }, "2026-11-11 10:00", "America/New_York")).toBe(at("2026-11-11T10:00Z"));
    expect(when("when", "2026-11-11 10:00", "America/New_York")).toBe(at("2026-11-11T15:00Z"));
    expect(when("when", "2026-11-11 10:00")).toBe(at("2026-11-11T01:00Z"));
  });

  it("refuses times without a zone, and times that do not fit their format even where they are ISO 8601", () => {
    const dayFirst = { ...base, time: { column: "when", format: ["dd/MM/yyyy HH:mm", "dd/MM/yyyy"] } };
    const { issues, counts } = parseEvents(
      read([row("Open", "03/04/2026 10:00"), row("Closed", "2026-04-03T10:00:00Z"), row("Mail", "")], dayFirst).rows,
    );
    expect(counts.accepted).toBe(0);
    expect(issues.map(({ code }) => code)).toEqual(["timeOffset", "timeFormat", "missing"]);
    expect(issues[1]!.found).toContain("not dd/MM/yyyy HH:mm or dd/MM/yyyy");
  });

  it("joins a date and a time, and takes a date alone for no time", () => {
    const map = { ...base, time: { columns: ["date", "time"], format: "yyyy-MM-dd HH:mm:ss", zone: "UTC" } };
    const source = read(
      [
        { case: "C1", date: "2026-11-11", time: "09:12:58", activity: "Open" },
        { case: "C1", date: "2026-11-11", time: "", activity: "Closed" },
      ],
      map,
    );
    expect(source.rows.map((one) => one["at"])).toEqual([at("2026-11-11T09:12:58Z"), undefined]);
  });

  it("reads JSON values: numbers, truth values, nulls, objects within objects", () => {
    const map = {
      kind: "events",
      ticket: "ticket.id",
      time: { column: "at", format: "epochSeconds" },
      everyRow: [{ type: "message", public: { column: "public" }, actor: { id: { column: "user.name" } } }],
    } satisfies EventTableMap;
    const source = read(
      [
        { ticket: { id: 7 }, at: 1_762_851_600.5, public: false, user: null },
        { ticket: { id: 8 }, at: "x", public: "perhaps", user: { name: "amy" } },
      ],
      map,
    );
    expect(contentOf(source)).toEqual([
      { ticket: "7", at: 1_762_851_600_500, type: "message", public: false, actor: { kind: "unknown" } },
      {
        ticket: "8",
        at: "x (not epochSeconds)",
        type: "message",
        public: "perhaps",
        actor: { kind: "unknown", id: "amy" },
      },
    ]);
    expect(parseEvents(source.rows).counts).toMatchObject({ accepted: 1, refused: 1 });
  });

  it("cleans what exports put around values: BOM, blanks, carriage returns, placeholders", () => {
    const rows = [{ "\uFEFFcase ": " C1\r", when: "2026-11-11T10:00:00Z ", activity: "Open\r", team: "#N/B" }];
    const source = read(rows, { ...base, missing: ["#N/B"], creation: { team: "team" } });
    expect(contentOf(source)).toEqual([{ ticket: "C1", at: at("2026-11-11T10:00Z"), type: "created" }]);
  });

  it("throws where the map names a column that the file does not have, with the one that was meant", () => {
    const call = () => read([{ case: "C1", When: "2026-11-11T10:00:00Z", activty: "Open" }]);
    expect(call).toThrow(TypeError);
    expect(call).toThrow(/time names the column "when", which is not in the file, did you mean "When"\?/);
    expect(call).toThrow(/activity\.column names the column "activity", .* did you mean "activty"\?/);
    expect(call).toThrow(/the file has: case, When, activty/);
    expect(() =>
      read([row("Open")], { ...base, creation: { team: { column: "team", optional: true } } }),
    ).not.toThrow();
    expect(() =>
      read([row("Open"), row("Closed", undefined, { team: "T" })], { ...base, creation: { team: "team" } }),
    ).not.toThrow();
    expect(read([]).rows).toEqual([]);
  });

  it("lets nothing vanish: every row is refused, accepted, a repeat, or counted in a note", () => {
    const values = fc.constantFrom("Open", "Closed", "Reopen", "Update", "Nonsense", "");
    const times = fc.constantFrom("2026-11-11T10:00:00Z", "2026-11-11T11:00:00Z", "2026-11-11 11:00", "soon", "");
    const cases = fc.constantFrom("C1", "C2", "", "__proto__");
    const rows = fc.array(fc.record({ case: cases, when: times, activity: values }), { maxLength: 30 });
    fc.assert(
      fc.property(rows, fc.constantFrom("time" as const, "file" as const), (given, order) => {
        const source = read(given, { ...base, order });
        const { counts } = parseEvents(source.rows);
        const ignored = source.notes.find(({ code }) => code === "ignoredActivities")?.count ?? 0;
        expect(counts.accepted + counts.refused + counts.repeats).toBe(counts.rows);
        expect(new Set(source.sourceRows).size + ignored).toBe(given.length);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it("gives the same log for rows given twice, side by side or one file after the other", () => {
    const values = fc.constantFrom("Open", "Closed", "Reopen", "Resolved", "Mail", "Update");
    const times = fc.constantFrom("2026-11-11T10:00:00Z", "2026-11-11T11:00:00Z", "2026-11-11T12:00:00Z");
    const rows = fc.uniqueArray(fc.record({ case: fc.constantFrom("C1", "C2"), when: times, activity: values }), {
      selector: (one) => JSON.stringify(one),
      maxLength: 20,
    });
    fc.assert(
      fc.property(rows, fc.constantFrom("time" as const, "file" as const), (given, order) => {
        const map = { ...base, order };
        const once = parseEvents(read(given, map).rows);
        for (const twice of [given.flatMap((one) => [one, { ...one }]), [...given, ...given]]) {
          const again = parseEvents(read(twice, map).rows);
          expect(again.counts.repeats).toBe(once.counts.accepted);
          expect(eventsOf(again.log)).toEqual(eventsOf(once.log));
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it("gives the same log whatever the order of the columns", () => {
    const rows = [row("Open"), row("Closed", "2026-11-11T11:00:00Z")];
    const reordered = rows.map((one) => Object.fromEntries(Object.entries(one).toReversed()));
    expect(read(reordered).rows).toEqual(read(rows).rows);
  });

  it("knows a row again that comes once behind a byte-order mark and once with an empty cell more", () => {
    const again = { "\uFEFFcase": "C1", when: "2026-11-11T10:00:00Z", activity: "Mail", text: "" };
    expect(parseEvents(read([row("Mail"), again]).rows).counts).toMatchObject({ accepted: 1, repeats: 1 });
  });

  it("keeps apart rows that differ only in a column that the map does not read", () => {
    const rows = [
      row("Mail", undefined, { text: "yes" }),
      row("Mail", undefined, { text: "no" }),
      row("Mail", undefined, { text: "no" }),
    ];
    expect(parseEvents(read(rows, { ...base, order: "time" }).rows).counts).toMatchObject({ accepted: 2, repeats: 1 });
  });

  it("refuses other content under an id that was used before", () => {
    const rows = [row("Open", undefined, { id: "1" }), row("Closed", undefined, { id: "1" })];
    expect(parseEvents(read(rows, { ...base, id: "id" }).rows).counts.refusedByCode).toEqual({ idConflict: 1 });
  });
});
