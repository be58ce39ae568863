import { describe, expect, it } from "vitest";
import { parseEvents } from "../../src/log/parse-events.ts";
import { parseTableMap } from "../../src/schemas/table-map.ts";
import { fromTable } from "../../src/sources/table.ts";
import { contentOf } from "./read-log.ts";

type Row = Record<string, unknown>;

const at = "2026-11-11T08:00:00Z";
const least = { kind: "events", ticket: "id", time: "at", everyRow: [{ type: "message", public: true }] };

function read(rows: readonly Row[], json: unknown) {
  const { map, issues } = parseTableMap(json);
  if (issues) throw new Error(JSON.stringify(issues));
  return fromTable(rows, { map });
}
const eventsOf = (rows: readonly Row[], json: unknown) => contentOf(read(rows, json));
/** The only event of a row. */
const eventOf = (row: Row, json: unknown) => eventsOf([{ id: "1", at, ...row }], json)[0]!;

describe("columns of several names", () => {
  it("are read from the first that is not empty, row by row", () => {
    const rows = [
      { 会话ID: "1", 时间: at },
      { 会话ID: "", 编号: "2", 时间: "", 发送时间: at },
      { 会话ID: "3", 编号: "9", 时间: at, 发送时间: "never" },
    ];
    const map = { ...least, ticket: ["会话ID", "编号"], time: ["时间", "发送时间"] };
    expect(eventsOf(rows, map).map(({ ticket }) => ticket)).toEqual(["1", "2", "3"]);
    expect(parseEvents(read(rows, map).rows).issues).toEqual([]);
  });

  it("may be named wherever a map names a column", () => {
    const name = ["missing", "here"];
    const map = {
      kind: "tickets",
      ticket: { column: name, as: "integer" },
      missing: ["-"],
      ignoreColumns: [["exported", "synced"]],
      rows: { only: [{ column: name, notIn: ["0"] }], skip: [{ column: ["flag", "test"], in: ["1"] }] },
      creation: {
        at: { columns: [["date", "day"], "time"], format: "yyyy-MM-dd HH:mm", zone: "UTC" },
        requester: name,
        channel: { column: ["via", "channel"], optional: true },
        attributes: { shop: { column: ["store", "shop"] } },
        initiator: { column: ["by", "begun by"], values: { "our *": "agent" }, otherwise: "customer" },
      },
      agent: { id: ["agent", "who"] },
      answered: { column: ["taken", "answered"], yes: ["1"], no: ["0"] },
      firstResponse: { at: { after: { column: ["wait", "seconds"], unit: "seconds" } } },
      resolved: { at: ["done", "resolved"], when: { column: ["state", "status"], in: ["done"] } },
      status: { column: ["state", "status"], values: { done: "solved" }, otherwise: "open" },
      survey: { score: ["stars", "rating"], saidSolved: { column: ["ok", "solved"], yes: ["y"], no: ["n"] } },
    };
    const row = {
      ...{
        here: "7.0",
        synced: "x",
        test: "0",
        day: "2026-11-11",
        time: "09:00",
        shop: "north",
        "begun by": "our shop",
      },
      ...{ who: "amy", answered: "1", seconds: "90", resolved: "2026-11-11T10:00:00Z", status: "done" },
      ...{ rating: "4", solved: "y" },
    };
    const source = read([row, { ...row, synced: "y" }], map);
    expect(contentOf(source).slice(0, 6)).toMatchObject([
      { ticket: "7", type: "created", requester: "7.0", initiator: "agent", attributes: { shop: "north" } },
      { type: "assigned", agent: "amy" },
      { type: "handoff", step: "requested" },
      { type: "message", at: Date.parse("2026-11-11T09:01:30Z") },
      { type: "status", phase: "solved" },
      { type: "survey", score: 4, saidSolved: true },
    ]);
    expect(parseEvents(source.rows).counts).toMatchObject({ refused: 0, repeats: 6 });
  });

  it("are a fault of the map where the file has none of them, told with the nearest name", () => {
    const map = { ...least, time: { column: ["posted", "writen"] } };
    expect(() => read([{ id: "1", written: at }], map)).toThrow(
      'time.column names the columns "posted", "writen", none of which is in the file, did you mean "written"?',
    );
    expect(() => read([{ id: "1", written: at }], { ...map, time: { column: ["posted", "written"] } })).not.toThrow();
  });

  it("are not told missing where only an optional one is", () => {
    const map = { ...least, actor: { id: { column: ["a", "b"], optional: true } } };
    expect(() => read([{ id: "1", at }], map)).not.toThrow();
    expect(() => read([{ id: "1", at }], { ...least, actor: { id: ["a", "b"] } })).toThrow(
      /actor\.id names the columns/,
    );
  });

  it("must be at least one", () => {
    expect(parseTableMap({ ...least, ticket: [] }).issues).toMatchObject([{ path: "ticket" }]);
    expect(parseTableMap({ ...least, ticket: ["id", ""] }).issues).toMatchObject([{ path: "ticket.1" }]);
  });
});

