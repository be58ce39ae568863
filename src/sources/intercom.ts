import { type IntercomTable, nestedParts, writeIntercom } from "./intercom-conversations.ts";
import { intercomNotes } from "./intercom-parts.ts";
import { RowSet } from "./row-set.ts";
import type { SourceResult, SourceRow } from "./source.ts";
import { readWhole, type TicketSource } from "./ticket-source.ts";
import { VendorFrame, type VendorOptions } from "./vendor-frame.ts";
import { type Aside, inPhase, type PlacedRecord, vendorSource } from "./vendor-source.ts";
import { objectOf, textOf } from "./vendor-values.ts";

const kinds = {
  notification: { has: ["topic", "data"] },
  part: { has: ["part_type", ["author", "author_id", "author_type"], "created_at"] },
  conversation: {
    has: [["source", "source_delivered_as"], ["state", "open", "is_open"], "created_at"],
    inList: ["conversations"],
  },
  person: { has: ["id", "name", ["email", "job_title", "_fivetran_deleted"]], inList: ["admins", "teams"] },
} as const;

/**
 * Turns an Intercom export into event rows: conversations with their parts out of the API, webhook notifications, and the tables
 * that a pipeline lands (`conversation_history`, `conversation_part_history`), in one stream and any order.
 *
 * Bots that post under an admin's name look like admins: name them in `bots`.
 *
 * @throws {RangeError} where `timeZone` is not an IANA zone
 */
export function fromIntercom(rows: Iterable<unknown>, options: VendorOptions = {}): SourceResult {
  return readWhole(intercomSource(options), rows);
}

/** What reads it conversation by conversation; see `fromIntercom`. */
export function intercomSource(options: VendorOptions): TicketSource {
  const frame = new VendorFrame(options);
  const rowsWithParts = new RowSet();

  return vendorSource<keyof typeof kinds, IntercomTable>(frame, {
    kinds,
    see,
    write: (records) => writeIntercom(records, frame, rowsWithParts),
    observes: () => ({
      ...(rowsWithParts.size === 0
        ? { messages: false, customerMessages: false, staffReplies: false, botMessages: false }
        : {}),
      intents: false,
      handoffs: false,
      promises: false,
      escalations: false,
    }),
  });

  function see(kind: keyof typeof kinds, record: PlacedRecord): Aside<IntercomTable>[] {
    const { number, value } = record;
    switch (kind) {
      case "conversation":
        return [seeConversation(number, named(value, "conversation_id"), 0)];
      case "notification": {
        const item = objectOf(value, "data.item");
        if (item?.["type"] === "conversation") return [seeConversation(number, item, 1)];
        inPhase(frame, 1, [record], () => frame.notes.add(intercomNotes.ignored, number, textOf(value, "topic")));
        return [];
      }
      case "person":
        inPhase(frame, 2, [record], () => frame.notes.add(intercomNotes.names, number));
        return [];
      case "part":
        rowsWithParts.add(number);
        return [{ kind, ticket: textOf(value, "conversation_id"), value: named(value, "conversation_part_id") }];
    }
  }

  function seeConversation(number: number, value: SourceRow, lane: number): Aside<IntercomTable> {
    if (nestedParts(value).length > 0) rowsWithParts.add(number);
    return { kind: "conversation", ticket: textOf(value, "id"), value, lane };
  }
}

/** Staging models of pipelines call a table's own identifier by the table's name. */
function named(value: SourceRow, name: string): SourceRow {
  return Object.hasOwn(value, "id") ? value : { ...value, id: value[name] };
}
