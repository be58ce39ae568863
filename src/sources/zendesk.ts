import type { SourceResult } from "./source.ts";
import type { SourceTime } from "./source-time.ts";
import { VendorFrame, type VendorOptions } from "./vendor-frame.ts";
import { sortRecords, type VendorRecord } from "./vendor-records.ts";
import { textOf, textsOf, truthOf } from "./vendor-values.ts";
import {
  auditContext,
  learnFromAudit,
  learnStaffFromAudit,
  readAudit,
  writeAudit,
  type ZendeskAudit,
} from "./zendesk-audits.ts";
import { writeChatTable } from "./zendesk-chats.ts";
import { ZendeskPeople } from "./zendesk-people.ts";
import { writeSurveyResponse, zendeskRating } from "./zendesk-surveys.ts";
import { zendeskCreation, zendeskField, zendeskNotes, zendeskVia } from "./zendesk-words.ts";

export interface ZendeskOptions extends VendorOptions {
  /** Ids of people who were agents all the time that the export covers, where it does not say so itself. */
  agents?: readonly string[] | undefined;
}

const kinds = {
  audit: { has: ["ticket_id", "events", "author_id"], inList: ["audits", "ticket_audits"] },
  incremental: { has: ["ticket_id", "child_events"], inList: ["ticket_events"] },
  history: { has: ["field_name", "ticket_id", ["updated", "updated_at", "valid_starting_at"], "value"] },
  surveyResponse: {
    has: ["answers", ["survey", "survey_id", "subjects"]],
    inList: ["survey_responses", "survey_response"],
  },
  rating: { has: ["ticket_id", "score", "assignee_id"], inList: ["satisfaction_ratings"] },
  comment: { has: ["ticket_id", ["public", "is_public"], ["user_id", "author_id"], ["created", "created_at"]] },
  ticket: { has: [["id", "ticket_id"], "requester_id", "submitter_id", "status", "created_at"], inList: ["tickets"] },
  chatLine: { has: ["chat_id", "chat_index", "type"] },
  chat: { has: ["chat_id", "ticket_id"] },
  user: { has: [["id", "user_id"], "role", ["email", "active", "is_active"]], inList: ["users"] },
  accountLog: { has: ["change_description", "source_id", "source_type"], inList: ["audit_logs"] },
} as const;

/**
 * Turns a Zendesk Support export into event rows: ticket audits, incremental ticket events (with `include=comment_events`), and
 * the tables that a pipeline lands (`ticket`, `ticket_field_history`, `ticket_comment`, `ticket_chat`, `satisfaction_rating`, `user`,
 * `audit_log`), in one stream and any order. Where a ticket has audits, they count, and the tables' copies of them do not.
 *
 * Who was agent and who customer is read for the moment of each event: from the ticket, from the log of role changes, from
 * present roles only for as long as the account has not been touched since, and from what only staff can do.
 *
 * @throws {RangeError} where `timeZone` is not an IANA zone
 * @example
 * const { rows, notes, observes } = fromZendesk([...tickets, ...comments, ...history, ...users], { timeZone: "UTC" });
 */