describe("extract", () => {
  const map = (extract: string) => ({ ...least, ticket: { column: "subject", extract } });

  it("keeps what the first group fits, or all that the expression fits", () => {
    expect(eventOf({ subject: "Re: [#0041] broken" }, map("/#0*([0-9]+)/"))["ticket"]).toBe("41");
    expect(eventOf({ subject: "Re: [#0041] broken" }, map("/[0-9]+/"))["ticket"]).toBe("0041");
  });

  it("leaves a cell empty that it does not fit", () => {
    const { issues } = parseEvents(read([{ id: "1", at, subject: "broken" }], map("/[0-9]+/")).rows);
    expect(issues).toMatchObject([{ path: "ticket", code: "missing" }]);
  });

  it("comes before whole numbers and before values", () => {
    const read3 = { column: "text", extract: "/is (.+)$/", as: "integer" };
    expect(eventOf({ text: "id is 3.0" }, { ...least, ticket: read3 })["ticket"]).toBe("3");
    const public_ = { column: "text", extract: "/is (.+)$/", values: { shown: true, hidden: false } };
    const event = { type: "message", public: public_ };
    expect(eventOf({ text: "it is hidden" }, { ...least, everyRow: [event] })).toMatchObject({ public: false });
  });

  it("takes times out of texts, of one column and of several", () => {
    const time = { extract: "/at (.*)/", zone: "UTC" };
    const expected = Date.parse("2026-11-11T09:30:00Z");
    expect(eventOf({ t: "posted at 2026-11-11 09:30" }, { ...least, time: { column: "t", ...time } })["at"]).toBe(
      expected,
    );
    const both = { columns: ["d", "t"], ...time };
    expect(eventOf({ d: "posted at 2026-11-11", t: "09:30" }, { ...least, time: both })["at"]).toBe(expected);
  });

  it("must be a regular expression", () => {
    expect(parseTableMap(map("#(.*)")).issues?.[0]).toMatchObject({ path: "ticket.extract" });
    expect(parseTableMap(map("/(/")).issues?.[0]?.message).toContain("regular expression");
  });
});

describe("values", () => {
  const phase = (more: object) => ({
    ...least,
    everyRow: [{ type: "status", phase: { column: "s", values: { x: "solved" }, ...more } }],
  });

  it("stand for otherwise where no pattern fits, and for missing where the cell is empty", () => {
    expect(eventOf({ s: "y" }, phase({ otherwise: "open", missing: "onHold" }))).toMatchObject({ phase: "open" });
    expect(eventOf({ s: "" }, phase({ otherwise: "open", missing: "onHold" }))).toMatchObject({ phase: "onHold" });
    expect(eventOf({ s: "y" }, phase({}))).toMatchObject({ type: 'unmapped s "y", near "x"' });
  });

  it("are looked up over several columns, empty ones included, optional ones left out", () => {
    const actor = {
      kind: {
        columns: ["role", { column: "stage", optional: true }, "name"],
        values: { "staff |  | robot": "bot", "staff | *": "agent", "user |  | ": "customer" },
      },
    };
    const kind = (row: Row) =>
      (eventOf({ name: "", ...row }, { ...least, actor })["actor"] as Row | undefined)?.["kind"];
    expect(kind({ role: "staff", name: "robot" })).toBe("bot");
    expect(kind({ role: "staff", name: "amy", stage: "2" })).toBe("agent");
    expect(kind({ role: "user" })).toBe("customer");
    expect(kind({ role: "" })).toBeUndefined();
  });

  it("are left out where none of the columns is there and all may be missing", () => {
    const origin = { columns: ["how", { column: "via" }], optional: true, values: { "x | y": "template" } };
    const map = { ...least, everyRow: [{ type: "message", public: true, origin }] };
    expect(eventOf({}, map)).not.toHaveProperty("origin");
    expect(eventOf({ how: "x", via: "y" }, map)).toMatchObject({ origin: "template" });
    expect(() =>
      read([{ id: "1", at }], { ...map, everyRow: [{ ...map.everyRow[0], origin: { ...origin, optional: false } }] }),
    ).toThrow(/"how"/);
  });

  it("name the columns that hold a value which they do not know", () => {
    const actor = { kind: { columns: ["role", ["name", "login"]], values: { "staff | *": "agent" } } };
    expect(eventOf({ role: "boss", name: "zoe" }, { ...least, actor })["type"]).toBe(
      'unmapped role | name "boss | zoe"',
    );
  });
});

