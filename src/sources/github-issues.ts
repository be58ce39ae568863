import type { GitHubPeople, GitHubPerson } from "./github-people.ts";
import { eventName, idOf, repositoryOf, ticketOf, ticketOfEvent } from "./github-rows.ts";
import type { NoteKind } from "./note-book.ts";
import type { EventRow, SourceRow } from "./source.ts";
import type { SourceTime } from "./source-time.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import { inPhase, type PlacedRecord } from "./vendor-source.ts";
import { objectOf, objectsOf, textOf } from "./vendor-values.ts";

/** What an issue is read from. */
export type GitHubTable = "issue" | "comment" | "event";

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

/** The events and comments that stand within an issue. */
export function nestedEvents(issue: SourceRow): SourceRow[] {
  return [
    ...objectsOf(issue, "timeline"),
    ...objectsOf(issue, "events"),
    ...objectsOf(issue, "comments").map((comment) => ({ event: "commented", ...comment })),
  ];
}

/** Writes issues of which all records are given. */
export function writeGitHub(
  records: (kind: GitHubTable) => PlacedRecord[],
  frame: VendorFrame,
  people: GitHubPeople,
): void {
  const issueRecords = records("issue");
  const comments: PlacedRecord[] = records("comment");
  const events: PlacedRecord[] = records("event");
  for (const { number, value, place } of issueRecords) {
    const [, ...within] = place;
    const issue = { ...value, issue_id: undefined, timeline: undefined };
    for (const [index, event] of nestedEvents(value).entries()) {
      const isComment = eventName(event) === "commented";
      const nested = { number, value: { ...event, issue }, place: [isComment ? 2 : 1, ...within, index] };
      (isComment ? comments : events).push(nested);
    }
  }
  const issues = new Map<string, Issue>();
  const issueOf = (ticket: string) => {
    const known = issues.get(ticket) ?? { author: undefined, closings: [], assignees: [] };
    issues.set(ticket, known);
    return known;
  };

  const pulls = new Set<string>();
  for (const { value } of issueRecords) {
    const ticket = ticketOf(value);
    if (objectOf(value, "pull_request") !== undefined) pulls.add(ticket ?? "");
    if (ticket !== undefined) issueOf(ticket).author = people.author(value).id;
  }
  for (const { value } of events) {
    const ticket = ticketOfEvent(value);
    if (ticket !== undefined && ofPullRequests.test(eventName(value))) pulls.add(ticket);
  }
  const isPull = (ticket: string | undefined, number: number) => {
    const found = ticket !== undefined && pulls.has(ticket);
    if (found) frame.notes.add(notes.pullRequest, number, ticket);
    return found;
  };

  inPhase(frame, 1, comments, addComment);
  const inTime = events
    .map((record) => {
      const time = frame.time(textOf(record.value, "created_at", "github_created_at", "submitted_at"));
      return { ...record, time, place: [time.atMs ?? 0, ...record.place] };
    })
    .sort((a, b) => a.place[0]! - b.place[0]!);
  inPhase(frame, 2, inTime, addEvent);
  inPhase(frame, 3, issueRecords, ({ number, value }) => {
    const ticket = ticketOf(value);
    if (!isPull(ticket, number)) addIssue(number, ticket, value);
  });

  function addComment({ number, value }: PlacedRecord): void {
    const ticket = ticketOfEvent(value);
    if (isPull(ticket, number)) return;
    const role = objectOf(value, "user") !== undefined ? "user" : "account";
    const person = people.person(value, objectOf(value, "actor") !== undefined ? "actor" : role);
    const time = frame.time(textOf(value, "created_at", "created_date"));
    add(number, ticket, time, `comment:${idOf(value)}`, value, person, { type: "message", public: true });
  }

  function addEvent({ number, value, time }: PlacedRecord & { time: SourceTime }): void {
    const ticket = ticketOfEvent(value);
    if (ticket === undefined) frame.notes.add(notes.noIssue, number, eventName(value));
    if (isPull(ticket, number)) return;
    const fields = meaning(value, number, issueOf(ticket ?? ""), time);
    if (fields !== null) add(number, ticket, time, `event:${idOf(value)}`, value, people.actorOf(value), fields);
  }

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
    const person = people.author(row);
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
      const isStale = /stale/i.test(people.actorOf(row).id ?? "");
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
