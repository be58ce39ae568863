import type { SourceRow } from "./source.ts";
import { objectOf, textOf } from "./vendor-values.ts";

/** What an event of an issue is called. */
export const eventName = (row: SourceRow): string => textOf(row, "event", "type") ?? "";
/** The number of a comment or event, also out of a table's "github:GithubIssue:1:409800144". */
export const idOf = (row: SourceRow): string =>
  (textOf(row, "id", "github_id", "node_id") ?? `${textOf(row, "created_at")}:${eventName(row)}`).replace(
    /^.*:(?=\d+$)/,
    "",
  );

/** "owner/name#12" where the address is known, else the number by which tables know the issue. */
export function ticketOf(row: SourceRow): string | undefined {
  const landed = textOf(row, "id");
  if (landed?.startsWith("github:")) return landed.replace(/^.*:/, "");
  return addressOf(textOf(row, "url")) ?? addressOf(textOf(row, "html_url")) ?? textOf(row, "id", "number");
}

/** The issue that an event or a comment belongs to. */
export function ticketOfEvent(row: SourceRow): string | undefined {
  const issue = objectOf(row, "issue");
  if (issue !== undefined) return ticketOf(issue);
  return addressOf(textOf(row, "issue_url")) ?? textOf(row, "issue_id")?.replace(/^.*:/, "");
}

function addressOf(url: string | undefined): string | undefined {
  const match = /\/(?:repos\/)?([^/]+\/[^/]+)\/(?:issues|pull)\/(\d+)(?:$|[#?])/.exec(url ?? "");
  return match === null ? undefined : `${match[1]}#${match[2]}`;
}

export function repositoryOf(row: SourceRow): string | undefined {
  return addressOf(textOf(row, "url"))?.replace(/#\d+$/, "");
}