describe("separator", () => {
  const map = (more: object = {}) => ({
    ...least,
    everyRow: undefined,
    activity: {
      columns: ["who", "tags"],
      separator: "+",
      values: {
        "desk | closed": { type: "status", phase: "closed" },
        "desk | asked": { type: "survey", step: "offered" },
        "*": { type: "message", public: true },
      },
      ignore: ["desk | seen"],
      ...more,
    },
  });
  const types = (tags: string, json: unknown = map()) =>
    eventsOf([{ id: "1", at, who: "desk", tags }], json).map(({ type }) => type);

  it("makes an event of every activity that a cell lists", () => {
    expect(types("closed+asked")).toEqual(["status", "survey"]);
    expect(types("closed + ")).toEqual(["status"]);
    expect(types("closed")).toEqual(["status"]);
    expect(types("")).toEqual(["message"]);
  });

  it("gives each its own id, so that none is a repeat of another", () => {
    const { counts } = parseEvents(read([{ id: "1", at, who: "desk", tags: "hi+hi" }], map()).rows);
    expect(counts).toMatchObject({ accepted: 2, repeats: 0 });
  });

  it("refuses the one that it does not know and keeps the others; counts those to be ignored", () => {
    const strict = map({ values: { "desk | closed": { type: "status", phase: "closed" } } });
    const source = read([{ id: "1", at, who: "desk", tags: "closed+seen+lost" }], strict);
    const { counts, issues } = parseEvents(source.rows);
    expect(counts).toMatchObject({ accepted: 1, refused: 1 });
    expect(issues[0]!.found).toContain("lost");
    expect(source.notes).toMatchObject([{ code: "ignoredActivities", count: 1 }]);
    expect(types("closed+seen", strict)).toEqual(["status"]);
    expect(types("seen", strict)).toEqual([]);
    expect(types("seen+lost", strict)).toMatchObject([expect.stringContaining("lost")]);
  });
});

describe("creation.at", () => {
  it("is the time of the creation alone, not of the row's other events", () => {
    const map = {
      ...least,
      everyRow: undefined,
      creation: { at: "opened" },
      activity: { column: "what", values: { new: [{ type: "created" }, { type: "message", public: true }] } },
    };
    const opened = "2026-11-11T07:00:00Z";
    expect(eventsOf([{ id: "1", at, opened, what: "new" }], map).map((event) => event["at"])).toEqual([
      Date.parse(opened),
      Date.parse(at),
    ]);
  });

  it("is before every row of a ticket that begins with its first row, where the file's order counts", () => {
    const opened = "2026-11-11T09:00:00Z";
    const map = (from: string) => ({ ...least, order: "file", creation: { from, at: "opened" } });
    const rows = [{ id: "1", at, opened }];
    const lifted = read(rows, map("firstRow"));
    expect(lifted.rows.map((event) => event["at"])).toEqual([Date.parse(opened), Date.parse(opened)]);
    expect(lifted.notes).toMatchObject([{ code: "timeRanBackwards", count: 1 }]);
    expect(read(rows, map("activity")).rows.map((event) => event["at"])).toEqual([Date.parse(at)]);
  });

  it("is told by a first row also where its actor is refused", () => {
    const actor = { kind: { column: "role", values: { user: "customer" } } };
    const source = read([{ id: "1", at, role: "boss" }], { ...least, actor, creation: { from: "firstRow" } });
    expect(source.rows.map(({ type }) => type)).toEqual(["created", 'unmapped role "boss"']);
  });
});
