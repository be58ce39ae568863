import type { components } from "@octokit/openapi-types";
import type { Intercom } from "intercom-client";
import type { ServiceDeskModels, Version3Models } from "jira.js";
import { describe, expect, it } from "vitest";
import { parseEvents } from "../../src/log/parse-events.ts";
import { fromGitHub } from "../../src/sources/github.ts";
import { fromIntercom } from "../../src/sources/intercom.ts";
import { fromJira } from "../../src/sources/jira.ts";
import { contentOf } from "./read-log.ts";

/** The type at a path through optional objects and lists; `never` where there is none. */
type At<T, Path extends string> = T extends readonly (infer Element)[]
  ? At<Element, Path>
  : Path extends `${infer Key}.${infer Rest}`
    ? Key extends keyof NonNullable<T>
      ? At<NonNullable<NonNullable<T>[Key]>, Rest>
      : never
    : Path extends keyof NonNullable<T>
      ? NonNullable<NonNullable<T>[Path]>
      : never;

interface Kinds {
  text: string | number | bigint;
  time: string | number;
  number: number;
  truth: boolean;
  list: readonly unknown[];
  object: object;
}

/** Paths that a source reads, with what it takes them for: a mistake of types where the vendor has no such field, or another one. */
function reads<Vendor>() {
  return <const Paths extends Record<string, keyof Kinds>>(
    paths: {
      [Path in keyof Paths]: Path extends string
        ? [At<Vendor, Path>] extends [never]
          ? "the vendor has no such field"
          : At<Vendor, Path> extends Kinds[Paths[Path] & keyof Kinds]
            ? Paths[Path]
            : "the vendor has another type"
        : never;
    },
  ) => Object.keys(paths);
}

type Schemas = components["schemas"];
const api = "https://api.github.com/repos/acme/lamp";

