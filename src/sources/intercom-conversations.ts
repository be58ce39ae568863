import { intercomActor, intercomNotes, partEvents } from "./intercom-parts.ts";
import type { RowSet } from "./row-set.ts";
import type { EventRow, SourceRow } from "./source.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import { inPhase, type PlacedRecord } from "./vendor-source.ts";
import { numberIn, objectOf, objectsOf, textOf } from "./vendor-values.ts";

/** What a conversation is read from. */
export type IntercomTable = "part" | "conversation";

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

/** The parts that stand within a conversation. */
export function nestedParts(conversation: SourceRow): SourceRow[] {
  return objectsOf(conversation, "conversation_parts.conversation_parts", "conversation_parts");
}

/**
 * Writes conversations of which all records are given.
 * @param rowsWithParts rows of the export that hold any part
 */
export function writeIntercom(
  records: (kind: IntercomTable) => PlacedRecord[],
  frame: VendorFrame,
  rowsWithParts: RowSet,
): void {
  const conversations = records("conversation");
  const parts: PlacedRecord[] = records("part");
  for (const { number, value, place } of conversations) {
    const conversation_id = textOf(value, "id");
    const [lane = 0, ...within] = place;
    nestedParts(value).forEach((part, index) => {
      parts.push({ number, value: { ...part, conversation_id }, place: [1 + lane, ...within, index] });
    });
  }
  const withParts = new Set(parts.map(({ value }) => textOf(value, "conversation_id")));
  const ratedAt = new Map<string | undefined, string>();
  inPhase(frame, 3, parts, ({ number, value }) => writePart(number, value));

  const snapshots = new Map<string | undefined, PlacedRecord[]>();
  for (const record of conversations) {
    const ticket = textOf(record.value, "id");
    const known = snapshots.get(ticket);
    if (known === undefined) snapshots.set(ticket, [record]);
    else known.push(record);
  }
  inPhase(
    frame,
    4,
    [...snapshots.values()].map((versions) => ({ versions, place: versions[0]!.place })),
    ({ versions }) => writeConversation(textOf(versions[0]!.value, "id"), versions),
  );

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

  function writeConversation(ticket: string | undefined, versions: readonly PlacedRecord[]): void {
    const updatedAt = ({ value }: PlacedRecord) => frame.peekTime(textOf(value, "updated_at")).atMs ?? 0;
    const inTime = [...versions].sort((a, b) => updatedAt(a) - updatedAt(b));
    const hasParts = withParts.has(ticket);
    let held: Held = { state: "open", holder: "", team: "" };
    for (const [index, { number, value }] of inTime.entries()) {
      const before = frame.draftCount;
      if (index === 0) writeCreation(number, ticket, value);
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

  function writeRating(ticket: string | undefined, { number, value }: PlacedRecord): void {
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
