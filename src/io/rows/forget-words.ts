/** Under these names helpdesks keep what people wrote; that somebody wrote is all that sources read of it. */
const wordFields: ReadonlySet<string> = new Set([
  ...["body", "html_body", "plain_body", "body_text", "body_html", "rendered_body", "renderedbody", "raw_body"],
  ...["description", "description_text", "body_markdown"],
]);
const longestKept = 200;

/**
 * Takes long texts (and formatted ones) out of a row that was just read, in place: an export's words are most of it, and a source that
 * needs all rows at once would hold them for nothing. Short ones stay, and none becomes empty.
 */
export function forgetWords(value: unknown): void {
  // A list of what is yet to be looked at: a document may be nested deeper than calls can be.
  const left = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== "object" || next === null) continue;
    if (Array.isArray(next)) {
      for (const element of next) left.push(element);
      continue;
    }
    const row = next as Record<string, unknown>;
    for (const key of Object.keys(row)) {
      const inner = row[key];
      if (!wordFields.has(key.toLowerCase())) left.push(inner);
      else if (typeof inner === "string" ? inner.length > longestKept : typeof inner === "object" && inner !== null)
        row[key] = "…";
    }
  }
}
