import type { SourceRow } from "./source.ts";
import type { SourceTime } from "./source-time.ts";
import { inPhase, type PlacedRecord } from "./vendor-source.ts";
import { textOf, textsOf, truthOf } from "./vendor-values.ts";
import { type AuditContext, readAudit, writeAudit, type ZendeskAudit } from "./zendesk-audits.ts";
import { writeChatRow, type ZendeskChatTickets } from "./zendesk-chats.ts";
import { writeSurveyResponse, zendeskRating } from "./zendesk-surveys.ts";
import { zendeskCreation, zendeskField, zendeskNotes, zendeskPhases, zendeskVia } from "./zendesk-words.ts";

/** What a ticket is read from. */
export type ZendeskTable = "audit" | "chatLine" | "history" | "comment" | "rating" | "surveyResponse" | "ticket";

/** What is known of the whole export. */
interface ZendeskKnown extends Omit<AuditContext, "chatLines"> {
  chats: ZendeskChatTickets;
}

/**
 * Writes tickets of which all records are given.
 *
 * @returns whether they hold any messages
 */
export function writeZendesk(records: (kind: ZendeskTable) => PlacedRecord[], known: ZendeskKnown): boolean {
  const { frame, people, chats } = known;
  const context: AuditContext = { ...known, chatLines: new Set() };
  const audits = records("audit").flatMap((record) => {
    const audit = readAudit(record, frame.time);
    return audit === null ? [] : [{ ...audit, place: record.place }];
  });
  const audited = new Set(audits.map(({ ticket }) => ticket));
  const rated = new Set(
    audits.flatMap(({ ticket, changes }) =>
      changes.some(({ type }) => type === "SatisfactionRating") ? [ticket] : [],
    ),
  );
  const comments = records("comment");
  const tickets = records("ticket");
  const created = new Set(tickets.map(({ value }) => idOf(value)));
  const earliest = new Map<string, number>();
  const withStatus = new Set<string>();

  inPhase(frame, zendeskPhases.audit, audits, (audit) => {
    if (!created.has(audit.ticket)) writeCreation(audit);
    writeAudit(audit, context);
  });
  inPhase(frame, zendeskPhases.chatLine, records("chatLine"), (record) => writeChatRow(record, chats, context));
  inPhase(frame, zendeskPhases.history, records("history"), writeHistory);
  inPhase(frame, zendeskPhases.comment, comments, writeComment);
  inPhase(frame, zendeskPhases.rating, records("rating"), writeRating);
  inPhase(frame, zendeskPhases.surveyResponse, records("surveyResponse"), (record) =>
    writeSurveyResponse(record, frame),
  );
  inPhase(frame, zendeskPhases.ticket, tickets, writeTicket);
  return comments.length + audits.length + context.chatLines.size > 0;

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

  function writeHistory({ number, value }: PlacedRecord): void {
    const ticket = textOf(value, "ticket_id");
    const field = textOf(value, "field_name") ?? "";
    if (ticket !== undefined && audited.has(ticket)) {
      frame.notes.add(zendeskNotes.superseded, number, "ticket_field_history");
      return;
    }
    const text = textOf(value, "value");
    const known = zendeskField(field, text);
    const time = frame.time(historyTime(value));
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

  function writeComment({ number, value }: PlacedRecord): void {
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

  function writeRating({ number, value }: PlacedRecord): void {
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

  function writeTicket({ number, value }: PlacedRecord): void {
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

  function followed(row: SourceRow): string | undefined {
    if (textOf(row, "via_source_rel") === "follow_up") return textOf(row, "via_source_from_id");
    const via = zendeskVia(row);
    return via.isFollowUp ? via.from[0] : undefined;
  }
}

const idOf = (row: SourceRow) => textOf(row, "id", "ticket_id");

/** When a change of the history happened. */
export function historyTime(row: SourceRow): string | undefined {
  return textOf(row, "updated", "valid_starting_at", "updated_at");
}
