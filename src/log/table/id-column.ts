import { longestText } from "../../schemas/event.ts";
import { isSoundText } from "../text-codec.ts";
import { OtherColumn } from "./other-column.ts";
import { mostRows, type RowStates } from "./row-states.ts";
import type { TextCells } from "./table-column.ts";

/** The ids of events, which are mostly all different: no number is given to them, and their bytes are kept. */
export class IdColumn extends OtherColumn {
  /** The ids one after another. */
  bytes = new Uint8Array(1 << 12);
  /** By row, where its id stands; `to` is 0 where it has none. */
  readonly from = new Int32Array(mostRows);
  readonly to = new Int32Array(mostRows);
  readonly #ways;

  constructor(states: RowStates) {
    super(states);
    this.#ways = states.waysBy(1);
  }

  override begin(): void {
    this.to.fill(0);
  }

  override takeTexts({ bytes, from, to }: TextCells, rows: Int32Array, count: number): void {
    let end = 0;
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      const length = to[row]! - from[row]!;
      if (length > longestText) {
        this.states.leave(row);
        continue;
      }
      this.from[row] = end;
      const allBits = this.#copy(bytes, from[row]!, length, end);
      end += length;
      this.to[row] = end;
      const isSound = allBits < 0x80 || isSoundText(this.bytes, end - length, end);
      this.states.step(row, this.#ways, isSound ? 1 : 0);
    }
  }

  /** @returns the bits that any of the bytes has */
  #copy(bytes: Uint8Array, from: number, length: number, at: number): number {
    if (at + length > this.bytes.length) {
      const wider = new Uint8Array(at * 2 + longestText);
      wider.set(this.bytes);
      this.bytes = wider;
    }
    const into = this.bytes;
    let allBits = 0;
    for (let i = 0; i < length; i++) {
      const byte = bytes[from + i]!;
      into[at + i] = byte;
      allBits |= byte;
    }
    return allBits;
  }
}
