import { longestText } from "../../schemas/event.ts";
import { isSoundText } from "../text-codec.ts";
import { OtherColumn } from "./other-column.ts";
import { mostRows, type RowStates } from "./row-states.ts";
import type { TextCells } from "./table-column.ts";

/** The ids of events, which are all different, where they stand. */
export class IdColumn extends OtherColumn {
  cells: TextCells | null = null;
  readonly #has = new Uint8Array(mostRows);
  readonly #ways;

  constructor(states: RowStates) {
    super(states);
    this.#ways = states.waysBy(1);
  }

  override begin(): void {
    this.#has.fill(0);
  }

  override takeTexts(cells: TextCells, rows: Int32Array, count: number): void {
    const { bytes, from, to } = cells;
    this.cells = cells;
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      this.#has[row] = 1;
      this.states.step(row, this.#ways, isId(bytes, from[row]!, to[row]!) ? 1 : 0);
    }
  }

  has(row: number): boolean {
    return this.#has[row] === 1;
  }
}

function isId(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from > longestText) return false;
  let allBits = 0;
  for (let at = from; at < to; at++) allBits |= bytes[at]!;
  return allBits < 0x80 || isSoundText(bytes, from, to);
}
