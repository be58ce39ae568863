import type { SourceRow } from "./source.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import { objectsOf, textOf } from "./vendor-values.ts";
import type { ZendeskAudit } from "./zendesk-audits.ts";
import { zendeskRating } from "./zendesk-surveys.ts";
import { zendeskNotes } from "./zendesk-words.ts";

/** Lines of a chat that somebody said; joining, leaving and the like are none. */
const said = /^(chat)?[ ._]?(message|msg|file ?attachment|attachment|file)$/i;

/**
 * Writes the lines of a chat that an audit event holds (`value.history` of ChatStartedEvent and ChatEndedEvent). The same line in
 * both is one.
 *
 * @param written the lines written so far
 * @returns whether it holds any line
 */
export function writeChat(change: SourceRow, audit: ZendeskAudit, frame: VendorFrame, written: Set<string>): boolean {
  const history = objectsOf(change, "value.history", "history");
  const chat = textOf(change, "value.chat_id", "value.conversation_id", "chat_id") ?? audit.id;
  history.forEach((line, index) => {
    const id = `chat:${chat}:${textOf(line, "chat_index", "id", "message_id") ?? index}`;
    const name = `${audit.ticket} ${id}`;
    if (written.has(name)) return;
    written.add(name);
    const type = textOf(line, "type") ?? "";
    const time = frame.time(secondsOf(textOf(line, "timestamp", "created_at")));
    const actor = speaker(line, frame);
    const rating = /rating$/i.test(type) ? zendeskRating(textOf(line, "new_rating", "rating")) : null;
    if (said.test(type)) {
      const origin = actor.kind === "bot" ? { origin: "bot" } : actor.kind === "system" ? { origin: "autoReply" } : {};
      const fields = { type: "message", public: true, ...origin, actor };
      frame.add({ number: audit.number, ticket: audit.ticket, time, id, fields });
    } else if (rating !== null) {
      const fields = { ...rating, actor: frame.actor("customer", actor.id) };
      frame.add({ number: audit.number, ticket: audit.ticket, time, id, fields });
    } else frame.notes.add(zendeskNotes.ignored, audit.number, type);
  });
  return history.length > 0;
}

/** The export says with every line what its speaker was. */
function speaker(line: SourceRow, frame: VendorFrame): { kind: string; id?: string } {
  const type = (textOf(line, "actor_type") ?? "").toLowerCase();
  const id = textOf(line, "actor_id");
  if (type.includes("bot") || /^(answer|zendesk|ai) ?(bot|agent)$/i.test(textOf(line, "actor_name") ?? ""))
    return frame.actor("bot", id);
  if (/^(end[-_ ]?user|visitor|customer)$/.test(type)) return frame.actor("customer", id);
  if (type === "agent") return frame.actor("agent", id);
  return type === "system" || type === "trigger" ? frame.actor("system", undefined) : frame.actor("unknown", id);
}

/** Chats write epoch milliseconds, everything else seconds or ISO 8601. */
function secondsOf(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{12,14}$/.test(text) ? String(Number(text) / 1_000) : text;
}
