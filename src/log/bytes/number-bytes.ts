/** More digits than a double is sure to hold exactly are left to the engine's own reading. */
const mostDigits = 15;
/** 10⁰ to 10¹⁵, all exact. */
export const powersOfTen = Array.from({ length: mostDigits + 1 }, (_, power) => 10 ** power);

/**
 * A number as JSON writes it, without exponent and of at most 15 digits; NaN for anything else, which is then to be read in
 * another way. Digits and power of ten are exact doubles, so their quotient is the double nearest to the decimal, as in
 * `JSON.parse` (Clinger 1990).
 */
export function readNumber(bytes: Uint8Array, from: number, to: number): number {
  const negative = bytes[from] === 0x2d;
  const start = negative ? from + 1 : from;
  if (start >= to) return Number.NaN;
  let digits = 0;
  let point = -1;
  for (let i = start; i < to; i++) {
    const byte = bytes[i]!;
    if (byte === 0x2e && point < 0 && i > start && i + 1 < to) point = i;
    else {
      const digit = byte - 0x30;
      if (digit < 0 || digit > 9) return Number.NaN;
      digits = digits * 10 + digit;
    }
  }
  if (to - start > mostDigits) return Number.NaN;
  const whole = point < 0 ? to : point;
  if (bytes[start] === 0x30 && whole - start > 1) return Number.NaN;
  if (negative && digits === 0) return Number.NaN;
  const value = point < 0 ? digits : digits / powersOfTen[to - point - 1]!;
  return negative ? -value : value;
}
