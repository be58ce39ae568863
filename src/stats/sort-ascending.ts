/** Below this many values the engine's own sort is as fast. */
const fewValues = 700;
const digitBits = 11;
const digits = 1 << digitBits;
/** How many of the lowest bits of the upper half of a number its two digits leave out. */
const dropped = 3;
const notFinite = 0x7ff00000;
/** How many places a value may be moved on average from where its digits put it; beyond it, comparing all is quicker. */
const mostMoves = 8;

/**
 * Sorts values in place, from low to high. Long arrays of numbers from 0 on, such as times in ms, are sorted by two digits of
 * the upper half of their bits, which rises as they do (radix sort), and then by insertion, for what those do not tell apart (Knuth,
 * The Art of Computer Programming 3, 5.2.5 and 5.2.1): linear in their number, and some six times as fast as comparing them.
 *
 * @param values any numbers; NaN goes last
 * @param spare room for at least as many; what stands there is lost
 */
export function sortAscending(values: Float64Array, spare = new Float64Array(values.length)): Float64Array {
  const n = values.length;
  if (n < fewValues) return values.sort();
  const upper = upperHalves(values);
  let most = 0;
  for (let i = 1; i < upper.length; i += 2) {
    const half = upper[i]! >>> 0;
    if (half > most) most = half;
  }
  if (most >= notFinite) return values.sort(); // NaN, Infinity, or one below 0, or -0
  // Both digits reach 32 powers of two down from the largest value. What is smaller counts as that small.
  const least = most + 1 - ((digits * digits) << dropped);
  const other = spare.subarray(0, n);
  scatter(values, other, least, dropped);
  scatter(other, values, least, dropped + digitBits);
  let moves = 0;
  for (let i = 1; i < n; i += 1) {
    const value = values[i]!;
    let place = i;
    for (; place > 0 && values[place - 1]! > value; place -= 1) values[place] = values[place - 1]!;
    values[place] = value;
    moves += i - place;
    if (moves > mostMoves * n) return values.sort();
  }
  return values;
}

/** The bits of numbers, of which the upper halves have uneven places. */
function upperHalves({ buffer, byteOffset, length }: Float64Array): Int32Array {
  return new Int32Array(buffer, byteOffset, 2 * length);
}

/** Puts values in the order of one digit, equal ones in the order that they had. */
function scatter(from: Float64Array, into: Float64Array, least: number, shift: number): void {
  const upper = upperHalves(from);
  const places = new Int32Array(digits + 1); // by digit: how many are below it, and then where the next of it goes
  for (let i = 1; i < upper.length; i += 2) {
    places[((Math.max(0, upper[i]! - least) >> shift) & (digits - 1)) + 1]! += 1;
  }
  for (let digit = 1; digit < digits; digit += 1) places[digit]! += places[digit - 1]!;
  for (let i = 1; i < upper.length; i += 2) {
    const digit = (Math.max(0, upper[i]! - least) >> shift) & (digits - 1);
    const place = places[digit]!;
    into[place] = from[i >> 1]!;
    places[digit] = place + 1;
  }
}
