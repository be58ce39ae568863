import type { EventRow, SourceRow } from "./source.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import { textOf } from "./vendor-values.ts";

/**
 * What a conversation says of its beginning.
 *
 * @param firstKind who wrote its first message, greetings aside; the conversation itself does not say who began it
 */
export function conversationCreated(row: SourceRow, firstKind: string, frame: VendorFrame): EventRow {
  const requester = textOf(row, "contact_id", "meta.sender.id");
  const channel = textOf(row, "meta.channel", "channel");
  const kind = textOf(row, "campaign_id") === undefined ? firstKind : "system";
  const initiator = kind === "customer" || kind === "agent" ? kind : "system";
  return {
    type: "created",
    ...(requester === undefined ? {} : { requester }),
    ...(channel === undefined ? {} : { channel }),
    ...(kind === "unknown" ? {} : { initiator }),
    actor: kind === "customer" ? frame.actor(kind, requester) : { kind },
  };
}
