import { describe, expect, it } from "vitest";
import { buildFacts } from "../../src/facts/build-facts.ts";
import { parseEvents } from "../../src/log/parse-events.ts";
import { firstResponseTime } from "../../src/metrics/first-response-time.ts";
import type { AnsweredOnly } from "../../src/schemas/estimate.ts";
import { fromGitHub } from "../../src/sources/github.ts";
import { contentOf, logOf, reopeningsOf } from "./read-log.ts";
import { isSharedDataAbsent, sharedDataNeeded, sharedRows } from "./shared-data.ts";

const user = (login: string, type = "User") => ({ login, id: login.length, type });
const api = "https://api.github.com/repos/acme/lamp";
const issue = (more: object = {}) => ({
  id: 9001,
  url: `${api}/issues/12`,
  html_url: "https://github.com/acme/lamp/issues/12",
  number: 12,
  user: user("mei"),
  author_association: "NONE",
  state: "closed",
  comments: 2,
  created_at: "2026-03-01T09:00:00Z",
  updated_at: "2026-03-09T09:00:00Z",
  closed_at: "2026-03-05T10:00:00Z",
  ...more,
});
const comment = (id: number, login: string, at: string, association: string, type = "User") => ({
  id,
  url: `${api}/issues/comments/${id}`,
  issue_url: `${api}/issues/12`,
  user: user(login, type),
  author_association: association,
  created_at: at,
  updated_at: at,
  body: "…",
});
const event = (id: number, name: string, login: string, at: string, more: object = {}) => ({
  id,
  url: `${api}/issues/events/${id}`,
  actor: user(login),
  event: name,
  created_at: at,
  ...more,
});
const timeline = [
  event(1, "labeled", "tom", "2026-03-01T10:00:00Z", { label: { name: "bug", color: "f00" } }),
  event(2, "assigned", "tom", "2026-03-01T10:00:00Z", { assignee: user("ana"), assigner: user("tom") }),
  event(3, "closed", "ana", "2026-03-02T10:00:00Z", { state_reason: "completed", commit_id: null }),
  event(4, "reopened", "mei", "2026-03-03T10:00:00Z", { state_reason: "reopened" }),
  event(5, "unassigned", "tom", "2026-03-04T10:00:00Z", { assignee: user("ana") }),
  event(6, "closed", "github-stale[bot]", "2026-03-05T10:00:00Z"),
  event(7, "subscribed", "mei", "2026-03-01T09:00:00Z"),
];
const everything = [
  issue({ timeline }),
  comment(101, "friendly", "2026-03-01T09:05:00Z", "NONE"),
  comment(102, "helper[bot]", "2026-03-01T09:06:00Z", "NONE", "Bot"),
  comment(103, "ana", "2026-03-01T11:00:00Z", "MEMBER"),
  comment(104, "tom", "2026-03-01T12:00:00Z", "NONE"),
];

