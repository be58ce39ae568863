import { comparePlaces, type Place } from "./first-few.ts";
import type { EventDraft, PlacedDraft } from "./vendor-frame.ts";

const quickMs = 3_000;
const fewestReplies = 5;
const quickShare = 0.8;

interface Replies {
  all: number;
  quick: number;
  /** Where the first of them stands. */
  place: Place;
}

/**
 * Finds accounts counted as agents that answer customers as only machines do: of at least 5 public messages that directly follow a
 * customer's, 80 % or more within 3 seconds. A hint for the reader, never a verdict: what they are is not changed.
 */
export class QuickRepliers {
  readonly #replies = new Map<string, Replies>();

  /** Learns from events of tickets that are whole among them. */
  learn(drafts: readonly PlacedDraft[]): void {
    for (const messages of publicMessages(drafts).values()) {
      const { place } = messages[0]!;
      messages.sort((a, b) => a.draft.time.atMs! - b.draft.time.atMs!);
      messages.forEach(({ draft }, index) => {
        const before = messages[index - 1]?.draft;
        const id = actorOf(draft)?.id;
        if (before === undefined || id === undefined || actorOf(draft)?.kind !== "agent") return;
        if (actorOf(before)?.kind !== "customer") return;
        this.#count(id, draft.time.atMs! - before.time.atMs! <= quickMs, [...place, index]);
      });
    }
  }

  found(): { id: string; replies: number }[] {
    const inOrder = [...this.#replies].sort(([, a], [, b]) => comparePlaces(a.place, b.place));
    return inOrder.flatMap(([id, { all, quick }]) =>
      all >= fewestReplies && quick >= quickShare * all ? [{ id, replies: quick }] : [],
    );
  }

  #count(id: string, isQuick: boolean, place: Place): void {
    const replies = this.#replies.get(id) ?? { all: 0, quick: 0, place };
    replies.all++;
    if (isQuick) replies.quick++;
    if (comparePlaces(place, replies.place) < 0) replies.place = place;
    this.#replies.set(id, replies);
  }
}

/** The distinct public messages of each ticket. */
function publicMessages(drafts: readonly PlacedDraft[]): Map<string, PlacedDraft[]> {
  const byTicket = new Map<string, PlacedDraft[]>();
  const seen = new Set<string>();
  for (const placed of drafts) {
    const { ticket, id, time, fields } = placed.draft;
    if (fields["type"] !== "message" || fields["public"] !== true) continue;
    if (ticket === undefined || time.atMs === null) continue;
    const name = JSON.stringify([ticket, id]);
    if (seen.has(name)) continue;
    seen.add(name);
    const known = byTicket.get(ticket);
    if (known === undefined) byTicket.set(ticket, [placed]);
    else known.push(placed);
  }
  return byTicket;
}

function actorOf({ fields }: EventDraft): { kind: string; id?: string } | undefined {
  return fields["actor"] as { kind: string; id?: string } | undefined;
}
