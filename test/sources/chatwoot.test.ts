import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { firstResponseTime } from "../../src/metrics/first-response-time.ts";
import type { AnsweredOnly } from "../../src/schemas/estimate.ts";
import { fromChatwoot } from "../../src/sources/chatwoot.ts";
import { contentOf, eventsOf, logOf, reopeningsOf } from "./read-log.ts";

/** Epoch seconds of a time of 2 March 2026, as the API gives them. */
const at = (time: string) => Date.parse(`2026-03-02T${time}Z`) / 1000;
const conversation = {
  id: 42,
  account_id: 1,
  inbox_id: 3,
  status: "resolved",
  priority: null,
  created_at: at("08:00:00"),
  meta: {
    sender: { id: 501, name: "Li", type: "contact" },
    channel: "Channel::WebWidget",
    assignee: { id: 9, name: "Mei" },
  },
};
let nextId = 0;
const message = (type: number, time: string, more: object) => ({
  id: ++nextId,
  content: "…",
  account_id: 1,
  inbox_id: 3,
  conversation_id: 42,
  message_type: type,
  content_type: "text",
  content_attributes: {},
  private: false,
  created_at: at(time),
  ...more,
});
const li = { sender_type: "Contact", sender: { id: 501, name: "Li", type: "contact" } };
const mei = { sender_type: "User", sender: { id: 9, name: "Mei", type: "user" } };
const bot = { sender_type: "AgentBot", sender: { id: 2, name: "Helper" } };
const reporting = (name: string, time: string, value = 0) => ({
  id: ++nextId,
  name,
  value,
  account_id: 1,
  inbox_id: 3,
  user_id: 9,
  conversation_id: 42,
  created_at: `2026-03-02T${time}Z`,
  event_start_time: "2026-03-02T08:00:00Z",
  event_end_time: `2026-03-02T${time}Z`,
});

const rows = [
  conversation,
  message(0, "08:00:00", li),
  message(3, "08:00:01", {}),
  message(1, "08:00:05", bot),
  message(0, "08:01:00", li),
  reporting("conversation_bot_handoff", "08:02:00"),
  message(2, "08:03:00", { content: "Assigned to Mei by Tom" }),
  message(1, "08:04:00", { ...mei, private: true }),
  message(1, "08:12:00", mei),
  reporting("first_response", "08:12:00", 720),
  message(2, "08:20:00", { content: "Conversation was marked resolved by Mei" }),
  reporting("conversation_resolved", "08:20:01", 1200),
  message(3, "08:20:02", { content_type: "input_csat" }),
  message(0, "09:00:00", li),
  reporting("conversation_opened", "09:00:00", 2400),
  message(1, "09:05:00", { content_attributes: { external_echo: true } }),
  message(1, "09:06:00", { content_attributes: { automation_rule_id: 77 }, ...mei }),
  message(2, "11:00:00", { content: "Conversation was marked resolved by system due to 2 hours of inactivity" }),
  reporting("conversation_resolved", "11:00:00", 10_800),
  {
    id: 88,
    rating: 2,
    feedback_message: "",
    account_id: 1,
    contact: { id: 501 },
    conversation_id: 42,
    assigned_agent: { id: 9 },
    created_at: at("11:10:00"),
  },
];

