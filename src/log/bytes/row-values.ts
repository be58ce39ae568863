import { longestText } from "../../schemas/event.ts";
import type { InstantReader } from "../instant.ts";
import { decodeText } from "../text-codec.ts";
import { InstantBytes } from "./instant-bytes.ts";
import { readNumber } from "./number-bytes.ts";
import { found, type RowFields } from "./row-fields.ts";
import type { Words } from "./words.ts";

/** Reads the values of a row's fields from where they stand. */
export class RowValues {
  readonly #fields: RowFields;
  readonly #instants: InstantReader;
  readonly #instantBytes = new InstantBytes();
  #bytes: Uint8Array = new Uint8Array(0);
  #view = new DataView(this.#bytes.buffer);

  constructor(fields: RowFields, instants: InstantReader) {
    this.#fields = fields;
    this.#instants = instants;
  }

  /** From here on values stand in `bytes`, which `view` shows. */
  begin(bytes: Uint8Array, view: DataView): void {
    this.#bytes = bytes;
    this.#view = view;
  }

  /** A text of 1 to `longestText` bytes, and so of no more characters. */
  isText(number: number): boolean {
    const { kind, from, to } = this.#fields;
    const length = to[number]! - from[number]!;
    return this.#fields.has(number) && kind[number] === found.text && length > 0 && length <= longestText;
  }

  word(words: Words, number: number): number {
    return words.find(this.#bytes, this.#fields.from[number]!, this.#fields.to[number]!);
  }

  /** The place of a word, at least `first`; 0 where the field is missing; -1 where it holds anything else. */
  wordOr0(words: Words, number: number, first: number): number {
    if (!this.#fields.has(number)) return 0;
    const word = this.#fields.kind[number] === found.text ? this.word(words, number) : -1;
    return word >= first ? word : -1;
  }

  /** 1 no, 2 yes, 0 anything else. */
  truth(number: number): number {
    const kind = this.#fields.kind[number];
    return kind === found.yes ? 2 : kind === found.no ? 1 : 0;
  }

  numberOf(number: number): number {
    const { kind, from, to } = this.#fields;
    if (!this.#fields.has(number) || kind[number] !== found.number) return Number.NaN;
    return readNumber(this.#bytes, from[number]!, to[number]!);
  }

  /** Puts an instant at a place of `into`, as epoch ms. @returns whether it is one that the log takes */
  readInstant(number: number, into: Float64Array, place: number): boolean {
    const { kind, from, to } = this.#fields;
    const [start, end] = [from[number]!, to[number]!];
    if (kind[number] === found.text) {
      if (this.#instantBytes.read(this.#bytes, this.#view, start, end, into, place)) return true;
      if (start === end || end - start > 64) return false;
      into[place] = this.#instantOf(decodeText(this.#bytes, start, end));
    } else into[place] = this.#instantOf(this.numberOf(number));
    return !Number.isNaN(into[place]);
  }

  #instantOf(input: string | number): number {
    const at = this.#instants.read(input);
    return typeof at === "number" ? at : Number.NaN;
  }
}
