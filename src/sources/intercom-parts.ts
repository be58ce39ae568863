import type { NoteKind } from "./note-book.ts";
import type { EventRow, SourceRow } from "./source.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import { textOf, truthOf } from "./vendor-values.ts";

/** Who an author was when he wrote: the export says it with every part. */
export function intercomActor(row: SourceRow, prefix: string, frame: VendorFrame): { kind: string; id?: string } {
  const type = textOf(row, `${prefix}.type`, `${prefix}_type`) ?? "";
  const id = textOf(row, `${prefix}.id`, `${prefix}_id`);
  const isAi = truthOf(row, `${prefix}.from_ai_agent`, `${prefix}_from_ai_agent`) === true;
  const isAnswer = truthOf(row, `${prefix}.is_ai_answer`, `${prefix}_is_ai_answer`) === true;
  if (isAi || isAnswer || type === "bot") return frame.actor("bot", id);
  if (type === "user" || type === "lead" || type === "contact") return frame.actor("customer", id);
  if (type === "admin") return frame.actor("agent", id);
  return type === "team" ? frame.actor("system", undefined) : frame.actor("unknown", id);
}

/** Parts that hand the conversation to somebody. */
const assigning = new Set([
  "assignment",
  "default_assignment",
  "away_mode_assignment",
  "assign_and_reopen",
  "assign_and_unsnooze",
  "message_assignment",
  "bulk_reassignment",
]);

const phaseOfPart: Readonly<Record<string, string>> = {
  close: "closed",
  open: "open",
  snoozed: "onHold",
  unsnoozed: "open",
  timer_unsnooze: "open",
  assign_and_reopen: "open",
  assign_and_unsnooze: "open",
  note_and_reopen: "open",
  note_and_close: "closed",
};

/** The words with which a part may come: only some say what customers read. */
const publicParts = new Set(["comment", "quick_reply", "open", "close"]);
const noteParts = new Set(["note", "note_and_reopen", "note_and_close"]);

/** What a part means: a message, an assignment, a phase, or several; none where it is nothing of ours. */
export function partEvents(row: SourceRow, frame: VendorFrame): EventRow[] {
  const type = textOf(row, "part_type") ?? "";
  const actor = intercomActor(row, "author", frame);
  const hasBody = textOf(row, "body") !== undefined || type === "comment" || type === "quick_reply";
  const isAi = actor.kind === "bot";
  const events: EventRow[] = [];
  const phase = Object.hasOwn(phaseOfPart, type) ? phaseOfPart[type] : undefined;
  const status: EventRow | null =
    phase === undefined ? null : { type: "status", phase, ...causeOf(row, phase, isAi), actor };
  // A customer's words reopen a conversation; an agent's precede his closing of it.
  if (status !== null && phase !== "closed") events.push(status);
  if (noteParts.has(type)) events.push({ type: "message", public: false, actor });
  if (publicParts.has(type) && hasBody) {
    events.push({ type: "message", public: true, ...(isAi ? { origin: "bot" } : {}), actor });
  }
  if (assigning.has(type)) events.push({ type: "assigned", ...assigneeOf(row), actor });
  if (status !== null && phase === "closed") events.push(status);
  return events;
}

/** Whom an assignment names: an admin, a team, or nobody. */
function assigneeOf(row: SourceRow): EventRow {
  const id = textOf(row, "assigned_to.id", "assigned_to_id");
  const type = textOf(row, "assigned_to.type", "assigned_to_type") ?? "admin";
  if (type === "team") return { team: id ?? null };
  return { agent: id === "0" ? null : (id ?? null) };
}

/** A bot that is no AI agent is a workflow: it closes by a rule, and not because anything was resolved. */
function causeOf(row: SourceRow, phase: string, isBot: boolean): EventRow {
  if (phase !== "closed" || !isBot) return {};
  const isAi = truthOf(row, "author.from_ai_agent", "author_from_ai_agent") === true;
  return { cause: isAi ? "bot" : "rule" };
}

export const intercomNotes = {
  ignored: { code: "ignoredEvents", text: "parts of conversations that are none of ours" },
  names: { code: "tablesOfNames", text: "rows of people and teams, which make no event" },
  snapshots: {
    code: "statusFromSnapshots",
    text: "conversations without parts, whose states and holders are read from their snapshots; what happened between two of these is not in the file",
  },
  unread: {
    code: "unchangedRows",
    text: "snapshots of conversations that say nothing new",
  },
  ratingTime: {
    code: "ratingTimeIsRequest",
    text: "ratings of which only the time of the request is known, put there",
  },
} satisfies Record<string, NoteKind>;