describe("fromGitHub", () => {
  it("tells an issue from the API as a ticket: customer, staff, bots and bystanders", () => {
    const source = fromGitHub(everything);
    const at = (text: string) => Date.parse(text);
    const agent = { kind: "agent", id: "ana" };
    const triager = { kind: "agent", id: "tom" };
    const events = contentOf(source);
    expect(events).toHaveLength(11);
    expect(events).toEqual(
      expect.arrayContaining([
        {
          ticket: "acme/lamp#12",
          at: at("2026-03-01T09:00:00Z"),
          type: "created",
          channel: "github",
          requester: "mei",
          attributes: { repository: "acme/lamp" },
          actor: { kind: "customer", id: "mei" },
        },
        expect.objectContaining({ type: "message", public: true, actor: { kind: "unknown", id: "friendly" } }),
        expect.objectContaining({ type: "message", actor: { kind: "bot", id: "helper[bot]" } }),
        expect.objectContaining({ type: "message", at: at("2026-03-01T11:00:00Z"), actor: agent }),
        expect.objectContaining({ type: "message", at: at("2026-03-01T12:00:00Z"), actor: triager }),
        expect.objectContaining({ type: "assigned", agent: "ana", actor: triager }),
        expect.objectContaining({ type: "assigned", agent: null }),
        expect.objectContaining({ type: "field", name: "label", value: "bug" }),
        expect.objectContaining({ type: "status", phase: "closed", actor: agent }),
        expect.objectContaining({ type: "status", phase: "open", actor: { kind: "customer", id: "mei" } }),
        expect.objectContaining({
          phase: "closed",
          cause: "inactivity",
          actor: { kind: "bot", id: "github-stale[bot]" },
        }),
      ]),
    );
    expect([...reopeningsOf(logOf(source))]).toEqual([["acme/lamp#12", 1]]);
    expect(source.notes.map(({ code, message }) => [code, /\((.*)\)/.exec(message)?.[1]])).toEqual([
      ["ignoredEvents", "subscribed"],
    ]);
  });

  it("counts bystanders as the desk only where the caller says so", () => {
    const frt = (repliers: "staff" | "anyoneElse") => {
      const source = fromGitHub(everything, { repliers });
      const facts = buildFacts(logOf(source), { observes: source.observes! });
      return firstResponseTime(facts).details!["answered"] as AnsweredOnly;
    };
    expect(frt("staff")).toMatchObject({ n: 1, median: 120 * 60_000 });
    expect(frt("anyoneElse")).toMatchObject({ n: 1, median: 5 * 60_000 });
  });

  it("takes an account for a bot where the caller says so", () => {
    const source = fromGitHub(everything, { bots: ["ana"] });
    expect(
      source.rows.filter((row) => (row["actor"] as { id: string }).id === "ana").map((row) => row["actor"]),
    ).toEqual([
      { kind: "bot", id: "ana" },
      { kind: "bot", id: "ana" },
    ]);
  });

  it("gives the same log for an export that holds everything twice", () => {
    const once = parseEvents(fromGitHub(everything).rows);
    const twice = parseEvents(fromGitHub([...everything, ...everything]).rows);
    expect(twice.counts).toMatchObject({ accepted: once.counts.accepted, refused: 0, repeats: once.counts.accepted });
  });

  it("reads what its command line writes", () => {
    const url = "https://github.com/acme/lamp/issues/12";
    const listed = {
      number: 12,
      url,
      author: { login: "mei", is_bot: false },
      createdAt: "2026-03-01T09:00:00Z",
      closedAt: "2026-03-05T10:00:00Z",
      comments: [
        {
          id: "IC_1",
          url: `${url}#issuecomment-1`,
          author: { login: "ana" },
          authorAssociation: "MEMBER",
          createdAt: "2026-03-01T11:00:00Z",
          body: "…",
        },
        { id: "IC_2", author: { login: "app/helper", is_bot: true }, createdAt: "2026-03-01T11:01:00Z", body: "…" },
      ],
    };
    expect(contentOf(fromGitHub([listed]))).toMatchObject([
      { ticket: "acme/lamp#12", type: "message", actor: { kind: "agent", id: "ana" } },
      { ticket: "acme/lamp#12", type: "message", actor: { kind: "bot", id: "app/helper" } },
      { ticket: "acme/lamp#12", type: "created", requester: "mei" },
      { ticket: "acme/lamp#12", type: "status", phase: "closed" },
    ]);
  });

  it("closes an issue by its final value where the closing is not in the file, and says so", () => {
    const source = fromGitHub([issue({ closed_by: user("ana") })]);
    expect(contentOf(source)[1]).toMatchObject({ phase: "closed", actor: { kind: "agent", id: "ana" } });
    expect(source.notes.map(({ code }) => code)).toEqual(["closingFromFinalValue"]);
    expect(source.observes).toMatchObject({ messages: false, staffReplies: false });
  });

  it("leaves pull requests out, events that name no issue refused, and unknown rows noted", () => {
    const source = fromGitHub([
      issue({ pull_request: { url: `${api}/pulls/12` } }),
      comment(1, "ana", "2026-03-01T11:00:00Z", "MEMBER"),
      event(8, "closed", "ana", "2026-03-02T10:00:00Z"),
      { stargazers: 3 },
      "no row",
    ]);
    expect(parseEvents(source.rows).counts).toMatchObject({ accepted: 0, refused: 2 });
    expect(source.notes.map(({ code, count }) => [code, count])).toEqual([
      ["unrecognisedRows", 1],
      ["pullRequests", 2],
      ["issueUnknown", 1],
      ["presumedReplies", 1],
    ]);
  });
});

describe.skipIf(isSharedDataAbsent)(`fromGitHub on DevLake's tables of a real repository (${sharedDataNeeded})`, () => {
  const table = (name: string) => (isSharedDataAbsent ? [] : sharedRows(`github-issues-devlake/${name}.csv`));
  const issues = table("github_issues");
  const comments = table("github_issue_comments");
  const events = table("github_issue_events");

  it("finds 13 issues answered by somebody other than their author, after a median of 63.2 min", () => {
    const source = fromGitHub([...issues, ...comments, ...events]);
    const facts = buildFacts(logOf(source), { observes: source.observes! });
    const answered = firstResponseTime(facts).details!["answered"] as AnsweredOnly;
    expect(answered.n).toBe(13);
    expect(answered.median! / 60_000).toBeCloseTo(63.2, 1);
  });

  it("finds the export's own lead times on all 26 issues", () => {
    const { rows } = fromGitHub([...issues, ...comments, ...events]);
    const atOf = (ticket: string, type: string) =>
      rows.find((row) => row["ticket"] === ticket && row["type"] === type)!["at"] as number;
    expect(issues).toHaveLength(26);
    for (const row of issues) {
      const ticket = row["id"]!.split(":").at(-1)!;
      const minutes = Math.floor((atOf(ticket, "status") - atOf(ticket, "created")) / 60_000);
      expect(minutes).toBe(Number(row["lead_time_minutes"]));
    }
  });

  it("maps or names every row", () => {
    const source = fromGitHub([...issues, ...comments, ...events]);
    const mapped = new Set(source.sourceRows);
    const named = source.notes
      .filter(({ code }) => ["ignoredEvents", "pullRequests", "assigneeUnknown"].includes(code))
      .reduce((total, { count }) => total + count, 0);
    expect(mapped.size + named).toBe(source.sourceRowCount);
  });
});
