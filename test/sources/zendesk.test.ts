import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { firstResponseTime } from "../../src/metrics/first-response-time.ts";
import type { AnsweredOnly } from "../../src/schemas/estimate.ts";
import { fromZendesk } from "../../src/sources/zendesk.ts";
import { contentOf, eventsOf, logOf, reopeningsOf } from "./read-log.ts";
import { isSharedDataAbsent, sharedDataNeeded, sharedRows } from "./shared-data.ts";

const customer = 21;
const agent = 7;
const web = { channel: "web", source: { from: {}, to: {}, rel: null } };
const rule = (rel: string, title: string) => ({ channel: "rule", source: { from: { id: 1, title }, to: {}, rel } });
const audit = (id: number, at: string, author: number, events: object[], via: object = web) => ({
  id,
  ticket_id: 35436,
  created_at: at,
  author_id: author,
  metadata: { system: { client: "…" }, custom: {} },
  events: events.map((event, index) => ({ id: id * 10 + index, ...event })),
  via,
});
const create = (field_name: string, value: unknown) => ({ type: "Create", field_name, value });
const change = (field_name: string, previous_value: unknown, value: unknown) => ({
  type: "Change",
  field_name,
  previous_value,
  value,
});
const comment = (author: number, isPublic = true) => ({
  type: "Comment",
  author_id: author,
  public: isPublic,
  body: "…",
  audit_id: 1,
});

const audits = [
  audit(100, "2026-03-02T08:00:00Z", customer, [
    comment(customer),
    create("requester_id", String(customer)),
    create("status", "new"),
    create("group_id", "55"),
    create("priority", null),
    { type: "Notification", subject: "…", recipients: [customer] },
  ]),
  audit(101, "2026-03-02T08:30:00Z", agent, [
    comment(agent),
    change("assignee_id", null, "7"),
    change("status", "new", "pending"),
  ]),
  audit(
    102,
    "2026-03-06T08:30:00Z",
    -1,
    [change("status", "pending", "solved")],
    rule("automation", "Solve after 4 days of inactivity"),
  ),
  audit(
    103,
    "2026-03-06T09:00:00Z",
    -1,
    [{ type: "SatisfactionRating", score: "offered", assignee_id: agent }],
    rule("automation", "Ask"),
  ),
  audit(104, "2026-03-06T10:00:00Z", customer, [{ type: "SatisfactionRating", score: "bad", assignee_id: agent }]),
  audit(105, "2026-03-06T10:01:00Z", customer, [comment(customer), change("status", "solved", "open")]),
  audit(106, "2026-03-06T11:00:00Z", agent, [comment(agent, false)]),
  audit(107, "2026-03-06T12:00:00Z", agent, [
    comment(agent),
    change("status", "open", "solved"),
    change("priority", null, "high"),
  ]),
  audit(
    108,
    "2026-03-20T12:00:00Z",
    -1,
    [change("status", "solved", "closed")],
    rule("automation", "Close 14 days later"),
  ),
];

