import { intercomActor, intercomNotes, partEvents } from "./intercom-parts.ts";
import type { EventRow, SourceResult, SourceRow } from "./source.ts";
import { VendorFrame, type VendorOptions } from "./vendor-frame.ts";
import { sortRecords, type VendorRecord } from "./vendor-records.ts";
import { numberIn, objectOf, objectsOf, textOf } from "./vendor-values.ts";

const kinds = {
  notification: { has: ["topic", "data"] },
  part: { has: ["part_type", ["author", "author_id", "author_type"], "created_at"] },
  conversation: {
    has: [["source", "source_delivered_as"], ["state", "open", "is_open"], "created_at"],
    inList: ["conversations"],
  },
  person: { has: ["id", "name", ["email", "job_title", "_fivetran_deleted"]], inList: ["admins", "teams"] },
} as const;

/** What a snapshot says of a conversation; the empty text is nobody. */
interface Held {
  state: string;
  holder: string;
  team: string;
}

const initiatorOf: Readonly<Record<string, string>> = {
  customer_initiated: "customer",
  admin_initiated: "agent",
  campaigns_initiated: "system",
  operator_initiated: "system",
  automated: "system",
};

const phaseOfState: Readonly<Record<string, string>> = { open: "open", closed: "closed", snoozed: "onHold" };

/**
 * Turns an Intercom export into event rows: conversations with their parts out of the API, webhook notifications, and the tables
 * that a pipeline lands (`conversation_history`, `conversation_part_history`), in one stream and any order.
 *
 * Bots that post under an admin's name look like admins: name them in `bots`.
 *
 * @throws {RangeError} where `timeZone` is not an IANA zone
 */
