import type { SourceResult } from "./source.ts";
import { readWhole, type TicketSource } from "./ticket-source.ts";
import { VendorFrame, type VendorOptions } from "./vendor-frame.ts";
import { type Aside, inPhase, type PlacedRecord, refused, vendorSource } from "./vendor-source.ts";
import { textOf, textsOf, truthOf } from "./vendor-values.ts";
import { isByHand, learnFromAudit, mergedBy, readAudit } from "./zendesk-audits.ts";
import { ZendeskChatTickets } from "./zendesk-chats.ts";
import { ZendeskPeople } from "./zendesk-people.ts";
import { ticketOfResponse } from "./zendesk-surveys.ts";
import { historyTime, writeZendesk, type ZendeskTable } from "./zendesk-tickets.ts";
import { zendeskNotes, zendeskPhases } from "./zendesk-words.ts";

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
  return readWhole(zendeskSource(options), rows);
}

/** What reads it ticket by ticket; see `fromZendesk`. */
export function zendeskSource(options: ZendeskOptions): TicketSource {
  const frame = new VendorFrame(options);
  const people = new ZendeskPeople(frame, options.agents ?? []);
  const chats = new ZendeskChatTickets(frame);
  const madePrivate = new Set<string | undefined>();
  const responses = new Set<string | undefined>();
  const known = { frame, people, chats, madePrivate, responses };
  let isSilent = true;

  return vendorSource<keyof typeof kinds, ZendeskTable>(frame, {
    kinds,
    see,
    ticketsOf: ({ value }) => [chats.ofLine(value)],
    conclude: () => people.conclude(),
    write: (records) => {
      if (writeZendesk(records, known)) isSilent = false;
    },
    observes: () => ({
      ...(isSilent ? { messages: false, customerMessages: false, staffReplies: false, botMessages: false } : {}),
      intents: false,
      handoffs: false,
      promises: false,
      escalations: false,
    }),
  });

  function see(kind: keyof typeof kinds, record: PlacedRecord): Aside<ZendeskTable | typeof refused>[] {
    const { value } = record;
    const ticket = textOf(value, "ticket_id");
    switch (kind) {
      case "user":
      case "accountLog":
      case "chat":
        inPhase(frame, zendeskPhases[kind], [record], () => seePeople(kind, record));
        return [];
      case "audit":
      case "incremental":
        return [seeAudit(record, kind === "audit" ? 0 : 1)];
      case "ticket":
        return [seeTicket(record)];
      case "history":
        seeHistory(record, ticket);
        return [{ kind, ticket, value }];
      case "comment":
        if (truthOf(value, "public", "is_public") === false)
          people.learnStaff(textOf(value, "user_id", "author_id"), peek(textOf(value, "created", "created_at")).atMs);
        return [{ kind, ticket, value }];
      case "rating":
        return [{ kind, ticket, value }];
      case "surveyResponse":
        responses.add(textOf(value, "id"));
        return [{ kind, ticket: ticketOfResponse(value), value }];
      case "chatLine":
        return [{ kind, ticket: undefined, value, late: true }];
    }
  }

  function seePeople(kind: "user" | "accountLog" | "chat", record: PlacedRecord): void {
    const { number, value } = record;
    if (kind === "user") {
      people.learnUser(record);
      frame.notes.add(zendeskNotes.whoIsWho, number);
    } else if (kind === "accountLog") {
      if (people.learnRoleChange(record)) frame.notes.add(zendeskNotes.whoIsWho, number);
      else frame.notes.add(zendeskNotes.ignored, number, "audit_log");
    } else {
      chats.learn(record);
      learnRequester(textOf(value, "id", "ticket_id"), textOf(value, "requester_id", "user_id"));
    }
  }

  function seeAudit(record: PlacedRecord, lane: number): Aside<ZendeskTable | typeof refused> {
    const { value } = record;
    const audit = readAudit(record, peek);
    if (audit === null) return { kind: refused, ticket: undefined, value, lane: 1 + lane };
    const { ticket, author, time, changes } = audit;
    learnFromAudit(audit, people);
    if (isByHand(audit)) people.learnStaffUnlessRequester(ticket, author, time.atMs);
    for (const merged of mergedBy(audit)) frame.expect(merged, time);
    for (const { type, row } of changes)
      if (type === "CommentPrivacyChange") madePrivate.add(textOf(row, "comment_id"));
    return { kind: "audit", ticket, value, lane };
  }

  function seeTicket({ value }: PlacedRecord): Aside<ZendeskTable> {
    const ticket = textOf(value, "id", "ticket_id");
    learnRequester(ticket, textOf(value, "requester_id", "user_id"));
    for (const merged of textsOf(value, "merged_ticket_ids")) frame.expect(merged, peek(textOf(value, "updated_at")));
    return { kind: "ticket", ticket, value };
  }

  function seeHistory({ value }: PlacedRecord, ticket: string | undefined): void {
    const field = textOf(value, "field_name");
    const text = textOf(value, "value");
    if (field === "requester_id") learnRequester(ticket, text);
    if (field === "assignee_id") people.learnStaff(text, peek(historyTime(value)).atMs);
  }

  function learnRequester(ticket: string | undefined, id: string | undefined): void {
    if (ticket !== undefined && id !== undefined) people.learnRequester(ticket, id);
  }

  function peek(text: string | undefined) {
    return frame.peekTime(text);
  }
}
