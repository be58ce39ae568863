import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { firstResponseTime } from "../../src/metrics/first-response-time.ts";
import type { AnsweredOnly } from "../../src/schemas/estimate.ts";
import { fromJira } from "../../src/sources/jira.ts";
import { contentOf, eventsOf, logOf, reopeningsOf } from "./read-log.ts";

const li = { accountId: "qm:li", accountType: "customer", displayName: "Li" };
const mei = { accountId: "557:mei", accountType: "atlassian", displayName: "Mei" };
const tom = { accountId: "557:tom", accountType: "atlassian", displayName: "Tom" };
const robot = { accountId: "557:rules", accountType: "app", displayName: "Automation for Jira" };
const at = (time: string) => `2026-03-02T${time}.000+0800`;
const history = (id: number, time: string, author: object, ...items: object[]) => ({
  id: String(id),
  author,
  created: at(time),
  items,
});
const status = (before: string, after: string) => ({
  field: "status",
  fieldtype: "jira",
  fieldId: "status",
  from: "1",
  fromString: before,
  to: "2",
  toString: after,
});
const assignee = (to: string | null) => ({
  field: "assignee",
  fieldtype: "jira",
  fieldId: "assignee",
  from: null,
  fromString: null,
  to,
  toString: to,
});
const comment = (id: number, time: string, author: object, jsdPublic: boolean) => ({
  id: String(id),
  author,
  body: {},
  created: at(time),
  updated: at(time),
  jsdPublic,
});
const histories = [
  history(10, "16:05:00", robot, assignee("557:mei")),
  history(9, "16:01:00", robot, {
    field: "issuetype",
    fieldtype: "jira",
    fromString: "Question",
    toString: "Service Request",
  }),
  history(11, "16:30:00", mei, status("Waiting for support", "Waiting for customer")),
  history(12, "17:00:00", robot, status("Waiting for customer", "Waiting for support")),
  history(
    13,
    "18:00:00",
    mei,
    { ...status("Waiting for support", "Fixed in field") },
    { field: "resolution", fieldtype: "jira", from: null, fromString: null, to: "1", toString: "Done" },
  ),
  history(14, "19:00:00", li, status("Fixed in field", "Reopened")),
  history(15, "20:00:00", robot, status("Reopened", "Closed")),
];
const issue = (more: object = {}, fields: object = {}) => ({
  id: "10001",
  key: "DESK-7",
  fields: {
    created: at("16:00:00"),
    creator: li,
    reporter: li,
    assignee: mei,
    issuetype: { name: "Service Request" },
    project: { key: "DESK" },
    priority: { name: "Medium" },
    status: { name: "Closed", statusCategory: { key: "done" } },
    resolution: { name: "Done" },
    resolutiondate: at("20:00:00"),
    comment: {
      comments: [
        comment(1, "16:10:00", tom, true),
        comment(2, "16:20:00", mei, false),
        comment(3, "16:30:00", mei, true),
        comment(4, "17:00:00", li, true),
        comment(5, "17:01:00", robot, true),
      ],
      total: 5,
    },
    ...fields,
  },
  changelog: { startAt: 0, maxResults: 100, total: 7, histories },
  feedback: { type: "csat", rating: 4, comment: { body: "…" } },
  ...more,
});
const other = issue(
  { id: "10002", key: "DESK-8", changelog: undefined, feedback: undefined },
  {
    status: { name: "Fixed in field", statusCategory: { key: "done" } },
    comment: undefined,
  },
);

