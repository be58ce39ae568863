import type { Phase } from "../schemas/vocabulary.ts";
import { type FreshdeskTable, writeFreshdesk } from "./freshdesk-tickets.ts";
import type { SourceResult, SourceRow } from "./source.ts";
import { readWhole, type TicketSource } from "./ticket-source.ts";
import { VendorFrame, type VendorOptions } from "./vendor-frame.ts";
import { type Aside, type PlacedRecord, vendorSource } from "./vendor-source.ts";
import { objectsOf, textOf, truthOf } from "./vendor-values.ts";

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
  return readWhole(freshdeskSource(options), rows);
}

/** What reads it ticket by ticket; see `fromFreshdesk`. */
export function freshdeskSource(options: FreshdeskOptions): TicketSource {
  const frame = new VendorFrame(options);
  const states = new Map(Object.entries(options.states ?? {}));
  const staff = new Set<string>();
  let isSilent = true;
  let isIncomplete = false;

  return vendorSource<keyof typeof kinds, FreshdeskTable>(frame, {
    kinds,
    see,
    write: (records) => {
      if (writeFreshdesk(records, { frame, states, staff })) isIncomplete = true;
    },
    observes: () => ({
      ...(isSilent ? { messages: false, customerMessages: false, staffReplies: false, botMessages: false } : {}),
      ...(isIncomplete ? { closures: false } : {}),
      intents: false,
      handoffs: false,
      promises: false,
      escalations: false,
    }),
  });

  function see(kind: keyof typeof kinds, { value }: PlacedRecord): Aside<FreshdeskTable>[] {
    const ticket = textOf(value, "ticket_id");
    if (kind === "ticket") return seeTicket(value);
    if (kind === "conversation") return [seeConversation(value, 0)];
    if (kind === "activity") learnStaff(textOf(value, "activity.agent_id"));
    return [{ kind, ticket, value }];
  }

  /** A conversation within a ticket may name another one. */
  function seeTicket(value: SourceRow): Aside<FreshdeskTable>[] {
    const ticket = textOf(value, "id");
    const conversations = objectsOf(value, "conversations");
    const rest = conversations.length === 0 ? value : { ...value, conversations: undefined };
    learnStaff(textOf(value, "responder_id"));
    return [
      { kind: "ticket", ticket, value: rest },
      ...conversations.map((one) => seeConversation({ ...one, ticket_id: textOf(one, "ticket_id") ?? ticket }, 1)),
    ];
  }

  function seeConversation(value: SourceRow, lane: number): Aside<FreshdeskTable> {
    isSilent = false;
    if (truthOf(value, "incoming") === false || truthOf(value, "private") === true)
      learnStaff(textOf(value, "user_id"));
    return { kind: "conversation", ticket: textOf(value, "ticket_id"), value, lane };
  }

  function learnStaff(id: string | undefined): void {
    if (id !== undefined) staff.add(id);
  }
}
