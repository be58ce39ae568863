import { describe, expect, it } from "vitest";
import { parseEvents } from "../../src/log/parse-events.ts";
import type { TicketTableMap } from "../../src/schemas/table-map.ts";
import { parseTableMap } from "../../src/schemas/table-map.ts";
import type { EventRow, SourceResult } from "../../src/sources/source.ts";
import { fromTable } from "../../src/sources/table.ts";
import { eventsOf } from "./read-log.ts";

const base = {
  kind: "tickets",
  timeZone: "UTC",
  ticket: "id",
  creation: { at: "created" },
  agent: { id: "agent" },
  firstResponse: { at: { after: { column: "minutes", unit: "minutes" } } },
  resolved: { at: "resolved" },
  status: { column: "status", values: { Done: "solved", "Open*": "open", Waiting: "waitingOnCustomer", Junk: "spam" } },
  survey: { score: "stars" },
} satisfies TicketTableMap;

const ticket = {
  id: "T1",
  created: "2026-11-11 10:00:00",
  agent: "amy",
  minutes: "30",
  resolved: "2026-11-11 12:00:00",
  status: "Done",
  stars: "4",
};

function read(rows: unknown[], map: TicketTableMap = base, timeZone?: string): SourceResult {
  const parsed = parseTableMap(JSON.parse(JSON.stringify(map)));
  if (parsed.issues) throw new Error(JSON.stringify(parsed.issues));
  return fromTable(rows, { map: parsed.map!, timeZone });
}
const at = (text: string) => Date.parse(text);
const short = (source: SourceResult) =>
  source.rows.map(({ type, at: when, phase, step }: EventRow) => [
    type,
    ...((phase ?? step) ? [phase ?? step] : []),
    typeof when === "number" ? new Date(when).toISOString().slice(11, 16) : when,
  ]);