export function fromIntercom(rows: Iterable<unknown>, options: VendorOptions = {}): SourceResult {
  const frame = new VendorFrame(options);
  const sorted = sortRecords(rows, kinds, frame);
  // Staging models of pipelines call a table's own identifier by the table's name.
  const named =
    (name: string) =>
    ({ number, value }: VendorRecord): VendorRecord =>
      Object.hasOwn(value, "id") ? { number, value } : { number, value: { ...value, id: value[name] } };
  const conversations: VendorRecord[] = sorted.conversation.map(named("conversation_id"));
  for (const { number, value } of sorted.notification) {
    const item = objectOf(value, "data.item");
    if (item?.["type"] === "conversation") conversations.push({ number, value: item });
    else frame.notes.add(intercomNotes.ignored, number, textOf(value, "topic"));
  }
  for (const { number } of sorted.person) frame.notes.add(intercomNotes.names, number);

  const parts: VendorRecord[] = sorted.part.map(named("conversation_part_id"));
  for (const { number, value } of conversations) {
    const conversation_id = textOf(value, "id");
    for (const part of objectsOf(value, "conversation_parts.conversation_parts", "conversation_parts")) {
      parts.push({ number, value: { ...part, conversation_id } });
    }
  }
  const withParts = new Set(parts.map(({ value }) => textOf(value, "conversation_id")));
  const rowsWithParts = new Set(parts.map(({ number }) => number));
  const ratedAt = new Map<string | undefined, string>();
  for (const { number, value } of parts) writePart(number, value);

  const snapshots = new Map<string | undefined, VendorRecord[]>();
  for (const record of conversations) {
    const ticket = textOf(record.value, "id");
    const known = snapshots.get(ticket);
    if (known === undefined) snapshots.set(ticket, [record]);
    else known.push(record);
  }
  for (const [ticket, versions] of snapshots) writeConversation(ticket, versions);

  const isSilent = parts.length === 0;
  return frame.finish({
    ...(isSilent ? { messages: false, customerMessages: false, staffReplies: false, botMessages: false } : {}),
    intents: false,
    handoffs: false,
    promises: false,
    escalations: false,
  });

  function writePart(number: number, row: SourceRow): void {
    const ticket = textOf(row, "conversation_id");
    const type = textOf(row, "part_type") ?? "";
    const at = textOf(row, "created_at");
    const id = textOf(row, "id");
    if (/^conversation_rating/.test(type)) {
      if (at !== undefined) ratedAt.set(ticket, at);
      frame.notes.add(intercomNotes.ignored, number, type);
      return;
    }
    const events = partEvents(row, frame);
    if (events.length === 0) frame.notes.add(intercomNotes.ignored, number, type);
    const time = frame.time(at);
    events.forEach((fields, index) => {
      const name = index === 0 ? `part:${id}` : `part:${id}#${index + 1}`;
      frame.add({ number, ticket, time, id: name, order: id, fields });
    });
  }

  function writeConversation(ticket: string | undefined, versions: readonly VendorRecord[]): void {
    const updatedAt = ({ value }: VendorRecord) => frame.peekTime(textOf(value, "updated_at")).atMs ?? 0;
    const inTime = [...versions].sort((a, b) => updatedAt(a) - updatedAt(b));
    const hasParts = withParts.has(ticket);
    let held: Held = { state: "open", holder: "", team: "" };
    for (const { number, value } of inTime) {
      const before = frame.draftCount;
      if (value === inTime[0]!.value) writeCreation(number, ticket, value);
      if (!hasParts) held = writeSnapshot(number, ticket, value, held);
      if (frame.draftCount === before && !rowsWithParts.has(number)) frame.notes.add(intercomNotes.unread, number);
    }
    if (!hasParts) frame.notes.add(intercomNotes.snapshots, inTime[0]!.number, ticket);
    writeRating(ticket, inTime.at(-1)!);
  }

  function writeCreation(number: number, ticket: string | undefined, row: SourceRow): void {
    const author = intercomActor({ ...row, ...objectOf(row, "source") }, "author", frame);
    const actor = author.kind === "unknown" ? intercomActor(row, "source_author", frame) : author;
    const delivered = textOf(row, "source.delivered_as", "source_delivered_as") ?? "";
    const initiator = Object.hasOwn(initiatorOf, delivered) ? initiatorOf[delivered] : undefined;
    const contact = objectsOf(row, "contacts.contacts", "contacts")[0];
    const requester = actor.kind === "customer" ? actor.id : textOf(contact ?? {}, "id");
    const channel = textOf(row, "source.type", "source_type");
    const time = frame.time(textOf(row, "created_at"));
    const created: EventRow = {
      type: "created",
      ...(requester === undefined ? {} : { requester }),
      ...(channel === undefined ? {} : { channel }),
      ...(initiator === undefined ? {} : { initiator }),
      actor,
    };
    frame.add({ number, ticket, time, id: "created", fields: created });
    const origin = delivered === "campaigns_initiated" || delivered === "automated" ? { origin: "campaign" } : {};
    frame.add({ number, ticket, time, id: "source", fields: { type: "message", public: true, ...origin, actor } });
  }

  function writeSnapshot(number: number, ticket: string | undefined, row: SourceRow, before: Held): Held {
    const time = frame.time(textOf(row, "updated_at"));
    const isTeam = textOf(row, "assignee_type") === "team";
    const holderOf = (...names: string[]) => textOf(row, ...names)?.replace(/^0$/, "") ?? "";
    const now: Held = {
      state: textOf(row, "state") ?? before.state,
      holder: isTeam ? before.holder : holderOf("admin_assignee_id", "assignee_id"),
      team: isTeam ? holderOf("assignee_id") : holderOf("team_assignee_id"),
    };
    const agent = now.holder === before.holder ? {} : { agent: now.holder === "" ? null : now.holder };
    const team = now.team === before.team ? {} : { team: now.team === "" ? null : now.team };
    const moved = { type: "assigned", ...agent, ...team };
    if (Object.keys(moved).length > 1)
      frame.add({ number, ticket, time, id: `snapshot:${time.text}:assigned`, fields: moved });
    if (now.state !== before.state) {
      const phase = Object.hasOwn(phaseOfState, now.state) ? phaseOfState[now.state] : `state ${now.state}`;
      frame.add({ number, ticket, time, id: `snapshot:${time.text}:status`, fields: { type: "status", phase } });
    }
    return now;
  }

  function writeRating(ticket: string | undefined, { number, value }: VendorRecord): void {
    const requested = textOf(value, "conversation_rating.created_at", "conversation_rating_created_at");
    const score = numberIn(value, "conversation_rating.rating", "conversation_rating_value");
    if (requested === undefined && score === undefined) return;
    const offered = { type: "survey", step: "offered" };
    frame.add({ number, ticket, time: frame.time(requested), id: "survey:offered", fields: offered });
    if (score === undefined) return;
    const answered = ratedAt.get(ticket) ?? textOf(value, "conversation_rating.updated_at");
    if (answered === undefined) frame.notes.add(intercomNotes.ratingTime, number, ticket);
    const actor = frame.actor("customer", textOf(value, "conversation_rating.contact.id"));
    const fields = { type: "survey", step: "answered", score, actor };
    frame.add({ number, ticket, time: frame.time(answered ?? requested), id: "survey:answered", fields });
  }
}