export function fromZendesk(rows: Iterable<unknown>, options: ZendeskOptions = {}): SourceResult {
  const frame = new VendorFrame(options);
  const people = new ZendeskPeople(frame, options.agents ?? []);
  const sorted = sortRecords(rows, kinds, frame);

  for (const user of sorted.user) {
    people.learnUser(user);
    frame.notes.add(zendeskNotes.whoIsWho, user.number);
  }
  for (const entry of sorted.accountLog) {
    if (people.learnRoleChange(entry)) frame.notes.add(zendeskNotes.whoIsWho, entry.number);
    else frame.notes.add(zendeskNotes.ignored, entry.number, "audit_log");
  }
  for (const { value } of [...sorted.ticket, ...sorted.chat])
    learnRequester(idOf(value), textOf(value, "requester_id", "user_id"));
  const audits: ZendeskAudit[] = [];
  for (const record of [...sorted.audit, ...sorted.incremental]) {
    const audit = readAudit(record, frame);
    if (audit === null) frame.refuse(record.number, record.value);
    else audits.push(audit);
  }
  for (const audit of audits) learnFromAudit(audit, people);
  for (const { value } of sorted.history) learnFromHistory(value);
  for (const audit of audits) learnStaffFromAudit(audit, people);
  for (const { value } of sorted.comment) {
    if (truthOf(value, "public", "is_public") === false)
      people.learnStaff(
        textOf(value, "user_id", "author_id"),
        frame.peekTime(textOf(value, "created", "created_at")).atMs,
      );
  }

  const audited = new Set(audits.map(({ ticket }) => ticket));
  const rated = new Set(
    audits.flatMap(({ ticket, changes }) =>
      changes.some(({ type }) => type === "SatisfactionRating") ? [ticket] : [],
    ),
  );
  const created = new Set(sorted.ticket.map(({ value }) => idOf(value)));
  const context = auditContext(audits, sorted.surveyResponse, frame, people);
  const earliest = new Map<string, number>();
  const withStatus = new Set<string>();

  for (const audit of audits) {
    if (!created.has(audit.ticket)) writeCreation(audit);
    writeAudit(audit, context);
  }
  writeChatTable(sorted.chat, sorted.chatLine, context);
  for (const record of sorted.history) writeHistory(record);
  for (const record of sorted.comment) writeComment(record);
  for (const record of sorted.rating) writeRating(record);
  for (const record of sorted.surveyResponse) writeSurveyResponse(record, frame);
  for (const record of sorted.ticket) writeTicket(record);
  const isSilent = sorted.comment.length + audits.length + context.chatLines.size === 0;
  return frame.finish({
    ...(isSilent ? { messages: false, customerMessages: false, staffReplies: false, botMessages: false } : {}),
    intents: false,
    handoffs: false,
    promises: false,
    escalations: false,
  });

  function learnRequester(ticket: string | undefined, id: string | undefined): void {
    if (ticket !== undefined && id !== undefined) people.learnRequester(ticket, id);
  }

  function learnFromHistory(row: VendorRecord["value"]): void {
    const field = textOf(row, "field_name");
    if (field === "requester_id") learnRequester(textOf(row, "ticket_id"), textOf(row, "value"));
    if (field === "assignee_id") people.learnStaff(textOf(row, "value"), frame.peekTime(updatedOf(row)).atMs);
  }

  function writeCreation(audit: ZendeskAudit): void {
    const { number, ticket, time, author, row, changes } = audit;
    const first = changes.filter(({ type }) => type === "Create");
    if (first.length === 0) return;
    const valueAtCreation = (name: string) => first.find(({ field }) => field === name)?.value;
    const via = zendeskVia(row);
    const actor = via.isRule ? frame.actor("system", undefined) : people.actor(ticket, author, time.atMs);
    frame.add({
      number,
      ticket,
      time,
      id: "created",
      fields: zendeskCreation({
        requester: valueAtCreation("requester_id"),
        channel: textOf(row, "via.channel"),
        actor,
      }),
    });
    if (via.isFollowUp) follow(number, ticket, time, via.from[0]);
  }

  function follow(number: number, ticket: string, time: SourceTime, source: string | undefined): void {
    if (source === undefined) return;
    frame.add({
      number,
      ticket,
      time,
      id: "followUp",
      fields: { type: "linked", relation: "followUpOf", other: source },
    });
  }

  function writeHistory({ number, value }: VendorRecord): void {
    const ticket = textOf(value, "ticket_id");
    const field = textOf(value, "field_name") ?? "";
    if (ticket !== undefined && audited.has(ticket)) {
      frame.notes.add(zendeskNotes.superseded, number, "ticket_field_history");
      return;
    }
    const text = textOf(value, "value");
    const known = zendeskField(field, text);
    const time = frame.time(updatedOf(value));
    if (ticket !== undefined && time.atMs !== null)
      earliest.set(ticket, Math.min(earliest.get(ticket) ?? time.atMs, time.atMs));
    if (known === null) {
      if (field === "requester_id") frame.notes.add(zendeskNotes.whoIsWho, number);
      else frame.notes.add(zendeskNotes.ignored, number, field);
      return;
    }
    if (ticket !== undefined && field === "status") withStatus.add(ticket);
    const by = textOf(value, "user_id");
    const actor = by === undefined ? {} : { actor: people.actor(ticket ?? "", by, time.atMs) };
    const id = `history:${field}:${time.text ?? ""}:${text ?? ""}`;
    frame.add({ number, ticket, time, id, fields: { ...known, ...actor } });
  }

  function writeComment({ number, value }: VendorRecord): void {
    const ticket = textOf(value, "ticket_id");
    const time = frame.time(textOf(value, "created", "created_at"));
    const by = textOf(value, "user_id", "author_id");
    const actor = people.actor(ticket ?? "", by, time.atMs);
    if (actor.kind === "unknown") frame.notes.add(zendeskNotes.unknownAuthor, number, by);
    const fields = {
      type: "message",
      public: truthOf(value, "public", "is_public"),
      ...(by === undefined ? {} : { actor }),
    };
    const id = textOf(value, "id", "ticket_comment_id") ?? `${time.text}:${by}`;
    frame.add({ number, ticket, time, id: `comment:${id}`, fields });
  }

  function writeRating({ number, value }: VendorRecord): void {
    const ticket = textOf(value, "ticket_id");
    const fields = zendeskRating(textOf(value, "score"));
    if (ticket !== undefined && rated.has(ticket))
      frame.notes.add(zendeskNotes.superseded, number, "satisfaction_rating");
    else if (fields === null) frame.notes.add(zendeskNotes.ignored, number, `score ${textOf(value, "score")}`);
    else {
      const offered = fields["step"] === "offered";
      const time = frame.time(offered ? textOf(value, "created_at") : textOf(value, "updated_at", "created_at"));
      const requester = textOf(value, "requester_id");
      const actor = offered ? {} : { actor: frame.actor("customer", requester) };
      frame.add({ number, ticket, time, id: `rating:${textOf(value, "id")}`, fields: { ...fields, ...actor } });
    }
  }

  function writeTicket({ number, value }: VendorRecord): void {
    const ticket = idOf(value);
    if (ticket === undefined) {
      frame.refuse(number, value);
      return;
    }
    const time = frame.time(textOf(value, "created_at"));
    const updated = frame.time(textOf(value, "updated_at"));
    const submitter = textOf(value, "submitter_id");
    const actor = people.actor(ticket, submitter, time.atMs);
    const requester = textOf(value, "requester_id");
    const channel = textOf(value, "via.channel", "via_channel");
    frame.add({ number, ticket, time, id: "created", fields: zendeskCreation({ requester, channel, actor }) });
    const begins = earliest.get(ticket);
    if (begins !== undefined && time.atMs !== null && begins < time.atMs) {
      const minutes = Math.round((time.atMs - begins) / 600) / 100;
      frame.notes.add(zendeskNotes.before, number, `${ticket} by ${minutes} min`);
    }
    follow(number, ticket, time, textOf(value, "via_followup_source_id", "followup_source_id") ?? followed(value));
    for (const merged of textsOf(value, "merged_ticket_ids")) {
      frame.notes.add(zendeskNotes.mergeWithoutTime, number, `${merged} into ${ticket}`);
      const fields = { type: "linked", relation: "mergedInto", other: ticket };
      frame.add({ number, ticket: merged, time: updated, id: `merged:${ticket}`, fields });
    }
    const status = textOf(value, "status")?.toLowerCase();
    if (withStatus.has(ticket) || audited.has(ticket)) return;
    if (status === "deleted")
      frame.add({ number, ticket, time: updated, id: "deleted", fields: { type: "status", phase: "deleted" } });
    if (status === "solved" || status === "closed") frame.notes.add(zendeskNotes.noHistory, number, ticket);
  }

  function followed(row: VendorRecord["value"]): string | undefined {
    if (textOf(row, "via_source_rel") === "follow_up") return textOf(row, "via_source_from_id");
    const via = zendeskVia(row);
    return via.isFollowUp ? via.from[0] : undefined;
  }
}

const idOf = (row: VendorRecord["value"]) => textOf(row, "id", "ticket_id");
const updatedOf = (row: VendorRecord["value"]) => textOf(row, "updated", "valid_starting_at", "updated_at");
