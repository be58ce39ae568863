import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { LogConversion } from "../../src/io/convert/convert-log.ts";
import { freshdeskSource } from "../../src/sources/freshdesk.ts";
import { githubSource } from "../../src/sources/github.ts";
import { intercomSource } from "../../src/sources/intercom.ts";
import { jiraSource } from "../../src/sources/jira.ts";
import type { TicketSource } from "../../src/sources/ticket-source.ts";
import { zendeskSource } from "../../src/sources/zendesk.ts";
import { vendorFixtures } from "../sources/vendor-fixtures.ts";
import { scratchFolder } from "./scratch.ts";

const file = scratchFolder();

async function converted(path: string, source: TicketSource, largestHeldBytes: number) {
  const conversion = new LogConversion([path], {
    ticketSource: source,
    wholeDocuments: true,
    withoutWords: true,
    largestHeldBytes,
    folder: dirname(path),
  });
  const events = [];
  for await (const batch of conversion.batches()) events.push(...batch);
  const { files, counts, issues, notes, sourceNotes, observes, sourceRows } = conversion;
  return { events, files, counts, issues, notes, sourceNotes, observes, sourceRows };
}

const held = 1e9;
const documents: [from: string, source: () => TicketSource, lists: string[]][] = [
  ["zendesk", () => zendeskSource({ timeZone: "UTC" }), ["ticket_events", "tickets", "audits", "users"]],
  ["freshdesk", () => freshdeskSource({ timeZone: "UTC" }), ["tickets", "activities_data"]],
  ["intercom", () => intercomSource({ timeZone: "UTC" }), ["admins", "conversations"]],
  ["jira", () => jiraSource({ timeZone: "UTC" }), ["issues", "issueChangeLogs"]],
  ["github", () => githubSource({ timeZone: "UTC" }), ["items", "comments"]],
];

describe("a document of many records that is too large to be held", () => {
  it.each(documents)("tells what it tells held in memory, and in its order: %s", async (from, source, lists) => {
    const rows = vendorFixtures
      .filter((fixture) => fixture.from === from)
      .flatMap((fixture) => fixture.rows as Record<string, unknown>[])
      .flatMap((row) => lists.map((name) => row[name]).find(Array.isArray) ?? [row]);
    const share = Math.ceil(rows.length / lists.length);
    const filled = lists.map((name, index) => [name, [...rows.slice(index * share, (index + 1) * share), "no record"]]);
    const path = file(
      `${from}.json`,
      JSON.stringify({ count: rows.length, ...Object.fromEntries(filled), next_page: null }),
    );
    const whole = await converted(path, source(), held);
    expect(whole.events.length).toBeGreaterThan(5);
    expect(whole.counts.refused).toBeGreaterThan(0);
    expect(await converted(path, source(), 0)).toEqual(whole);
  });

  it("has its long words forgotten, and an empty list named", async () => {
    const issue = { number: 7, created_at: "2026-03-02T08:00:00Z", title: "…", body: "x".repeat(9_000) };
    const path = file("words.json", JSON.stringify({ items: [issue], comments: [] }));
    const taken: unknown[] = [];
    const source = githubSource({});
    const { take } = source;
    source.take = (piece, number) => {
      taken.push(piece);
      take(piece, number);
    };
    const { events, sourceNotes } = await converted(path, source, 10);
    expect(events).toMatchObject([{ type: "created", ticket: "7" }]);
    expect(JSON.stringify(taken)).not.toContain("xxxx");
    expect(sourceNotes).toMatchObject([{ code: "emptyAnswers", rows: [1] }]);
  });

  it("loses no more than the record that is no JSON, or that is cut off", async () => {
    const issue = (number: number) => JSON.stringify({ number, created_at: "2026-03-02T08:00:00Z", title: "…" });
    const path = file("cut.json", `{"items":[${issue(1)},{"number":},${issue(3)},{"number":4,"crea`);
    const { events, issues, notes } = await converted(path, githubSource({}), 10);
    expect(events.map(({ ticket }) => ticket)).toEqual(["1", "3"]);
    expect(issues.map(({ row, path, code }) => [row, path, code])).toEqual([
      [1, "items.1", "notJson"],
      [1, "items.3", "notJson"],
    ]);
    expect(notes).toMatchObject([{ code: "cutOff", message: "the JSON document is not closed" }]);
  });

  it("is refused where it can only be read whole, with what to do", async () => {
    const at = "2026-03-02T08:00:00Z";
    const ticket = { conversations: [], id: 1, requester_id: 2, status: 2, source: 1, created_at: at };
    await expect(converted(file("one.json", JSON.stringify(ticket)), freshdeskSource({}), 10)).rejects.toThrow(
      "one.json: the document is too large to be held, and it is a single record; write a record a line (NDJSON)",
    );
    const inside = { audits: [], survey_response: { id: 1, answers: [], survey: {} } };
    await expect(converted(file("two.json", JSON.stringify(inside)), zendeskSource({}), 10)).rejects.toThrow(
      'too large to be held, and "survey_response" in it is no list',
    );
    const record = { conversations: [], createdAt: at, number: 1 };
    await expect(
      converted(file("gh.json", JSON.stringify({ ...record, comments: [] })), githubSource({}), 10),
    ).rejects.toThrow("it is a single record");
  });

  it("is read whole where it has none of the lists that are known", async () => {
    const issue = { key: "SD-1", fields: { created: "2026-03-02T08:00:00Z", summary: "…" } };
    const path = file("issue.json", JSON.stringify(issue));
    expect((await converted(path, jiraSource({}), 10)).events).toMatchObject([{ type: "created", ticket: "SD-1" }]);
    const deep = file("deep.json", JSON.stringify({ data: { payload: [] } }));
    expect((await converted(deep, zendeskSource({}), 10)).sourceNotes).toMatchObject([{ code: "unrecognisedRows" }]);
  });
});
