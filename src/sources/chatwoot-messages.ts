import { chatwootMessageType } from "./chatwoot-words.ts";
import type { EventRow, SourceRow } from "./source.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import { fieldOf, isObject, numberIn, textOf, truthOf } from "./vendor-values.ts";

/** A field of a message's `content_attributes`, which a table holds as a text of JSON, at times twice encoded. */
function contentAttribute(row: SourceRow, name: string): unknown {
  let attributes = fieldOf(row, "content_attributes");
  for (let depth = 0; depth < 2 && typeof attributes === "string"; depth++) {
    try {
      attributes = JSON.parse(attributes);
    } catch (error) {
      if (error instanceof SyntaxError) return undefined; // A text that is no JSON holds no attributes.
      throw error;
    }
  }
  return isObject(attributes) ? fieldOf(attributes, name) : undefined;
}

/** Who wrote a message, as it was when he wrote it: the export keeps the sender's type with every message. */
export function chatwootSender(row: SourceRow, frame: VendorFrame): { kind: string; id?: string } {
  const type = chatwootMessageType(textOf(row, "message_type"));
  const sender = (textOf(row, "sender_type", "sender.type") ?? "").toLowerCase();
  const id = textOf(row, "sender_id", "sender.id");
  if (contentAttribute(row, "automation_rule_id") !== undefined || textOf(row, "automation_rule_id") !== undefined) {
    return frame.actor("system", undefined);
  }
  if (/bot|captain/.test(sender)) return frame.actor("bot", id);
  if (type === "incoming" || sender === "contact") return frame.actor("customer", id);
  // Sent from the phone's own app, past the console: a human, and nobody knows who.
  if (contentAttribute(row, "external_echo") === true) return frame.actor("agent", undefined);
  if (sender === "user") return frame.actor("agent", id);
  return frame.actor(type === "template" ? "system" : "unknown", undefined);
}

/** What a message means; `null` where it is an activity message. */
export function chatwootMessage(row: SourceRow, frame: VendorFrame): EventRow | null {
  const type = chatwootMessageType(textOf(row, "message_type"));
  if (type === "activity") return null;
  const actor = chatwootSender(row, frame);
  if (textOf(row, "content_type") === "input_csat" || textOf(row, "content_type") === "9") {
    return { type: "survey", step: "offered", actor: { kind: "system" } };
  }
  const isCampaign = textOf(row, "campaign_id", "additional_attributes.campaign_id") !== undefined;
  const origin = isCampaign
    ? "campaign"
    : actor.kind === "bot"
      ? "bot"
      : actor.kind === "system"
        ? "autoReply"
        : undefined;
  return {
    type: "message",
    public: !(truthOf(row, "private") ?? false),
    ...(origin === undefined ? {} : { origin }),
    actor,
  };
}

/** The rating that a survey message holds once it is answered. */
export function ratingInMessage(row: SourceRow): number | undefined {
  const submitted = contentAttribute(row, "submitted_values");
  if (!isObject(submitted)) return undefined;
  return numberIn(submitted, "csat_survey_response.rating");
}

/** A message that names the conversation in which it was found, if it does not itself. */
export function inConversation(message: SourceRow, conversation: SourceRow = {}): SourceRow {
  return { ...message, conversation_id: textOf(message, "conversation_id") ?? textOf(conversation, "id") };
}
