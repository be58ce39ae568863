import type { JsonElement } from "./json-elements.ts";

/** The bytes of an element of a JSON list as they come, dropped where they are more than may be held; and which element it is. */
export class HeldElement {
  readonly #longest: number;
  #parts: Buffer[] = [];
  #length = 0;
  #index = 0;

  constructor(longest: number) {
    this.#longest = longest;
  }

  /** From here on elements are those of another list. */
  begin(): void {
    this.#index = 0;
  }

  hold(bytes: Buffer): void {
    this.#length += bytes.length;
    if (this.#length > this.#longest) this.#parts = [];
    else if (bytes.length > 0) this.#parts.push(bytes);
  }

  /** The element that ends here; `null` where there is none: blanks alone, at the end of a list (`[]`, or a comma too many). */
  end(isLast: boolean): JsonElement | null {
    const length = this.#length;
    const bytes = length > this.#longest ? null : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#length = 0;
    if (isLast && bytes?.every((byte) => byte <= 0x20)) return null;
    return { index: ++this.#index, bytes, length };
  }
}
