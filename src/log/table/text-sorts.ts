import { holderKind, truthKind } from "../bytes/cell-kinds.ts";
import { found } from "../bytes/row-fields.ts";
import { Words } from "../bytes/words.ts";
import type { Dictionary } from "../dictionary.ts";
import { decodeText, isSoundText } from "../text-codec.ts";
import { TextColumn, type TextSorts } from "./text-column.ts";

/** Texts of which each is one of these words, and of a sort of its own. */
export function wordSorts(words: readonly string[]): TextSorts {
  const known = new Words(words);
  return { count: words.length, sortOf: (bytes, from, to) => known.find(bytes, from, to) + 1 };
}

const [no, yes] = [1, 2];

/** A field that holds yes or no. */
export class TruthColumn extends TextColumn {
  constructor(states: ConstructorParameters<typeof TextColumn>[0]) {
    super(states, {
      count: 2,
      sortOf: (bytes, from, to) => {
        const kind = truthKind(bytes, from, to);
        return kind === found.yes ? yes : kind === found.no ? no : 0;
      },
    });
  }

  override takeTruths(values: Uint8Array, rows: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.stepAs(rows[i]!, values[rows[i]!] === 0 ? no : yes);
  }
}

const [name, nobody] = [1, 2];

/** Names and ids, of which a string is made once a column. */
export class NameSorts implements TextSorts {
  readonly count = nobody;
  /** By number in the column; `null` says that nobody is meant. */
  readonly texts: (string | null)[] = [];
  readonly #mayBeNobody: boolean;

  /** `mayBeNobody`: whether "null" says that nobody holds the ticket. */
  constructor(mayBeNobody: boolean) {
    this.#mayBeNobody = mayBeNobody;
  }

  sortOf(bytes: Uint8Array, from: number, to: number): number {
    if (!isSoundText(bytes, from, to)) return 0;
    const kind = this.#mayBeNobody ? holderKind(bytes, from, to) : found.text;
    return kind === found.text ? name : kind === found.null ? nobody : 0;
  }

  add(bytes: Uint8Array, from: number, to: number, sort: number): void {
    this.texts.push(sort === name ? decodeText(bytes, from, to) : null);
  }
}

const unknown = -2;

/** The numbers of a column's names in a dictionary, which has them from the first event on that is written with them. */
export class DictionaryCodes {
  readonly #names: NameSorts;
  readonly #dictionary: Dictionary;
  #codes = new Int32Array(64).fill(unknown);
  /** How many names are known to be in the dictionary. */
  #known = 0;

  constructor(names: NameSorts, dictionary: Dictionary) {
    this.#names = names;
    this.#dictionary = dictionary;
  }

  /** By number in the column; -1 for nobody. */
  codeOf(number: number): number {
    const code = this.#codes[number];
    return code !== undefined && code !== unknown ? code : this.#add(number);
  }

  /** Takes note of the code that a name was given by others. */
  keep(number: number, code: number): void {
    const isNew = (this.#codes[number] ?? unknown) === unknown;
    if (isNew && this.#names.texts[number] === this.#dictionary.values[code]) this.#set(number, code);
  }

  #add(number: number): number {
    const dictionary = this.#dictionary;
    const text = this.#names.texts[number]!;
    // Where the dictionary has no texts but those of this column, one that is new here is new there.
    const isNew = text !== null && this.#known === dictionary.size;
    const code = isNew ? dictionary.append(text) : dictionary.encodeOptional(text);
    this.#set(number, code);
    return code;
  }

  #set(number: number, code: number): void {
    if (number >= this.#codes.length) {
      const wider = new Int32Array(Math.max(number + 1, this.#codes.length * 2)).fill(unknown);
      wider.set(this.#codes);
      this.#codes = wider;
    }
    this.#codes[number] = code;
    if (code >= 0) this.#known++;
  }
}
