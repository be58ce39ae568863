import { sortAscending } from "./sort-ascending.ts";

/** When cases ended, by how, each kind in rising order with Infinity after its last. */
export interface SortedEnds {
  /** Number of cases. */
  readonly n: number;
  /** There are at most so many distinct times. */
  readonly mostTimes: number;
  /** Nothing was decided. */
  readonly censored: Float64Array;
  /** The event of interest. */
  readonly events: Float64Array;
  /** Another end, which rules the event of interest out for ever. */
  readonly competing: Float64Array;
}

/**
 * Puts ends in order, whatever the order of the cases.
 *
 * @param caller name of the public function, for the messages
 * @param times finite, 0 or more
 * @param status 0 censored, 1 event of interest, anything else a competing event
 * @param horizon whoever was seen longer counts as seen until just after, and as censored there
 * @throws RangeError outside those ranges or if the lengths differ
 */
export function sortedEnds(caller: string, times: Float64Array, status: Uint8Array, horizon = Infinity): SortedEnds {
  const n = times.length;
  if (status.length !== n) throw new RangeError(`${caller}: expected equal lengths, got ${n} and ${status.length}`);
  let ofInterest = 0;
  let undecided = 0;
  let latest = 0;
  for (let i = 0; i < n; i += 1) {
    const time = times[i]!;
    if (!(time >= 0 && time < Infinity)) throw new RangeError(`${caller}: expected finite times >= 0, got ${time}`);
    // Counting a comparison costs the same either way; a branch on who ended how would often be guessed wrong.
    const end = status[i]! * Number(time <= horizon);
    if (time > latest) latest = time;
    ofInterest += Number(end === 1);
    undecided += Number(end === 0);
  }
  if (latest > horizon) latest = horizon + 1;
  // Sorting each kind by itself needs no index array. Infinity after the last of each saves asking whether one is left.
  const censored = new Float64Array(undecided + 1);
  const events = new Float64Array(ofInterest + 1);
  const competing = new Float64Array(n - ofInterest - undecided + 1);
  let c = 0;
  let e = 0;
  let k = 0;
  for (let i = 0; i < n; i += 1) {
    const time = times[i]!;
    const end = status[i]!;
    const isEarlier = Number(time < latest) & Number(time <= horizon);
    events[e] = time;
    censored[c] = time;
    competing[k] = time;
    e += isEarlier & Number(end === 1);
    c += isEarlier & Number(end === 0);
    k += isEarlier & Number(end > 1);
  }
  sort(censored, c, latest);
  sort(events, e, latest);
  sort(competing, k, latest);
  return { n, mostTimes: Math.min(n, c + e + k + 1), censored, events, competing };
}

/** What ended at the latest time, often the end of a window, needs no sorting: it follows the other `count`. */
function sort(ends: Float64Array, count: number, latest: number): void {
  sortAscending(ends.subarray(0, count));
  ends.fill(latest, count).fill(Infinity, -1);
}
