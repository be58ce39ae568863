/** Texts of at most so many bytes are their own key. */
export const shortBytes = 8;

/** Whether a text is its own key. One that ends in a zero byte would be taken for a shorter one. */
export function isShort(bytes: Uint8Array, from: number, to: number): boolean {
  return to - from <= shortBytes && (to === from || bytes[to - 1] !== 0);
}

/**
 * Texts that differ in their last byte only have slots in the same stretch of 16: ids are mostly counted up, and those that are in
 * use at a time then share cache lines.
 */
export function hashOfKey(low: number, high: number): number {
  const last = high === 0 ? lastByteAt(low) : lastByteAt(high);
  const kept = (1 << last) - 1;
  const lowKept = high === 0 ? low & kept : low;
  const byte = (high === 0 ? low : high) >>> last;
  let hash = Math.imul(lowKept ^ Math.imul(high & kept, 0x85ebca6b), 0xcc9e2d51);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0xc2b2ae35);
  return slotOf(hash ^ (hash >>> 16), byte);
}

/** Where, in bits, the last byte of up to four begins. */
function lastByteAt(packed: number): number {
  return packed === 0 ? 0 : (31 - Math.clz32(packed)) & 24;
}

/** In the stretch that a hash tells, the place that a byte tells, which is another one in each stretch. */
function slotOf(hash: number, byte: number): number {
  return (hash & ~15) | ((hash ^ byte) & 15);
}

/** Four bytes a step (the mixing is murmur3's, Appleby 2011). */
export function hashOfLong(bytes: Uint8Array, view: DataView, from: number, to: number): number {
  let hash = to - from;
  let i = from;
  const last = to - 1;
  for (; i + 4 <= last; i += 4) {
    hash = Math.imul(hash ^ view.getInt32(i, true), 0xcc9e2d51);
    hash ^= hash >>> 15;
  }
  for (; i < last; i++) hash = Math.imul(hash ^ bytes[i]!, 0x1b873593);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return slotOf(hash ^ (hash >>> 16), bytes[last]!);
}
