import { dirname } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogConversion } from "../../src/io/convert/convert-log.ts";
import { readLog } from "../../src/io/read-log.ts";
import { chatwootSource } from "../../src/sources/chatwoot.ts";
import { freshdeskSource } from "../../src/sources/freshdesk.ts";
import { githubSource } from "../../src/sources/github.ts";
import { intercomSource } from "../../src/sources/intercom.ts";
import { jiraSource } from "../../src/sources/jira.ts";
import type { SourceResult } from "../../src/sources/source.ts";
import { readWhole, type TicketSource } from "../../src/sources/ticket-source.ts";
import type { VendorOptions } from "../../src/sources/vendor-frame.ts";
import { zendeskSource } from "../../src/sources/zendesk.ts";
import { scratchFolder } from "../io/scratch.ts";
import { byTicket, readInParts } from "./in-parts.ts";
import { vendorFixtures } from "./vendor-fixtures.ts";

const file = scratchFolder();

const sources: Record<string, (options: VendorOptions) => TicketSource> = {
  zendesk: zendeskSource,
  chatwoot: chatwootSource,
  intercom: intercomSource,
  freshdesk: freshdeskSource,
  jira: jiraSource,
  github: githubSource,
};
const fixtures = vendorFixtures.filter(({ from }) => Object.hasOwn(sources, from));

/** Lists in which one document of an API holds many records. */
const lists: Record<string, string> = {
  zendesk: "tickets",
  chatwoot: "payload",
  intercom: "conversations",
  freshdesk: "tickets",
  jira: "issues",
  github: "items",
};

const idFields = /^(ticket_id|conversation_id|id|number|key|issue_id|issueId|issue_key|chat_id)$/i;
const isAddress = (path: readonly string[]) => /url|zrn|merged_ticket_ids|ticket_ids/.test(path.join("."));

/** The same row of another ticket: the numbers that end its ids are moved on. */
function moved(value: unknown, by: number, path: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((inner) => moved(inner, by, path));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, moved(inner, by, [...path, key])]));
  if (!idFields.test(path.at(-1) ?? "") && !isAddress(path)) return value;
  if (typeof value === "number") return value + by;
  return typeof value === "string" ? value.replace(/\d+(?=\D*$)/, (digits) => String(Number(digits) + by)) : value;
}

/** What must be the same, however an export is cut. */
const told = (result: SourceResult) => ({
  events: byTicket(result),
  notes: result.notes,
  observes: result.observes,
  rows: result.sourceRowCount,
});

describe.each(fixtures)("an export of $from in parts: $shape", ({ from, rows, agent, quick = () => [] }) => {
  const source = (options: VendorOptions = { timeZone: "UTC" }) => sources[from]!(options);
  const everything = fixtures.filter((other) => other.from === from).flatMap((other) => other.rows);
  const base = [...rows, ...everything, ...[0, 1, 2, 3, 4].flatMap(quick)];

  it("gives the same events of every ticket, and the same notes, as one that is read whole", () => {
    for (const options of [{ timeZone: "UTC" }, {}, { timeZone: "UTC", bots: [agent] }]) {
      const whole = told(readWhole(source(options), rows));
      for (const partCount of [1, 2, 97]) expect(told(readInParts(source(options), rows, partCount))).toEqual(whole);
    }
  });

  it("gives the same whatever rows of whichever tickets come in whichever order, also many in one document", () => {
    const row = fc.oneof(
      { weight: 12, arbitrary: fc.tuple(fc.nat(base.length - 1), fc.nat(4)) },
      { weight: 1, arbitrary: fc.constant(null) },
    );
    const document = fc.array(row, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 8, arbitrary: row }, document), { minLength: 2, maxLength: 40 }),
        fc.constantFrom(2, 3, 97),
        (chosen, partCount) => {
          const made = (one: [number, number] | null) =>
            one === null ? "no record" : moved(base[one[0]], one[1] * 1_000);
          const given = chosen.map((one) =>
            Array.isArray(one) && (one.length !== 2 || typeof one[0] !== "number")
              ? { [lists[from]!]: (one as ([number, number] | null)[]).map(made) }
              : made(one as [number, number] | null),
          );
          const whole = readWhole(source(), given);
          expect(whole.sourceRows).toEqual([...whole.sourceRows].sort((a, b) => a - b));
          expect(told(readInParts(source(), given, partCount))).toEqual(told(whole));
        },
      ),
      { seed: 20261122, numRuns: 150 },
    );
  });

  it("is converted alike from memory and from disk", async () => {
    const many = [0, 1, 2, 3].flatMap((by) => base.map((row) => moved(row, by * 1_000)));
    const path = file(`${from}.json`, JSON.stringify(many));
    const whole = await readLog([path], { source: (given) => readWhole(source(), given), wholeDocuments: true });
    for (const mostHeld of [0, 1, 7, 100_000]) {
      const conversion = new LogConversion([path], {
        ticketSource: source(),
        wholeDocuments: true,
        mostHeld,
        folder: dirname(path),
      });
      const events = [];
      for await (const batch of conversion.batches()) events.push(...batch);
      const { counts, sourceNotes, observes, sourceRows } = conversion;
      expect({ sourceNotes, observes, sourceRows }).toEqual({
        sourceNotes: whole.sourceNotes,
        observes: whole.observes,
        sourceRows: many.length,
      });
      const again = await readLog([file("again.ndjson", events.map((event) => `${JSON.stringify(event)}\n`).join(""))]);
      const { rows: read, refused, ...kept } = whole.counts;
      expect(counts.rows).toBe(read);
      // Two events of one id are refused by whoever reads the log, not by whoever writes it.
      expect(again.counts.refused + counts.refused).toBe(refused);
      expect(again.counts).toMatchObject({ accepted: kept.accepted, repeats: kept.repeats });
    }
  });
});