describe("fromZendesk on audits", () => {
  const at = (text: string) => Date.parse(text);

  it("tells a ticket: who wrote, who was asked, why it was closed, who reopened it", () => {
    const source = fromZendesk([{ audits, next_page: null, count: audits.length }]);
    const byCustomer = { kind: "customer", id: "21" };
    const byAgent = { kind: "agent", id: "7" };
    const says = (fields: object) => ({ ticket: "35436", ...fields });
    expect(contentOf(source)).toEqual([
      says({ at: at("2026-03-02T08:00:00Z"), type: "created", requester: "21", channel: "web", actor: byCustomer }),
      says({ at: at("2026-03-02T08:00:00Z"), type: "message", public: true, actor: byCustomer }),
      says({ at: at("2026-03-02T08:00:00Z"), type: "status", phase: "open", actor: byCustomer }),
      says({ at: at("2026-03-02T08:00:00Z"), type: "assigned", team: "55", actor: byCustomer }),
      says({ at: at("2026-03-02T08:30:00Z"), type: "message", public: true, actor: byAgent }),
      says({ at: at("2026-03-02T08:30:00Z"), type: "assigned", agent: "7", actor: byAgent }),
      says({ at: at("2026-03-02T08:30:00Z"), type: "status", phase: "waitingOnCustomer", actor: byAgent }),
      says({
        at: at("2026-03-06T08:30:00Z"),
        type: "status",
        phase: "solved",
        cause: "inactivity",
        actor: { kind: "system" },
      }),
      says({ at: at("2026-03-06T09:00:00Z"), type: "survey", step: "offered", actor: { kind: "system" } }),
      says({
        at: at("2026-03-06T10:00:00Z"),
        type: "survey",
        step: "answered",
        score: 0,
        scale: { min: 0, max: 1 },
        actor: byCustomer,
      }),
      says({ at: at("2026-03-06T10:01:00Z"), type: "message", public: true, actor: byCustomer }),
      says({ at: at("2026-03-06T10:01:00Z"), type: "status", phase: "open", actor: byCustomer }),
      says({ at: at("2026-03-06T11:00:00Z"), type: "message", public: false, actor: byAgent }),
      says({ at: at("2026-03-06T12:00:00Z"), type: "message", public: true, actor: byAgent }),
      says({ at: at("2026-03-06T12:00:00Z"), type: "status", phase: "solved", actor: byAgent }),
      says({ at: at("2026-03-06T12:00:00Z"), type: "field", name: "priority", value: "high", actor: byAgent }),
      says({
        at: at("2026-03-20T12:00:00Z"),
        type: "status",
        phase: "closed",
        cause: "rule",
        actor: { kind: "system" },
      }),
    ]);
    expect(source.notes.map(({ code, count }) => [code, count])).toEqual([["ignoredEvents", 2]]);
    const facts = buildFacts(logOf(source), { observes: source.observes! });
    const answered = firstResponseTime(facts).details!["answered"] as AnsweredOnly;
    expect(answered).toMatchObject({ n: 1, median: 30 * 60_000 });
    expect([...reopeningsOf(logOf(source))]).toEqual([["35436", 1]]);
  });

  it("gives the same log newest first, and for pages that overlap", () => {
    const once = logOf(fromZendesk(audits));
    expect(eventsOf(logOf(fromZendesk(audits.toReversed())))).toEqual(eventsOf(once));
    const twice = parseEvents(fromZendesk([...audits, ...audits]).rows);
    expect(twice.counts).toMatchObject({ refused: 0, repeats: twice.counts.accepted });
    expect(eventsOf(twice.log)).toEqual(eventsOf(once));
  });

  it("orders updates of one second by their numbers, not by their place in the file", () => {
    const second = "2026-03-02T08:30:00Z";
    const quick = [
      audit(203, second, agent, [change("status", "open", "solved")]),
      audit(202, second, customer, [change("status", "solved", "open")]),
      audit(201, second, agent, [change("status", "open", "solved")]),
      audit(200, "2026-03-02T08:00:00Z", customer, [create("requester_id", "21"), create("status", "open")]),
    ];
    expect([...reopeningsOf(logOf(fromZendesk(quick)))]).toEqual([["35436", 1]]);
  });

  it("reads incremental ticket events alike", () => {
    const events = [
      {
        id: 900,
        ticket_id: 12,
        timestamp: 1_772_438_400,
        created_at: "2026-03-02T08:00:00Z",
        updater_id: customer,
        via: "Mail",
        via_reference_id: 4,
        system: { client: null },
        event_type: "Audit",
        child_events: [
          { id: 901, via: "Mail", event_type: "Create", status: "new", requester_id: customer, tags: ["a"] },
          {
            id: 902,
            via: "Mail",
            type: "Comment",
            event_type: "Comment",
            public: true,
            author_id: customer,
            body: "…",
          },
        ],
      },
      {
        id: 910,
        ticket_id: 12,
        timestamp: 1_772_442_000,
        created_at: "2026-03-02T09:00:00Z",
        updater_id: agent,
        via: "Web form",
        via_reference_id: 0,
        event_type: "Audit",
        child_events: [
          { id: 911, event_type: "Comment", comment_present: true, comment_public: true },
          { id: 912, event_type: "Change", status: "solved", previous_value: "new" },
        ],
      },
    ];
    const source = fromZendesk([{ ticket_events: events, end_of_stream: true }]);
    expect(
      contentOf(source).map((row) => [row["type"], row["phase"], (row["actor"] as { kind: string }).kind]),
    ).toEqual([
      ["created", undefined, "customer"],
      ["status", "open", "customer"],
      ["message", undefined, "customer"],
      ["status", "solved", "agent"],
    ]);
    expect(source.notes.find(({ code }) => code === "commentsNotIncluded")).toMatchObject({ count: 1, rows: [1] });
  });

  it("links what was merged, and says that the merge closed it", () => {
    const source = fromZendesk([
      audit(300, "2026-03-02T08:00:00Z", agent, [comment(agent, false)], {
        channel: "merge",
        source: { from: { ticket_ids: [88] }, to: {}, rel: "merge" },
      }),
      {
        ...audit(301, "2026-03-02T08:00:00Z", agent, [
          change("tags", [], ["closed_by_merge"]),
          change("status", "open", "closed"),
        ]),
        ticket_id: 88,
      },
    ]);
    expect(contentOf(source)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ticket: "88", type: "linked", relation: "mergedInto", other: "35436" }),
        expect.objectContaining({ ticket: "88", type: "status", phase: "closed", cause: "merge" }),
      ]),
    );
  });

  it("takes accounts for bots and automations where the caller says so, and names those that it suspects", () => {
    const viaApi = [
      audit(400, "2026-03-02T08:00:00Z", 99, [change("status", "open", "solved")], { channel: "api", source: {} }),
    ];
    const plain = fromZendesk(viaApi);
    expect(plain.rows[0]!["actor"]).toEqual({ kind: "agent", id: "99" });
    expect(plain.notes.find(({ code }) => code === "suspectedAutomations")?.message).toContain("99");
    expect(fromZendesk(viaApi, { automations: ["99"] }).rows[0]!["actor"]).toEqual({ kind: "system", id: "99" });
    expect(fromZendesk(viaApi, { bots: ["99"] }).rows[0]!["actor"]).toEqual({ kind: "bot", id: "99" });
  });
});

