/** Below this many values the engine's own sort is as fast. */
const fewValues = 1_500;
const digits = 1 << 16;

/**
 * Sorts values in place, from low to high. Long arrays of values from 0 on, such as times, are sorted digit by digit: the
 * bits of such a number, read as a whole number, are in the order of the numbers (radix sort; Knuth, The Art of Computer
 * Programming 3, 5.2.5). Linear in the number of values, and some five times as fast as comparing them.
 *
 * @param values any numbers; NaN goes last
 */
export function sortAscending(values: Float64Array): Float64Array {
  if (values.length < fewValues || !values.every(isFromZeroOn)) return values.sort();
  let from: Uint32Array = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  let into: Uint32Array = new Uint32Array(values.length * 2);
  const counts = new Uint32Array(digits);
  for (let pass = 0; pass < 4; pass += 1) {
    const word = littleEndian ? pass >> 1 : 1 - (pass >> 1);
    const shift = (pass & 1) * 16;
    counts.fill(0);
    for (let i = word; i < from.length; i += 2) counts[(from[i]! >>> shift) & 0xffff]! += 1;
    if (counts[(from[word]! >>> shift) & 0xffff] === values.length) continue; // all alike in this digit
    let before = 0;
    for (let digit = 0; digit < digits; digit += 1) {
      const count = counts[digit]!;
      counts[digit] = before;
      before += count;
    }
    for (let i = 0; i < from.length; i += 2) {
      const at = counts[(from[i + word]! >>> shift) & 0xffff]!++ * 2;
      into[at] = from[i]!;
      into[at + 1] = from[i + 1]!;
    }
    [from, into] = [into, from];
  }
  // After an odd number of passes the sorted values stand in the other array.
  if (from.buffer !== values.buffer) values.set(new Float64Array(from.buffer));
  return values;
}

/** Minus zero has the bits of a negative number. */
function isFromZeroOn(value: number): boolean {
  return value > 0 || Object.is(value, 0);
}

const littleEndian = /* @__PURE__ */ isLittleEndian();

function isLittleEndian(): boolean {
  return new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
}
