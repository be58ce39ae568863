import type { SourceRow } from "./source.ts";
import { objectsOf, truthOf } from "./vendor-values.ts";

/** The changes that an issue shows itself. */
export function historiesOf(issue: SourceRow): SourceRow[] {
  return objectsOf(issue, "changelog.histories", "changelog.values");
}

/** The comments that stand in an issue, or beside its fields. */
export function commentsOf(issue: SourceRow): SourceRow[] {
  return [...objectsOf(issue, "fields.comment.comments"), ...objectsOf(issue, "comments.values", "comments")];
}

/** Whether customers see a comment: under one name in the platform's API, under another in the desk's. */
export function visibilityOf(comment: SourceRow): boolean | undefined {
  return truthOf(comment, "jsdPublic", "public");
}
