import type { IssueCode, RowIssue } from "../schemas/issue.ts";

/** Refused rows that have the same fault. */
export interface Refusal {
  code: IssueCode;
  path: string;
  expected: string;
  hint: string;
  /** Of the listed issues, how many have it. */
  count: number;
  /** The first few. */
  examples: RowIssue[];
}

/** Groups refused rows by their fault, the most frequent first, with a few examples each. */
export function groupRefusals(issues: readonly RowIssue[], examples = 3): Refusal[] {
  const refusals = new Map<string, Refusal>();
  for (const issue of issues) {
    // What is expected of a repeated id names a row, which differs each time.
    const { code, path } = issue;
    const key = code === "idConflict" ? code : JSON.stringify([code, path, issue.expected, issue.hint]);
    let refusal = refusals.get(key);
    if (refusal === undefined) {
      refusal = { code, path, expected: issue.expected, hint: issue.hint, count: 0, examples: [] };
      refusals.set(key, refusal);
    }
    refusal.count++;
    if (refusal.examples.length < examples) refusal.examples.push(issue);
  }
  return [...refusals.values()].sort((x, y) => y.count - x.count);
}
