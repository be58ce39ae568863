import { describe, expect, it } from "vitest";
import { parseEvents } from "../../src/log/parse-events.ts";
import { fromServiceNow } from "../../src/sources/servicenow.ts";
import { contentOf, eventsOf, logOf, median, reopeningsOf, sum } from "./read-log.ts";
import { isSharedDataAbsent, sharedDataNeeded, sharedRows } from "./shared-data.ts";

type Row = Record<string, string>;

const snapshot = (state: string, updated: string, more: Row = {}): Row => ({
  number: "INC1",
  incident_state: state,
  sys_mod_count: "0",
  caller_id: "Caller 1",
  opened_by: "Opened by 1",
  opened_at: "1/3/2016 08:00",
  sys_updated_by: "Updated by 1",
  sys_updated_at: updated,
  contact_type: "Phone",
  category: "Category 1",
  priority: "3 - Moderate",
  assignment_group: "?",
  assigned_to: "?",
  resolved_by: "?",
  resolved_at: "?",
  closed_at: "?",
  ...more,
});

const utc = { timeZone: "UTC" };
const at = (text: string) => Date.parse(`${text}Z`);
const statusesOf = (rows: Row[]) =>
  fromServiceNow(rows, utc)
    .rows.filter((row) => row["type"] === "status")
    .map((row) => row["phase"]);

describe("fromServiceNow on lists exported by their labels", () => {
  it("reads the labels, and dates as ServiceNow lets people write them", () => {
    const label = { number: "Number", incident_state: "State", sys_updated_at: "Updated", opened_at: "Opened" };
    const written = (opened: string, updated: string) => {
      const { number, incident_state, sys_updated_at, opened_at } = {
        ...snapshot("Resolved", updated),
        opened_at: opened,
      } as Record<keyof typeof label, string>;
      const row = { number, incident_state, sys_updated_at, opened_at };
      const entries = Object.entries(row).map(([name, value]) => [label[name as keyof typeof label], value]);
      return fromServiceNow([Object.fromEntries(entries)], utc).rows.map((event) => event["at"]);
    };
    const wanted = [at("2016-03-01T08:00"), at("2016-03-02T14:30")];
    expect(written("1/3/2016 08:00", "2/3/2016 14:30")).toEqual(wanted);
    expect(written("01-03-2016 08:00:00", "02-03-2016 14:30:00")).toEqual(wanted);
    expect(written("01.03.2016 08:00", "02.03.2016 14:30")).toEqual(wanted);
    expect(written("01/03/2016 08:00:00 AM", "02/03/2016 02:30:00 PM")).toEqual(wanted);
    expect(written("2016-03-01 08:00:00", "2016-03-02 14:30:00")).toEqual(wanted);
  });
});

