/** Texts numbered in the order of their first appearance, so that columns can carry numbers. -1 stands for "none". */
export class Dictionary {
  readonly values: string[];
  readonly #codes = new Map<string, number>();

  constructor(values: readonly string[] = []) {
    this.values = [];
    for (const value of values) this.encode(value);
  }

  get size(): number {
    return this.values.length;
  }

  /** The number of a text, given to it now if it is new. */
  encode(value: string): number {
    const known = this.#codes.get(value);
    if (known !== undefined) return known;
    const code = this.values.length;
    this.values.push(value);
    this.#codes.set(value, code);
    return code;
  }

  encodeOptional(value: string | null | undefined): number {
    return value === undefined || value === null ? -1 : this.encode(value);
  }

  /** The number of a text, or -1 where it is not in the dictionary. */
  find(value: string): number {
    return this.#codes.get(value) ?? -1;
  }

  /** The text of a number, or `null` for -1. */
  decode(code: number): string | null {
    return code < 0 ? null : this.values[code]!;
  }
}