describe("fromChatwoot", () => {
  const source = fromChatwoot(rows);

  it("tells a conversation: bot, hand-over, human, phone app, rule, closings with their closer, rating", () => {
    const ms = (time: string) => at(time) * 1000;
    const customer = { kind: "customer", id: "501" };
    const agent = { kind: "agent", id: "9" };
    const events = contentOf(source).map(({ ticket, ...event }) => {
      expect(ticket).toBe("42");
      return event;
    });
    expect(events).toEqual([
      {
        at: ms("08:00:00"),
        type: "created",
        requester: "501",
        channel: "Channel::WebWidget",
        initiator: "customer",
        actor: customer,
      },
      { at: ms("08:00:00"), type: "message", public: true, actor: customer },
      { at: ms("08:00:01"), type: "message", public: true, origin: "autoReply", actor: { kind: "system" } },
      { at: ms("08:00:05"), type: "message", public: true, origin: "bot", actor: { kind: "bot", id: "2" } },
      { at: ms("08:01:00"), type: "message", public: true, actor: customer },
      { at: ms("08:02:00"), type: "handoff", step: "queued", actor: { kind: "bot" } },
      { at: ms("08:03:00"), type: "assigned", agent: "9" },
      { at: ms("08:04:00"), type: "message", public: false, actor: agent },
      { at: ms("08:12:00"), type: "message", public: true, actor: agent },
      { at: ms("08:20:01"), type: "status", phase: "solved", actor: agent },
      { at: ms("08:20:02"), type: "survey", step: "offered", actor: { kind: "system" } },
      { at: ms("09:00:00"), type: "message", public: true, actor: customer },
      { at: ms("09:00:00"), type: "status", phase: "open" },
      { at: ms("09:05:00"), type: "message", public: true, actor: { kind: "agent" } },
      { at: ms("09:06:00"), type: "message", public: true, origin: "autoReply", actor: { kind: "system" } },
      { at: ms("11:00:00"), type: "status", phase: "solved", cause: "inactivity", actor: { kind: "system" } },
      { at: ms("11:10:00"), type: "survey", step: "answered", score: 2, actor: customer },
    ]);
    expect([...reopeningsOf(logOf(source))]).toEqual([["42", 1]]);
  });

  it("does not let the bot's or the rule's words stop the customer's clock", () => {
    const facts = buildFacts(logOf(source), { observes: source.observes! });
    expect(firstResponseTime(facts).details!["answered"] as AnsweredOnly).toMatchObject({ n: 1, median: 12 * 60_000 });
  });

  it("names every row that gives no event", () => {
    const mapped = new Set(source.sourceRows);
    expect(rows.map((_, index) => index + 1).filter((row) => !mapped.has(row))).toEqual([10, 11, 18]);
    expect(source.notes.map(({ code, rows }) => [code, rows])).toEqual([
      ["derivedEvents", [10]],
      ["unknownNames", [7]],
      ["supersededRows", [11, 18]],
    ]);
  });

  it("gives the same log for rows twice and in another order", () => {
    const once = logOf(source);
    const twice = parseEvents(fromChatwoot([...rows, ...rows]).rows);
    expect(twice.counts).toMatchObject({ refused: 0, repeats: source.rows.length });
    expect(eventsOf(twice.log)).toEqual(eventsOf(once));
    expect(eventsOf(logOf(fromChatwoot(rows.toReversed())))).toHaveLength(eventsOf(once).length);
  });

  it("credits nobody with a resolution of which only the holder is known", () => {
    const alone = fromChatwoot([conversation, reporting("conversation_resolved", "08:20:00")]);
    expect(contentOf(alone).at(-1)).toEqual({
      ticket: "42",
      at: at("08:20:00") * 1000,
      type: "status",
      phase: "solved",
    });
    expect(alone.notes.map(({ code }) => code)).toEqual(["closerUnknown"]);
    expect(alone.observes).toMatchObject({ messages: false, staffReplies: false });
  });

  it("counts a bot's resolution once, as the bot's", () => {
    const both = fromChatwoot([
      conversation,
      reporting("conversation_resolved", "08:20:00"),
      reporting("conversation_bot_resolved", "08:20:01"),
    ]);
    expect(contentOf(both).slice(1)).toEqual([
      {
        ticket: "42",
        at: at("08:20:01") * 1000,
        type: "status",
        phase: "solved",
        cause: "bot",
        actor: { kind: "bot" },
      },
    ]);
  });

  it("reads statuses out of activity messages where nothing else tells them, and says where it cannot", () => {
    const quiet = [
      conversation,
      message(1, "08:12:00", mei),
      message(2, "08:20:00", { content: "Conversation was marked resolved by Mei" }),
    ];
    expect(contentOf(fromChatwoot(quiet)).at(-1)).toMatchObject({ phase: "solved", actor: { kind: "agent", id: "9" } });
    const foreign = fromChatwoot([conversation, message(2, "08:20:00", { content: "Mei 将对话标记为已解决" })]);
    expect(foreign.rows).toHaveLength(1);
    expect(foreign.notes.map(({ code }) => code)).toEqual(["ignoredEvents", "statusWithoutHistory"]);
  });

  it("reads webhooks: who changed the status, who was assigned, who wrote", () => {
    const hooks = [
      { event: "conversation_created", ...conversation, status: "open", account: { id: 1 } },
      {
        event: "message_created",
        ...message(0, "08:00:00", { ...li, message_type: "incoming", conversation_id: undefined }),
        conversation: { id: 42 },
      },
      {
        event: "conversation_status_changed",
        id: 42,
        status: "resolved",
        updated_at: at("08:30:00"),
        account: { id: 1 },
        changed_attributes: [{ status: { previous_value: "open", current_value: "resolved" } }],
        performed_by: { id: 9, type: "user" },
      },
      {
        event: "conversation_updated",
        id: 42,
        status: "resolved",
        updated_at: at("08:31:00"),
        changed_attributes: [{ assignee_id: { previous_value: 9, current_value: null } }],
      },
      { event: "conversation_typing_on", id: 42, account: { id: 1 } },
    ];
    const told = fromChatwoot(hooks);
    expect(contentOf(told)).toMatchObject([
      { type: "created", actor: { kind: "customer", id: "501" } },
      { type: "message", actor: { kind: "customer", id: "501" } },
      { type: "status", phase: "solved", actor: { kind: "agent", id: "9" } },
      { type: "assigned", agent: null },
    ]);
    expect(told.notes.map(({ code, rows }) => [code, rows])).toEqual([["ignoredEvents", [5]]]);
  });
});