describe("fromServiceNow", () => {
  it("begins an incident at opened_at, with what its first row says of it", () => {
    const source = fromServiceNow(
      [snapshot("New", "1/3/2016 09:30", { assignment_group: "Group 7", assigned_to: "Resolver 3" })],
      utc,
    );
    expect(contentOf(source)).toEqual([
      {
        ticket: "INC1",
        at: at("2016-03-01T08:00"),
        type: "created",
        actor: { kind: "unknown", id: "Opened by 1" },
        requester: "Caller 1",
        channel: "Phone",
        category: "Category 1",
        priority: "3 - Moderate",
        team: "Group 7",
      },
      {
        ticket: "INC1",
        at: at("2016-03-01T09:30"),
        type: "assigned",
        actor: { kind: "unknown", id: "Updated by 1" },
        agent: "Resolver 3",
        team: "Group 7",
      },
    ]);
  });

  it("reads the day before the month, in the caller's zone: 03/04 is 3 April", () => {
    const rows = [snapshot("New", "03/04/2016 10:00", { opened_at: "03/04/2016 09:00" })];
    const [created] = fromServiceNow(rows, { timeZone: "America/New_York" }).rows;
    expect(created!["at"]).toBe(Date.parse("2016-04-03T09:00-04:00"));
  });

  it("is refused as a whole without a zone, and says what to do", () => {
    const source = fromServiceNow([snapshot("New", "1/3/2016 09:30"), snapshot("Resolved", "1/3/2016 10:30")]);
    const { counts, issues } = parseEvents(source.rows);
    expect(counts).toMatchObject({ accepted: 0, refused: 3, refusedByCode: { timeOffset: 3 } });
    expect(issues[0]!.hint).toContain("--time-zone");
    expect(source.notes.find((note) => note.code === "timeWithoutZone")?.message).toContain("--time-zone");
  });

  it("takes the order of the file within one minute, where sorting by time would invent a reopening", () => {
    const states = ["New", "Active", "Resolved", "Active", "Resolved", "Closed"];
    const rows = states.map((state, index) => snapshot(state, "1/3/2016 09:30", { sys_mod_count: String(index) }));
    expect(statusesOf(rows)).toEqual(["solved", "open", "solved", "closed"]);
    const log = logOf(fromServiceNow(rows, utc));
    expect([...reopeningsOf(log)]).toEqual([["INC1", 1]]);
    const backwards = rows.toReversed();
    expect([...reopeningsOf(logOf(fromServiceNow(backwards, utc)))]).toEqual([["INC1", 2]]);
  });

  it("lifts a row whose time runs backwards to the rows before it, and names it with its own time", () => {
    const source = fromServiceNow(
      [
        snapshot("Active", "2/3/2016 11:10"),
        snapshot("Resolved", "1/3/2016 09:52"),
        snapshot("Active", "2/3/2016 11:30"),
        snapshot("Closed", "5/3/2016 12:00"),
      ],
      utc,
    );
    const statuses = source.rows.filter((row) => row["type"] === "status");
    expect(statuses.map((row) => [row["phase"], row["at"]])).toEqual([
      ["solved", at("2016-03-02T11:10")],
      ["open", at("2016-03-02T11:30")],
      ["closed", at("2016-03-05T12:00")],
    ]);
    expect([...reopeningsOf(logOf(source))]).toEqual([["INC1", 1]]);
    const note = source.notes.find(({ code }) => code === "timeRanBackwards");
    expect(note).toMatchObject({ count: 1, rows: [2] });
    expect(note!.message).toContain("INC1 at 1/3/2016 09:52");
  });

  it("counts rows before the opening at the opening", () => {
    const source = fromServiceNow([snapshot("Resolved", "1/3/2016 07:30"), snapshot("Closed", "2/3/2016 07:30")], utc);
    expect(source.rows.map((row) => row["at"])).toEqual([
      at("2016-03-01T08:00"),
      at("2016-03-01T08:00"),
      at("2016-03-02T07:30"),
    ]);
    expect(source.notes.find(({ code }) => code === "beforeOpening")).toMatchObject({ count: 1, rows: [1] });
  });

  it("does not squeeze an incident into an opening that lies after all that happened to it", () => {
    const wrong = { opened_at: "1/3/2026 08:00" };
    const source = fromServiceNow(
      [snapshot("New", "1/3/2016 09:30", wrong), snapshot("Resolved", "2/3/2016 09:30", wrong)],
      utc,
    );
    expect(source.rows.map((row) => [row["type"], row["at"]])).toEqual([
      ["created", at("2016-03-01T09:30")],
      ["status", at("2016-03-02T09:30")],
    ]);
    expect(source.notes.find(({ code }) => code === "openedAfterEverything")?.message).toContain("1/3/2026 08:00");
  });

  it("does not let the final values that every row repeats tell of the future", () => {
    const rows = (more: Row) => [
      snapshot("New", "1/3/2016 09:30", more),
      snapshot("Resolved", "2/3/2016 09:30", more),
      snapshot("Active", "3/3/2016 09:30", more),
      snapshot("Resolved", "4/3/2016 09:30", more),
      snapshot("Closed", "9/3/2016 09:30", more),
    ];
    const source = fromServiceNow(rows({ resolved_at: "4/3/2016 09:30", closed_at: "9/3/2016 09:30" }), utc);
    expect(contentOf(source)).toEqual(contentOf(fromServiceNow(rows({}), utc)));

    const credited = fromServiceNow(rows({ resolved_by: "Resolved by 9" }), utc);
    const closings = credited.rows.filter((row) => row["type"] === "status");
    expect(closings.map((row) => row["actor"])).toEqual([
      { kind: "unknown", id: "Updated by 1" },
      { kind: "unknown", id: "Updated by 1" },
      { kind: "agent", id: "Resolved by 9" },
      { kind: "unknown", id: "Updated by 1" },
    ]);
  });

  it("makes one closing of Resolved and Closed, and none of Closed again", () => {
    const rows = ["New", "Resolved", "Resolved", "Closed", "Closed"].map((state, index) =>
      snapshot(state, `${index + 1}/3/2016 09:30`),
    );
    expect(statusesOf(rows)).toEqual(["solved", "closed"]);
    expect(reopeningsOf(logOf(fromServiceNow(rows, utc))).size).toBe(0);
  });

  it("gives the same log for a file whose rows stand twice, side by side or one file after the other", () => {
    const rows = ["New", "Active", "Resolved", "Awaiting User Info", "Resolved", "Closed"].map((state, index) =>
      snapshot(state, `${index + 1}/3/2016 09:30`, { assigned_to: `Resolver ${index % 2}` }),
    );
    const once = parseEvents(fromServiceNow(rows, utc).rows);
    for (const twice of [rows.flatMap((row) => [row, { ...row }]), [...rows, ...rows.map((row) => ({ ...row }))]]) {
      const source = fromServiceNow(twice, utc);
      const { log, counts } = parseEvents(source.rows);
      expect(counts).toMatchObject({ accepted: once.counts.accepted, repeats: once.counts.accepted, refused: 0 });
      expect(eventsOf(log)).toEqual(eventsOf(once.log));
      expect(source.notes.find(({ code }) => code === "repeatedRows")?.count).toBe(rows.length);
    }
  });

  it("reads an unknown state as live and says so", () => {
    const rows = ["New", "Resolved", "-100", "Closed"].map((state, index) =>
      snapshot(state, `${index + 1}/3/2016 09:30`),
    );
    expect(statusesOf(rows)).toEqual(["solved", "open", "closed"]);
    const note = fromServiceNow(rows, utc).notes.find(({ code }) => code === "unknownState");
    expect(note).toMatchObject({ count: 1, rows: [3] });
    expect(note!.message).toContain("-100");
    expect(statusesOf([snapshot("New", "1/3/2016 09:30"), snapshot("?", "2/3/2016 09:30")])).toEqual([]);
  });

  it.each([
    ["Awaiting User Info", "waitingOnCustomer"],
    ["Awaiting Vendor", "onHold"],
    ["Awaiting Problem", "onHold"],
    ["Awaiting Evidence", "onHold"],
    ["On Hold", "onHold"],
    ["6", "solved"],
    ["closed", "closed"],
    ["Canceled", "closed"],
  ])("reads the state %s as %s", (state, phase) => {
    expect(statusesOf([snapshot("New", "1/3/2016 09:30"), snapshot(state, "2/3/2016 09:30")])).toEqual([phase]);
  });

  it("lets the caller say what a state of the desk's own means", () => {
    const source = fromServiceNow([snapshot("Fix confirmed", "1/3/2016 09:30")], {
      ...utc,
      states: { "Fix confirmed": "solved" },
    });
    expect(source.rows.at(-1)).toMatchObject({ type: "status", phase: "solved" });
    expect(source.notes.map(({ code }) => code)).not.toContain("unknownState");
  });

  it("says which incidents do not begin in state New", () => {
    const source = fromServiceNow([snapshot("Resolved", "1/3/2016 09:30")], utc);
    expect(source.notes.find(({ code }) => code === "beginsInTheMiddle")).toMatchObject({ count: 1, rows: [1] });
    expect(source.rows.map((row) => row["type"])).toEqual(["created", "status"]);
  });

  it("follows owner, group, category and priority, nobody included", () => {
    const source = fromServiceNow(
      [
        snapshot("New", "1/3/2016 09:00", { assignment_group: "Group 1", assigned_to: "Resolver 1" }),
        snapshot("New", "1/3/2016 10:00", { assignment_group: "Group 1", assigned_to: "?", category: "Category 2" }),
        snapshot("New", "1/3/2016 11:00", {
          assignment_group: "Group 2",
          assigned_to: "?",
          category: "Category 2",
          priority: "1 - Critical",
        }),
        snapshot("New", "1/3/2016 12:00", {
          assignment_group: "Group 2",
          assigned_to: "?",
          category: "?",
          priority: "1 - Critical",
        }),
      ],
      utc,
    );
    const changes = source.rows
      .slice(1)
      .map(({ type, agent, team, name, value }) => ({ type, agent, team, name, value }));
    expect(changes).toEqual([
      { type: "assigned", agent: "Resolver 1", team: "Group 1" },
      { type: "assigned", agent: null },
      { type: "field", name: "category", value: "Category 2" },
      { type: "assigned", team: "Group 2" },
      { type: "field", name: "priority", value: "1 - Critical" },
    ]);
    expect(source.notes.find(({ code }) => code === "unchangedRows")).toMatchObject({ count: 1, rows: [4] });
  });

  it("refuses what cannot be read, row by row, and keeps the rest", () => {
    const source = fromServiceNow(
      [
        snapshot("New", "1/3/2016 09:00"),
        snapshot("Resolved", "yesterday"),
        snapshot("Resolved", "31/2/2016 09:00", { sys_mod_count: "2" }),
        snapshot("Resolved", "?", { sys_mod_count: "3" }),
        snapshot("Resolved", "2/3/2016 09:00"),
        snapshot("Resolved", "3/3/2016 09:00", { number: "?" }),
        "not a row",
      ],
      utc,
    );
    const { counts, issues, log } = parseEvents(source.rows);
    expect(counts).toMatchObject({ rows: 7, accepted: 2, refused: 5 });
    expect(issues.map(({ path, code }) => [path, code])).toEqual([
      ["at", "timeFormat"],
      ["at", "timeFormat"],
      ["at", "missing"],
      ["ticket", "missing"],
      ["", "notAnObject"],
    ]);
    expect(issues[0]!.found).toContain("yesterday (not iso or d/M/yyyy HH:mm");
    expect(source.sourceRows).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(log.length).toBe(2);
  });

  it("reads the times of the native export, with or without an offset", () => {
    const native = (updated: string) => ({
      number: "INC1",
      state: "6",
      opened_at: "2026-03-01 08:00:00",
      sys_updated_on: updated,
    });
    const zoned = fromServiceNow([native("2026-03-04 10:00:00")], { timeZone: "Asia/Shanghai" });
    expect(zoned.rows.map((row) => row["at"])).toEqual([
      Date.parse("2026-03-01T08:00+08:00"),
      Date.parse("2026-03-04T10:00+08:00"),
    ]);
    const [, offset] = fromServiceNow([native("2026-03-04T10:00:00Z")], { timeZone: "Asia/Shanghai" }).rows;
    expect(offset!["at"]).toBe(at("2026-03-04T10:00"));
  });

  it("warns where times fit month/day/year only", () => {
    const source = fromServiceNow([snapshot("New", "3/25/2016 09:00")], utc);
    expect(source.notes.find(({ code }) => code === "monthFirst")).toMatchObject({ count: 1, rows: [1] });
    const american = fromServiceNow([snapshot("Closed", "3/25/2016 09:00", { opened_at: "3/24/2016 09:00" })], {
      ...utc,
      timeFormat: "M/d/yyyy HH:mm",
    });
    expect(american.rows.at(-1)!["at"]).toBe(at("2016-03-25T09:00"));
  });

  it("finds columns under other names, and behind a byte-order mark", () => {
    const rows = [{ "\uFEFFTicket": "INC1", State: "Closed", Updated: "2/3/2016 09:00", opened_at: "1/3/2016 09:00" }];
    const source = fromServiceNow(rows, {
      ...utc,
      columns: { number: "Ticket", state: "State", updatedAt: "Updated" },
    });
    expect(source.rows.map((row) => row["type"])).toEqual(["created", "status"]);
    expect(() =>
      fromServiceNow(rows, { ...utc, columns: { number: "Ticket", state: "Stat", updatedAt: "Updated" } }),
    ).toThrow(/columns\.state names the column "Stat", which is not in the file, did you mean "State"\?/);
  });

  it("throws where the file is no such export, and names the column that is missing", () => {
    const call = () =>
      fromServiceNow([{ number: "INC1", incident_stat: "New", sys_updated_at: "1/3/2016 09:00" }], utc);
    expect(call).toThrow(TypeError);
    expect(call).toThrow(/no column "incident_state".*perhaps "incident_stat"/);
    expect(fromServiceNow([], utc)).toMatchObject({ rows: [], sourceRows: [], sourceRowCount: 0 });
  });

  it("says that the log shows no messages, so that their absence proves nothing", () => {
    const source = fromServiceNow([snapshot("New", "1/3/2016 09:00")], utc);
    expect(source.observes).toMatchObject({
      messages: false,
      staffReplies: false,
      customerMessages: false,
      surveys: false,
    });
    expect(source.observes).not.toHaveProperty("closures");
  });

  it("does not change what it was given", () => {
    const rows = [snapshot("New", "1/3/2016 09:00"), snapshot("Closed", "2/3/2016 09:00")].map((row) =>
      Object.freeze(row),
    );
    expect(() => fromServiceNow(Object.freeze(rows), utc)).not.toThrow();
  });

  it("keeps incidents apart whose rows stand mixed, and survives names like __proto__", () => {
    const rows = ["__proto__", "constructor"].flatMap((number) => [
      snapshot("New", "1/3/2016 09:00", { number }),
      snapshot("Closed", "2/3/2016 09:00", { number }),
    ]);
    const mixed = [rows[0]!, rows[2]!, rows[1]!, rows[3]!];
    const source = fromServiceNow(mixed, utc);
    expect(logOf(source).length).toBe(4);
    expect(source.sourceRows).toEqual([1, 2, 3, 4]);
  });
});

