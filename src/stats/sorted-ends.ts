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

const CENSORED = 0;
const OF_INTEREST = 1;

/**
 * Puts ends in order, whatever the order of the cases.
 *
 * @param caller name of the public function, for the messages
 * @param times finite, 0 or more
 * @param status 0 censored, 1 event of interest, anything else (up to `largestStatus`) a competing event
 * @throws RangeError outside those ranges or if the lengths differ
 */
export function sortedEnds(caller: string, times: Float64Array, status: Uint8Array, largestStatus: number): SortedEnds {
  const n = times.length;
  if (status.length !== n) throw new RangeError(`${caller}: expected equal lengths, got ${n} and ${status.length}`);
  let ofInterest = 0;
  let ruledOut = 0;
  let latest = 0;
  for (let i = 0; i < n; i += 1) {
    const time = times[i]!;
    if (!(time >= 0 && time < Infinity)) throw new RangeError(`${caller}: expected finite times >= 0, got ${time}`);
    if (time > latest) latest = time;
    const end = status[i]!;
    if (end > largestStatus) throw new RangeError(`${caller}: expected status 0 to ${largestStatus}, got ${end}`);
    if (end === OF_INTEREST) ofInterest += 1;
    else if (end !== CENSORED) ruledOut += 1;
  }
  // Sorting each kind by itself needs no index array. What ended at the latest time, often the end of a window, is in its
  // place already. Infinity after the last of each saves asking whether one is left.
  const censored = new Float64Array(n - ofInterest - ruledOut + 1).fill(latest);
  const events = new Float64Array(ofInterest + 1).fill(latest);
  const competing = new Float64Array(ruledOut + 1).fill(latest);
  for (const kind of [censored, events, competing]) kind[kind.length - 1] = Infinity;
  let c = 0;
  let e = 0;
  let k = 0;
  for (let i = 0; i < n; i += 1) {
    const time = times[i]!;
    if (time === latest) continue;
    const end = status[i]!;
    if (end === OF_INTEREST) events[e++] = time;
    else if (end === CENSORED) censored[c++] = time;
    else competing[k++] = time;
  }
  sortAscending(censored.subarray(0, c));
  sortAscending(events.subarray(0, e));
  sortAscending(competing.subarray(0, k));
  return { n, mostTimes: Math.min(n, c + e + k + 1), censored, events, competing };
}
