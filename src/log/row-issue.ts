import type * as z from "zod";
import type { IssueCode, RowIssue } from "../schemas/issue.ts";
import { nearestWord } from "../schemas/nearest-word.ts";
import { eventTypes } from "../schemas/vocabulary.ts";

type ZodIssue = z.core.$ZodIssue;

/** Text of a value for a message, cut short, never a whole file. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value);
  return Array.isArray(value) ? "an array" : typeof value === "object" ? "an object" : typeof value;
}

function valueAt(row: unknown, path: readonly PropertyKey[]): unknown {
  let value = row;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** One zod issue as a refused row: our code, what was expected, what was found, what to do. */
export function rowIssueOf(issue: ZodIssue, rowNumber: number, row: unknown): RowIssue {
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0]!;
    const path = [...issue.path.map(String), key].join(".");
    return finish(rowNumber, row, path, "unknownField", "a field of this event type", show(key), fieldHint(key));
  }
  const path = issue.path.map(String).join(".");
  const found = valueAt(row, issue.path);
  if (issue.code === "invalid_union" && path === "type") {
    const expected = `one of ${eventTypes.join(", ")}`;
    if (found === undefined)
      return finish(rowNumber, row, path, "missing", expected, show(found), "add the field type");
    const near = typeof found === "string" ? nearestWord(found, eventTypes) : null;
    const hint = near === null ? "map it to one of these types, or drop the row" : `did you mean ${near}?`;
    return finish(rowNumber, row, path, "unknownType", expected, show(found), hint);
  }
  const [code, expected] = expectation(issue, found);
  return finish(rowNumber, row, path, code, expected, show(found), hintOf(path, code, found));
}

function expectation(issue: ZodIssue, found: unknown): [IssueCode, string] {
  if (found === undefined && issue.code !== "custom") return ["missing", expectedOf(issue)];
  switch (issue.code) {
    case "invalid_type":
      return ["wrongType", expectedOf(issue)];
    case "invalid_union":
      return ["wrongType", "a string or a number"];
    case "custom":
      return ["wrongValue", issue.message.replace(/^expected /, "")];
    default:
      return ["wrongValue", expectedOf(issue)];
  }
}

function expectedOf(issue: ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected === "object" ? "an object" : `a ${issue.expected}`;
    case "invalid_value":
      return `one of ${issue.values.map(String).join(", ")}`;
    case "too_small":
      return `at least ${issue.minimum} character`;
    case "too_big":
      return `at most ${issue.maximum} characters`;
    case "invalid_union":
      return "a string or a number";
    default:
      return issue.message;
  }
}

function fieldHint(key: string): string {
  return `drop ${show(key)}, rename it, or send it as a field event or an attribute of created`;
}

function hintOf(path: string, code: IssueCode, found: unknown): string {
  if (found === null) return `leave ${path || "the field"} out where it is unknown`;
  if (path === "ticket" && typeof found === "number") return "write the ticket as a string";
  if (code === "missing") return `add the field ${path}`;
  if (path === "public") return "true where the customer could see the message, false for an internal note";
  if (path === "score") return "give scale: { min, max } with scores that do not run from 1 to 5";
  return `correct ${path || "the row"} in the export or in its mapping`;
}

function finish(
  row: number,
  source: unknown,
  path: string,
  code: IssueCode,
  expected: string,
  found: string,
  hint: string,
): RowIssue {
  const issue: RowIssue = { row, path, code, expected, found, hint };
  const ticket = valueAt(source, ["ticket"]);
  if (typeof ticket === "string") issue.ticket = ticket.slice(0, 60);
  return issue;
}

const timeIssues = {
  timeFormat: ["an ISO 8601 instant like 2026-11-11T09:30:00+08:00, or epoch milliseconds", "correct the time"],
  timeOffset: [
    "an offset from UTC, as in +08:00 or Z",
    "write the offset, or name the log's zone (timeZone, --time-zone)",
  ],
  timeRange: ["a time from 1970 to 2199", "is it in seconds or microseconds, or a placeholder for “never”?"],
} as const;

/** A row whose time cannot be read. */
export function timeIssue(code: keyof typeof timeIssues, path: string, row: number, source: unknown): RowIssue {
  const [expected, hint] = timeIssues[code];
  return finish(row, source, path, code, expected, show(valueAt(source, path.split("."))), hint);
}

/** A row whose id was already used in its ticket by other content. */
export function idConflict(row: number, ticket: string, id: string, firstRow: number): RowIssue {
  return {
    row,
    path: "id",
    code: "idConflict",
    expected: `the content of row ${firstRow}, which has the same ticket and id`,
    found: show(id),
    hint: "give every event of a ticket an id of its own",
    ticket: ticket.slice(0, 60),
  };
}