describe.skipIf(isSharedDataAbsent)(`200 real incidents (${sharedDataNeeded})`, () => {
  const file = "servicenow-incidents-200/fixture_200_incidents.csv";

  it("give 50 reopenings in 42 incidents, as many as the incidents' own counters say", () => {
    const rows = sharedRows(file);
    const source = fromServiceNow(rows, utc);
    const found = reopeningsOf(logOf(source));
    expect(new Set(rows.map((row) => row["number"])).size).toBe(200);
    expect(source.sourceRowCount).toBe(1511);
    expect(found.size).toBe(42);
    expect(sum(found.values())).toBe(50);
    expect(source.notes.map(({ code }) => code)).not.toContain("reopenCounterDiffers");
  });

  it("would give 51 if they were sorted by time alone", () => {
    const rows = sharedRows(file).map((row) => ({ ...row, timeMs: readDay(row["sys_updated_at"]!) }));
    const sorted = rows.toSorted((a, b) => a.timeMs - b.timeMs);
    expect(sum(reopeningsOf(logOf(fromServiceNow(sorted, utc))).values())).toBe(51);
  });

  it("name the row whose time runs backwards", () => {
    const { notes } = fromServiceNow(sharedRows(file), utc);
    expect(notes.find(({ code }) => code === "timeRanBackwards")?.rows).toContain(25);
  });

  it("last move into a closed phase at the resolution time that the export states, wherever it was the last update", () => {
    const rows = sharedRows(file);
    const statedAt = new Map(rows.map((row) => [row["number"]!, readDay(row["resolved_at"]!)]));
    const lastSolvedAt = new Map<string, number>();
    for (const row of fromServiceNow(rows, utc).rows) {
      if (row["phase"] === "solved") lastSolvedAt.set(row["ticket"] as string, row["at"] as number);
    }
    const differences = [...statedAt].flatMap(([incident, stated]) =>
      Number.isNaN(stated) ? [] : [Math.abs(lastSolvedAt.get(incident)! - stated)],
    );
    expect(differences).toHaveLength(188);
    expect(median(differences)).toBe(0);
  });

  it("give the same figures twice over", () => {
    const rows = sharedRows(file);
    const once = parseEvents(fromServiceNow(rows, utc).rows);
    const twice = parseEvents(fromServiceNow([...rows, ...rows], utc).rows);
    expect(twice.counts).toMatchObject({ accepted: once.counts.accepted, repeats: once.counts.accepted, refused: 0 });
    expect(eventsOf(twice.log)).toEqual(eventsOf(once.log));
  });
});

/** d/M/yyyy HH:mm as UTC, in another way than the code under test. */
function readDay(text: string): number {
  const [day, month, year, hour, minute] = text.split(/[/ :]/).map(Number);
  return Date.UTC(year!, month! - 1, day, hour, minute);
}
