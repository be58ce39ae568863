import { eventSchema, type TicketEvent } from "../schemas/event.ts";
import type { RowIssue } from "../schemas/issue.ts";
import type { InstantReader } from "./instant.ts";
import { rowIssueOf, show, timeIssue } from "./row-issue.ts";

/** A row that is an event, with its instants as epoch ms (`due` is NaN where there is none); or why it is none. */
export type EventRowReading =
  | { event: TicketEvent; at: number; due: number; issue?: undefined }
  | { event?: undefined; issue: RowIssue };

/** Checks one event row against the contract. */
export function readEventRow(row: unknown, rowNumber: number, instants: InstantReader): EventRowReading {
  if (typeof row !== "object" || row === null || Array.isArray(row)) {
    return {
      issue: {
        row: rowNumber,
        path: "",
        code: "notAnObject",
        expected: "an object, one event",
        found: show(row),
        hint: "one JSON object a row; see the event schema",
      },
    };
  }
  const parsed = eventSchema.safeParse(row);
  if (!parsed.success) return { issue: rowIssueOf(parsed.error.issues[0]!, rowNumber, row) };
  const event: TicketEvent = parsed.data;
  const at = instants.read(event.at);
  if (typeof at === "string") return { issue: timeIssue(at, "at", rowNumber, row) };
  if (event.type !== "promised") return { event, at, due: Number.NaN };
  const due = instants.read(event.due);
  return typeof due === "string" ? { issue: timeIssue(due, "due", rowNumber, row) } : { event, at, due };
}
