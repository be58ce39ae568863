import { githubRow } from "./github-cli.ts";
import { GitHubPeople, type GitHubPerson, type GitHubRepliers } from "./github-people.ts";
import { eventName, idOf, repositoryOf, ticketOf, ticketOfEvent } from "./github-rows.ts";
import type { NoteKind } from "./note-book.ts";
import type { EventRow, SourceResult, SourceRow } from "./source.ts";
import type { SourceTime } from "./source-time.ts";
import { VendorFrame, type VendorOptions } from "./vendor-frame.ts";
import { sortRecords, type VendorRecord } from "./vendor-records.ts";
import { objectOf, objectsOf, textOf } from "./vendor-values.ts";

export interface GitHubOptions extends VendorOptions {
  /**
   * Whose comments answer an issue: `staff` (owner, member, collaborator, or somebody seen to triage), or `anyoneElse` than its
   * author. Default: staff where the export says how people are associated with the repository, else anyone else.
   */
  repliers?: GitHubRepliers | undefined;
}

const kinds = {
  issue: {
    has: [
      ["created_date", "created_at"],
      ["issue_key", "number"],
    ],
    inList: ["issues", "items"],
  },
  comment: {
    has: [["issue_id", "issue_url"], ["created_date", "created_at"], "body"],
    hasNot: ["event"],
    inList: ["comments"],
  },
  event: {
    has: [
      ["event", "type"],
      ["created_at", "github_created_at", "submitted_at"],
    ],
    inList: ["timeline", "events"],
  },
};

const notes = {
  pullRequest: { code: "pullRequests", text: "rows about pull requests, which are no tickets" },
  ignored: { code: "ignoredEvents", text: "events of issues that are none of ours" },
  presumed: {
    code: "presumedReplies",
    text: "comments and acts of people other than the author, counted as the desk's because the export does not say how they are associated with the repository (repliers)",
  },
  finalClosing: {
    code: "closingFromFinalValue",
    text: "issues whose closing is known from their final value only; earlier closings and reopenings are not in the file",
  },
  noAssignee: { code: "assigneeUnknown", text: "assignments that do not say to whom" },
  noIssue: {
    code: "issueUnknown",
    text: "events that do not say of which issue; put them under timeline in their issue",
  },
} satisfies Record<string, NoteKind>;

const ofPullRequests = /^(head_ref_|base_ref_|review|ready_for_review|converted_to_draft|merged|auto_)/;

interface Issue {
  author: string | undefined;
  closings: number[];
  assignees: string[];
}

/**
 * Turns GitHub issues into event rows: issues, their comments and their timeline events, as the REST API gives them (events and
 * comments also nested in their issue under `timeline`, `events` or `comments`), as `gh issue list --json` writes them, or the tables
 * that DevLake lands (`issues`, `issue_comments`, `_tool_github_issue_events`), in one stream and any order.
 *
 * The author of an issue is its customer. Bots are told by their account. Pull requests are left out.
 *
 * @throws {RangeError} where `timeZone` is not an IANA zone
 */
