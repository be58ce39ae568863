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
import type { EventRow, SourceResult, SourceRow } from "./source.ts";
import { VendorFrame, type VendorOptions } from "./vendor-frame.ts";
import { sortRecords, type VendorRecord } from "./vendor-records.ts";
import { numberIn, objectOf, objectsOf, textOf, truthOf } from "./vendor-values.ts";

export interface FreshdeskOptions extends VendorOptions {
  /** Phases of statuses of the desk's own, by number or name. */
  states?: Record<string, Phase> | undefined;
}

const kinds = {
  activity: { has: ["performed_at", "ticket_id", "activity"], inList: ["activities_data"] },
  rating: { has: ["ticket_id", ["ratings", "rating"]], inList: ["satisfaction_ratings"] },
  conversation: { has: ["ticket_id", "incoming", "private"], inList: ["conversations"] },
  ticket: { has: ["requester_id", "status", "source", "created_at"], inList: ["tickets", "results"] },
} as const;

/**
 * Turns a Freshdesk export into event rows: tickets (with `include=stats`, `conversations`), conversations, exported ticket
 * activities and satisfaction ratings, in one stream and any order.
 *
 * Only activities tell when statuses changed and who changed them. Without them the final times of the ticket's stats stand for
 * its closing, and `observes` says that closings are not completely known.
 *
 * @throws {RangeError} where `timeZone` is not an IANA zone
 */
export function fromFreshdesk(rows: Iterable<unknown>, options: FreshdeskOptions = {}): SourceResult {
  const frame = new VendorFrame(options);
  const sorted = sortRecords(rows, kinds, frame);
  const states = new Map(Object.entries(options.states ?? {}));
  const conversations: VendorRecord[] = [...sorted.conversation];
  const requesters = new Map<string | undefined, string>();
  const staff = new Set<string>();
  for (const { number, value } of sorted.ticket) {
    const ticket = textOf(value, "id");
    for (const one of objectsOf(value, "conversations")) {
      conversations.push({ number, value: { ...one, ticket_id: textOf(one, "ticket_id") ?? ticket } });
    }
    const requester = textOf(value, "requester_id");
    if (requester !== undefined) requesters.set(ticket, requester);
    learnStaff(textOf(value, "responder_id"));
  }
  for (const { value } of conversations) {
    if (truthOf(value, "incoming") === false || truthOf(value, "private") === true)
      learnStaff(textOf(value, "user_id"));
  }
  for (const { value } of sorted.activity) {
    learnStaff(textOf(value, "activity.agent_id"));
    const requester = textOf(value, "activity.requester_id");
    const ticket = textOf(value, "ticket_id");
    if (requester !== undefined && !requesters.has(ticket)) requesters.set(ticket, requester);
  }
  const active = new Set(sorted.activity.map(({ value }) => textOf(value, "ticket_id")));
  const withTicket = new Set(sorted.ticket.map(({ value }) => textOf(value, "id")));
  let isIncomplete = false;

  for (const { number, value } of conversations) writeConversation(number, value);
  for (const { number, value } of sorted.activity) writeActivity(number, value);
  for (const { number, value } of sorted.rating) writeRating(number, value);
  for (const { number, value } of sorted.ticket) writeTicket(number, value);

  const isSilent = conversations.length === 0;
  return frame.finish({
    ...(isSilent ? { messages: false, customerMessages: false, staffReplies: false, botMessages: false } : {}),
    ...(isIncomplete ? { closures: false } : {}),
    intents: false,
    handoffs: false,
    promises: false,
    escalations: false,
  });

  function learnStaff(id: string | undefined): void {
    if (id !== undefined) staff.add(id);
  }

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
