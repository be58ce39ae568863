const zero = 0x30;
/** More digits would not be a number of 32 bits. */
const mostDigits = 9;
/** There is room for this many numbers, or for so many times as there are ids. */
const leastRoom = 4_096;
const mostSparse = 4;

/** What ids have in common that are counted up: the bytes in front of the number. */
interface IdForm {
  readonly prefix: Uint8Array;
  /** How many digits the numbers have, where the first of them may be a zero; else 0. */
  readonly width: number;
}

/** The form of an id that ends in digits, else one that no id has. */
export function formOf(id: Uint8Array): IdForm {
  let digits = 0;
  while (digits < Math.min(id.length, mostDigits) && isDigit(id[id.length - 1 - digits]!)) digits++;
  if (digits === 0) return noForm;
  const first = id.length - digits;
  return { prefix: id.slice(0, first), width: digits > 1 && id[first] === zero ? digits : 0 };
}

const noForm: IdForm = { prefix: new Uint8Array(0), width: -1 };

/**
 * Codes of ids that are counted up, as most are: the same bytes in front, then a number. The codes stand in the order of the numbers,
 * so that those of ids that are in use at a time stand together, and nothing has to be compared: where the form is right, the number
 * is the id.
 */
export class CountedIds {
  readonly #prefix: Uint8Array;
  readonly #width: number;
  /** The least number that has a place. */
  #base = 0;
  /** Code + 1 by number from the base on, 0 where there is none. */
  #codes = new Int32Array(0);
  #size = 0;

  constructor({ prefix, width }: IdForm = noForm) {
    this.#prefix = prefix;
    this.#width = width;
  }

  get size(): number {
    return this.#size;
  }

  /** The number of an id of this form, or -1. */
  numberOf(bytes: Uint8Array, from: number, to: number): number {
    const prefix = this.#prefix;
    const first = from + prefix.length;
    const digits = to - first;
    if (digits < 1 || digits > mostDigits) return -1;
    if (this.#width === 0 ? digits > 1 && bytes[first] === zero : digits !== this.#width) return -1;
    let number = 0;
    for (let at = first; at < to; at++) {
      const digit = bytes[at]! - zero;
      if (digit < 0 || digit > 9) return -1;
      number = number * 10 + digit;
    }
    for (let i = 0; i < prefix.length; i++) if (bytes[from + i] !== prefix[i]) return -1;
    return number;
  }

  /** The code of an id by its number, or -1 where it has no place here. */
  codeOf(number: number): number {
    const place = number - this.#base;
    return place >= 0 && place < this.#codes.length ? this.#codes[place]! - 1 : -1;
  }

  /** Takes an id by its number, or -1. @returns whether there is room for it */
  add(number: number, code: number): boolean {
    const place = number - this.#base;
    const { length } = this.#codes;
    if (number < 0 || place < 0 || length === 0) return false;
    if (place >= length) {
      if (place >= Math.max(leastRoom, (this.#size + 1) * mostSparse)) return false;
      const wider = new Int32Array(Math.max(length * 2, place + 1));
      wider.set(this.#codes);
      this.#codes = wider;
    }
    this.#codes[place] = code + 1;
    this.#size++;
    return true;
  }

  /**
   * Makes room for the numbers of ids (-1 for those of another form), but for those that stand far apart from the others, if there are
   * enough of them to be worth it.
   */
  makeRoom(numbers: Int32Array): void {
    const sorted = sortedNumbers(numbers);
    const apart = sorted.length >> 4;
    const inside = sorted.subarray(apart, sorted.length - apart);
    if (inside.length === 0) return;
    const known = this.#codes.length;
    const least = known === 0 ? inside[0]! : Math.min(this.#base, inside[0]!);
    const most = Math.max(this.#base + known - 1, inside.at(-1)!);
    if (most - least >= (this.#size + inside.length) * mostSparse) return;
    // Where there was room, there is twice as much from now on: ids that are counted down would have all copied a few at a time.
    const first = known > 0 && least < this.#base ? Math.max(0, Math.min(least, this.#base - known)) : least;
    const codes = new Int32Array(Math.max(most - first + 1, most >= this.#base + known ? known * 2 : 0));
    codes.set(this.#codes, known === 0 ? 0 : this.#base - first);
    this.#base = first;
    this.#codes = codes;
  }

  /** Calls `take` with the code of each id. */
  each(take: (code: number) => void): void {
    for (let place = 0; place < this.#codes.length; place++) if (this.#codes[place]! > 0) take(this.#codes[place]! - 1);
  }
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= zero + 9;
}

/** Those that are not below 0, from low to high. */
function sortedNumbers(numbers: Int32Array): Int32Array {
  const sorted = new Int32Array(numbers.length);
  let count = 0;
  for (let i = 0; i < numbers.length; i++) if (numbers[i]! >= 0) sorted[count++] = numbers[i]!;
  return sorted.subarray(0, count).sort();
}