export function fromGitHub(rows: Iterable<unknown>, options: GitHubOptions = {}): SourceResult {
  const frame = new VendorFrame(options);
  const people = new GitHubPeople(frame, options.repliers);
  const sorted = sortRecords(Array.from(rows, githubRow), kinds, frame);
  const issues = new Map<string, Issue>();
  const issueOf = (ticket: string) => {
    const known = issues.get(ticket) ?? { author: undefined, closings: [], assignees: [] };
    issues.set(ticket, known);
    return known;
  };

  for (const record of sorted.issue) people.learnLogins(record);
  const nested = sorted.issue.flatMap(({ number, value }) => {
    const issue = { ...value, issue_id: undefined, timeline: undefined };
    return [
      ...objectsOf(value, "timeline").map((event) => ({ number, value: { ...event, issue } })),
      ...objectsOf(value, "events").map((event) => ({ number, value: { ...event, issue } })),
      ...objectsOf(value, "comments").map((comment) => ({ number, value: { event: "commented", ...comment, issue } })),
    ];
  });
  const comments: VendorRecord[] = [...sorted.comment];
  const events: VendorRecord[] = [];
  for (const record of [...sorted.event, ...nested])
    (eventName(record.value) === "commented" ? comments : events).push(record);

  const pulls = new Set<string>();
  for (const { value } of sorted.issue)
    if (objectOf(value, "pull_request") !== undefined) pulls.add(ticketOf(value) ?? "");
  for (const { value } of events) {
    const ticket = ticketOfEvent(value);
    if (ticket !== undefined && ofPullRequests.test(eventName(value))) pulls.add(ticket);
  }
  const isPull = (ticket: string | undefined, number: number) => {
    const found = ticket !== undefined && pulls.has(ticket);
    if (found) frame.notes.add(notes.pullRequest, number, ticket);
    return found;
  };

  for (const { value } of sorted.issue) {
    const ticket = ticketOf(value);
    if (ticket !== undefined) issueOf(ticket).author = authorOf(people, value).id;
  }
  for (const { value } of events) {
    const ticket = ticketOfEvent(value);
    const actor = actorOf(people, value);
    if (ticket !== undefined && actor.id !== issueOf(ticket).author) people.learnStaff(eventName(value), actor);
  }

  for (const { number, value } of comments) {
    const ticket = ticketOfEvent(value);
    if (isPull(ticket, number)) continue;
    const role = objectOf(value, "user") !== undefined ? "user" : "account";
    const person = objectOf(value, "actor") !== undefined ? people.person(value, "actor") : people.person(value, role);
    add(
      number,
      ticket,
      frame.time(textOf(value, "created_at", "created_date")),
      `comment:${idOf(value)}`,
      value,
      person,
      {
        type: "message",
        public: true,
      },
    );
  }
  const inTime = events
    .map((record) => ({
      ...record,
      time: frame.time(textOf(record.value, "created_at", "github_created_at", "submitted_at")),
    }))
    .sort((a, b) => (a.time.atMs ?? 0) - (b.time.atMs ?? 0));
  for (const { number, value, time } of inTime) {
    const ticket = ticketOfEvent(value);
    if (ticket === undefined) frame.notes.add(notes.noIssue, number, eventName(value));
    if (isPull(ticket, number)) continue;
    const fields = meaning(value, number, issueOf(ticket ?? ""), time);
    if (fields !== null) add(number, ticket, time, `event:${idOf(value)}`, value, actorOf(people, value), fields);
  }
  for (const { number, value } of sorted.issue) {
    const ticket = ticketOf(value);
    if (!isPull(ticket, number)) addIssue(number, ticket, value);
  }

  const silent = comments.length === 0;
  return frame.finish({
    ...(silent ? { messages: false, customerMessages: false, staffReplies: false, botMessages: false } : {}),
    intents: false,
    surveys: false,
    surveyOffers: false,
    handoffs: false,
    promises: false,
    escalations: false,
    waitingOnCustomer: false,
  });

  function add(
    number: number,
    ticket: string | undefined,
    time: SourceTime,
    id: string,
    row: SourceRow,
    person: GitHubPerson,
    fields: EventRow,
  ): void {
    const author = ticket === undefined ? undefined : issueOf(ticket).author;
    const association = textOf(row, "author_association");
    if (people.isPresumed(person, author, association)) frame.notes.add(notes.presumed, number, person.id);
    const actor = people.actor(person, author, association);
    frame.add({ number, ticket, time, id, fields: { ...fields, actor } });
  }

  function addIssue(number: number, ticket: string | undefined, row: SourceRow): void {
    const person = authorOf(people, row);
    const repository = repositoryOf(row);
    const requester = person.id === undefined ? {} : { requester: person.id };
    const actor = frame.actor(person.isBot ? "bot" : "customer", person.id);
    const attributes = repository === undefined ? {} : { attributes: { repository } };
    const fields = { type: "created", channel: "github", ...requester, ...attributes, actor };
    const createdAt = frame.time(textOf(row, "created_at", "created_date"));
    frame.add({ number, ticket, time: createdAt, id: "created", fields });

    const closed = frame.time(textOf(row, "closed_at", "resolution_date"));
    if (closed.text === undefined || ticket === undefined) return;
    // The closing itself and the issue's copy of its time may differ by a second.
    if (issueOf(ticket).closings.some((at) => closed.atMs !== null && Math.abs(at - closed.atMs) <= 1_000)) return;
    frame.notes.add(notes.finalClosing, number, ticket);
    const closer = people.person(row, "closed_by");
    const by = closer.id === undefined ? {} : { actor: people.actor(closer, person.id, undefined) };
    frame.add({ number, ticket, time: closed, id: "closed", fields: { type: "status", phase: "closed", ...by } });
  }

  function meaning(row: SourceRow, number: number, issue: Issue, time: SourceTime): EventRow | null {
    const name = eventName(row);
    if (name === "closed") {
      if (time.atMs !== null) issue.closings.push(time.atMs);
      const isStale = /stale/i.test(actorOf(people, row).id ?? "");
      return { type: "status", phase: "closed", ...(isStale ? { cause: "inactivity" } : {}) };
    }
    if (name === "reopened") return { type: "status", phase: "open" };
    if (name === "assigned" || name === "unassigned") {
      const login = textOf(row, "assignee.login", "assignee_name");
      if (login === undefined) {
        frame.notes.add(notes.noAssignee, number);
        return null;
      }
      issue.assignees = issue.assignees.filter((known) => known !== login);
      if (name === "assigned") issue.assignees.push(login);
      return { type: "assigned", agent: issue.assignees.at(-1) ?? null };
    }
    const label = textOf(row, "label.name");
    if (name === "labeled" && label !== undefined) return { type: "field", name: "label", value: label };
    frame.notes.add(notes.ignored, number, name);
    return null;
  }
}

function authorOf(people: GitHubPeople, row: SourceRow): GitHubPerson {
  return people.person(row, objectOf(row, "user") === undefined ? "creator" : "user");
}

function actorOf(people: GitHubPeople, row: SourceRow): GitHubPerson {
  return people.person(row, objectOf(row, "actor") === undefined ? "author" : "actor");
}
