import { chatwootSender, inConversation } from "./chatwoot-messages.ts";
import { ChatwootNames } from "./chatwoot-names.ts";
import { type ChatwootTable, writeChatwoot } from "./chatwoot-tickets.ts";
import { chatwootMessageType, chatwootNotes, chatwootPhases } from "./chatwoot-words.ts";
import type { SourceResult } from "./source.ts";
import { readWhole, type TicketSource } from "./ticket-source.ts";
import { VendorFrame, type VendorOptions } from "./vendor-frame.ts";
import { type Aside, inPhase, type PlacedRecord, vendorSource } from "./vendor-source.ts";
import { objectOf, objectsOf, textOf } from "./vendor-values.ts";

const kinds = {
  webhook: { has: ["event", ["id", "account"]] },
  reporting: { has: ["name", "value", "conversation_id"] },
  rating: { has: ["rating", "conversation_id"] },
  message: { has: ["message_type", "conversation_id"], inList: ["payload"] },
  user: { has: ["id", "name", ["uid", "availability_status", "display_name", "role"]], hasNot: ["conversation_id"] },
  contact: { has: ["id", "name", ["phone_number", "contact_type"]], hasNot: ["conversation_id"] },
  conversation: { has: ["inbox_id", "status", ["contact_id", "meta"], "created_at"], inList: ["data.payload"] },
} as const;

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
  return readWhole(chatwootSource(options), rows);
}

/** What reads it conversation by conversation; see `fromChatwoot`. */
export function chatwootSource(options: VendorOptions): TicketSource {
  const frame = new VendorFrame(options);
  const names = new ChatwootNames();
  let isSilent = true;

  return vendorSource<keyof typeof kinds, ChatwootTable>(frame, {
    kinds,
    see,
    write: (records) => writeChatwoot(records, { frame, names }),
    observes: () => ({
      ...(isSilent ? { messages: false, customerMessages: false, staffReplies: false, botMessages: false } : {}),
      intents: false,
      promises: false,
      escalations: false,
    }),
  });

  function see(kind: keyof typeof kinds, record: PlacedRecord): Aside<ChatwootTable>[] {
    const { value } = record;
    switch (kind) {
      case "user":
      case "contact":
        inPhase(frame, chatwootPhases[kind], [record], () => seePerson(kind, record));
        return [];
      case "webhook":
        return seeWebhook(record);
      case "message":
        return [seeMessage(value, 0)];
      case "conversation":
        return seeConversation(value, 0);
      case "reporting":
      case "rating":
        return [{ kind, ticket: textOf(value, "conversation_id"), value }];
    }
  }

  function seePerson(kind: "user" | "contact", { number, value }: PlacedRecord): void {
    const person = frame.actor(kind === "user" ? "agent" : "customer", textOf(value, "id"));
    for (const name of ["name", "display_name"]) names.learn(textOf(value, name), person);
    frame.notes.add(chatwootNotes.names, number);
  }

  function seeWebhook(record: PlacedRecord): Aside<ChatwootTable>[] {
    const { number, value } = record;
    const event = textOf(value, "event") ?? "";
    if (event === "message_created") return [seeMessage(inConversation(value, objectOf(value, "conversation")), 1)];
    if (event === "conversation_created") return seeConversation(value, 1);
    if (event === "conversation_status_changed" || event === "conversation_updated")
      return [{ kind: "status", ticket: textOf(value, "id"), value }];
    inPhase(frame, chatwootPhases.webhook, [record], () => frame.notes.add(chatwootNotes.ignored, number, event));
    return [];
  }

  function seeMessage(value: PlacedRecord["value"], lane: number): Aside<ChatwootTable> {
    isSilent = false;
    if (chatwootMessageType(textOf(value, "message_type")) !== "activity")
      names.learn(textOf(value, "sender.name", "sender.available_name"), chatwootSender(value, frame));
    return { kind: "message", ticket: textOf(value, "conversation_id"), value, lane };
  }

  /** A message within a conversation may name another one. */
  function seeConversation(value: PlacedRecord["value"], lane: number): Aside<ChatwootTable>[] {
    const messages = objectsOf(value, "messages");
    const rest = messages.length === 0 ? value : { ...value, messages: undefined };
    return [
      { kind: "conversation", ticket: textOf(value, "id"), value: rest, lane },
      ...messages.map((message) => seeMessage(inConversation(message, value), 2 + lane)),
    ];
  }
}
