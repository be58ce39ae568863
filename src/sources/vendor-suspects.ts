import type { EventDraft } from "./vendor-frame.ts";

const quickMs = 3_000;
const fewestReplies = 5;
const quickShare = 0.8;

interface Replies {
  all: number;
  quick: number;
}

/**
 * Accounts counted as agents that answer customers as only machines do: of at least 5 public messages that directly follow a
 * customer's, 80 % or more within 3 seconds. A hint for the reader, never a verdict: what they are is not changed.
 */
export function quickRepliers(drafts: readonly EventDraft[]): { id: string; replies: number }[] {
  const byTicket = new Map<string, EventDraft[]>();
  const seen = new Set<string>();
  for (const draft of drafts) {
    if (draft.fields["type"] !== "message" || draft.fields["public"] !== true) continue;
    if (draft.ticket === undefined || draft.time.atMs === null) continue;
    const name = JSON.stringify([draft.ticket, draft.id]);
    if (seen.has(name)) continue;
    seen.add(name);
    const known = byTicket.get(draft.ticket);
    if (known === undefined) byTicket.set(draft.ticket, [draft]);
    else known.push(draft);
  }
  const found = new Map<string, Replies>();
  for (const messages of byTicket.values()) {
    messages.sort((a, b) => a.time.atMs! - b.time.atMs!);
    messages.forEach((message, index) => {
      const before = messages[index - 1];
      const id = actorOf(message)?.id;
      if (before === undefined || id === undefined || actorOf(message)?.kind !== "agent") return;
      if (actorOf(before)?.kind !== "customer") return;
      const replies = found.get(id) ?? { all: 0, quick: 0 };
      replies.all++;
      if (message.time.atMs! - before.time.atMs! <= quickMs) replies.quick++;
      found.set(id, replies);
    });
  }
  return [...found].flatMap(([id, { all, quick }]) =>
    all >= fewestReplies && quick >= quickShare * all ? [{ id, replies: quick }] : [],
  );
}

function actorOf({ fields }: EventDraft): { kind: string; id?: string } | undefined {
  return fields["actor"] as { kind: string; id?: string } | undefined;
}
