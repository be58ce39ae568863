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
  const sizes = [0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    const time = times[i]!;
    if (!(time >= 0 && time < Infinity)) throw new RangeError(`${caller}: expected finite times >= 0, got ${time}`);
    if (status[i]! > largestStatus) {
      throw new RangeError(`${caller}: expected status 0 to ${largestStatus}, got ${status[i]}`);
    }
    sizes[kindOf(status[i]!)]! += 1;
  }
  // Sorting each kind by itself needs no index array.
  const sorted = sizes.map((size) => new Float64Array(size));
  const filled = [0, 0, 0];
  for (let i = 0; i < n; i += 1) {
    const kind = kindOf(status[i]!);
    sorted[kind]![filled[kind]!] = times[i]!;
    filled[kind]! += 1;
  }
  for (const values of sorted) sortAscending(values);
  return mergeByTime(n, sorted[CENSORED]!, sorted[OF_INTEREST]!, sorted[2]!);
}

function kindOf(status: number): number {
  return status > OF_INTEREST ? 2 : status;
}

function mergeByTime(
  n: number,
  censoredTimes: Float64Array,
  eventTimes: Float64Array,
  competingTimes: Float64Array,
): RiskTable {
  const times = new Float64Array(n);
  const atRisk = new Float64Array(n);
  const events = new Float64Array(n);
  const competing = new Float64Array(n);
  const censored = new Float64Array(n);
  let left = n;
  let c = 0;
  let e = 0;
  let k = 0;
  let step = 0;
  for (; left > 0; step += 1) {
    const time = Math.min(censoredTimes[c] ?? Infinity, eventTimes[e] ?? Infinity, competingTimes[k] ?? Infinity);
    times[step] = time;
    atRisk[step] = left;
    for (; eventTimes[e] === time; e += 1) events[step]! += 1;
    for (; competingTimes[k] === time; k += 1) competing[step]! += 1;
    for (; censoredTimes[c] === time; c += 1) censored[step]! += 1;
    left = n - c - e - k;
  }
  return {
    n,
    times: times.slice(0, step),
    atRisk: atRisk.slice(0, step),
    events: events.slice(0, step),
    competing: competing.slice(0, step),
    censored: censored.slice(0, step),
    firstCensoredAt: censoredTimes[0] ?? Infinity,
  };
}
