/** Texts numbered in the order of their first appearance, so that columns can carry numbers. -1 stands for "none". */
export class Dictionary {
  readonly values: string[];
  /** Made when a text is first looked for: whoever reads bytes looks them up in a table of his own. */
  #codes: Map<string, number> | null = null;

  constructor(values: readonly string[] = []) {
    this.values = [];
    for (const value of values) this.encode(value);
  }

  get size(): number {
    return this.values.length;
  }

  /** The number of a text, given to it now if it is new. */
  encode(value: string): number {
    return this.#index().get(value) ?? this.append(value);
  }

  encodeOptional(value: string | null | undefined): number {
    return value === undefined || value === null ? -1 : this.encode(value);
  }

  /** Gives a number to a text that is known not to be in the dictionary yet. */
  append(value: string): number {
    const code = this.values.push(value) - 1;
    this.#codes?.set(value, code);
    return code;
  }

  /** The number of a text, or -1 where it is not in the dictionary. */
  find(value: string): number {
    return this.#index().get(value) ?? -1;
  }

  /** The text of a number, or `null` for -1. */
  decode(code: number): string | null {
    return code < 0 ? null : this.values[code]!;
  }

  #index(): Map<string, number> {
    if (this.#codes === null) {
      this.#codes = new Map();
      for (let code = 0; code < this.values.length; code++) this.#codes.set(this.values[code]!, code);
    }
    return this.#codes;
  }
}
