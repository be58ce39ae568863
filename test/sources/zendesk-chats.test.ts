import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { firstResponseTime } from "../../src/metrics/first-response-time.ts";
import type { AnsweredOnly } from "../../src/schemas/estimate.ts";
import { fromZendesk } from "../../src/sources/zendesk.ts";
import { contentOf, eventsOf, logOf } from "./read-log.ts";
import { vendorFixtures } from "./vendor-fixtures.ts";
import { zendeskChatRows as rows } from "./zendesk-fixture.ts";

const customer = { kind: "customer", id: "21" };
const agent = { kind: "agent", id: "7" };

describe("fromZendesk on chats, calls and surveys", () => {
  const source = fromZendesk(rows);
  const told = contentOf(source).map(({ ticket, at, ...event }) => {
    expect(ticket).toBe("35436");
    return [new Date(at as number).toISOString().slice(11, 19), event];
  });
  const toldAt = (time: string) => told.filter(([at]) => at === time).map(([, event]) => event);

  it("reads the lines of a chat once, each by whoever said it, and not its transcript", () => {
    expect(told.filter(([at]) => String(at) < "08:10" && String(at) > "08:00:00")).toEqual([
      ["08:00:01", { type: "message", public: true, actor: customer }],
      ["08:00:02", { type: "message", public: true, origin: "autoReply", actor: { kind: "system" } }],
      ["08:00:03", { type: "message", public: true, origin: "bot", actor: { kind: "bot", id: "90" } }],
      ["08:04:00", { type: "message", public: true, actor: agent }],
      ["08:06:00", { type: "message", public: true, actor: customer }],
      ["08:08:00", { type: "survey", step: "answered", score: 1, scale: { min: 0, max: 1 }, actor: customer }],
    ]);
    expect(toldAt("08:10:00")).toEqual([{ type: "status", phase: "solved", actor: agent }]);
    const facts = buildFacts(logOf(source), { observes: source.observes! });
    expect(firstResponseTime(facts).details!["answered"] as AnsweredOnly).toMatchObject({ n: 1, median: 4 * 60_000 });
  });

  it("reads a call as words of both who speak, and a voicemail as the caller's", () => {
    expect(toldAt("09:00:00")).toEqual([
      { type: "message", public: true, actor: customer },
      { type: "message", public: true, actor: agent },
      { type: "status", phase: "open", actor: customer },
    ]);
    expect(toldAt("09:10:00")).toEqual([{ type: "message", public: true, actor: customer }]);
  });

  it("counts a comment as public that was so when it was written, and names it", () => {
    expect(toldAt("09:30:00")).toEqual([{ type: "message", public: true, actor: agent }]);
    expect(source.notes.find(({ code }) => code === "commentsMadePrivate")).toMatchObject({ count: 1, rows: [1] });
  });

  it("reads offers of surveys and their responses, and names answers of which the score is not there", () => {
    expect(toldAt("10:00:00")).toEqual([{ type: "survey", step: "offered", actor: { kind: "system", id: "-1" } }]);
    const answered = { type: "survey", step: "answered", actor: customer };
    expect(toldAt("10:05:00")).toEqual([{ ...answered, score: 4, scale: { min: 1, max: 5 } }]);
    expect(toldAt("10:30:00")).toEqual([{ ...answered, score: 0, scale: { min: 0, max: 1 } }]);
    const counts = Object.fromEntries(source.notes.map(({ code, count }) => [code, count]));
    expect(counts).toMatchObject({ surveyResponsesMissing: 1, surveyResponsesWithoutScore: 1, chatTranscripts: 1 });
  });

  it("gives the same log for an export that holds everything twice, none of it refused", () => {
    const twice = parseEvents(fromZendesk([...rows, ...rows]).rows);
    expect(twice.counts.refused).toBe(0);
    expect(eventsOf(twice.log)).toEqual(eventsOf(logOf(source)));
  });
});

