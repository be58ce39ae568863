import { conversationCreated } from "./chatwoot-conversation.ts";
import { chatwootMessage, chatwootSender, inConversation, ratingInMessage } from "./chatwoot-messages.ts";
import { ChatwootNames } from "./chatwoot-names.ts";
import { webhookEvents } from "./chatwoot-webhooks.ts";
import { chatwootMessageType, chatwootNotes, chatwootPhase, chatwootPriority, readActivity } from "./chatwoot-words.ts";
import type { EventRow, SourceResult } from "./source.ts";
import type { SourceTime } from "./source-time.ts";
import { VendorFrame, type VendorOptions } from "./vendor-frame.ts";
import { sortRecords, type VendorRecord } from "./vendor-records.ts";
import { numberIn, objectOf, objectsOf, textOf } from "./vendor-values.ts";

const kinds = {
  webhook: { has: ["event", ["id", "account"]] },
  reporting: { has: ["name", "value", "conversation_id"] },
  rating: { has: ["rating", "conversation_id"] },
  message: { has: ["message_type", "conversation_id"], inList: ["payload"] },
  user: { has: ["id", "name", ["uid", "availability_status", "display_name", "role"]], hasNot: ["conversation_id"] },
  contact: { has: ["id", "name", ["phone_number", "contact_type"]], hasNot: ["conversation_id"] },
  conversation: { has: ["inbox_id", "status", ["contact_id", "meta"], "created_at"], inList: ["data.payload"] },
} as const;

/** Reporting events and activity messages of one moment differ by the time that writing them takes. */
const togetherMs = 5_000;

/**
 * Turns a Chatwoot export into event rows: conversations, messages, reporting events and CSAT responses, out of the API or the
 * database, and webhook payloads, in one stream and any order.
 *
 * Reporting events name the holder of a conversation, not whoever resolved it, so they credit nobody; an activity message of the
 * same moment, if it is in English, says who did.
 *
 * @throws {RangeError} where `timeZone` is not an IANA zone
 */
