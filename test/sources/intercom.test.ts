import { describe, expect, it } from "vitest";
import { parseEvents } from "../../src/log/parse-events.ts";
import { fromIntercom } from "../../src/sources/intercom.ts";
import { contentOf, eventsOf, logOf, reopeningsOf } from "./read-log.ts";
import { isSharedDataAbsent, sharedDataNeeded, sharedRows } from "./shared-data.ts";

const at = (time: string) => Date.parse(`2026-03-02T${time}Z`) / 1000;
const li = { type: "user", id: "6abc", name: "Li" };
const mei = { type: "admin", id: "991", name: "Mei" };
const part = (id: number, part_type: string, time: string, author: object, more: object = {}) => ({
  type: "conversation_part",
  id: String(id),
  part_type,
  body: null,
  created_at: at(time),
  updated_at: at(time),
  assigned_to: null,
  author,
  ...more,
});
const parts = [
  part(
    1,
    "comment",
    "08:00:05",
    { type: "bot", id: "5", name: "Fin", from_ai_agent: true, is_ai_answer: true },
    { body: "…" },
  ),
  part(2, "default_assignment", "08:01:00", { type: "bot", id: "4" }, { assigned_to: { type: "team", id: "77" } }),
  part(3, "assignment", "08:02:00", mei, { assigned_to: { type: "admin", id: "991" } }),
  part(4, "note", "08:03:00", mei, { body: "…" }),
  part(5, "comment", "08:10:00", mei, { body: "…" }),
  part(6, "close", "08:11:00", mei),
  part(7, "open", "09:00:00", li, { body: "…" }),
  part(8, "snoozed", "09:01:00", mei),
  part(9, "timer_unsnooze", "10:00:00", { type: "bot", id: "4" }),
  part(10, "close", "11:00:00", { type: "bot", id: "4" }),
  part(11, "language_detection_details", "08:00:01", { type: "bot", id: "4" }),
];
const conversation = {
  type: "conversation",
  id: "1295",
  created_at: at("08:00:00"),
  updated_at: at("11:30:00"),
  open: false,
  state: "closed",
  read: true,
  admin_assignee_id: 991,
  contacts: { type: "contact.list", contacts: [{ type: "contact", id: "6abc" }] },
  source: { type: "conversation", id: "403", delivered_as: "customer_initiated", author: li, body: "…" },
  conversation_rating: {
    rating: 2,
    remark: "",
    created_at: at("11:05:00"),
    updated_at: at("11:20:00"),
    contact: { type: "contact", id: "6abc" },
    teammate: { type: "admin", id: 991 },
  },
  conversation_parts: { type: "conversation_part.list", conversation_parts: parts, total_count: parts.length },
};