describe("the vendors' own types", () => {
  it("have the fields that the sources read, of the kinds that they are read as", () => {
    const conversation = reads<Intercom.Conversation>()({
      id: "text",
      created_at: "time",
      updated_at: "time",
      state: "text",
      open: "truth",
      admin_assignee_id: "text",
      team_assignee_id: "text",
      "source.type": "text",
      "source.delivered_as": "text",
      "source.author.type": "text",
      "source.author.id": "text",
      "contacts.contacts.id": "text",
      "conversation_rating.rating": "number",
      "conversation_rating.created_at": "time",
      "conversation_rating.updated_at": "time",
      "conversation_rating.contact.id": "text",
      "conversation_parts.conversation_parts": "list",
    });
    const part = reads<Intercom.ConversationPart>()({
      id: "text",
      part_type: "text",
      body: "text",
      created_at: "time",
      "author.type": "text",
      "author.id": "text",
      "author.from_ai_agent": "truth",
      "author.is_ai_answer": "truth",
      "assigned_to.type": "text",
      "assigned_to.id": "text",
    });
    const jiraIssue = reads<Version3Models.Issue>()({
      key: "text",
      "fields.created": "time",
      "fields.resolutiondate": "time",
      "fields.creator.accountId": "text",
      "fields.creator.accountType": "text",
      "fields.reporter.accountId": "text",
      "fields.assignee.accountId": "text",
      "fields.status.name": "text",
      "fields.status.statusCategory.key": "text",
      "fields.issuetype.name": "text",
      "fields.project.key": "text",
      "fields.comment.comments": "list",
      "fields.comment.comments.jsdPublic": "truth",
      "fields.comment.comments.created": "time",
      "fields.comment.comments.author.accountId": "text",
      "changelog.total": "number",
      "changelog.histories.id": "text",
      "changelog.histories.created": "time",
      "changelog.histories.author.accountId": "text",
      "changelog.histories.items.field": "text",
      "changelog.histories.items.from": "text",
      "changelog.histories.items.fromString": "text",
      "changelog.histories.items.to": "text",
    });
    const changelogs = reads<Version3Models.PageChangelog>()({ "values.items": "list", "values.created": "time" });
    const deskComment = reads<ServiceDeskModels.Comment>()({
      public: "truth",
      "created.iso8601": "time",
      "author.accountId": "text",
    });
    const feedback = reads<ServiceDeskModels.CsatFeedbackFull>()({ rating: "number" });
    const issue = reads<Schemas["issue"]>()({
      id: "text",
      url: "text",
      number: "text",
      created_at: "time",
      closed_at: "time",
      "user.login": "text",
      "user.type": "text",
      "closed_by.login": "text",
      author_association: "text",
      pull_request: "object",
    });
    const comment = reads<Schemas["issue-comment"]>()({
      id: "text",
      issue_url: "text",
      created_at: "time",
      "user.login": "text",
      author_association: "text",
    });
    const event = reads<Schemas["issue-event"]>()({
      id: "text",
      event: "text",
      created_at: "time",
      "actor.login": "text",
      "assignee.login": "text",
      "label.name": "text",
      "issue.url": "text",
    });
    const labeled = reads<Schemas["labeled-issue-event"]>()({ "label.name": "text", event: "text" });
    const assigned = reads<Schemas["timeline-assigned-issue-event"]>()({ "assignee.login": "text", event: "text" });
    expect([conversation, part, jiraIssue, changelogs, deskComment, feedback].flat()).toHaveLength(56);
    expect([issue, comment, event, labeled, assigned].flat()).toHaveLength(26);
  });

  it("would be seen to lack a field", () => {
    // @ts-expect-error: the vendor has no such field
    expect(reads<Intercom.Conversation>()({ closed_by: "text" })).toEqual(["closed_by"]);
    // @ts-expect-error: the vendor has another type
    expect(reads<Intercom.Conversation>()({ id: "truth" })).toEqual(["id"]);
  });

  it("fit a conversation of Intercom that is read whole", () => {
    const conversation = {
      type: "conversation",
      id: "1295",
      created_at: 1_772_438_400,
      updated_at: 1_772_442_000,
      open: false,
      state: "closed",
      read: true,
      admin_assignee_id: 991,
      contacts: { type: "contact.list", contacts: [{ type: "contact", id: "6abc" }] },
      custom_attributes: {},
      source: { type: "conversation", delivered_as: "customer_initiated", author: { type: "user", id: "6abc" } },
      conversation_rating: { rating: 5, created_at: 1_772_441_000, updated_at: 1_772_441_500 },
      conversation_parts: {
        type: "conversation_part.list",
        conversation_parts: [
          { id: "1", part_type: "comment", created_at: 1_772_438_460, author: { type: "admin", id: "991" }, body: "…" },
          { id: "2", part_type: "close", created_at: 1_772_440_000, author: { type: "admin", id: "991" } },
        ],
        total_count: 2,
      },
    } satisfies Intercom.Conversation;
    const told = contentOf(fromIntercom([conversation]));
    expect(told.map(({ type }) => type).sort()).toEqual([
      "created",
      "message",
      "message",
      "status",
      "survey",
      "survey",
    ]);
  });

  it("fit changes of Jira, whose field toString every object has", () => {
    const change = {
      field: "status",
      fieldId: "status",
      from: "1",
      fromString: "Open",
      to: "5",
      toString: "Resolved",
    } satisfies Record<keyof Version3Models.ChangeDetails, string> | Version3Models.ChangeDetails;
    const author = { accountId: "557:mei", accountType: "atlassian" } satisfies Version3Models.UserDetails;
    const history = { id: "9", created: "2026-03-02T16:00:00.000+0800", author, items: [change] };
    const comment = {
      id: "5",
      author,
      created: "2026-03-02T15:00:00.000+0800",
      jsdPublic: true,
    } satisfies Version3Models.Comment;
    const feedback = { type: "csat", rating: 4 } satisfies Partial<ServiceDeskModels.CsatFeedbackFull>;
    const issue = {
      id: "1",
      key: "DESK-1",
      changelog: { startAt: 0, total: 1, histories: [history] } as Version3Models.PageOfChangelogs,
      fields: { created: "2026-03-02T14:00:00.000+0800", assignee: author, comment: { comments: [comment] } },
    };
    const { rows } = fromJira([{ ...issue, feedback }]);
    expect(rows).toContainEqual(expect.objectContaining({ type: "status", phase: "solved" }));
    expect(rows).toContainEqual(expect.objectContaining({ type: "survey", score: 4 }));
    // A change without the field has only the method of every object, which is no status.
    const { toString: _own, ...bare } = change;
    const without = fromJira([{ ...issue, changelog: { histories: [{ ...history, items: [bare] }] } }]);
    expect(without.notes.find(({ code }) => code === "unknownStates")).toMatchObject({ count: 1 });
    expect(parseEvents(without.rows).counts.refused).toBe(0);
  });

  it("fit an issue of GitHub with its comments and events", () => {
    const user = (login: string) => ({ login, id: login.length, type: "User" }) as Schemas["simple-user"];
    const issue = {
      id: 1,
      number: 12,
      url: `${api}/issues/12`,
      user: user("mei"),
      author_association: "NONE",
      state: "closed",
      created_at: "2026-03-02T08:00:00Z",
      closed_at: "2026-03-02T10:00:00Z",
    } satisfies Partial<Schemas["issue"]>;
    const comment = {
      id: 2,
      issue_url: `${api}/issues/12`,
      user: user("ana"),
      author_association: "MEMBER",
      created_at: "2026-03-02T09:00:00Z",
      body: "…",
    } satisfies Partial<Schemas["issue-comment"]>;
    const closed = {
      id: 3,
      event: "closed",
      actor: user("ana"),
      created_at: "2026-03-02T10:00:00Z",
      issue: issue as unknown as Schemas["issue"],
    } satisfies Partial<Schemas["issue-event"]>;
    const label = {
      id: 4,
      event: "labeled",
      actor: user("ana"),
      created_at: "2026-03-02T09:30:00Z",
      label: { name: "bug", color: "f00" },
    } satisfies Partial<Schemas["labeled-issue-event"]>;
    const source = fromGitHub([{ ...issue, timeline: [label] }, comment, closed]);
    expect(parseEvents(source.rows).counts).toMatchObject({ accepted: 4, refused: 0 });
    expect(source.notes).toEqual([]);
  });
});