export function fromChatwoot(rows: Iterable<unknown>, options: VendorOptions = {}): SourceResult {
  const frame = new VendorFrame(options);
  const sorted = sortRecords(rows, kinds, frame);
  const messages: VendorRecord[] = [...sorted.message];
  const conversations: VendorRecord[] = [...sorted.conversation];
  const statuses: VendorRecord[] = [];
  for (const record of sorted.webhook) readWebhook(record);
  for (const { number, value } of conversations) {
    for (const message of objectsOf(value, "messages")) {
      messages.push({ number, value: inConversation(message, value) });
    }
  }

  const names = new ChatwootNames();
  const began = new Map<string, { atMs: number; kind: string }>();
  const activities = new Map<string, { record: VendorRecord; atMs: number; text: string }[]>();
  for (const [kind, people] of [
    ["agent", sorted.user],
    ["customer", sorted.contact],
  ] as const) {
    for (const { number, value } of people) {
      for (const name of ["name", "display_name"])
        names.learn(textOf(value, name), frame.actor(kind, textOf(value, "id")));
      frame.notes.add(chatwootNotes.names, number);
    }
  }
  for (const record of messages) learn(record);
  const ratedBy = new Set(sorted.rating.map(({ value }) => textOf(value, "conversation_id")));
  const told = new Set<string>();
  const botResolvedAt = new Map<string | undefined, number[]>();

  for (const record of sorted.reporting) if (isBotResolution(record)) writeReporting(record);
  for (const record of sorted.reporting) if (!isBotResolution(record)) writeReporting(record);
  for (const record of statuses) writeStatus(record);
  for (const record of messages) writeMessage(record);
  for (const record of sorted.rating) writeRating(record);
  for (const record of conversations) writeConversation(record);

  const isSilent = messages.length === 0;
  return frame.finish({
    ...(isSilent ? { messages: false, customerMessages: false, staffReplies: false, botMessages: false } : {}),
    intents: false,
    promises: false,
    escalations: false,
  });

  function readWebhook(record: VendorRecord): void {
    const { number, value } = record;
    const event = textOf(value, "event") ?? "";
    if (event === "message_created") {
      messages.push({ number, value: inConversation(value, objectOf(value, "conversation")) });
    } else if (event === "conversation_created") conversations.push(record);
    else if (event === "conversation_status_changed" || event === "conversation_updated") statuses.push(record);
    else frame.notes.add(chatwootNotes.ignored, number, event);
  }

  function learn(record: VendorRecord): void {
    const { value } = record;
    const ticket = textOf(value, "conversation_id") ?? "";
    const { atMs } = frame.peekTime(textOf(value, "created_at"));
    const type = chatwootMessageType(textOf(value, "message_type"));
    if (type === "activity") {
      const list = activities.get(ticket) ?? [];
      list.push({ record, atMs: atMs ?? Number.NaN, text: textOf(value, "content") ?? "" });
      activities.set(ticket, list);
      return;
    }
    const actor = chatwootSender(value, frame);
    const name = textOf(value, "sender.name", "sender.available_name");
    names.learn(name, actor);
    const first = began.get(ticket);
    if (type !== "template" && atMs !== null && (first === undefined || atMs < first.atMs))
      began.set(ticket, { atMs, kind: actor.kind });
  }

  function isBotResolution({ value }: VendorRecord): boolean {
    return textOf(value, "name") === "conversation_bot_resolved";
  }

  function writeReporting({ number, value }: VendorRecord): void {
    const name = textOf(value, "name") ?? "";
    const ticket = textOf(value, "conversation_id");
    const time = frame.time(textOf(value, "event_end_time", "created_at"));
    const add = (fields: EventRow) =>
      frame.add({ number, ticket, time, id: `reporting:${textOf(value, "id")}`, fields });
    const key = (phase: string) => placeOf(ticket, phase);
    if (name === "conversation_bot_resolved") {
      botResolvedAt.set(ticket, [...(botResolvedAt.get(ticket) ?? []), time.atMs ?? Number.NaN]);
      told.add(key("solved"));
      add({ type: "status", phase: "solved", cause: "bot", actor: { kind: "bot" } });
    } else if (name === "conversation_resolved") {
      if (isTogether(ticket, time)) {
        frame.notes.add(chatwootNotes.derived, number, name);
        return;
      }
      told.add(key("solved"));
      const activity = activityAt(ticket, time, "solved");
      if (activity === null) frame.notes.add(chatwootNotes.closerUnknown, number);
      add({ type: "status", phase: "solved", ...activity });
    } else if (name === "conversation_opened") {
      told.add(key("open"));
      add({ type: "status", phase: "open", ...activityAt(ticket, time, "open") });
    } else if (name === "conversation_bot_handoff") add({ type: "handoff", step: "queued", actor: { kind: "bot" } });
    else if (name === "first_response" || name === "reply_time") frame.notes.add(chatwootNotes.derived, number, name);
    else frame.notes.add(chatwootNotes.ignored, number, name);
  }

  /** Whether a bot's own resolution tells of the same closing. */
  function isTogether(ticket: string | undefined, { atMs }: SourceTime): boolean {
    const times = botResolvedAt.get(ticket) ?? [];
    return atMs !== null && times.some((botMs) => Math.abs(botMs - atMs) <= togetherMs);
  }

  /** Who did it and why, by the activity message of the same moment; `null` where none says so. */
  function activityAt(ticket: string | undefined, time: SourceTime, phase: string): EventRow | null {
    for (const { atMs, text } of activities.get(ticket ?? "") ?? []) {
      if (time.atMs === null || !(Math.abs(atMs - time.atMs) <= togetherMs)) continue;
      const activity = readActivity(text);
      if (activity?.phase !== phase) continue;
      if (activity.cause !== undefined) return { cause: activity.cause, actor: { kind: "system" } };
      const by = names.find(activity.by);
      if (by !== null) return { actor: by };
    }
    return null;
  }

  function writeStatus({ number, value }: VendorRecord): void {
    const ticket = textOf(value, "id");
    const time = frame.time(textOf(value, "updated_at", "timestamp", "last_activity_at"));
    const events = webhookEvents(value, frame);
    if (events.length === 0) frame.notes.add(chatwootNotes.ignored, number, textOf(value, "event"));
    for (const { name, fields } of events) {
      if (fields["type"] === "status") told.add(placeOf(ticket, String(fields["phase"])));
      frame.add({ number, ticket, time, id: `webhook:${name}:${time.text}`, fields });
    }
  }

  function writeMessage(record: VendorRecord): void {
    const { number, value } = record;
    const ticket = textOf(value, "conversation_id");
    const time = frame.time(textOf(value, "created_at"));
    const id = textOf(value, "id") ?? "";
    const fields = chatwootMessage(value, frame);
    if (fields === null) {
      writeActivity(record, ticket, time, id);
      return;
    }
    frame.add({ number, ticket, time, id: `message:${id}`, fields });
    const rating = ratingInMessage(value);
    if (rating === undefined || ratedBy.has(ticket)) return;
    const answeredAt = frame.time(textOf(value, "updated_at", "created_at"));
    const answer = { type: "survey", step: "answered", score: rating, actor: { kind: "customer" } };
    frame.add({ number, ticket, time: answeredAt, id: `rating:${id}`, fields: answer });
  }

  function writeActivity(
    { number, value }: VendorRecord,
    ticket: string | undefined,
    time: SourceTime,
    id: string,
  ): void {
    const activity = readActivity(textOf(value, "content") ?? "");
    const by = names.find(activity?.by);
    const actor = activity?.cause !== undefined ? { actor: { kind: "system" } } : by === null ? {} : { actor: by };
    if (activity?.by !== undefined && by === null) frame.notes.add(chatwootNotes.unknownName, number, activity.by);
    if (activity?.assignee !== undefined) {
      const agent = activity.assignee === null ? null : names.find(activity.assignee)?.id;
      if (agent === undefined) frame.notes.add(chatwootNotes.unknownName, number, activity.assignee ?? "");
      else frame.add({ number, ticket, time, id: `activity:${id}`, fields: { type: "assigned", agent, ...actor } });
    } else if (activity?.phase !== undefined) {
      const isTold = told.has(placeOf(ticket, "solved")) || told.has(placeOf(ticket, "open"));
      const cause = activity.cause === undefined ? {} : { cause: activity.cause };
      if (isTold) frame.notes.add(chatwootNotes.superseded, number);
      else
        frame.add({
          number,
          ticket,
          time,
          id: `activity:${id}`,
          fields: { type: "status", phase: activity.phase, ...cause, ...actor },
        });
    } else frame.notes.add(chatwootNotes.ignored, number, "activity");
  }

  function writeRating({ number, value }: VendorRecord): void {
    const ticket = textOf(value, "conversation_id");
    const time = frame.time(textOf(value, "created_at"));
    const actor = frame.actor("customer", textOf(value, "contact_id", "contact.id"));
    const fields = { type: "survey", step: "answered", score: numberIn(value, "rating"), actor };
    frame.add({ number, ticket, time, id: `csat:${textOf(value, "id")}`, fields });
  }

  function writeConversation({ number, value }: VendorRecord): void {
    const ticket = textOf(value, "id");
    const fields = conversationCreated(value, began.get(ticket ?? "")?.kind ?? "unknown", frame);
    frame.add({ number, ticket, time: frame.time(textOf(value, "created_at")), id: "created", fields });
    const priority = chatwootPriority(textOf(value, "priority"));
    if (priority !== undefined) {
      const seen = frame.time(textOf(value, "updated_at", "last_activity_at", "created_at"));
      frame.add({
        number,
        ticket,
        time: seen,
        id: `priority:${priority}`,
        fields: { type: "field", name: "priority", value: priority },
      });
    }
    const isResolved = chatwootPhase(textOf(value, "status") ?? "open") === "solved";
    const english = (activities.get(ticket ?? "") ?? []).some(({ text }) => readActivity(text)?.phase === "solved");
    if (isResolved && !told.has(placeOf(ticket, "solved")) && !english)
      frame.notes.add(chatwootNotes.noHistory, number, ticket);
  }
}

function placeOf(ticket: string | undefined, phase: string): string {
  return `${phase} ${ticket}`;
}
