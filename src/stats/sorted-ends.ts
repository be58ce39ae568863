import type { Cases } from "./cases.ts";
import { sortAscending } from "./sort-ascending.ts";

/** When cases ended, by how, each kind in rising order with Infinity after its last. */
export interface SortedEnds {
  /** Number of cases, those that were seen beyond the horizon included. */
  readonly n: number;
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
 * @param horizon whoever was seen longer is a case, and in none of the lists
 * @throws RangeError where a time is not finite, or below 0
 */
export function sortedEnds(cases: Cases, horizon = Infinity): SortedEnds {
  const { times, codes, kinds, counts, chosen } = cases;
  // Each kind has its stretch, with room for Infinity.
  const starts = Int32Array.of(0, 1, 2, 3);
  counts.forEach((count, code) => {
    for (let kind = kinds[code]!; kind < 3; kind += 1) starts[kind + 1]! += count;
  });
  const next = starts.slice();
  const ends = new Float64Array(starts[3]!);
  // By kind, how many lie at 0, between, at the horizon and beyond it. Only those between need sorting: many a window begins at 0
  // or ends for all at once.
  const tally = new Int32Array(12);
  const length = (chosen ?? codes).length;
  for (let i = 0; i < length; i += 1) {
    const row = chosen === null ? i : chosen[i]!;
    const kind = kinds[codes[row]! & 255]!;
    if (kind > 2) continue;
    const time = times[row]!;
    if (!(time >= 0 && time < Infinity)) throw new RangeError(`sortedEnds: expected finite times >= 0, got ${time}`);
    // Counting comparisons costs the same either way; branches on who ended how would often be guessed wrong.
    const place = Number(time > 0) + Number(time >= horizon) + Number(time > horizon);
    tally[kind * 4 + place]! += 1;
    ends[next[kind]!] = time; // where the next of its kind will stand if this one needs no sorting
    next[kind]! += Number(place === 1);
  }
  const spare = new Float64Array(Math.max(tally[1]!, tally[5]!, tally[9]!));
  const inOrder = (kind: number): Float64Array => {
    const [zeros, count, last] = tally.subarray(kind * 4) as unknown as [number, number, number];
    const found = ends.subarray(starts[kind], starts[kind]! + zeros + count + last + 1);
    sortAscending(found.subarray(0, count), spare);
    return found
      .copyWithin(zeros, 0, count)
      .fill(0, 0, zeros)
      .fill(horizon, zeros + count)
      .fill(Infinity, -1);
  };
  return { n: starts[3]! - 3, censored: inOrder(0), events: inOrder(1), competing: inOrder(2) };
}
