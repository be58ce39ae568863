import { longerMemory } from "./longer-memory.ts";
import { type MakeRoom, ownRoom } from "./room.ts";
import { decodeText, encodeText } from "./text-codec.ts";

/** What a collection of texts is made of: where each text ends, the bytes of all, and how many of both are in use. */
export interface TextParts {
  ends: Int32Array;
  bytes: Uint8Array;
  count: number;
  end: number;
}

/** Texts by position as bytes one after another: what they take, and four bytes each. A position without a text has none. */
export class TextBytes {
  #ends: Int32Array;
  #bytes: Uint8Array;
  #count = 0;
  #end = 0;
  readonly #makeMemory: MakeRoom;

  constructor(capacity: number, makeRoom: MakeRoom = ownRoom) {
    this.#makeMemory = makeRoom;
    this.#ends = new Int32Array(makeRoom(Math.max(64, capacity) * 4));
    this.#bytes = new Uint8Array(makeRoom(256));
  }

  /** The collection that another thread has told of by its parts. */
  static of({ ends, bytes, count, end }: TextParts): TextBytes {
    const texts = new TextBytes(0);
    texts.#ends = ends;
    texts.#bytes = bytes;
    texts.#count = count;
    texts.#end = end;
    return texts;
  }

  toParts(): TextParts {
    return { ends: this.#ends, bytes: this.#bytes, count: this.#count, end: this.#end };
  }

  /** Leaves the positions before `position` without texts where they have none yet. */
  skipTo(position: number): void {
    while (this.#count < position) this.#endText();
  }

  push(bytes: Uint8Array, from: number, to: number): void {
    this.#makeRoom(to - from);
    for (let i = from; i < to; i++) this.#bytes[this.#end++] = bytes[i]!;
    this.#endText();
  }

  /** Takes over a text of another collection. */
  pushFrom(other: TextBytes, position: number): void {
    this.push(other.#bytes, other.from(position), other.to(position));
  }

  pushText(text: string): void {
    this.#makeRoom(text.length * 3);
    this.#end = encodeText(text, this.#bytes, this.#end);
    this.#endText();
  }

  has(position: number): boolean {
    return this.from(position) < this.to(position);
  }

  text(position: number): string {
    return decodeText(this.#bytes, this.from(position), this.to(position));
  }

  /** A hash of the text: equal texts have equal ones. */
  hash(position: number): number {
    let hash = 0;
    for (let i = this.from(position); i < this.to(position); i++) hash = Math.imul(hash ^ this.#bytes[i]!, 0x01000193);
    return hash;
  }

  /** Whether the text at a position is that of another collection (or of this) at another. */
  equals(position: number, other: TextBytes, otherPosition: number): boolean {
    const from = this.from(position);
    const otherFrom = other.from(otherPosition);
    const length = this.to(position) - from;
    if (other.to(otherPosition) - otherFrom !== length) return false;
    for (let i = 0; i < length; i++) if (this.#bytes[from + i] !== other.#bytes[otherFrom + i]) return false;
    return true;
  }

  from(position: number): number {
    if (position === 0) return 0;
    return position <= this.#count ? this.#ends[position - 1]! : this.#end;
  }

  to(position: number): number {
    return position < this.#count ? this.#ends[position]! : this.#end;
  }

  #endText(): void {
    if (this.#count === this.#ends.length) {
      const wider = new Int32Array(this.#makeMemory(this.#ends.length * 8));
      wider.set(this.#ends);
      this.#ends = wider;
    }
    this.#ends[this.#count++] = this.#end;
  }

  #makeRoom(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return;
    const wider = new Uint8Array(this.#makeMemory(longerMemory(this.#bytes.length, this.#end + bytes)));
    wider.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = wider;
  }
}
