import { HeldElement } from "./held-element.ts";

/** One element of a top-level array, in bytes; `null` where it was longer than allowed and is not held. */
export interface JsonElement {
  /** 1-based position in the array. */
  index: number;
  bytes: Buffer | null;
  length: number;
}

const [quote, backslash, comma, open, close, openBrace, closeBrace] = [0x22, 0x5c, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Cuts a JSON array into its elements as the bytes come, without parsing them and without holding more than one. Brackets within
 * strings are not counted. All that matters to the cutting is ASCII, which UTF-8 keeps apart from other characters.
 */
export class JsonElements {
  readonly #held: HeldElement;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Whether the array has been closed. */
  ended = false;
  /** Something other than blanks stands after the end of the array. */
  trailing = false;

  constructor(longest: number) {
    this.#held = new HeldElement(longest);
  }

  /** The elements that a further chunk completes. */
  push(chunk: Buffer): JsonElement[] {
    const elements: JsonElement[] = [];
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === backslash) this.#escaped = true;
        else if (byte === quote) this.#inString = false;
        continue;
      }
      if (byte === quote) this.#inString = true;
      else if (this.ended) this.trailing ||= byte > 0x20;
      else if (byte === open || byte === openBrace) {
        if (++this.#depth === 1) from = i + 1;
      } else if (byte === close || byte === closeBrace) {
        if (--this.#depth === 0) {
          this.#held.hold(chunk.subarray(from, i));
          this.#end(elements, true);
          this.ended = true;
        }
      } else if (byte === comma && this.#depth === 1) {
        this.#held.hold(chunk.subarray(from, i));
        this.#end(elements, false);
        from = i + 1;
      }
    }
    if (!this.ended && this.#depth > 0) this.#held.hold(chunk.subarray(from));
    return elements;
  }

  /** What stands after the last comma, where the array was never closed. */
  finish(): JsonElement[] {
    const elements: JsonElement[] = [];
    if (!this.ended) this.#end(elements, true);
    return elements;
  }

  #end(elements: JsonElement[], isLast: boolean): void {
    const element = this.#held.end(isLast);
    if (element !== null) elements.push(element);
  }
}
