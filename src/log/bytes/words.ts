/** A list of words found by their bytes. Words are ASCII; lists are short, so they are gone through by length and first byte. */
export class Words {
  readonly #words: readonly Uint8Array[];
  /** Length and first byte of each word. */
  readonly #marks: Int32Array;

  constructor(words: readonly string[]) {
    this.#words = words.map(asciiBytes);
    this.#marks = Int32Array.from(this.#words, (word) => (word.length << 8) | word[0]!);
  }

  /** The position of the word that stands from `from` to `to`, or -1. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const marks = this.#marks;
    const mark = ((to - from) << 8) | bytes[from]!;
    for (let code = 0; code < marks.length; code++) {
      if (marks[code] === mark && standsAt(this.#words[code]!, bytes, from, to)) return code;
    }
    return -1;
  }
}

/** The keys of an object found by their bytes, in one step: no two of them may share a slot. */
export class Keys {
  readonly #keys: (Uint8Array | null)[] = new Array(128).fill(null);
  readonly #numbers = new Int8Array(128).fill(-1);

  /** @throws {TypeError} where two names share a slot, so that the formula has to be changed */
  constructor(names: readonly string[]) {
    names.forEach((name, number) => {
      const key = asciiBytes(name);
      const slot = slotOf(key, 0, key.length);
      if (this.#numbers[slot] !== -1) throw new TypeError(`Keys: expected a slot of its own for ${name}`);
      this.#numbers[slot] = number;
      this.#keys[slot] = key;
    });
  }

  /** The position of the name among those given, or -1. */
  find(bytes: Uint8Array, from: number, to: number): number {
    if (from === to) return -1;
    const slot = slotOf(bytes, from, to);
    const key = this.#keys[slot]!;
    return key !== null && standsAt(key, bytes, from, to) ? this.#numbers[slot]! : -1;
  }
}

/** Length, first and middle byte: weights found by trial, so that the fields of an event all differ. */
function slotOf(bytes: Uint8Array, from: number, to: number): number {
  const length = to - from;
  return (length * 4 + bytes[from]! * 12 + bytes[from + (length >> 1)]! * 5) & 127;
}

/** Whether exactly this word stands from `from` to `to`. */
export function standsAt(word: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (word.length !== to - from) return false;
  for (let i = 0; i < word.length; i++) if (bytes[from + i] !== word[i]) return false;
  return true;
}

export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
