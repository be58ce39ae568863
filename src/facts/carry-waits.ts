import { Cause, WaitEnd } from "./codes.ts";
import type { Mergers } from "./mergers.ts";
import type { Closures, Replies, Waits } from "./tables.ts";

/** Something in a ticket that ends a wait for it, be it a wait of its own or one that was merged into it. */
interface Stop {
  readonly at: number;
  readonly end: number;
  readonly answerer: number;
  /** When the first human reply came, from here on; NaN if none did. */
  replyAt: number;
}

/**
 * A wait that ended by a merger goes on in the ticket into which it went, until somebody answers there, closes it, or the
 * customer leaves; and further, should that one be merged in turn. Where the trail leads out of sight it ends as `merged`.
 */
export function carryWaits(mergers: Mergers, waits: Waits, closures: Closures, replies: Replies): void {
  const stopsIn = stopFinder(waits, closures, replies);
  const carried: { wait: number; stop: Stop | null; at: number }[] = [];
  for (let wait = 0; wait < waits.length; wait++) {
    if (waits.end[wait] !== WaitEnd.merged) continue;
    let at = waits.endAt[wait]!;
    for (let from = waits.ticket[wait]!; ; ) {
      const ticket = mergers.into(from);
      if (ticket < 0) {
        carried.push({ wait, stop: null, at });
        break;
      }
      const stop = firstFrom(stopsIn(ticket), at);
      const staysHere = ticket === from || mergers.into(ticket) === ticket;
      const leftAt = staysHere ? Number.NaN : mergers.at(ticket);
      if (!(leftAt >= at && (stop === undefined || leftAt < stop.at))) {
        carried.push({
          wait,
          stop: stop ?? { at: Number.NaN, end: WaitEnd.open, answerer: -1, replyAt: Number.NaN },
          at,
        });
        break;
      }
      at = leftAt;
      from = ticket;
    }
  }
  for (const { wait, stop, at } of carried) {
    waits.endAt[wait] = stop === null ? at : stop.at;
    if (stop === null) continue;
    waits.end[wait] = stop.end;
    waits.answerer[wait] = stop.answerer;
    if (stop.end !== WaitEnd.answered) waits.lateReplyAt[wait] = stop.replyAt;
  }
}

/** The stops of a ticket in the order of time, an answer before a closing of the same instant; found once. */
function stopFinder(waits: Waits, closures: Closures, replies: Replies): (ticket: number) => Stop[] {
  const known = new Map<number, Stop[]>();
  return (ticket) => {
    const found = known.get(ticket);
    if (found !== undefined) return found;
    const stops: Stop[] = [];
    const add = (at: number, end: number, answerer: number) =>
      stops.push({ at, end, answerer, replyAt: end === WaitEnd.answered ? at : Number.NaN });
    for (let row = firstRowOf(waits.ticket, ticket); waits.ticket[row] === ticket; row++) {
      const end = waits.end[row]!;
      if (end !== WaitEnd.open && end !== WaitEnd.merged) add(waits.endAt[row]!, end, waits.answerer[row]!);
    }
    for (let row = firstRowOf(closures.ticket, ticket); closures.ticket[row] === ticket; row++) {
      const end = closures.byCustomer[row] === 1 ? WaitEnd.abandoned : WaitEnd.closedUnanswered;
      if (closures.cause[row] !== Cause.merge) add(closures.at[row]!, end, -1);
    }
    for (let row = firstRowOf(replies.ticket, ticket); replies.ticket[row] === ticket; row++) {
      add(replies.at[row]!, WaitEnd.answered, replies.agent[row]!);
    }
    const rank = (stop: Stop) => (stop.end === WaitEnd.answered ? 0 : 1);
    stops.sort((x, y) => x.at - y.at || rank(x) - rank(y));
    for (let i = stops.length - 2; i >= 0; i--) {
      if (Number.isNaN(stops[i]!.replyAt)) stops[i]!.replyAt = stops[i + 1]!.replyAt;
    }
    known.set(ticket, stops);
    return stops;
  };
}

/** Where the rows of a ticket begin in a table in canonical order: few are asked of, so none are listed. */
function firstRowOf(owners: Int32Array, ticket: number): number {
  let [low, high] = [0, owners.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (owners[middle]! < ticket) low = middle + 1;
    else high = middle;
  }
  return low;
}

function firstFrom(stops: readonly Stop[], at: number): Stop | undefined {
  let [low, high] = [0, stops.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stops[middle]!.at < at) low = middle + 1;
    else high = middle;
  }
  return stops[low];
}