describe("fromJira", () => {
  const source = fromJira([{ issues: [issue(), other], total: 2 }]);
  const customer = { kind: "customer", id: "qm:li" };
  const agent = { kind: "agent", id: "557:mei" };
  const rules = { kind: "system", id: "557:rules" };

  it("tells an issue: statuses by their words or category, agents by what they do, apps as systems", () => {
    const events = contentOf(source)
      .filter(({ ticket }) => ticket === "DESK-7")
      .map(({ ticket: _, at: when, ...event }) => [new Date(when as number).toISOString().slice(11, 16), event]);
    expect(events).toEqual([
      [
        "08:00",
        {
          type: "created",
          requester: "qm:li",
          channel: "jira",
          category: "Question",
          attributes: { project: "DESK" },
          actor: customer,
        },
      ],
      ["08:10", { type: "message", public: true, actor: { kind: "unknown", id: "557:tom" } }],
      ["08:20", { type: "message", public: false, actor: agent }],
      ["08:30", { type: "message", public: true, actor: agent }],
      ["09:00", { type: "message", public: true, actor: customer }],
      ["09:01", { type: "message", public: true, origin: "autoReply", actor: rules }],
      ["08:05", { type: "assigned", agent: "557:mei", actor: rules }],
      ["08:01", { type: "field", name: "category", value: "Service Request", actor: rules }],
      ["08:30", { type: "status", phase: "waitingOnCustomer", actor: agent }],
      ["09:00", { type: "status", phase: "open", actor: rules }],
      ["10:00", { type: "status", phase: "solved", actor: agent }],
      ["11:00", { type: "status", phase: "open", actor: customer }],
      ["12:00", { type: "status", phase: "closed", cause: "rule", actor: rules }],
      ["12:00", { type: "survey", step: "answered", score: 4, actor: customer }],
    ]);
    expect([...reopeningsOf(logOf(source))]).toEqual([["DESK-7", 1]]);
    expect(source.notes.map(({ code, count }) => [code, count])).toEqual([
      ["unknownAuthors", 1],
      ["ignoredEvents", 1],
      ["ratingWithoutTime", 1],
      ["closingFromFinalValue", 1],
    ]);
  });

  it("does not let a colleague who may be anybody stop the clock, unless the caller knows him", () => {
    const frt = (agents: string[]) => {
      const told = fromJira([issue()], { agents });
      return firstResponseTime(buildFacts(logOf(told), { observes: told.observes! })).details![
        "answered"
      ] as AnsweredOnly;
    };
    expect(frt([])).toMatchObject({ n: 1, median: 30 * 60_000 });
    expect(frt(["557:tom"])).toMatchObject({ n: 1, median: 10 * 60_000 });
  });

  it("reads a status of which nothing is known as live, and the caller's own phases", () => {
    const strange = issue({ changelog: { histories: [history(20, "18:00:00", mei, status("Open", "Parked"))] } });
    const alone = fromJira([strange]);
    expect(alone.rows.filter((row) => row["type"] === "status").map((row) => row["phase"])).toEqual(["open"]);
    expect(alone.notes.find(({ code }) => code === "unknownStates")?.message).toContain("Parked");
    const named = fromJira([strange], { states: { Parked: "onHold" } });
    expect(named.rows.filter((row) => row["type"] === "status").map((row) => row["phase"])).toEqual(["onHold"]);
  });

  it("does not call a comment public that does not say so, and names changelogs that are cut", () => {
    const bare = issue(
      { changelog: { total: 40, histories } },
      { comment: { comments: [{ ...comment(3, "16:30:00", mei, true), jsdPublic: undefined }] } },
    );
    const told = fromJira([bare]);
    expect(told.rows.find((row) => row["type"] === "message")).toMatchObject({ public: false });
    expect(told.notes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["visibilityUnknown", "incompleteChangelog"]),
    );
  });

  it("reads changelogs that were fetched in bulk as those of their issues", () => {
    const bulk = histories.map((one) => ({ ...one, created: Date.parse(one.created.replace("+0800", "+08:00")) }));
    const apart = fromJira([
      issue({ changelog: undefined }),
      other,
      { issueChangeLogs: [{ issueId: "10001", changeHistories: bulk }] },
      { issueChangeLogs: [{ issueId: "404", changeHistories: [] }] },
    ]);
    expect(contentOf(apart)).toEqual(contentOf(source));
    const notes = apart.notes.filter(({ code }) => /^(readIntoIssues|changelogsWithoutIssue)$/.test(code));
    expect(notes.map(({ code, rows }) => [code, rows])).toEqual([
      ["readIntoIssues", [3]],
      ["changelogsWithoutIssue", [4]],
    ]);
  });

  it("gives the same log for issues exported twice, and notes rows that are none", () => {
    const twice = parseEvents(fromJira([issue(), issue(), other]).rows);
    expect(twice.counts.refused).toBe(0);
    expect(eventsOf(twice.log)).toEqual(eventsOf(logOf(source)));
    expect(fromJira([{ name: "no issue" }]).notes.map(({ code, rows }) => [code, rows])).toEqual([
      ["unrecognisedRows", [1]],
    ]);
  });
});