describe("fromZendesk on tables of chats", () => {
  const { read, rows: tables } = vendorFixtures.find(({ shape }) => shape === "tables of a pipeline")!;
  const source = read(tables, { timeZone: "UTC" });

  it("tells who said a line by what stands before his number, by the bot that sent it, or by the chat's visitor", () => {
    const lines = source.rows.filter(({ id }) => String(id).startsWith("chat:"));
    expect(lines.map(({ ticket, actor, origin }) => [ticket, actor, origin])).toEqual([
      ["1", customer, undefined],
      ["1", { kind: "bot", id: "90" }, "bot"],
      ["1", { kind: "system" }, "autoReply"],
      ["1", agent, undefined],
      ["1", { kind: "unknown" }, undefined],
    ]);
  });

  it("names lines again, of the past, and of chats that are nobody's", () => {
    const counts = Object.fromEntries(source.notes.map(({ code, count }) => [code, count]));
    expect(counts).toMatchObject({ chatLinesAgain: 1, chatsWithoutTicket: 1, chatsOfSeveralTickets: 1 });
    expect(source.notes.find(({ code }) => code === "ignoredEvents")?.message).toContain("ChatJoin");
  });
});

describe("fromZendesk on other people's spellings of tables", () => {
  const ticket = {
    id: 1,
    requester_id: 21,
    submitter_id: 21,
    status: "solved",
    via_channel: "email",
    created_at: "2026-03-02 08:00:00",
    updated_at: "2026-03-02 10:00:00",
    _fivetran_synced: "2026-03-03 00:00:00",
  };
  const user = { id: 7, role: "agent", email: "mei@example.org", active: true, updated_at: "2026-01-01 00:00:00" };
  const comment = { id: 5, ticket_id: 1, user_id: 7, public: true, created: "2026-03-02 08:40:00", body: "…" };
  const history = { ticket_id: 1, field_name: "status", updated: "2026-03-02 09:00:00", value: "solved", user_id: 7 };
  const plain = [ticket, user, comment, history];
  const wanted = fromZendesk(plain, { timeZone: "UTC" });
  const renamed = (row: object, names: Record<string, string>) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [names[name] ?? name, value]));

  it("reads capitals, as warehouses write them", () => {
    const capitals = plain.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toUpperCase(), value])),
    );
    expect(fromZendesk(capitals, { timeZone: "UTC" }).rows).toEqual(wanted.rows);
  });

  it("reads the names of staging models", () => {
    const staged = [
      renamed(ticket, { id: "ticket_id" }),
      renamed(user, { id: "user_id", active: "is_active" }),
      renamed(comment, { id: "ticket_comment_id", public: "is_public", created: "created_at" }),
      renamed(history, { updated: "valid_starting_at" }),
    ];
    expect(fromZendesk(staged, { timeZone: "UTC" }).rows).toEqual(wanted.rows);
  });

  it("reads records in the wrappers of Airbyte and Singer", () => {
    const wrapped = [
      { _airbyte_raw_id: "x", _airbyte_extracted_at: "2026-03-03", _airbyte_data: JSON.stringify(ticket) },
      { type: "RECORD", stream: "users", record: user, time_extracted: "2026-03-03T00:00:00Z" },
      { _airbyte_data: comment },
      history,
    ];
    expect(fromZendesk(wrapped, { timeZone: "UTC" }).rows).toEqual(wanted.rows);
    const { notes } = fromZendesk([{ type: "STATE", value: {} }]);
    expect(notes.map(({ code, rows }) => [code, rows])).toEqual([["unrecognisedRows", [1]]]);
  });

  it("reads lists and objects that a table holds as texts", () => {
    const events = [{ id: 10, type: "Comment", author_id: 21, public: true }];
    const via = { channel: "web", source: { rel: "follow_up", from: { ticket_id: 9 } } };
    const create = { id: 11, type: "Create", field_name: "requester_id", value: "21" };
    const audit = { id: 1, ticket_id: 2, author_id: 21, created_at: "2026-03-02T08:00:00Z" };
    const nested = fromZendesk([{ ...audit, events: [create, ...events], via }]);
    const asTexts = fromZendesk([{ ...audit, events: JSON.stringify([create, ...events]), via: JSON.stringify(via) }]);
    expect(asTexts.rows).toEqual(nested.rows);
    expect(contentOf(asTexts)).toContainEqual(expect.objectContaining({ relation: "followUpOf", other: "9" }));
  });
});