describe("fromTable with a row for every ticket", () => {
  it("makes of a row its creation, owner, first reply, closing and rating", () => {
    const source = read([ticket]);
    const amy = { kind: "agent", id: "amy" };
    expect(source.rows).toEqual([
      { ticket: "T1", at: at("2026-11-11T10:00Z"), id: "created", seq: 0, type: "created" },
      { ticket: "T1", at: at("2026-11-11T10:00Z"), id: "assigned", seq: 1, type: "assigned", agent: "amy" },
      { ticket: "T1", at: at("2026-11-11T10:30Z"), id: "reply", seq: 2, type: "message", public: true, actor: amy },
      { ticket: "T1", at: at("2026-11-11T12:00Z"), id: "solved", seq: 3, type: "status", phase: "solved", actor: amy },
      {
        ticket: "T1",
        at: at("2026-11-11T12:00Z"),
        id: "survey",
        seq: 4,
        type: "survey",
        step: "answered",
        actor: { kind: "customer" },
        score: 4,
      },
    ]);
    expect(parseEvents(source.rows).counts).toMatchObject({ accepted: 5, refused: 0 });
  });

  it("keeps a first reply that came after the closing", () => {
    expect(short(read([{ ...ticket, minutes: "180" }]))).toEqual([
      ["created", "10:00"],
      ["assigned", "10:00"],
      ["message", "13:00"],
      ["status", "solved", "12:00"],
      ["survey", "answered", "12:00"],
    ]);
  });

  it("does not close a ticket that stands live, whatever its time columns say", () => {
    const source = read([{ ...ticket, status: "Open again" }]);
    expect(short(source).filter(([type]) => type === "status")).toEqual([]);
    expect(source.notes.find(({ code }) => code === "closingTimeOfLiveTicket")).toMatchObject({ count: 1, rows: [1] });
  });

  it("refuses the closing of a ticket that stands closed without a time of it, and says so", () => {
    const source = read([{ ...ticket, resolved: "" }]);
    const { counts, issues } = parseEvents(source.rows);
    expect(counts).toMatchObject({ accepted: 4, refused: 1 });
    expect(issues[0]).toMatchObject({ path: "at", code: "missing" });
    expect(source.notes.map(({ code }) => code)).toContain("closedWithoutTime");
  });

  it("notes phases whose time the table does not give, discards spam, refuses unknown words", () => {
    const waiting = read([{ ...ticket, status: "Waiting", resolved: "" }]);
    expect(waiting.notes.find(({ code }) => code === "phaseWithoutTime")?.message).toContain("waitingOnCustomer");
    expect(short(read([{ ...ticket, status: "Junk", resolved: "" }]))).toContainEqual(["status", "spam", "10:00"]);
    const unknown = parseEvents(read([{ ...ticket, status: "Finished" }]).rows);
    expect(unknown.issues[0]!.found).toContain("unmapped status");
    expect(unknown.counts).toMatchObject({ refused: 1, accepted: 4 });
  });

  it("closes by the time alone where no status says otherwise", () => {
    const { status: _status, ...withoutStatus } = base;
    const both = { ...withoutStatus, closed: { at: "closed", by: "closer", cause: "rule" } } satisfies TicketTableMap;
    const source = read(
      [
        { ...ticket, closed: "2026-11-14 12:00:00", closer: "bo" },
        { ...ticket, id: "T2", resolved: "", closed: "", closer: "" },
      ],
      both,
    );
    expect(short(source).filter(([type]) => type === "status")).toEqual([
      ["status", "solved", "12:00"],
      ["status", "closed", "12:00"],
    ]);
    expect(source.rows[4]).toMatchObject({ cause: "rule", actor: { kind: "system" } });
    const byHand = { ...both, closed: { at: "closed", by: "closer" } } satisfies TicketTableMap;
    const [closing] = read([{ ...ticket, closed: "2026-11-14 12:00:00", closer: "bo" }], byHand).rows.slice(4);
    expect(closing).toMatchObject({ phase: "closed", actor: { kind: "agent", id: "bo" } });
    expect(short(source)[5]).toEqual(["survey", "answered", "12:00"]);
    expect(source.rows[5]!["at"]).toBe(at("2026-11-14T12:00Z"));
  });

  describe("of calls", () => {
    const calls = {
      kind: "tickets",
      timeZone: "UTC",
      ticket: "Call",
      creation: {
        at: { columns: ["Date", "Time"], format: "yyyy-MM-dd HH:mm:ss" },
        channel: { value: "phone" },
        initiator: "customer",
      },
      agent: { id: "Agent" },
      answered: {
        column: "Answered",
        yes: ["Y"],
        no: ["N"],
        abandoned: { after: { column: "Gave up", unit: "seconds" } },
      },
      firstResponse: { at: { after: { column: "Speed", unit: "seconds" } } },
      resolved: {
        at: {
          after: [
            { column: "Speed", unit: "seconds" },
            { column: "Talk", unit: "clock" },
          ],
        },
        when: { column: "Resolved", in: ["Y"] },
      },
      survey: { score: "Stars", scale: { min: 0, max: 10 }, at: { after: { column: "Talk", unit: "clock" } } },
    } satisfies TicketTableMap;
    const call = {
      Call: "1",
      Agent: "dan",
      Date: "2021-01-01",
      Time: "09:00:00",
      Answered: "Y",
      Resolved: "Y",
      Speed: "60",
      Talk: "00:02:00",
      Stars: "7",
      "Gave up": "",
    };

    it("reads a call as a request for a human, answered or abandoned", () => {
      expect(short(read([call], calls))).toEqual([
        ["created", "09:00"],
        ["assigned", "09:00"],
        ["handoff", "requested", "09:00"],
        ["message", "09:01"],
        ["status", "solved", "09:03"],
        ["survey", "answered", "09:02"],
      ]);
      expect(read([call], calls).rows[5]).toMatchObject({ score: 7, scale: { min: 0, max: 10 } });
      const lost = { ...call, Answered: "N", Resolved: "N", Speed: "", Talk: "", Stars: "" };
      expect(short(read([lost], calls)).slice(2)).toEqual([
        ["handoff", "requested", "09:00"],
        ["handoff", "abandoned", "09:00"],
      ]);
      expect(short(read([{ ...lost, "Gave up": "120" }], calls)).at(-1)).toEqual(["handoff", "abandoned", "09:02"]);
    });

    it("believes that nobody answered although a column gives a response, and says so", () => {
      const source = read([{ ...call, Answered: "N", Resolved: "N", Stars: "" }], calls);
      expect(short(source).map(([type]) => type)).not.toContain("message");
      expect(source.notes[0]).toMatchObject({ code: "unansweredWithResponse", count: 1 });
    });

    it("refuses what contradicts itself or cannot be read", () => {
      const refusedOf = (more: object) =>
        parseEvents(read([{ ...call, ...more }], calls).rows).issues.map(({ code, found }) => [code, found]);
      expect(refusedOf({ Answered: "maybe" })[0]![1]).toContain("unmapped Answered");
      expect(refusedOf({ Speed: "" }).map(([code]) => code)).toEqual(["missing", "missing"]);
      expect(refusedOf({ Speed: "-5" })[0]![1]).toContain("-5 (not seconds");
      expect(refusedOf({ Talk: "2:00" })[0]![1]).toContain("not seconds + h:mm:ss");
      expect(refusedOf({ Stars: "eleven" })[0]).toEqual(["wrongType", '"eleven"']);
      expect(refusedOf({ Stars: "11" })[0]![0]).toBe("wrongValue");
      expect(refusedOf({ Call: "" }).map(([code]) => code)).toEqual(["missing"]);
      expect(refusedOf({ Date: "2021-02-30" }).length).toBeGreaterThanOrEqual(4);
    });
  });

  it("reads every unit of a duration, sub-millisecond fractions included", () => {
    const responseMs = (unit: "milliseconds" | "seconds" | "minutes" | "hours" | "days" | "clock", minutes: string) => {
      const rows = read([{ ...ticket, minutes }], {
        ...base,
        firstResponse: { at: { after: { column: "minutes", unit } } },
      }).rows;
      return (rows[2]!["at"] as number) - at("2026-11-11T10:00Z");
    };
    expect(responseMs("milliseconds", "1500.5")).toBe(1500.5);
    expect(responseMs("seconds", "1.5e1")).toBe(15_000);
    expect(responseMs("minutes", "0.5")).toBe(30_000);
    expect(responseMs("hours", "1.")).toBe(3_600_000);
    expect(responseMs("days", "2")).toBe(172_800_000);
    expect(responseMs("clock", "30:00:01.5")).toBe(108_001_500);
    expect(responseMs("clock", "1 days 02:00:00")).toBe(93_600_000);
  });

  it("does not take a duration for a time where the creation cannot be placed", () => {
    const { timeZone: _timeZone, ...zoneless } = base;
    const { counts, issues } = parseEvents(read([ticket], zoneless).rows);
    expect(counts.accepted).toBe(0);
    expect(issues.map(({ code }) => code)).toEqual([
      "timeOffset",
      "timeOffset",
      "timeFormat",
      "timeOffset",
      "timeOffset",
    ]);
    // Even where the reader of the events is told a zone that the source was not told.
    expect(parseEvents(read([ticket], zoneless).rows, { timeZone: "Europe/Berlin" }).counts.refused).toBe(1);
    expect(parseEvents(read([ticket], zoneless, "Europe/Berlin").rows).counts.accepted).toBe(5);
  });

  it("reads surveys that were offered, and answers to whether it is solved", () => {
    const map = {
      ...base,
      survey: {
        score: "stars",
        saidSolved: { column: "solved?", yes: ["yes"], no: ["no"] },
        offered: { column: "sent", in: ["1"] },
        at: { column: "rated", optional: true },
      },
    } satisfies TicketTableMap;
    const rows = [
      { ...ticket, "solved?": "no", sent: "1", rated: "2026-11-12 10:00:00" },
      { ...ticket, id: "T2", stars: "", "solved?": "", sent: "1", rated: "" },
      { ...ticket, id: "T3", stars: "", "solved?": "", sent: "0", rated: "" },
    ];
    const surveys = read(rows, map).rows.filter(({ type }) => type === "survey");
    expect(
      surveys.map(({ ticket: of, step, score, saidSolved, at: when }) => [of, step, score, saidSolved, when]),
    ).toEqual([
      ["T1", "offered", undefined, undefined, at("2026-11-12T10:00Z")],
      ["T1", "answered", 4, false, at("2026-11-12T10:00Z")],
      ["T2", "offered", undefined, undefined, at("2026-11-11T12:00Z")],
    ]);
  });

  it("adds whatever else a row means", () => {
    const map = {
      ...base,
      events: [
        {
          type: "escalated",
          level: "platform",
          when: { column: "platform", in: ["yes"] },
          at: { column: "escalated", optional: true },
        },
        {
          type: "linked",
          relation: "followUpOf",
          other: { column: "parent" },
          when: { column: "parent", notIn: [""] },
        },
      ],
    } satisfies TicketTableMap;
    const source = read([{ ...ticket, platform: "yes", escalated: "2026-11-11 11:00:00", parent: "T0" }], map);
    expect(source.rows.slice(-2)).toMatchObject([
      { type: "escalated", level: "platform", at: at("2026-11-11T11:00Z") },
      { type: "linked", other: "T0", at: at("2026-11-11T10:00Z") },
    ]);
  });

  it("carries dimensions, the team and employer of the agent, and other people's deeds", () => {
    const map = {
      ...base,
      creation: {
        at: "created",
        category: "topic",
        requester: { column: "customer", as: "integer" },
        attributes: { region: "region" },
      },
      agent: { id: "agent", team: "team", employer: "company" },
      firstResponse: { ...base.firstResponse, by: "answerer" },
    } satisfies TicketTableMap;
    const row = {
      ...ticket,
      topic: "refund",
      customer: "17.0",
      region: "north",
      team: "blue",
      company: "Northgate",
      answerer: "bo",
    };
    const [created, assigned, reply, solved] = read([row], map).rows;
    expect(created).toMatchObject({ category: "refund", requester: "17", attributes: { region: "north" } });
    expect(assigned).toMatchObject({ agent: "amy", team: "blue" });
    expect(reply!["actor"]).toEqual({ kind: "agent", id: "bo" });
    expect(solved!["actor"]).toEqual({ kind: "agent", id: "amy", team: "blue", employer: "Northgate" });
  });

  it("counts a repeated row as one, and refuses what contradicts an earlier row of the same ticket", () => {
    const once = parseEvents(read([ticket]).rows);
    const twice = read([ticket, { ...ticket }]);
    expect(parseEvents(twice.rows).counts).toMatchObject({ accepted: 5, repeats: 5 });
    expect(eventsOf(parseEvents(twice.rows).log)).toEqual(eventsOf(once.log));
    const changed = read([ticket, { ...ticket, stars: "1" }]);
    expect(parseEvents(changed.rows).counts).toMatchObject({
      accepted: 5,
      repeats: 4,
      refusedByCode: { idConflict: 1 },
    });
    expect(changed.notes[0]).toMatchObject({ code: "ticketInSeveralRows", rows: [2] });
  });
});
