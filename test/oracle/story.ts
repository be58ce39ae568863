import type { Policy } from "../../src/schemas/policy.ts";
import type { ActorKind, Phase } from "../../src/schemas/vocabulary.ts";

/** An event as the oracle reads it: any row of the log's vocabulary whose times are numbers. */
export interface Row {
  ticket: string;
  at: number;
  type: string;
  actor?: { kind: ActorKind; id?: string; team?: string; employer?: string; role?: "supervisor" };
  id?: string;
  seq?: number;
  [field: string]: unknown;
}

/** An event in its ticket, with what it means there. */
export interface Moment {
  row: Row;
  at: number;
  kind: ActorKind;
  who: string | null;
  before: Phase | "unknown";
  after: Phase | "unknown";
  /** Public customer message other than thanks. */
  customerWord: boolean;
  /** Public message that stops the customer's clock. */
  humanReply: boolean;
  closing: boolean;
  reopening: boolean;
  /** A change of phase by the customer: so caused, or, where no cause is said, so acted. Any reopening that he made. */
  byCustomer: boolean;
  /** The ticket goes into another one, or turns out to be the same as another one. */
  mergesAway: boolean;
  /** A closing that was part of a merger. */
  closedByMerger: boolean;
}

export interface Story {
  ticket: string;
  moments: Moment[];
}

const live = ["open", "waitingOnCustomer", "onHold"];
const shut = ["solved", "closed"];
export const isLive = (phase: string) => live.includes(phase) || phase === "unknown";
export const isThrownAway = (phase: string) => phase === "spam" || phase === "deleted";
export const isShut = (phase: string) => shut.includes(phase);

/** Drops rows that say nothing new, as the design defines them; rows whose id is taken by other content go as well. */
function withoutRepeats(rows: readonly Row[]): Row[] {
  const kept: Row[] = [];
  for (const row of rows) {
    const known = kept.some((other) =>
      row.id === undefined
        ? other.id === undefined && text(other) === text(row)
        : other.ticket === row.ticket && other.id === row.id,
    );
    if (!known) kept.push(row);
  }
  return kept;
}

const text = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** One story a ticket, from the rows in the order of the file. */
export function storiesOf(rows: readonly Row[], policy: Policy): Story[] {
  const tickets = [...new Set(rows.map((row) => row.ticket))];
  return tickets.map((ticket) => {
    const own = inOrder(withoutRepeats(rows.filter((row) => row.ticket === ticket)));
    let phase: Phase | "unknown" = "unknown";
    // Where a ticket stood before it was thrown away, as spam or deleted.
    let kept: Phase | "unknown" = "unknown";
    let merged = false;
    const moments = own.map((row): Moment => {
      const before = phase;
      if (row.type === "created" && phase === "unknown") phase = "open";
      if (row.type === "status") {
        const next = row["phase"] as Phase;
        if (isThrownAway(next) && !isThrownAway(before)) kept = before;
        // Closing what was thrown away is tidying up.
        if (!(isThrownAway(before) && isShut(next))) phase = next;
      }
      const kind = row.actor?.kind ?? "unknown";
      const cause = (row["cause"] as string | undefined) ?? "unknown";
      const first = row === own[0];
      const shutting = row.type === "status" && isShut(phase) && !isShut(before);
      const mergesHere =
        (row.type === "linked" &&
          row["other"] !== ticket &&
          ["mergedInto", "duplicateOf"].includes(row["relation"] as string)) ||
        (row.type === "status" && row["phase"] !== before && isShut(phase) && (cause === "merge" || merged));
      merged ||= mergesHere;
      return {
        row,
        at: row.at,
        kind,
        who: row.actor?.id ?? null,
        before,
        after: phase,
        customerWord:
          row.type === "message" && row["public"] === true && kind === "customer" && row["intent"] !== "gratitude",
        humanReply: row.type === "message" && row["public"] === true && counts(row, kind, policy),
        // What the first row of a log shows as closed was closed before the log began; a merger's closing is none.
        closing: shutting && !first && !mergesHere,
        reopening: row.type === "status" && live.includes(phase) && isShut(isThrownAway(before) ? kept : before),
        byCustomer:
          row.type === "status" &&
          (cause === "customer" || (kind === "customer" && (cause === "unknown" || !isShut(phase)))),
        mergesAway: mergesHere,
        closedByMerger: false,
      };
    });
    // Some exports close first and link afterwards, at the same instant: that closing was the merger's.
    for (const merger of moments.filter((moment) => moment.mergesAway)) {
      const past = moments.slice(0, moments.indexOf(merger));
      const closing = past.findLast((moment) => moment.closing);
      if (closing?.at === merger.at && isShut(merger.before)) closing.closedByMerger = true;
    }
    return { ticket, moments };
  });
}

function counts(row: Row, kind: ActorKind, policy: Policy): boolean {
  const origin = (row["origin"] as string | undefined) ?? "unstated";
  if (policy.countsAsReply === "any")
    return origin !== "campaign" && (kind === "agent" || kind === "bot" || kind === "system");
  const allowed =
    policy.countsAsReply === "human" ? ["unstated", "human"] : ["unstated", "human", "assisted", "template"];
  return kind === "agent" && allowed.includes(origin);
}

/** By time, then seq, then as in the file; in one instant the creation first and a reply before the closing it explains. */
function inOrder(rows: Row[]): Row[] {
  const seq = (row: Row) => row.seq ?? 0;
  const places = new Map(rows.map((row, place) => [row, place]));
  const sorted = [...rows].sort((x, y) => x.at - y.at || seq(x) - seq(y) || places.get(x)! - places.get(y)!);
  const result: Row[] = [];
  while (sorted.length > 0) {
    const head = sorted[0]!;
    const ties = sorted.filter((row) => row.at === head.at && seq(row) === seq(head));
    sorted.splice(0, ties.length);
    const creations = ties.filter((row) => row.type === "created");
    result.push(...creations);
    // Every stretch between two changes to another phase than solved or closed is settled by itself.
    let stretch: Row[] = [];
    const settle = () => {
      const closing = stretch.findIndex((row) => row.type === "status");
      const isReply = (row: Row) => row.type === "message" && row["public"] === true && row.actor?.kind !== "customer";
      if (closing < 0) result.push(...stretch);
      else {
        const after = stretch.slice(closing);
        result.push(...stretch.slice(0, closing), ...after.filter(isReply), ...after.filter((row) => !isReply(row)));
      }
      stretch = [];
    };
    for (const row of ties) {
      if (row.type === "created") continue;
      if (row.type === "status" && !isShut(row["phase"] as string)) {
        settle();
        result.push(row);
      } else stretch.push(row);
    }
    settle();
  }
  return result;
}
