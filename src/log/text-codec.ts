/**
 * Text as UTF-8 and back, one to one for every string: half a surrogate pair, which JSON can smuggle in, is kept as its own
 * three bytes (WTF-8) instead of turning into U+FFFD, so that two different texts never become one.
 *
 * @returns where the text ends in `into`, which must have room for three bytes a UTF-16 unit
 */
export function encodeText(text: string, into: Uint8Array, from: number): number {
  let to = from;
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i)!;
    if (code < 0x80) into[to++] = code;
    else if (code < 0x800) {
      into[to++] = 0xc0 | (code >> 6);
      into[to++] = 0x80 | (code & 63);
    } else if (code < 0x10000) {
      into[to++] = 0xe0 | (code >> 12);
      into[to++] = 0x80 | ((code >> 6) & 63);
      into[to++] = 0x80 | (code & 63);
    } else {
      i++;
      into[to++] = 0xf0 | (code >> 18);
      into[to++] = 0x80 | ((code >> 12) & 63);
      into[to++] = 0x80 | ((code >> 6) & 63);
      into[to++] = 0x80 | (code & 63);
    }
  }
  return to;
}

/** The text of bytes that `encodeText` wrote or that are known to be UTF-8. */
export function decodeText(bytes: Uint8Array, from: number, to: number): string {
  let allBits = 0;
  for (let at = from; at < to; at++) allBits |= bytes[at]!;
  return allBits < 0x80 ? decodeAscii(bytes, from, to) : decodeUtf8(bytes, from, to);
}

/** Four characters a step, since each concatenation makes a string. */
function decodeAscii(bytes: Uint8Array, from: number, to: number): string {
  const b = bytes;
  const code = String.fromCharCode;
  let text = "";
  let at = from;
  for (; at + 4 <= to; at += 4) text += code(b[at]!, b[at + 1]!, b[at + 2]!, b[at + 3]!);
  if (to - at === 3) return text + code(b[at]!, b[at + 1]!, b[at + 2]!);
  if (to - at === 2) return text + code(b[at]!, b[at + 1]!);
  return to - at === 1 ? text + code(b[at]!) : text;
}

function decodeUtf8(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let at = from; at < to; ) {
    const lead = bytes[at]!;
    if (lead < 0x80) {
      text += String.fromCharCode(lead);
      at++;
    } else if (lead < 0xe0) {
      text += String.fromCharCode(((lead & 31) << 6) | (bytes[at + 1]! & 63));
      at += 2;
    } else if (lead < 0xf0) {
      text += String.fromCharCode(((lead & 15) << 12) | ((bytes[at + 1]! & 63) << 6) | (bytes[at + 2]! & 63));
      at += 3;
    } else {
      const [second, third, fourth] = [bytes[at + 1]! & 63, bytes[at + 2]! & 63, bytes[at + 3]! & 63];
      text += String.fromCodePoint(((lead & 7) << 18) | (second << 12) | (third << 6) | fourth);
      at += 4;
    }
  }
  return text;
}

/** Whether bytes are UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
export function isSoundText(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; ) {
    const lead = bytes[at]!;
    if (lead < 0x80) {
      at++;
      continue;
    }
    const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length === 0 || at + length > to) return false;
    for (let i = 1; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return false;
    const second = bytes[at + 1]!;
    if (lead === 0xe0 && second < 0xa0) return false;
    if (lead === 0xed && second > 0x9f) return false;
    if (lead === 0xf0 && second < 0x90) return false;
    if (lead === 0xf4 && second > 0x8f) return false;
    at += length;
  }
  return true;
}
