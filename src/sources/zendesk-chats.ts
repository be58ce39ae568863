import type { SourceRow } from "./source.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import type { VendorRecord } from "./vendor-records.ts";
import { objectsOf, textOf, truthOf } from "./vendor-values.ts";
import type { ZendeskAudit } from "./zendesk-audits.ts";
import type { ZendeskPeople } from "./zendesk-people.ts";
import { zendeskRating } from "./zendesk-surveys.ts";
import { zendeskNotes } from "./zendesk-words.ts";

/** Lines of a chat that somebody said; joining, leaving and the like are none. */
const said = /^(chat)?[ ._]?(message|msg|file ?attachment|attachment|file)$/i;

/** What lines of chats are written with. */
export interface ChatTools {
  frame: VendorFrame;
  people: ZendeskPeople;
  /** Lines written so far, by their tickets and ids: an audit and a table may tell of the same one. */
  chatLines: Set<string>;
}

/** Where a line stands. */
interface LinePlace {
  number: number;
  ticket: string;
  id: string;
}

/**
 * Writes the lines of a chat that an audit event holds (`value.history` of ChatStartedEvent and ChatEndedEvent). The same line in
 * both is one.
 *
 * @returns whether it holds any line
 */
export function writeChat(change: SourceRow, audit: ZendeskAudit, tools: ChatTools): boolean {
  const history = objectsOf(change, "value.history", "history");
  const chat = textOf(change, "value.chat_id", "value.conversation_id", "chat_id") ?? audit.id;
  history.forEach((line, index) => {
    const id = `chat:${chat}:${textOf(line, "chat_index", "id", "message_id") ?? index}`;
    writeLine(line, { number: audit.number, ticket: audit.ticket, id }, tools);
  });
  return history.length > 0;
}

/** Says whose chats are whose, as a table of a pipeline does (`ticket_chat`). */
export class ZendeskChatTickets {
  readonly #tickets = new Map<string, string>();
  readonly #frame: VendorFrame;

  constructor(frame: VendorFrame) {
    this.#frame = frame;
  }

  learn({ number, value }: VendorRecord): void {
    const chat = textOf(value, "chat_id") ?? "";
    const ticket = textOf(value, "ticket_id") ?? "";
    const known = this.#tickets.get(chat) ?? ticket;
    if (known === ticket) this.#frame.notes.add(zendeskNotes.whoIsWho, number);
    else this.#frame.notes.add(zendeskNotes.chatOfSeveral, number, chat);
    this.#tickets.set(chat, known);
  }

  ofLine(line: SourceRow): string | undefined {
    return this.#tickets.get(textOf(line, "chat_id") ?? "");
  }
}

/** Writes a line of a chat that a table of a pipeline holds (`ticket_chat_event`). */
export function writeChatRow({ number, value }: VendorRecord, tickets: ZendeskChatTickets, tools: ChatTools): void {
  const { notes } = tools.frame;
  const chat = textOf(value, "chat_id") ?? "";
  const ticket = tickets.ofLine(value);
  const id = `chat:${chat}:${textOf(value, "chat_index") ?? ""}`;
  if (ticket === undefined) notes.add(zendeskNotes.chatWithoutTicket, number, chat);
  else if (truthOf(value, "is_history_context") === true) notes.add(zendeskNotes.ignored, number, "is_history_context");
  else writeLine(value, { number, ticket, id }, tools);
}

function writeLine(line: SourceRow, { number, ticket, id }: LinePlace, { frame, people, chatLines }: ChatTools): void {
  const type = textOf(line, "type") ?? "";
  const time = frame.time(secondsOf(textOf(line, "timestamp", "created_at")));
  const actor = speaker(line, ticket, time.atMs, frame, people);
  const name = `${ticket} ${id}`;
  const rating = /rating$/i.test(type) ? zendeskRating(textOf(line, "new_rating", "rating")) : null;
  if (!said.test(type) && rating === null) {
    frame.notes.add(zendeskNotes.ignored, number, type);
    return;
  }
  const isAgain = chatLines.has(name);
  chatLines.add(name);
  if (isAgain) frame.notes.add(zendeskNotes.chatLineAgain, number);
  else if (rating !== null)
    frame.add({ number, ticket, time, id, fields: { ...rating, actor: frame.actor("customer", actor.id) } });
  else {
    if (actor.kind === "unknown") frame.notes.add(zendeskNotes.unknownAuthor, number, actor.id);
    const origin = actor.kind === "bot" ? { origin: "bot" } : actor.kind === "system" ? { origin: "autoReply" } : {};
    frame.add({ number, ticket, time, id, fields: { type: "message", public: true, ...origin, actor } });
  }
}

/** The export says with every line what its speaker was: by a word, or before his number. */
function speaker(line: SourceRow, ticket: string, atMs: number | null, frame: VendorFrame, people: ZendeskPeople) {
  const [, prefix = "", number = ""] = /^(?:([a-z_-]+):|(?=__))?(.*)$/i.exec(textOf(line, "actor_id") ?? "") ?? [];
  const id = number === "" ? undefined : number;
  const type = (textOf(line, "actor_type") ?? (number.startsWith("__") ? number.slice(2) : prefix)).toLowerCase();
  const author = (textOf(line, "original_message.author.type") ?? "").toLowerCase();
  if (author !== "user" && isBot(line, type)) return frame.actor("bot", id);
  if (author === "user" || /^(end[-_ ]?user|visitor|customer)$/.test(type)) return frame.actor("customer", id);
  if (type === "agent") return frame.actor("agent", id);
  if (type === "system" || type === "trigger") return frame.actor("system", undefined);
  return people.actor(ticket, id, atMs);
}

function isBot(line: SourceRow, type: string): boolean {
  const source = textOf(line, "original_message.source.type") ?? "";
  const name = textOf(line, "actor_name") ?? "";
  return type.includes("bot") || /bot$/i.test(source) || /^(answer|zendesk|ai) ?(bot|agent)$/i.test(name);
}

/** Chats write epoch milliseconds, everything else seconds or ISO 8601. */
function secondsOf(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{12,14}$/.test(text) ? String(Number(text) / 1_000) : text;
}
