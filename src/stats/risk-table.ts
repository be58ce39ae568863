import { sortAscending } from "./sort-ascending.ts";

/**
 * Observed ends put in order: one step for each distinct time, with how many were still under observation just before
 * it and how they ended there. Whoever is censored at a time was still at risk of the events at that same time.
 */
export interface RiskTable {
  /** Number of cases. */
  readonly n: number;
  /** Distinct times in rising order, in the unit of the input. */
  readonly times: Float64Array;
  /** Cases whose time is this or later. */
  readonly atRisk: Float64Array;
  /** Cases that ended here by the event of interest. */
  readonly events: Float64Array;
  /** Cases that ended here in another way, which rules the event of interest out for ever. */
  readonly competing: Float64Array;
  /** Cases whose observation ended here with nothing decided. */
  readonly censored: Float64Array;
  /** The earliest censoring; Infinity if there is none. */
  readonly firstCensoredAt: number;
}

const CENSORED = 0;
const OF_INTEREST = 1;

/**
 * Counts ends by distinct time, in O(n log n) and whatever the order of the cases.
 *
 * @param caller name of the public function, for the messages
 * @param times finite, 0 or more
 * @param status 0 censored, 1 event of interest, anything else (up to `largestStatus`) a competing event
 * @throws RangeError outside those ranges or if the lengths differ
 */
export function riskTable(caller: string, times: Float64Array, status: Uint8Array, largestStatus: number): RiskTable {
  const n = times.length;
  if (status.length !== n) throw new RangeError(`${caller}: expected equal lengths, got ${n} and ${status.length}`);
  let ofInterest = 0;
  let competing = 0;
  let latest = 0;
  for (let i = 0; i < n; i += 1) {
    const time = times[i]!;
    if (!(time >= 0 && time < Infinity)) throw new RangeError(`${caller}: expected finite times >= 0, got ${time}`);
    if (time > latest) latest = time;
    const end = status[i]!;
    if (end > largestStatus) throw new RangeError(`${caller}: expected status 0 to ${largestStatus}, got ${end}`);
    if (end === OF_INTEREST) ofInterest += 1;
    else if (end !== CENSORED) competing += 1;
  }
  // Sorting each kind by itself needs no index array. What ended at the latest time, often the end of a window, is in its
  // place already. Infinity after the last of each saves asking whether one is left.
  const censoredTimes = new Float64Array(n - ofInterest - competing + 1).fill(latest);
  const eventTimes = new Float64Array(ofInterest + 1).fill(latest);
  const competingTimes = new Float64Array(competing + 1).fill(latest);
  for (const kind of [censoredTimes, eventTimes, competingTimes]) kind[kind.length - 1] = Infinity;
  let c = 0;
  let e = 0;
  let k = 0;
  for (let i = 0; i < n; i += 1) {
    const time = times[i]!;
    if (time === latest) continue;
    const end = status[i]!;
    if (end === OF_INTEREST) eventTimes[e++] = time;
    else if (end === CENSORED) censoredTimes[c++] = time;
    else competingTimes[k++] = time;
  }
  sortAscending(censoredTimes.subarray(0, c));
  sortAscending(eventTimes.subarray(0, e));
  sortAscending(competingTimes.subarray(0, k));
  return mergeByTime(n, censoredTimes, eventTimes, competingTimes);
}

function mergeByTime(
  n: number,
  censoredTimes: Float64Array,
  eventTimes: Float64Array,
  competingTimes: Float64Array,
): RiskTable {
  const [times, atRisk, events, competing, censored] = Array.from({ length: 5 }, () => new Float64Array(n)) as Columns;
  let c = 0;
  let e = 0;
  let k = 0;
  let steps = 0;
  for (let left = n; left > 0; steps += 1) {
    const time = Math.min(censoredTimes[c]!, eventTimes[e]!, competingTimes[k]!);
    times[steps] = time;
    atRisk[steps] = left;
    for (; eventTimes[e] === time; e += 1) events[steps]! += 1;
    for (; competingTimes[k] === time; k += 1) competing[steps]! += 1;
    for (; censoredTimes[c] === time; c += 1) censored[steps]! += 1;
    left = n - c - e - k;
  }
  // Room that was not needed was never touched.
  const upTo = (column: Float64Array) => column.subarray(0, steps);
  return {
    n,
    times: upTo(times),
    atRisk: upTo(atRisk),
    events: upTo(events),
    competing: upTo(competing),
    censored: upTo(censored),
    firstCensoredAt: censoredTimes[0]!,
  };
}

type Columns = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