describe("fromZendesk on tables", () => {
  const user = (id: number, role: string, updated: string) => ({
    id,
    role,
    email: "x",
    active: true,
    updated_at: updated,
  });
  const ticket = {
    id: 1,
    requester_id: 21,
    submitter_id: 21,
    status: "open",
    created_at: "2026-03-02T08:00:00Z",
    updated_at: "2026-03-03T08:00:00Z",
  };
  const said = (id: number, by: number, at: string) => ({ id, ticket_id: 1, user_id: by, public: true, created: at });
  const kindsOf = (rows: object[], options = {}) =>
    fromZendesk(rows, options)
      .rows.filter((row) => row["type"] === "message")
      .map((row) => (row["actor"] as { kind: string }).kind);
  const reply = said(5, 7, "2026-03-02T09:00:00Z");

  it("does not guess from a present role what somebody was before his account was last touched", () => {
    expect(kindsOf([ticket, reply, user(7, "agent", "2026-01-01T00:00:00Z")])).toEqual(["agent"]);
    expect(kindsOf([ticket, reply, user(7, "agent", "2026-05-01T00:00:00Z")])).toEqual(["unknown"]);
    expect(kindsOf([ticket, reply, user(7, "end-user", "2026-05-01T00:00:00Z")])).toEqual(["unknown"]);
    expect(kindsOf([ticket, reply])).toEqual(["unknown"]);
    expect(kindsOf([ticket, reply], { agents: ["7"] })).toEqual(["agent"]);
    const { notes } = fromZendesk([ticket, reply]);
    expect(notes.find(({ code }) => code === "unknownAuthors")).toMatchObject({ count: 1, rows: [2] });
  });

  it("reads former agents by the log of role changes, and by what only agents can do", () => {
    const left = {
      id: 1,
      change_description: "Role changed from Agent to End User",
      source_id: 7,
      source_type: "user",
      created_at: "2026-04-01T00:00:00Z",
    };
    const former = user(7, "end-user", "2026-04-01T00:00:00Z");
    expect(kindsOf([ticket, reply, former, left])).toEqual(["agent"]);
    const held = (at: string) => ({ ticket_id: 2, field_name: "assignee_id", updated: at, value: "7", user_id: "" });
    expect(kindsOf([ticket, reply, former, held("2026-02-01T00:00:00Z"), held("2026-03-30T00:00:00Z")])).toEqual([
      "agent",
    ]);
  });

  it("reads the tables' ratings, and not again where audits have them", () => {
    const rating = {
      id: 4,
      ticket_id: 35436,
      score: "good",
      assignee_id: 7,
      requester_id: 21,
      created_at: "2026-03-06T09:00:00Z",
      updated_at: "2026-03-06T10:00:00Z",
    };
    expect(contentOf(fromZendesk([rating]))).toEqual([
      {
        ticket: "35436",
        at: Date.parse("2026-03-06T10:00:00Z"),
        type: "survey",
        step: "answered",
        score: 1,
        scale: { min: 0, max: 1 },
        actor: { kind: "customer", id: "21" },
      },
    ]);
    const both = fromZendesk([...audits, rating]);
    expect(both.rows.filter((row) => row["step"] === "answered")).toHaveLength(1);
    expect(both.notes.map(({ code }) => code)).toContain("supersededRows");
  });
});

