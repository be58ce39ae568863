import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEvents } from "../../src/log/parse-events.ts";
import { parseTableMap } from "../../src/schemas/table-map.ts";
import { fromOcel } from "../../src/sources/ocel.ts";
import { toOcel } from "../../src/sources/ocel-export.ts";
import { contentOf, eventsOf } from "./read-log.ts";

const at = Date.parse("2026-03-02T08:00:00Z");
const everyKind = [
  {
    ticket: "T:1",
    at,
    type: "created",
    id: "a/1",
    seq: 2,
    requester: "c:1",
    channel: "mail",
    category: "returns",
    priority: "high",
    team: "Tier 1",
    initiator: "customer",
    attributes: { market: "cn", "a.b": "c" },
    actor: { kind: "customer", id: "c:1" },
  },
  {
    ticket: "T:1",
    at: at + 1,
    type: "message",
    public: true,
    origin: "human",
    intent: "other",
    actor: { kind: "agent", id: "mei", team: "Tier 1", employer: "Acme", role: "supervisor" },
  },
  { ticket: "T:1", at: at + 2, type: "assigned", agent: "mei", team: null, actor: { kind: "system" } },
  { ticket: "T:1", at: at + 3, type: "assigned", agent: null },
  {
    ticket: "T:1",
    at: at + 4,
    type: "status",
    phase: "solved",
    cause: "inactivity",
    actor: { kind: "bot", id: "mei" },
  },
  { ticket: "T:1", at: at + 5, type: "solution", step: "rejected" },
  { ticket: "T:1", at: at + 6, type: "handoff", step: "queued" },
  {
    ticket: "T:1",
    at: at + 7,
    type: "survey",
    step: "answered",
    score: 0,
    scale: { min: 0, max: 1 },
    saidSolved: false,
  },
  { ticket: "T:1", at: at + 8, type: "survey", step: "suppressed", reason: "noContact" },
  { ticket: "T:1", at: at + 9, type: "linked", relation: "mergedInto", other: "T:2" },
  { ticket: "T:1", at: at + 10, type: "escalated", level: "regulator" },
  { ticket: "T:1", at: at + 11, type: "promised", due: "2026-03-03T08:00:00+08:00", kept: true },
  { ticket: "T:1", at: at + 12, type: "field", name: "tag", value: "" },
  { ticket: "T:2", at: at + 13, type: "created", attributes: {}, actor: { kind: "unknown", id: "x" } },
];

describe("toOcel and fromOcel", () => {
  it("give every kind of event back as it was, through JSON", () => {
    const { ocel, notes } = toOcel(everyKind);
    expect(notes).toEqual([]);
    expect(parseEvents(everyKind).counts.accepted).toBe(everyKind.length);
    expect(fromOcel(JSON.parse(JSON.stringify(ocel))).rows).toEqual(everyKind);
  });

  it("give any events back as they were", () => {
    const text = fc.string({ minLength: 1, maxLength: 6 });
    const actor = fc.option(
      fc.record(
        { kind: fc.constantFrom("customer", "agent", "bot", "system", "unknown"), id: text, team: text },
        { requiredKeys: ["kind"] },
      ),
      { nil: undefined },
    );
    const envelope = { ticket: text, at: fc.integer({ min: 0, max: 4e12 }), actor };
    const event = fc.oneof(
      fc.record({ ...envelope, type: fc.constant("message"), public: fc.boolean(), id: text }),
      fc.record({ ...envelope, type: fc.constant("assigned"), agent: fc.option(text), team: fc.option(text) }),
      fc.record({
        ...envelope,
        type: fc.constant("created"),
        attributes: fc.dictionary(text, fc.string({ maxLength: 5 })),
      }),
      fc.record({ ...envelope, type: fc.constant("linked"), relation: fc.constant("followUpOf"), other: text }),
      fc.record({
        ...envelope,
        type: fc.constant("field"),
        name: text,
        value: fc.string({ maxLength: 5 }),
        seq: fc.integer(),
      }),
    );
    const plain = (rows: unknown[]) => JSON.parse(JSON.stringify(rows)) as unknown[];
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), (events) => {
        const rows = plain(
          events.filter((row) => !Object.keys((row as { attributes?: object }).attributes ?? {}).includes("__proto__")),
        );
        const { ocel, notes } = toOcel(rows);
        expect(notes).toEqual([]);
        expect(plain(fromOcel(plain([ocel])[0]).rows)).toEqual(rows);
        expect(new Set(ocel.events.map(({ id }) => id)).size).toBe(rows.length);
      }),
      { seed: 20260701, numRuns: 200 },
    );
  });

  it("list what OCEL cannot hold: rows that are no events, times that are no instants, fractions; offsets are lost", () => {
    const rows = [
      { ticket: "1", at: "2026-03-02T16:00:00+08:00", type: "created" },
      { ticket: "1", at: "2026-03-02T16:00:00", type: "status", phase: "open" },
      { ticket: "1", at: at + 0.5, type: "status", phase: "closed" },
      { ticket: "1", at, type: "stauts" },
      null,
    ];
    const { ocel, notes } = toOcel(rows);
    expect(notes.map(({ code, rows }) => [code, rows])).toEqual([
      ["timesLeftOut", [2]],
      ["fractionsLost", [3]],
      ["refusedRows", [4, 5]],
    ]);
    expect(fromOcel(ocel).rows.map((row) => row["at"])).toEqual([at, at]);
    expect(toOcel(rows, { timeZone: "Asia/Shanghai" }).ocel.events[1]!.time).toBe("2026-03-02T08:00:00.000Z");
  });

  it("declare their types and relate events to tickets, people and teams", () => {
    const { ocel } = toOcel(everyKind);
    expect(ocel.objectTypes.map(({ name }) => name).sort()).toEqual([
      "agent",
      "bot",
      "customer",
      "team",
      "ticket",
      "unknown",
    ]);
    expect(ocel.eventTypes.find(({ name }) => name === "survey")?.attributes).toContainEqual({
      name: "score",
      type: "float",
    });
    expect(ocel.events.find(({ type }) => type === "linked")?.relationships).toEqual([
      { objectId: "ticket:T:1", qualifier: "ticket" },
      { objectId: "ticket:T:2", qualifier: "other" },
    ]);
    const declared = new Set(ocel.objects.map(({ id }) => id));
    for (const { relationships } of ocel.events)
      for (const { objectId } of relationships!) expect(declared).toContain(objectId);
  });

  it("keep repeats apart, which parseEvents then counts", () => {
    const twice = [...everyKind, ...everyKind];
    const back = parseEvents(fromOcel(toOcel(twice).ocel).rows);
    expect(back.counts).toMatchObject({ refused: 0, repeats: everyKind.length });
    expect(eventsOf(back.log)).toEqual(eventsOf(parseEvents(everyKind).log));
  });
});

