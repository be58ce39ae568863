import { sortAscending } from "./sort-ascending.ts";

const buckets = 2_048;

/**
 * The values that would stand at the given places if all were sorted from low to high, without sorting more than those near
 * them (bucketing by size, then sorting within a bucket; Knuth, The Art of Computer Programming 3, 5.2.5 and 5.3.3).
 *
 * @param values finite numbers in any order; they are left as they are
 * @param places counted from 0, each below the number of values; quickest where they rise
 */
export function orderStatistics(values: Float64Array, places: readonly number[]): Float64Array {
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  // None of these steps puts a larger value into an earlier bucket, however they are rounded.
  const scale = most > least ? (buckets - 1) / (most - least) : 0;
  const counts = new Int32Array(buckets);
  for (let i = 0; i < values.length; i += 1) counts[((values[i]! - least) * scale) | 0]! += 1;
  let bucket = 0;
  let before = 0; // values in earlier buckets
  let sorted: Float64Array | null = null;
  return Float64Array.from(places, (place) => {
    if (place < before) [bucket, before, sorted] = [0, 0, null];
    for (; place >= before + counts[bucket]!; bucket += 1) {
      before += counts[bucket]!;
      sorted = null;
    }
    sorted ??= sortAscending(valuesOf(values, least, scale, bucket, counts[bucket]!));
    return sorted[place - before]!;
  });
}

/** The values of one bucket. */
function valuesOf(values: Float64Array, least: number, scale: number, bucket: number, count: number): Float64Array {
  const found = new Float64Array(count);
  let next = 0;
  for (let i = 0; next < count; i += 1) {
    if ((((values[i]! - least) * scale) | 0) === bucket) found[next++] = values[i]!;
  }
  return found;
}