describe.skipIf(isSharedDataAbsent)(`fromZendesk on tables that a pipeline landed (${sharedDataNeeded})`, () => {
  const names = ["ticket", "ticket_comment", "ticket_field_history", "user", "audit_log"];
  const rows = isSharedDataAbsent ? [] : names.flatMap((name) => sharedRows(`zendesk-seeds/${name}_data.csv`));
  const source = fromZendesk(rows, { timeZone: "UTC" });
  const statusesOf = (ticket: string) =>
    source.rows.filter((row) => row["ticket"] === ticket && row["type"] === "status");

  it("reads ticket 11071 with 13 statuses and no reopening, its history 425.15 min before its creation", () => {
    expect(statusesOf("11071")).toHaveLength(13);
    expect(reopeningsOf(parseEvents(source.rows).log).get("11071")).toBeUndefined();
    expect(source.notes.find(({ code }) => code === "historyBeforeCreation")?.message).toContain("11071 by 425.15 min");
  });

  it("reads the four identical rows of ticket 102 as one", () => {
    expect(statusesOf("102")).toHaveLength(4);
    const { log, counts } = parseEvents(source.rows);
    expect(counts.repeats).toBe(3);
    expect(eventsOf(log).filter((event) => (event as { ticket: string }).ticket === "102")).toHaveLength(1);
  });

  it("maps, refuses or names every row; merges and deletions are told", () => {
    const { issues } = parseEvents(source.rows);
    expect(issues).toEqual([]);
    const mapped = new Set(source.sourceRows).size;
    const named = (code: string) => source.notes.find((note) => note.code === code)?.count ?? 0;
    expect(mapped + named("ignoredEvents") + named("readForRoles")).toBe(rows.length);
    expect(named("unrecognisedRows")).toBe(0);
    expect(contentOf(source)).toContainEqual(
      expect.objectContaining({ ticket: "1967", type: "linked", relation: "mergedInto", other: "1966" }),
    );
    expect(statusesOf("1595").map((row) => row["phase"])).toEqual(["deleted"]);
  });

  it("is refused without a zone, since its times have none", () => {
    const { counts } = parseEvents(fromZendesk(rows).rows);
    expect(counts.accepted).toBe(0);
    expect(Object.keys(counts.refusedByCode)).toEqual(["timeOffset"]);
  });
});