describe("fromOcel on somebody else's log", () => {
  const log = {
    objectTypes: [{ name: "Case", attributes: [{ name: "prio", type: "string" }] }],
    eventTypes: [],
    objects: [
      {
        id: "C1",
        type: "Case",
        attributes: [
          { name: "prio", time: "1970-01-01T00:00:00Z", value: "low" },
          { name: "prio", time: "2026-03-02T09:00:00Z", value: "high" },
        ],
      },
      { id: "C2", type: "Case" },
      { id: "mei", type: "Agent" },
    ],
    events: [
      {
        id: "e1",
        type: "open",
        time: "2026-03-02T08:00:00Z",
        attributes: [{ name: "channel", value: "mail" }],
        relationships: [{ objectId: "C1", qualifier: "of" }],
      },
      {
        id: "e2",
        type: "close",
        time: "2026-03-02T10:00:00Z",
        relationships: [
          { objectId: "mei", qualifier: "by" },
          { objectId: "C1", qualifier: "of" },
          { objectId: "C2", qualifier: "of" },
        ],
      },
      { id: "e3", type: "lunch", time: "2026-03-02T12:00:00Z", relationships: [{ objectId: "mei", qualifier: "by" }] },
    ],
  };
  const map = parseTableMap({
    kind: "events",
    ticket: "ocel:oid",
    id: "ocel:id",
    time: "ocel:time",
    actor: { kind: "agent", id: { column: "qualifier:by", optional: true } },
    creation: { channel: { column: "channel", optional: true }, priority: { column: "case:prio", optional: true } },
    activity: {
      column: "ocel:type",
      values: {
        open: { type: "created" },
        close: [
          { type: "status", phase: "closed" },
          { type: "field", name: "priority", value: { column: "case:prio", missing: "" } },
        ],
      },
    },
  }).map!;

  it("reads it by a map: an event of several tickets once for each, attributes as they were by then", () => {
    const source = fromOcel(log, { map, ticketType: "Case" });
    expect(contentOf(source)).toEqual([
      { ticket: "C1", at, type: "created", channel: "mail", priority: "low", actor: { kind: "agent" } },
      { ticket: "C1", at: at + 7_200_000, type: "status", phase: "closed", actor: { kind: "agent", id: "mei" } },
      {
        ticket: "C1",
        at: at + 7_200_000,
        type: "field",
        name: "priority",
        value: "high",
        actor: { kind: "agent", id: "mei" },
      },
      { ticket: "C2", at: at + 7_200_000, type: "status", phase: "closed", actor: { kind: "agent", id: "mei" } },
      {
        ticket: "C2",
        at: at + 7_200_000,
        type: "field",
        name: "priority",
        value: "",
        actor: { kind: "agent", id: "mei" },
      },
    ]);
    expect(source.notes.map(({ code, count }) => [code, count])).toEqual([
      ["eventsOfSeveralTickets", 1],
      ["eventsWithoutTicket", 1],
    ]);
  });

  it("names what stands among its events and is none", () => {
    const odd = { ...log, events: [5, null, "x", [], ...log.events] };
    const noted = (options: object) =>
      fromOcel(odd, options).notes.find(({ code }) => code === "eventsThatAreNone")?.count;
    expect([noted({}), noted({ map })]).toEqual([4, 4]);
    expect(fromOcel(odd).rows).toEqual(fromOcel(log).rows);
  });

  it("refuses its events without a map, and says of a document that it is no log", () => {
    const { counts } = parseEvents(fromOcel(log).rows);
    expect(counts).toMatchObject({ accepted: 0, refused: 3 });
    expect(fromOcel({ rows: [] }).notes.map(({ code }) => code)).toEqual(["noOcel"]);
  });
});
