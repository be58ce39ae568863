import type { SourceRow } from "./source.ts";
import { isObject } from "./vendor-values.ts";

const nameOf: Readonly<Record<string, string>> = {
  createdAt: "created_at",
  closedAt: "closed_at",
  updatedAt: "updated_at",
  authorAssociation: "author_association",
  author: "user",
};

/**
 * A row under the names of the REST API where it came from the command line's or GraphQL's JSON (`gh issue list --json …`), which
 * writes the same in camelCase; any other row as it is.
 */
export function githubRow(row: unknown): unknown {
  if (!isObject(row) || !Object.hasOwn(row, "createdAt")) return row;
  const plain: Record<string, unknown> = { ...row };
  for (const [theirs, ours] of Object.entries(nameOf)) {
    if (Object.hasOwn(row, theirs)) plain[ours] ??= row[theirs];
  }
  const comments = nodesOf(row["comments"]);
  return comments === undefined ? plain : { ...plain, comments: comments.map(githubRow) };
}

/** GraphQL puts lists into `nodes`. */
function nodesOf(value: unknown): SourceRow[] | undefined {
  const list = isObject(value) ? value["nodes"] : value;
  return Array.isArray(list) ? list.filter(isObject) : undefined;
}