describe("fromIntercom", () => {
  const source = fromIntercom([{ type: "conversation.list", conversations: [conversation], total_count: 1 }]);

  it("tells a conversation: AI agent, teams, notes, replies, closings with their cause, the rating and its request", () => {
    const customer = { kind: "customer", id: "6abc" };
    const agent = { kind: "agent", id: "991" };
    const workflow = { kind: "bot", id: "4" };
    const events = contentOf(source).map(({ ticket, at: when, ...event }) => {
      expect(ticket).toBe("1295");
      return [new Date(when as number).toISOString().slice(11, 19), event];
    });
    expect(events).toEqual([
      ["08:00:05", { type: "message", public: true, origin: "bot", actor: { kind: "bot", id: "5" } }],
      ["08:01:00", { type: "assigned", team: "77", actor: workflow }],
      ["08:02:00", { type: "assigned", agent: "991", actor: agent }],
      ["08:03:00", { type: "message", public: false, actor: agent }],
      ["08:10:00", { type: "message", public: true, actor: agent }],
      ["08:11:00", { type: "status", phase: "closed", actor: agent }],
      ["09:00:00", { type: "status", phase: "open", actor: customer }],
      ["09:00:00", { type: "message", public: true, actor: customer }],
      ["09:01:00", { type: "status", phase: "onHold", actor: agent }],
      ["10:00:00", { type: "status", phase: "open", actor: workflow }],
      ["11:00:00", { type: "status", phase: "closed", cause: "rule", actor: workflow }],
      [
        "08:00:00",
        { type: "created", requester: "6abc", channel: "conversation", initiator: "customer", actor: customer },
      ],
      ["08:00:00", { type: "message", public: true, actor: customer }],
      ["11:05:00", { type: "survey", step: "offered" }],
      ["11:20:00", { type: "survey", step: "answered", score: 2, actor: customer }],
    ]);
    expect(source.notes.map(({ code, count }) => [code, count])).toEqual([["ignoredEvents", 1]]);
    expect([...reopeningsOf(logOf(source))]).toEqual([["1295", 1]]);
  });

  it("gives the same log for a conversation exported twice", () => {
    const twice = parseEvents(fromIntercom([conversation, conversation]).rows);
    expect(twice.counts).toMatchObject({ refused: 0, accepted: source.rows.length });
    expect(eventsOf(twice.log)).toEqual(eventsOf(logOf(source)));
  });

  it("takes an admin for a bot where the caller says so, and suspects one that answers at once", () => {
    const quick = [0, 1, 2, 3, 4].map((index) => ({
      ...conversation,
      id: `q${index}`,
      conversation_rating: null,
      conversation_parts: { conversation_parts: [part(100 + index, "comment", "08:00:01", mei, { body: "…" })] },
    }));
    const suspected = fromIntercom(quick).notes.find(({ code }) => code === "suspectedBots");
    expect(suspected?.message).toContain("991 in 5 replies");
    const named = fromIntercom(quick, { bots: ["991"] });
    expect(named.notes).toEqual([]);
    expect(named.rows.filter((row) => (row["actor"] as { kind: string }).kind === "bot")).toHaveLength(5);
  });

  it("says where a rating's time is that of its request, and that an outbound message was nobody's question", () => {
    const outbound = {
      ...conversation,
      source: { type: "email", id: "1", delivered_as: "campaigns_initiated", author: mei },
      conversation_rating: { rating: 5, created_at: at("11:05:00") },
    };
    const told = fromIntercom([outbound]);
    expect(told.notes.map(({ code }) => code)).toContain("ratingTimeIsRequest");
    expect(contentOf(told)).toContainEqual(expect.objectContaining({ type: "created", initiator: "system" }));
    expect(contentOf(told)).toContainEqual(expect.objectContaining({ type: "message", origin: "campaign" }));
  });

  it("reads the conversation of a webhook, and notes other topics", () => {
    const hook = (topic: string, item: object) => ({
      type: "notification_event",
      topic,
      data: { type: "notification_event_data", item },
    });
    const told = fromIntercom([
      hook("conversation.admin.closed", conversation),
      hook("contact.created", { type: "contact" }),
    ]);
    expect(told.rows).toHaveLength(source.rows.length);
    expect(told.notes.find(({ code }) => code === "ignoredEvents")).toMatchObject({ count: 2, rows: [1, 2] });
  });
});

describe.skipIf(isSharedDataAbsent)(`fromIntercom on tables that a pipeline landed (${sharedDataNeeded})`, () => {
  const names = ["admin", "conversation_history", "conversation_part_history", "team"];
  const rows = isSharedDataAbsent ? [] : names.flatMap((name) => sharedRows(`intercom-seeds/${name}_data.csv`));
  const source = fromIntercom(rows, { timeZone: "UTC" });

  it("reads every row without loss: parts, snapshots of two conversations, and tables of names", () => {
    const { issues, log, counts } = parseEvents(source.rows);
    expect(issues).toEqual([]);
    const named = (code: string) => source.notes.find((note) => note.code === code)?.count ?? 0;
    expect(new Set(source.sourceRows).size + named("tablesOfNames") + named("unchangedRows")).toBe(rows.length);
    expect(counts.repeats).toBe(0);
    expect(named("unrecognisedRows")).toBe(0);
    expect(named("statusFromSnapshots")).toBe(2);
    expect(log.dictionaries.tickets.size).toBe(2 + new Set(rows.flatMap((row) => row["conversation_id"] ?? [])).size);
    expect(source.rows.filter((row) => row["phase"] === "closed")).toHaveLength(8 + 2);
  });
});
