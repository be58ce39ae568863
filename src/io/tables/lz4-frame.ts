const magic = 0x184d2204;
const [hasDictionary, hasContentSize, hasBlockChecksum] = [0x01, 0x08, 0x10];
const uncompressed = 0x8000_0000;

/**
 * Unpacks an LZ4 frame, as Arrow compresses its buffers (LZ4 Frame Format 1.6; Collet 2011 for the blocks). Checksums are not looked at.
 *
 * @throws {RangeError} where the bytes are no such frame
 */
export function unpackLz4(frame: Uint8Array): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const flags = frame[4] ?? 0;
  if (frame.length < 7 || view.getUint32(0, true) !== magic || (flags & hasDictionary) !== 0) fail("its beginning");
  const blockBits = (frame[5]! >> 4) & 7;
  let at = (flags & hasContentSize) === 0 ? 7 : 15;
  let into = new Uint8Array(
    (flags & hasContentSize) === 0 ? 1 << (8 + 2 * blockBits) : Number(view.getBigUint64(6, true)),
  );
  let end = 0;
  for (;;) {
    const size = view.getUint32(at, true);
    at += 4;
    if (size === 0) return into.subarray(0, end);
    const bytes = size % uncompressed;
    const most = end + (1 << (8 + 2 * blockBits));
    if (most > into.length) {
      const wider = new Uint8Array(Math.max(most, into.length * 2));
      wider.set(into);
      into = wider;
    }
    const block = frame.subarray(at, at + bytes);
    if (block.length < bytes) fail("its end");
    if (size >= uncompressed) {
      into.set(block, end);
      end += bytes;
    } else end = unpackBlock(block, into, end);
    at += bytes + ((flags & hasBlockChecksum) === 0 ? 0 : 4);
  }
}

/** @returns where what was unpacked ends */
function unpackBlock(block: Uint8Array, into: Uint8Array, from: number): number {
  let at = 0;
  let end = from;
  const length = (short: number) => {
    let total = short;
    if (short < 15) return total;
    for (let more = 255; more === 255; ) {
      more = block[at++] ?? fail("a length");
      total += more;
    }
    return total;
  };
  while (at < block.length) {
    const token = block[at++]!;
    const literals = length(token >> 4);
    if (end + literals > into.length || at + literals > block.length) fail("a literal");
    for (const stop = at + literals; at < stop; ) into[end++] = block[at++]!;
    if (at === block.length) return end;
    const distance = block[at]! | (block[at + 1]! << 8);
    at += 2;
    const copied = length(token & 15) + 4;
    if (distance === 0 || distance > end || end + copied > into.length) fail("a copy");
    for (const stop = end + copied; end < stop; end++) into[end] = into[end - distance]!;
  }
  return end;
}

function fail(what: string): never {
  throw new RangeError(`unpackLz4: expected an LZ4 frame, got bytes that are none at ${what}`);
}
