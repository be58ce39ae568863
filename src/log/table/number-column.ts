import { longestText } from "../../schemas/event.ts";
import { readNumber } from "../bytes/number-bytes.ts";
import { OtherColumn } from "./other-column.ts";
import { mostRows, type RowStates } from "./row-states.ts";
import type { TextCells } from "./table-column.ts";

/** The numbers of a field. */
export class NumberColumn extends OtherColumn {
  /** By row; NaN where it has none. */
  readonly values = new Float64Array(mostRows).fill(Number.NaN);
  readonly #ways;

  constructor(states: RowStates) {
    super(states);
    this.#ways = states.waysBy(1);
  }

  override begin(): void {
    this.values.fill(Number.NaN);
  }

  override takeTexts({ bytes, from, to }: TextCells, rows: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      const isShort = to[row]! - from[row]! <= longestText;
      this.take(row, isShort ? readNumber(bytes, from[row]!, to[row]!) : Number.NaN);
    }
  }

  override takeNumbers(values: Float64Array, rows: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.take(rows[i]!, values[rows[i]!]!);
  }

  protected take(row: number, value: number): void {
    // Minus nought is nought.
    this.values[row] = value + 0;
    this.states.step(row, this.#ways, Number.isFinite(value) ? 1 : 0);
  }
}
