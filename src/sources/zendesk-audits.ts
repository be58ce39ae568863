import type { EventRow, SourceRow } from "./source.ts";
import type { SourceTime } from "./source-time.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import type { VendorRecord } from "./vendor-records.ts";
import { objectsOf, textOf, textsOf, truthOf } from "./vendor-values.ts";
import type { ZendeskPeople } from "./zendesk-people.ts";
import { zendeskField, zendeskNotes, zendeskVia } from "./zendesk-words.ts";

/** One update of a ticket: an audit, or an incremental ticket event, which is the same in other words. */
export interface ZendeskAudit {
  number: number;
  id: string;
  ticket: string;
  author: string | undefined;
  time: SourceTime;
  row: SourceRow;
  changes: ZendeskChange[];
}

/** One thing that an update did. */
interface ZendeskChange {
  id: string;
  /** Create, Change, Comment … */
  type: string;
  field: string | undefined;
  value: string | undefined;
  row: SourceRow;
}

/** Fields of which an incremental event names the new value under the field's own name. */
const fields = ["status", "assignee_id", "group_id", "priority", "type", "requester_id", "tags"];

export function readAudit({ number, value }: VendorRecord, frame: VendorFrame): ZendeskAudit | null {
  const ticket = textOf(value, "ticket_id");
  const id = textOf(value, "id");
  if (ticket === undefined || id === undefined) return null;
  const isIncremental = Array.isArray(value["child_events"]);
  const changes = objectsOf(value, isIncremental ? "child_events" : "events").flatMap((row, index): ZendeskChange[] => {
    const change = { id: textOf(row, "id") ?? `${id}.${index}`, type: textOf(row, "event_type", "type") ?? "", row };
    if (change.type !== "Create" && change.type !== "Change")
      return [{ ...change, field: undefined, value: undefined }];
    const field = textOf(row, "field_name");
    if (field !== undefined) return [{ ...change, field, value: textOf(row, "value") ?? tagsOf(row, "value") }];
    const named = fields.filter(
      (name) => Object.hasOwn(row, name) && !(name === "type" && row["type"] === change.type),
    );
    return named.map((name) => ({
      ...change,
      id: `${change.id}.${name}`,
      field: name,
      value: textOf(row, name) ?? tagsOf(row, name),
    }));
  });
  const time = frame.time(textOf(value, "created_at", "timestamp"));
  return { number, id, ticket, author: textOf(value, "author_id", "updater_id"), time, row: value, changes };
}

function tagsOf(row: SourceRow, name: string): string | undefined {
  const tags = textsOf(row, name);
  return tags.length === 0 ? undefined : tags.join(" ");
}

/** Learns who is who from an audit, before any is read. */
export function learnFromAudit(audit: ZendeskAudit, people: ZendeskPeople): void {
  const { ticket, changes, time } = audit;
  for (const { field, value, type, row } of changes) {
    if (field === "requester_id" && value !== undefined) people.learnRequester(ticket, value);
    if (field === "assignee_id") people.learnStaff(value, time.atMs);
    if (type === "Comment" && truthOf(row, "public") === false) {
      people.learnStaff(textOf(row, "author_id") ?? audit.author, time.atMs);
    }
  }
}

/** Learns who changed other people's tickets; to be called when all requesters are known. */
export function learnStaffFromAudit(audit: ZendeskAudit, people: ZendeskPeople): void {
  const { ticket, author, changes, time, row } = audit;
  if (people.isRequester(ticket, author) || zendeskVia(row).isRule) return;
  const byHand = changes.some(
    ({ field, row }) => field !== undefined && field !== "requester_id" && !zendeskVia(row).isRule,
  );
  if (byHand && changes.some(({ field }) => field === "status" || field === "group_id" || field === "priority")) {
    people.learnStaff(author, time.atMs);
  }
}

/** Writes what an audit says of its ticket. */
export function writeAudit(audit: ZendeskAudit, frame: VendorFrame, people: ZendeskPeople): void {
  const { number, ticket, author, time, changes, row } = audit;
  const closedByMerge = changes.some(({ field, value }) => field === "tags" && /\bclosed_by_merge\b/.test(value ?? ""));
  for (const change of changes) {
    const via = zendeskVia(Object.hasOwn(change.row, "via") ? change.row : row);
    const by = textOf(change.row, "author_id") ?? author;
    const kind = via.isBot ? frame.actor("bot", by) : via.isRule ? frame.actor("system", undefined) : undefined;
    const actor = kind ?? people.actor(ticket, by, time.atMs);
    const fields = meaning(change, audit, actor.kind, frame);
    if (fields === null) continue;
    if (fields["type"] === "status") {
      const cause = closedByMerge ? "merge" : via.cause;
      if (cause !== undefined) fields["cause"] = cause;
      if (via.isApi && actor.kind === "agent") frame.notes.add(zendeskNotes.viaApi, number, by);
    }
    if (fields["type"] === "message" && actor.kind === "unknown")
      frame.notes.add(zendeskNotes.unknownAuthor, number, by);
    const said = by === undefined && kind === undefined ? {} : { actor };
    frame.add({
      number,
      ticket,
      time,
      id: `${prefixOf(fields)}:${change.id}`,
      order: audit.id,
      fields: { ...fields, ...said },
    });
  }
  const via = zendeskVia(row);
  if (!via.isMerge) return;
  for (const merged of via.from.filter((id) => id !== ticket)) {
    frame.add({
      number,
      ticket: merged,
      time,
      id: `merge:${audit.id}`,
      fields: { type: "linked", relation: "mergedInto", other: ticket },
    });
  }
}

const prefixOf = (fields: EventRow): string => (fields["type"] === "message" ? "comment" : "audit");

function meaning(change: ZendeskChange, audit: ZendeskAudit, kind: string, frame: VendorFrame): EventRow | null {
  const { type, field, value, row } = change;
  if (field !== undefined) {
    const known = zendeskField(field, value);
    if (known === null && field !== "requester_id") frame.notes.add(zendeskNotes.ignored, audit.number, field);
    return known;
  }
  if (type === "Comment" && Object.hasOwn(row, "comment_present")) {
    frame.notes.add(zendeskNotes.commentHidden, audit.number, audit.ticket);
    return null;
  }
  if (type === "Comment" || type === "VoiceComment")
    return { type: "message", public: truthOf(row, "public") ?? true, ...originOf(kind) };
  if (type === "SatisfactionRating") return zendeskRating(textOf(row, "score"));
  if (/^survey ?offered$/i.test(type)) return { type: "survey", step: "offered" };
  frame.notes.add(zendeskNotes.ignored, audit.number, type);
  return null;
}

function originOf(kind: string): EventRow {
  return kind === "system" ? { origin: "autoReply" } : {};
}

/** What a score says: good is 1, bad is 0. */
export function zendeskRating(score: string | undefined): EventRow | null {
  if (score === "offered") return { type: "survey", step: "offered" };
  const rated = score?.startsWith("good") ? 1 : score?.startsWith("bad") ? 0 : null;
  return rated === null ? null : { type: "survey", step: "answered", score: rated, scale: { min: 0, max: 1 } };
}
