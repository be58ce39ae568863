import { chatwootPhase } from "./chatwoot-words.ts";
import type { EventRow, SourceRow } from "./source.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import { objectOf, objectsOf, textOf } from "./vendor-values.ts";

/** What a webhook about a conversation tells: by a name that is the event's own within one instant. */
export interface WebhookEvent {
  name: string;
  fields: EventRow;
}

/** Reads `conversation_status_changed` and `conversation_updated`: what changed, and who did it where the payload says so. */
export function webhookEvents(row: SourceRow, frame: VendorFrame): WebhookEvent[] {
  const changed = objectsOf(row, "changed_attributes");
  const changeOf = (name: string) => changed.map((change) => objectOf(change, name)).find((one) => one !== undefined);
  const isStatus = textOf(row, "event") === "conversation_status_changed";
  const status = isStatus ? (textOf(changeOf("status") ?? {}, "current_value") ?? textOf(row, "status")) : undefined;
  const assignee = changeOf("assignee_id");
  const actor = performerOf(row, frame);
  const events: WebhookEvent[] = [];
  if (status !== undefined) {
    events.push({ name: `status:${status}`, fields: { type: "status", phase: chatwootPhase(status), ...actor } });
  }
  if (assignee !== undefined) {
    const agent = textOf(assignee, "current_value") ?? null;
    events.push({ name: "assignee", fields: { type: "assigned", agent, ...actor } });
  }
  return events;
}

function performerOf(row: SourceRow, frame: VendorFrame): EventRow {
  const performer = objectOf(row, "performed_by", "changed_by") ?? {};
  const type = (textOf(performer, "type") ?? "").toLowerCase();
  const kind = /bot|captain/.test(type)
    ? "bot"
    : type === "contact"
      ? "customer"
      : type === "user"
        ? "agent"
        : undefined;
  return kind === undefined ? {} : { actor: frame.actor(kind, textOf(performer, "id")) };
}
