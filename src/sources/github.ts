import { githubRow } from "./github-cli.ts";
import { type GitHubTable, nestedEvents, writeGitHub } from "./github-issues.ts";
import { GitHubPeople, type GitHubRepliers } from "./github-people.ts";
import { eventName, ticketOf, ticketOfEvent } from "./github-rows.ts";
import type { SourceResult, SourceRow } from "./source.ts";
import { readWhole, type TicketSource } from "./ticket-source.ts";
import { VendorFrame, type VendorOptions } from "./vendor-frame.ts";
import { type Aside, type PlacedRecord, vendorSource } from "./vendor-source.ts";

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
  return readWhole(githubSource(options), rows);
}

/** What reads it issue by issue; see `fromGitHub`. */
export function githubSource(options: GitHubOptions): TicketSource {
  const frame = new VendorFrame(options);
  const people = new GitHubPeople(frame, options.repliers);
  let isSilent = true;
  const source = vendorSource<keyof typeof kinds, GitHubTable>(frame, {
    kinds,
    see,
    conclude: () => people.conclude(),
    write: (records) => writeGitHub(records, frame, people),
    observes: () => ({
      ...(isSilent ? { messages: false, customerMessages: false, staffReplies: false, botMessages: false } : {}),
      intents: false,
      surveys: false,
      surveyOffers: false,
      handoffs: false,
      promises: false,
      escalations: false,
      waitingOnCustomer: false,
    }),
  });
  return {
    ...source,
    see: (row, number, before) => source.see(githubRow(row), number, before),
    // An issue of the command line's JSON is a record under other names.
    lists: {
      names: source.lists!.names,
      isRecord: (members) => members.has("createdAt") || source.lists!.isRecord(members),
    },
  };

  function see(kind: keyof typeof kinds, record: PlacedRecord): Aside<GitHubTable>[] {
    const { value } = record;
    if (kind === "issue") {
      const ticket = ticketOf(value);
      people.learnLogins(record);
      if (ticket !== undefined) people.learnAuthor(ticket, value);
      for (const event of nestedEvents(value)) learnEvent(event, ticket);
      return [{ kind, ticket, value }];
    }
    const ticket = ticketOfEvent(value);
    const isComment = kind === "comment" || eventName(value) === "commented";
    if (kind === "event") learnEvent(value, ticket);
    else isSilent = false;
    return [{ kind: isComment ? "comment" : "event", ticket, value, lane: kind === "comment" || !isComment ? 0 : 1 }];
  }

  function learnEvent(event: SourceRow, ticket: string | undefined): void {
    const name = eventName(event);
    if (name === "commented") isSilent = false;
    else if (ticket !== undefined) people.learnActor(ticket, name, event);
  }
}
