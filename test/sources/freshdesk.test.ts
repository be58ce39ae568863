import { describe, expect, it } from "vitest";
import { parseEvents } from "../../src/log/parse-events.ts";
import { fromFreshdesk } from "../../src/sources/freshdesk.ts";
import { contentOf, eventsOf, logOf, reopeningsOf } from "./read-log.ts";

const ticket = (more: object = {}) => ({
  id: 20,
  requester_id: 501,
  responder_id: 9,
  group_id: 3,
  status: 5,
  priority: 2,
  source: 2,
  spam: false,
  created_at: "2026-03-02T08:00:00Z",
  updated_at: "2026-03-06T08:00:00Z",
  stats: {
    first_responded_at: "2026-03-02T09:00:00Z",
    reopened_at: null,
    resolved_at: "2026-03-03T08:00:00Z",
    closed_at: "2026-03-05T08:00:00Z",
  },
  ...more,
});
const conversation = (id: number, at: string, more: object) => ({
  id,
  ticket_id: 20,
  user_id: 9,
  incoming: false,
  private: false,
  source: 0,
  body_text: "…",
  created_at: `2026-03-02T${at}Z`,
  ...more,
});
const activity = (at: string, what: object, performer: object = { performer_type: "user", performer_id: 9 }) => ({
  performed_at: `02-03-2026 ${at} +0000`,
  ticket_id: 20,
  ...performer,
  activity: what,
});
const system = { performer_type: "system", performer_id: 1 };
const rows = [
  ticket(),
  conversation(1, "09:00:00", {}),
  conversation(2, "08:30:00", { private: true, source: 2 }),
  conversation(3, "10:30:00", { incoming: true, user_id: 501 }),
  {
    activities_data: [
      activity(
        "08:00:00",
        { new_ticket: true, status: "Open", priority: "Medium", requester_id: 501, source: "Portal" },
        { performer_type: "user", performer_id: 501 },
      ),
      activity("08:20:00", { agent_id: 9, group: "Returns" }),
      activity("09:00:00", { note: { id: 1, type: 0 } }),
      activity("09:00:00", { status: "Resolved" }),
      activity("10:30:00", { status: "Open", automation: { type: 2, rule: "Reopen on reply" } }, system),
      activity("11:00:00", { status: "Waiting on Customer" }),
      activity("12:00:00", { status: "Closed", automation: { type: 3, rule: "Close silent tickets" } }, system),
      activity("12:01:00", { status: "Under review" }, { performer_type: "user", performer_id: 77 }),
    ],
    export: "…",
  },
  {
    id: 4,
    survey_id: 1,
    user_id: 501,
    agent_id: 9,
    ticket_id: 20,
    ratings: { default_question: -103 },
    created_at: "2026-03-02T13:00:00Z",
  },
];

describe("fromFreshdesk", () => {
  it("tells a ticket by its conversations, activities and rating", () => {
    const source = fromFreshdesk(rows);
    const customer = { kind: "customer", id: "501" };
    const agent = { kind: "agent", id: "9" };
    const rule = { cause: "rule", actor: { kind: "system" } };
    const events = contentOf(source).map(({ ticket: _, at, ...event }) => [
      new Date(at as number).toISOString().slice(11, 16),
      event,
    ]);
    expect(events).toEqual([
      ["08:00", { type: "created", requester: "501", channel: "portal", initiator: "customer", actor: customer }],
      ["09:00", { type: "message", public: true, actor: agent }],
      ["08:30", { type: "message", public: false, actor: agent }],
      ["10:30", { type: "message", public: true, actor: customer }],
      ["08:00", { type: "field", name: "priority", value: "Medium", actor: customer }],
      ["08:00", { type: "status", phase: "open", actor: customer }],
      ["08:20", { type: "assigned", agent: "9", team: "Returns", actor: agent }],
      ["09:00", { type: "status", phase: "solved", actor: agent }],
      ["10:30", { type: "status", phase: "open", ...rule }],
      ["11:00", { type: "status", phase: "waitingOnCustomer", actor: agent }],
      ["12:00", { type: "status", phase: "closed", ...rule }],
      ["12:01", { type: "status", phase: "open", actor: { kind: "unknown", id: "77" } }],
      ["13:00", { type: "survey", step: "answered", score: -3, scale: { min: -3, max: 3 }, actor: customer }],
    ]);
    expect([...reopeningsOf(logOf(source))]).toEqual([["20", 2]]);
    expect(source.notes.map(({ code, message }) => [code, / \(([^()]*)\)$/.exec(message)?.[1]])).toEqual([
      ["ignoredEvents", "note"],
      ["unknownAuthors", "77"],
      ["unknownStates", "Under review"],
    ]);
    const named = fromFreshdesk(rows, { states: { "Under review": "onHold" } });
    expect(named.rows.at(-2)).toMatchObject({ phase: "onHold" });
  });

  it("gives the same log for an export read twice", () => {
    const once = parseEvents(fromFreshdesk(rows).rows);
    const twice = parseEvents(fromFreshdesk([...rows, ...rows]).rows);
    expect(twice.counts).toMatchObject({ refused: 0, accepted: once.counts.accepted });
    expect(eventsOf(twice.log)).toEqual(eventsOf(once.log));
  });

  it("closes a ticket without activities by its final values, and says what it does not know", () => {
    const plain = fromFreshdesk([ticket()]);
    expect(contentOf(plain).slice(1)).toEqual([
      { ticket: "20", at: Date.parse("2026-03-03T08:00:00Z"), type: "status", phase: "solved" },
      { ticket: "20", at: Date.parse("2026-03-05T08:00:00Z"), type: "status", phase: "closed" },
    ]);
    expect(plain.notes.map(({ code }) => code)).toEqual(["closingFromFinalValue"]);
    expect(plain.observes).toMatchObject({ messages: false });
    expect(plain.observes).not.toHaveProperty("closures");

    const reopened = fromFreshdesk([
      ticket({ status: 2, stats: { reopened_at: "2026-03-04T08:00:00Z", resolved_at: "2026-03-03T08:00:00Z" } }),
    ]);
    expect(reopened.rows).toHaveLength(1);
    expect(reopened.notes.map(({ code }) => code)).toEqual(["reopenedWithoutHistory"]);
    expect(reopened.observes).toMatchObject({ closures: false });
    expect(fromFreshdesk([ticket({ stats: undefined })]).notes.map(({ code }) => code)).toEqual([
      "statusWithoutHistory",
    ]);
  });

  it("knows outbound tickets, automatic replies, spam, and ratings that are none", () => {
    const source = fromFreshdesk([
      ticket({ source: 10, spam: true, status: 2 }),
      conversation(5, "09:00:00", { automation_id: 12 }),
      { id: 5, ticket_id: 20, user_id: 501, ratings: { default_question: 4 }, created_at: "2026-03-02T13:00:00Z" },
    ]);
    expect(contentOf(source)).toEqual([
      expect.objectContaining({ type: "created", initiator: "agent", channel: "outboundEmail" }),
      expect.objectContaining({ type: "status", phase: "spam" }),
      expect.objectContaining({ type: "message", origin: "autoReply", actor: { kind: "system" } }),
    ]);
    expect(source.notes.map(({ code }) => code)).toEqual(["unknownRatings"]);
  });
});
