import type { Dictionary } from "../dictionary.ts";
import type { RowStates } from "./row-states.ts";
import { TextColumn } from "./text-column.ts";
import { DictionaryCodes, NameSorts } from "./text-sorts.ts";

/** A field that holds a name or an id that is numbered. */
export class NameColumn extends TextColumn<NameSorts> {
  readonly #codes: DictionaryCodes;

  /** `mayBeNobody`: whether "null" says that nobody holds the ticket. */
  constructor(states: RowStates, dictionary: Dictionary, mayBeNobody = false) {
    super(states, new NameSorts(mayBeNobody));
    this.#codes = this.codesIn(dictionary);
  }

  /** The numbers of its texts in a dictionary, where it is not always the same. */
  codesIn(dictionary: Dictionary): DictionaryCodes {
    return new DictionaryCodes(this.sorts, dictionary);
  }

  has(row: number): boolean {
    return this.numbers[row]! >= 0;
  }

  /** The number of a row's text in the dictionary, where it is written now if it is new; -1 where the row has none or means nobody. */
  codeAt(row: number): number {
    const number = this.numbers[row]!;
    return number < 0 ? -1 : this.#codes.codeOf(number);
  }

  /** Takes note of the number in the dictionary that a row's text was given by the schema's way. */
  keep(row: number, code: number): void {
    const number = this.numbers[row]!;
    if (number >= 0) this.#codes.keep(number, code);
  }
}
