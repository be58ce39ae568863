import { longerMemory } from "../longer-memory.ts";

/** Bytes of texts one behind the other, each with its length in front. */
export class TextArena {
  #bytes = new Uint8Array(1_024);
  #view = new DataView(this.#bytes.buffer);
  #end = 0;

  /** @returns where the text stands from now on */
  keep(bytes: Uint8Array, from: number, to: number): number {
    const start = this.#end;
    const end = start + 4 + to - from;
    if (end > this.#bytes.length) {
      const wider = new Uint8Array(longerMemory(this.#bytes.length, end));
      wider.set(this.#bytes);
      this.#bytes = wider;
      this.#view = new DataView(wider.buffer);
    }
    this.#end = end;
    this.#view.setInt32(start, to - from);
    for (let i = from, j = start + 4; i < to; i++, j++) this.#bytes[j] = bytes[i]!;
    return start;
  }

  /** Whether the text that stands at `start` is that of the bytes, which `view` shows. */
  isAt(start: number, bytes: Uint8Array, view: DataView, from: number, to: number): boolean {
    const known = this.#view;
    if (known.getInt32(start) !== to - from) return false;
    let i = from;
    let j = start + 4;
    for (; i + 4 <= to; i += 4, j += 4) if (known.getInt32(j) !== view.getInt32(i)) return false;
    for (; i < to; i++, j++) if (this.#bytes[j] !== bytes[i]) return false;
    return true;
  }

  /** Calls `look` with the bytes of the text that stands at `start`. */
  show<T>(start: number, look: (bytes: Uint8Array, from: number, to: number) => T): T {
    return look(this.#bytes, start + 4, start + 4 + this.#view.getInt32(start));
  }
}
