import type { Phase } from "../schemas/vocabulary.ts";
import {
  freshdeskChannel,
  freshdeskNotes,
  freshdeskPhase,
  freshdeskScale,
  freshdeskScore,
  freshdeskTime,
  outboundSource,
} from "./freshdesk-words.ts";
import type { EventRow, SourceRow } from "./source.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import { inPhase, type PlacedRecord } from "./vendor-source.ts";
import { numberIn, objectOf, textOf, truthOf } from "./vendor-values.ts";

/** What a ticket is read from. */
export type FreshdeskTable = "conversation" | "activity" | "rating" | "ticket";

/** What is known of the whole export. */
interface FreshdeskKnown {
  frame: VendorFrame;
  states: ReadonlyMap<string, Phase>;
  staff: ReadonlySet<string>;
}

/**
 * Writes tickets of which all records are given.
 *
 * @returns whether closings are missing, as what is given says itself
 */
export function writeFreshdesk(
  records: (kind: FreshdeskTable) => PlacedRecord[],
  { frame, states, staff }: FreshdeskKnown,
): boolean {
  const tickets = records("ticket");
  const activities = records("activity");
  const requesters = new Map<string | undefined, string>();
  for (const { value } of tickets) {
    const requester = textOf(value, "requester_id");
    if (requester !== undefined) requesters.set(textOf(value, "id"), requester);
  }
  for (const { value } of activities) {
    const requester = textOf(value, "activity.requester_id");
    const ticket = textOf(value, "ticket_id");
    if (requester !== undefined && !requesters.has(ticket)) requesters.set(ticket, requester);
  }
  const active = new Set(activities.map(({ value }) => textOf(value, "ticket_id")));
  const withTicket = new Set(tickets.map(({ value }) => textOf(value, "id")));
  let isIncomplete = false;

  inPhase(frame, 1, records("conversation"), ({ number, value }) => writeConversation(number, value));
  inPhase(frame, 2, activities, ({ number, value }) => writeActivity(number, value));
  inPhase(frame, 3, records("rating"), ({ number, value }) => writeRating(number, value));
  inPhase(frame, 4, tickets, ({ number, value }) => writeTicket(number, value));
  return isIncomplete;

  function phaseOf(status: string, number: number): string {
    const phase = states.get(status) ?? freshdeskPhase(status);
    if (phase === null) frame.notes.add(freshdeskNotes.unknownStatus, number, status);
    return phase ?? "open";
  }

  function writeConversation(number: number, row: SourceRow): void {
    const ticket = textOf(row, "ticket_id");
    const time = frame.time(freshdeskTime(textOf(row, "created_at")));
    const isIncoming = truthOf(row, "incoming") === true;
    const isPrivate = truthOf(row, "private") ?? false;
    const by = textOf(row, "user_id");
    const isAutomatic = textOf(row, "automation_id") !== undefined;
    const kind = isAutomatic
      ? "system"
      : isIncoming
        ? isPrivate && by !== requesters.get(ticket)
          ? "unknown"
          : "customer"
        : "agent";
    const origin = isAutomatic ? { origin: "autoReply" } : {};
    const fields = {
      type: "message",
      public: !isPrivate,
      ...origin,
      actor: frame.actor(kind, isAutomatic ? undefined : by),
    };
    frame.add({ number, ticket, time, id: `conversation:${textOf(row, "id")}`, fields });
  }

  function performer(row: SourceRow, ticket: string | undefined, number: number): EventRow {
    const id = textOf(row, "performer_id");
    if (textOf(row, "performer_type") === "system") return { actor: { kind: "system" } };
    if (id === undefined) return {};
    const kind = id === requesters.get(ticket) ? "customer" : staff.has(id) ? "agent" : "unknown";
    if (kind === "unknown") frame.notes.add(freshdeskNotes.unknownPerformer, number, id);
    return { actor: frame.actor(kind, id) };
  }

  function writeActivity(number: number, row: SourceRow): void {
    const ticket = textOf(row, "ticket_id");
    const activity = objectOf(row, "activity") ?? {};
    const time = frame.time(freshdeskTime(textOf(row, "performed_at")));
    const by = performer(row, ticket, number);
    const isAutomatic = objectOf(activity, "automation") !== undefined;
    const actor = isAutomatic ? { actor: { kind: "system" } } : by;
    const before = frame.draftCount;
    const add = (name: string, fields: EventRow) =>
      frame.add({ number, ticket, time, id: `activity:${time.text}:${name}`, fields: { ...fields, ...actor } });
    if (truthOf(activity, "new_ticket") === true && !withTicket.has(ticket)) {
      const requester = requesters.get(ticket);
      frame.add({
        number,
        ticket,
        time,
        id: "created",
        fields: { type: "created", ...(requester === undefined ? {} : { requester }), ...by },
      });
    }
    if (Object.hasOwn(activity, "agent_id") || Object.hasOwn(activity, "group")) {
      const agent = Object.hasOwn(activity, "agent_id") ? { agent: textOf(activity, "agent_id") ?? null } : {};
      const team = Object.hasOwn(activity, "group") ? { team: textOf(activity, "group") ?? null } : {};
      add("assigned", { type: "assigned", ...agent, ...team });
    }
    const priority = textOf(activity, "priority");
    if (priority !== undefined) add("priority", { type: "field", name: "priority", value: priority });
    const status = textOf(activity, "status");
    const cause = isAutomatic ? { cause: "rule" } : {};
    if (truthOf(activity, "spam") === true) add("spam", { type: "status", phase: "spam" });
    else if (truthOf(activity, "deleted") === true) add("deleted", { type: "status", phase: "deleted" });
    else if (status !== undefined)
      add(`status:${status}`, { type: "status", phase: phaseOf(status, number), ...cause });
    if (frame.draftCount === before) frame.notes.add(freshdeskNotes.ignored, number, Object.keys(activity).join(" "));
  }

  function writeRating(number: number, row: SourceRow): void {
    const ticket = textOf(row, "ticket_id");
    const score = freshdeskScore(numberIn(row, "ratings.default_question", "rating"));
    if (score === undefined) {
      frame.notes.add(freshdeskNotes.badRating, number, textOf(row, "ratings.default_question", "rating"));
      return;
    }
    const time = frame.time(freshdeskTime(textOf(row, "created_at")));
    const actor = frame.actor("customer", textOf(row, "user_id"));
    const fields = { type: "survey", step: "answered", score, scale: freshdeskScale, actor };
    frame.add({ number, ticket, time, id: `rating:${textOf(row, "id")}`, fields });
  }

  function writeTicket(number: number, row: SourceRow): void {
    const ticket = textOf(row, "id");
    const requester = textOf(row, "requester_id");
    const source = textOf(row, "source");
    const channel = freshdeskChannel(source);
    const isOutbound = source === outboundSource;
    const created: EventRow = {
      type: "created",
      ...(requester === undefined ? {} : { requester }),
      ...(channel === undefined ? {} : { channel }),
      initiator: isOutbound ? "agent" : "customer",
      actor: isOutbound ? { kind: "agent" } : frame.actor("customer", requester),
    };
    const add = (id: string, at: string | undefined, fields: EventRow) =>
      frame.add({ number, ticket, time: frame.time(freshdeskTime(at)), id, fields });
    add("created", textOf(row, "created_at"), created);
    const updated = textOf(row, "updated_at", "created_at");
    if (truthOf(row, "spam") === true) add("spam", updated, { type: "status", phase: "spam" });
    if (truthOf(row, "deleted") === true) add("deleted", updated, { type: "status", phase: "deleted" });
    if (active.has(ticket)) return;

    const phase = phaseOf(textOf(row, "status") ?? "2", number);
    const solvedAt = textOf(row, "stats.resolved_at");
    const closedAt = textOf(row, "stats.closed_at");
    if (textOf(row, "stats.reopened_at") !== undefined) {
      isIncomplete = true;
      frame.notes.add(freshdeskNotes.reopened, number, ticket);
    }
    if (phase !== "solved" && phase !== "closed") return;
    if (solvedAt === undefined && closedAt === undefined) {
      frame.notes.add(freshdeskNotes.closedWithoutTime, number, ticket);
      return;
    }
    frame.notes.add(freshdeskNotes.finalValues, number, ticket);
    if (solvedAt !== undefined) add("resolved_at", solvedAt, { type: "status", phase: "solved" });
    if (phase === "closed" && closedAt !== undefined) add("closed_at", closedAt, { type: "status", phase: "closed" });
  }
}
