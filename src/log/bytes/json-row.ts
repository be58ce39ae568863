import { isSoundText } from "../text-codec.ts";
import {
  actorKeys,
  field,
  firstAttribute,
  found,
  mostAttributes,
  type RowFields,
  rowKeys,
  scaleKeys,
} from "./row-fields.ts";
import type { ShapeSyntax } from "./row-shapes.ts";
import { asciiBytes, Keys, standsAt } from "./words.ts";

const [quote, backslash, lineFeed, comma, colon] = [0x22, 0x5c, 0x0a, 0x2c, 0x3a];
const [openBrace, closeBrace] = [0x7b, 0x7d];

/**
 * Finds the fields of one event in a line of NDJSON. It gives up on every line that is not plainly one object of known keys,
 * each once, without escapes: such a line is then read in the ordinary way, which also says what is wrong with it.
 */
export class JsonRow {
  readonly #fields: RowFields;
  readonly #rowKeys = new Keys(rowKeys);
  readonly #actorKeys = new Keys(actorKeys);
  readonly #scaleKeys = new Keys(scaleKeys);
  readonly #true = asciiBytes("true");
  readonly #false = asciiBytes("false");
  readonly #null = asciiBytes("null");
  readonly #prototype = asciiBytes("__proto__");
  /** All bytes of the line's texts, or-ed: from 0x80 on some are not ASCII. */
  #allBits = 0;

  /** `fields` is filled by `read`. */
  constructor(fields: RowFields) {
    this.#fields = fields;
  }

  /**
   * Reads the line that begins at `from`. A line feed must follow somewhere in `bytes`.
   * @returns where the line feed stands, or -1 where the line is not plain
   */
  read(bytes: Uint8Array, from: number): number {
    this.#fields.clear();
    this.#allBits = 0;
    if (bytes[from] !== openBrace) return -1;
    let at = this.#object(bytes, from + 1, this.#rowKeys, 0);
    if (at < 0) return -1;
    at = skipBlanks(bytes, at);
    if (bytes[at] !== lineFeed) return -1;
    return this.#allBits < 0x80 || isSoundText(bytes, from, at) ? at : -1;
  }

  /** Reads an object from behind its brace, its keys numbered from `first` on. @returns where it has ended, or -1 */
  #object(bytes: Uint8Array, from: number, keys: Keys, first: number): number {
    const fields = this.#fields;
    let at = from;
    for (;;) {
      at = skipBlanks(bytes, at);
      if (bytes[at] !== quote) return -1;
      const keyFrom = at + 1;
      const keyTo = this.#endOfText(bytes, keyFrom);
      if (keyTo < 0) return -1;
      const key = keys.find(bytes, keyFrom, keyTo);
      const number = first + key;
      if (key < 0 || fields.has(number)) return -1;
      at = skipBlanks(bytes, keyTo + 1);
      if (bytes[at] !== colon) return -1;
      at = this.#value(bytes, skipBlanks(bytes, at + 1), number);
      if (at < 0) return -1;
      at = skipBlanks(bytes, at);
      const end = bytes[at++];
      if (end === closeBrace) return at;
      if (end !== comma) return -1;
    }
  }

  /** @returns where the value has ended, or -1 */
  #value(bytes: Uint8Array, from: number, number: number): number {
    const fields = this.#fields;
    switch (bytes[from]) {
      case quote: {
        const to = this.#endOfText(bytes, from + 1);
        if (to < 0) return -1;
        fields.set(number, found.text, from + 1, to);
        return to + 1;
      }
      case openBrace: {
        fields.set(number, found.object, from, from);
        if (number === field.actor) return this.#object(bytes, from + 1, this.#actorKeys, field.actorKind);
        if (number === field.attributes) return this.#attributes(bytes, from + 1);
        return number === field.scale ? this.#object(bytes, from + 1, this.#scaleKeys, field.scaleMin) : -1;
      }
      case 0x74:
        return this.#literal(bytes, from, number, this.#true, found.yes);
      case 0x66:
        return this.#literal(bytes, from, number, this.#false, found.no);
      case 0x6e:
        return this.#literal(bytes, from, number, this.#null, found.null);
      default: {
        let to = from;
        while (isNumberByte(bytes[to]!)) to++;
        if (to === from) return -1;
        fields.set(number, found.number, from, to);
        return to;
      }
    }
  }

  /** Reads attributes from behind their brace: texts by names of any sort. @returns where they have ended, or -1 */
  #attributes(bytes: Uint8Array, from: number): number {
    const fields = this.#fields;
    let at = from;
    for (;;) {
      at = skipBlanks(bytes, at);
      if (bytes[at] !== quote || fields.attributes === mostAttributes) return -1;
      const nameFrom = at + 1;
      const nameTo = this.#endOfText(bytes, nameFrom);
      if (nameTo < 0 || this.#isKnownName(bytes, nameFrom, nameTo)) return -1;
      at = skipBlanks(bytes, nameTo + 1);
      if (bytes[at] !== colon) return -1;
      at = skipBlanks(bytes, at + 1);
      if (bytes[at] !== quote) return -1;
      const to = this.#endOfText(bytes, at + 1);
      if (to < 0) return -1;
      const number = fields.attributes++;
      fields.nameFrom[number] = nameFrom;
      fields.nameTo[number] = nameTo;
      fields.from[firstAttribute + number] = at + 1;
      fields.to[firstAttribute + number] = to;
      at = skipBlanks(bytes, to + 1);
      const end = bytes[at++];
      if (end === closeBrace) return at;
      if (end !== comma) return -1;
    }
  }

  /** Whether an attribute of the row has the name already, or an object cannot have it as it can others. */
  #isKnownName(bytes: Uint8Array, from: number, to: number): boolean {
    const { nameFrom, nameTo, attributes } = this.#fields;
    for (let number = 0; number < attributes; number++) {
      if (standsAt(bytes.subarray(nameFrom[number], nameTo[number]), bytes, from, to)) return true;
    }
    return standsAt(this.#prototype, bytes, from, to);
  }

  #literal(bytes: Uint8Array, from: number, number: number, word: Uint8Array, kind: number): number {
    if (!standsAt(word, bytes, from, from + word.length)) return -1;
    this.#fields.set(number, kind, from, from + word.length);
    return from + word.length;
  }

  /** @returns where the closing quote stands, or -1 where something in the text is escaped or forbidden */
  #endOfText(bytes: Uint8Array, from: number): number {
    let allBits = 0;
    for (let at = from; ; at++) {
      const byte = bytes[at]!;
      if (byte === quote) {
        this.#allBits |= allBits;
        return at;
      }
      if (byte < 0x20 || byte === backslash) return -1;
      allBits |= byte;
    }
  }
}

function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d) at++;
  return at;
}

/** Digits, point, sign and exponent: whether they make a number is seen when it is read. */
function isNumberByte(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x2e || byte === 0x2b || byte === 0x65 || byte === 0x45
  );
}

const [endsText, endsNumber, notAscii] = [1, 2, 0x80];

/** What ends the values of JSON. */
export function jsonSyntax(): ShapeSyntax {
  const stops = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte++) {
    if (byte === quote || byte === backslash || byte < 0x20) stops[byte]! |= endsText;
    if (!isNumberByte(byte)) stops[byte]! |= endsNumber;
    if (byte >= 0x80) stops[byte]! |= notAscii;
  }
  const stopsOf = (_bytes: Uint8Array, _from: number, kind: number) =>
    kind === found.text ? endsText : kind === found.number ? endsNumber : 0;
  return { stops, stopsOf };
}
