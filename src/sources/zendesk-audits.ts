import type { NoteKind } from "./note-book.ts";
import type { EventRow, SourceRow } from "./source.ts";
import type { SourceTime, TimeReader } from "./source-time.ts";
import type { VendorRecord } from "./vendor-records.ts";
import { objectsOf, textOf, textsOf, truthOf } from "./vendor-values.ts";
import { type ChatTools, writeChat } from "./zendesk-chats.ts";
import type { ZendeskPeople } from "./zendesk-people.ts";
import { zendeskRating } from "./zendesk-surveys.ts";
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

export function readAudit({ number, value }: VendorRecord, readTime: TimeReader): ZendeskAudit | null {
  const ticket = textOf(value, "ticket_id");
  const id = textOf(value, "id");
  if (ticket === undefined || id === undefined) return null;
  const isIncremental = Object.hasOwn(value, "child_events");
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
  const time = readTime(textOf(value, "created_at", "timestamp"));
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

/** Whether an audit changes what customers cannot, and no rule did it: whoever is not the requester was staff then. */
export function isByHand({ changes, row }: ZendeskAudit): boolean {
  if (zendeskVia(row).isRule) return false;
  const byHand = changes.some(
    ({ field, row }) => field !== undefined && field !== "requester_id" && !zendeskVia(row).isRule,
  );
  return byHand && changes.some(({ field }) => field === "status" || field === "group_id" || field === "priority");
}

/** The tickets that an audit says were merged into its own. */
export function mergedBy({ ticket, row }: ZendeskAudit): string[] {
  const via = zendeskVia(row);
  return via.isMerge ? via.from.filter((id) => id !== ticket) : [];
}

/** What is known of all audits before any is written. */
export interface AuditContext extends ChatTools {
  /** Comments that were public when they were written, and made private later. */
  madePrivate: ReadonlySet<string | undefined>;
  /** Responses to surveys that the export holds. */
  responses: ReadonlySet<string | undefined>;
}

/** Writes what an audit says of its ticket. */
export function writeAudit(audit: ZendeskAudit, context: AuditContext): void {
  const { frame, people } = context;
  const { number, ticket, author, time, changes, row } = audit;
  const closedByMerge = changes.some(({ field, value }) => field === "tags" && /\bclosed_by_merge\b/.test(value ?? ""));
  for (const change of changes) {
    const via = zendeskVia(Object.hasOwn(change.row, "via") ? change.row : row);
    const by = textOf(change.row, "author_id") ?? author;
    const kind = via.isBot ? frame.actor("bot", by) : via.isRule ? frame.actor("system", undefined) : undefined;
    const actor = kind ?? people.actor(ticket, by, time.atMs);
    const fields = meaning(change, audit, actor.kind, context);
    if (fields === null) continue;
    if (fields["type"] === "status") {
      const cause = closedByMerge ? "merge" : via.cause;
      if (cause !== undefined) fields["cause"] = cause;
      if (via.isApi && actor.kind === "agent") frame.notes.add(zendeskNotes.viaApi, number, by);
    }
    if (fields["type"] === "message" && actor.kind === "unknown")
      frame.notes.add(zendeskNotes.unknownAuthor, number, by);
    const said = by === undefined && kind === undefined ? {} : { actor };
    const id = `${prefixOf(fields)}:${change.id}`;
    frame.add({ number, ticket, time, id, order: audit.id, fields: { ...fields, ...said } });
    const answerer = textOf(change.row, "data.answered_by_id");
    if (isCall(change.type) && answerer !== undefined && answerer !== by) {
      // In a call both speak, and the export tells it as one comment of whoever called.
      const spoke = { type: "message", public: true, actor: frame.actor("agent", answerer) };
      frame.add({ number, ticket, time, id: `${id}:answered`, order: audit.id, fields: spoke });
    }
  }
  for (const merged of mergedBy(audit)) {
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

function meaning(change: ZendeskChange, audit: ZendeskAudit, kind: string, context: AuditContext): EventRow | null {
  const { type, field, value, row, id } = change;
  const { frame } = context;
  const note = (noted: NoteKind, example?: string) => {
    frame.notes.add(noted, audit.number, example);
    return null;
  };
  if (field !== undefined) {
    const known = zendeskField(field, value);
    return known === null && field !== "requester_id" ? note(zendeskNotes.ignored, field) : known;
  }
  if (type === "Comment" && Object.hasOwn(row, "comment_present"))
    return note(zendeskNotes.commentHidden, audit.ticket);
  if (type === "Comment" && isTranscript(Object.hasOwn(row, "via") ? row : audit.row))
    return note(zendeskNotes.transcript, audit.ticket);
  if (type === "Comment" || isCall(type)) {
    // Whether a call's recording is public says nothing about who heard the call itself.
    const isPublic = isCall(type) || context.madePrivate.has(id) || (truthOf(row, "public") ?? true);
    return { type: "message", public: isPublic, ...originOf(kind) };
  }
  if (type === "CommentPrivacyChange") return note(zendeskNotes.madePrivate, textOf(row, "comment_id"));
  if (type === "SatisfactionRating") return zendeskRating(textOf(row, "score"));
  if (/^survey ?offered$/i.test(type)) return { type: "survey", step: "offered" };
  if (/^survey ?response ?submitted$/i.test(type)) {
    const response = textOf(row, "survey_response_id", "value.survey_response_id");
    return context.responses.has(response) ? null : note(zendeskNotes.noResponse, audit.ticket);
  }
  if (/^chat ?(started|ended)( ?event)?$/i.test(type) && writeChat(row, audit, context)) return null;
  return note(zendeskNotes.ignored, type);
}

const isCall = (type: string) => type.endsWith("VoiceComment");

/** A comment that holds a whole chat, which its lines tell one by one. */
function isTranscript(row: SourceRow): boolean {
  return (textOf(row, "via.channel", "via") ?? "").toLowerCase() === "chat_transcript";
}

function originOf(kind: string): EventRow {
  return kind === "system" ? { origin: "autoReply" } : {};
}
