import { conversationCreated } from "./chatwoot-conversation.ts";
import { chatwootMessage, chatwootSender, ratingInMessage } from "./chatwoot-messages.ts";
import type { ChatwootNames } from "./chatwoot-names.ts";
import { webhookEvents } from "./chatwoot-webhooks.ts";
import {
  chatwootMessageType,
  chatwootNotes,
  chatwootPhase,
  chatwootPhases,
  chatwootPriority,
  readActivity,
} from "./chatwoot-words.ts";
import type { EventRow } from "./source.ts";
import type { SourceTime } from "./source-time.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import { inPhase, type PlacedRecord } from "./vendor-source.ts";
import { numberIn, textOf } from "./vendor-values.ts";

/** What a conversation is read from. */
export type ChatwootTable = "message" | "conversation" | "status" | "reporting" | "rating";

/** Reporting events and activity messages of one moment differ by the time that writing them takes. */
const togetherMs = 5_000;

/** Writes conversations of which all records are given, with the names of people in the whole export. */
export function writeChatwoot(
  records: (kind: ChatwootTable) => PlacedRecord[],
  { frame, names }: { frame: VendorFrame; names: ChatwootNames },
): void {
  const messages = records("message");
  const ratings = records("rating");
  const began = new Map<string, { atMs: number; kind: string }>();
  const activities = new Map<string, { atMs: number; text: string }[]>();
  for (const record of messages) learn(record);
  const ratedBy = new Set(ratings.map(({ value }) => textOf(value, "conversation_id")));
  const told = new Set<string>();
  const botResolvedAt = new Map<string | undefined, number[]>();

  const reporting = records("reporting");
  inPhase(frame, chatwootPhases.botResolution, reporting.filter(isBotResolution), writeReporting);
  inPhase(
    frame,
    chatwootPhases.reporting,
    reporting.filter((record) => !isBotResolution(record)),
    writeReporting,
  );
  inPhase(frame, chatwootPhases.status, records("status"), writeStatus);
  inPhase(frame, chatwootPhases.message, messages, writeMessage);
  inPhase(frame, chatwootPhases.rating, ratings, writeRating);
  inPhase(frame, chatwootPhases.conversation, records("conversation"), writeConversation);

  function learn(record: PlacedRecord): void {
    const { value } = record;
    const ticket = textOf(value, "conversation_id") ?? "";
    const { atMs } = frame.peekTime(textOf(value, "created_at"));
    const type = chatwootMessageType(textOf(value, "message_type"));
    if (type === "activity") {
      const list = activities.get(ticket) ?? [];
      list.push({ atMs: atMs ?? Number.NaN, text: textOf(value, "content") ?? "" });
      activities.set(ticket, list);
      return;
    }
    const actor = chatwootSender(value, frame);
    const first = began.get(ticket);
    if (type !== "template" && atMs !== null && (first === undefined || atMs < first.atMs))
      began.set(ticket, { atMs, kind: actor.kind });
  }

  function isBotResolution({ value }: PlacedRecord): boolean {
    return textOf(value, "name") === "conversation_bot_resolved";
  }

  function writeReporting({ number, value }: PlacedRecord): void {
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

  function writeStatus({ number, value }: PlacedRecord): void {
    const ticket = textOf(value, "id");
    const time = frame.time(textOf(value, "updated_at", "timestamp", "last_activity_at"));
    const events = webhookEvents(value, frame);
    if (events.length === 0) frame.notes.add(chatwootNotes.ignored, number, textOf(value, "event"));
    for (const { name, fields } of events) {
      if (fields["type"] === "status") told.add(placeOf(ticket, String(fields["phase"])));
      frame.add({ number, ticket, time, id: `webhook:${name}:${time.text}`, fields });
    }
  }

  function writeMessage(record: PlacedRecord): void {
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
    { number, value }: PlacedRecord,
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

  function writeRating({ number, value }: PlacedRecord): void {
    const ticket = textOf(value, "conversation_id");
    const time = frame.time(textOf(value, "created_at"));
    const actor = frame.actor("customer", textOf(value, "contact_id", "contact.id"));
    const fields = { type: "survey", step: "answered", score: numberIn(value, "rating"), actor };
    frame.add({ number, ticket, time, id: `csat:${textOf(value, "id")}`, fields });
  }

  function writeConversation({ number, value }: PlacedRecord): void {
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