describe("what one ticket's rows say of another", () => {
  const at = "2026-03-02T08:00:00Z";
  const audit = (id: number, ticket_id: number, author_id: number, events: object[], via: object = {}) => ({
    id,
    ticket_id,
    created_at: at,
    author_id,
    events: events.map((event, index) => ({ id: id * 10 + index, ...event })),
    via,
  });
  const merge = { channel: "web", source: { from: { ticket_ids: [2, 3] }, to: {}, rel: "merge" } };
  const alike = (from: string, rows: object[]) => {
    const whole = readWhole(sources[from]!({ timeZone: "UTC" }), rows);
    for (const partCount of [2, 3, 97])
      expect(told(readInParts(sources[from]!({ timeZone: "UTC" }), rows, partCount))).toEqual(told(whole));
    return whole;
  };

  it("ranks a merge before the audits of the same instant (zendesk)", () => {
    const status = (value: string) => [{ type: "Change", field_name: "status", value }];
    const whole = alike("zendesk", [
      audit(11, 2, 7, status("open")),
      audit(12, 1, 7, [{ type: "Comment", public: false, author_id: 7 }], merge),
      audit(13, 3, 7, status("closed")),
    ]);
    expect(whole.rows.filter((row) => row["type"] === "status").map((row) => row["seq"])).toEqual([1, 1]);
    const table = { id: 1, requester_id: 21, submitter_id: 21, status: "open", created_at: at, updated_at: at };
    const merged = alike("zendesk", [{ ...table, merged_ticket_ids: [2] }, audit(11, 2, 7, status("open"))]);
    expect(merged.rows.find((row) => row["type"] === "status")).toMatchObject({ ticket: "2", seq: 1 });
  });

  it("takes for staff who changed another's ticket, also where its requester is known later (zendesk)", () => {
    const solved = [{ type: "Change", field_name: "status", value: "solved" }];
    const requester = (value: string) => [{ type: "Change", field_name: "requester_id", value }];
    const actors = (rows: object[]) =>
      alike("zendesk", rows)
        .rows.filter(({ type }) => type === "status")
        .map((row) => (row["actor"] as { kind: string }).kind);
    expect(actors([audit(1, 1, 31, solved), audit(2, 2, 31, solved), audit(3, 1, 7, requester("31"))])).toEqual([
      "customer",
      "agent",
    ]);
    expect(actors([audit(1, 1, 31, solved), audit(3, 1, 7, requester("31"))])).toEqual(["customer"]);
  });

  it("finds a chat's ticket and a person's name in tables that come after", () => {
    const chat = alike("zendesk", [
      { chat_id: "c", chat_index: "0", type: "ChatMessage", actor_id: "agent:7", created_at: at },
      { chat_id: "c", ticket_id: "5", user_id: "21" },
      { chat_id: "d", chat_index: "0", type: "ChatMessage", actor_id: "agent:7", created_at: at },
    ]);
    expect(chat.rows).toMatchObject([{ ticket: "5", type: "message" }]);
    expect(chat.notes.map(({ code }) => code)).toContain("chatsWithoutTicket");
    const named = alike("chatwoot", [
      { id: 1, message_type: 2, conversation_id: 8, content: "Assigned to Mei by Mei", created_at: 1772438400 },
      { id: 9, uid: "mei@example.org", name: "Mei" },
    ]);
    expect(named.rows).toMatchObject([{ ticket: "8", type: "assigned", agent: "9" }]);
  });

  it("reads a changelog into each of the issues that go by its id, and learns of it who is staff (jira)", () => {
    const issue = (id: string, key: string, reporter: string) => ({
      id,
      key,
      fields: { created: at, reporter: { accountId: reporter }, comment: { comments: [] } },
    });
    const items = [{ field: "assignee", from: null, to: "mei" }];
    const whole = alike("jira", [
      { issueId: "1", changeHistories: [{ id: "5", created: at, author: { accountId: "mei" }, items }] },
      issue("1", "OLD-1", "li"),
      issue("1", "NEW-9", "mei"),
      { issueId: "4", changeHistories: [] },
    ]);
    expect(whole.rows.filter(({ type }) => type === "assigned")).toMatchObject([
      { ticket: "OLD-1", actor: { kind: "agent" } },
      { ticket: "NEW-9", actor: { kind: "customer" } },
    ]);
    expect(whole.notes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["readIntoIssues", "changelogsWithoutIssue"]),
    );
  });

  it("says of no row that it tells nothing new where another conversation's parts stand in it (intercom)", () => {
    const conversation = (id: string, parts: number[]) => ({
      type: "conversation",
      id,
      created_at: 1772438400,
      updated_at: 1772438400,
      state: "open",
      source: { delivered_as: "customer_initiated", author: { type: "user", id: "u" } },
      conversation_parts: parts.map((part) => ({ id: part, part_type: "comment", created_at: 1772438400 + part })),
    });
    const rows = [
      conversation("a", [1]),
      { conversations: [conversation("a", []), conversation("b", [2])] },
      { conversations: [conversation("a", [])] },
    ];
    expect(alike("intercom", rows).notes).toMatchObject([{ code: "unchangedRows", rows: [3] }]);
  });

  it("counts an account's quick answers over all of its tickets", () => {
    const { from, quick } = fixtures.find((fixture) => fixture.quick !== undefined)!;
    const whole = alike(
      from,
      [0, 1, 2, 3, 4].flatMap((index) => quick!(index)),
    );
    expect(whole.notes.map(({ code }) => code)).toContain("suspectedBots");
  });
});
