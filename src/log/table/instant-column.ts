import { instantKind } from "../bytes/cell-kinds.ts";
import { InstantBytes } from "../bytes/instant-bytes.ts";
import { readNumber } from "../bytes/number-bytes.ts";
import { found } from "../bytes/row-fields.ts";
import type { InstantReader } from "../instant.ts";
import { decodeText } from "../text-codec.ts";
import { NumberColumn } from "./number-column.ts";
import type { RowStates } from "./row-states.ts";
import type { TextCells } from "./table-column.ts";

/** A text that is longer is no instant. */
const longestInstant = 64;

/** The instants of a field, as epoch ms. */
export class InstantColumn extends NumberColumn {
  readonly #instants: InstantReader;
  readonly #plain = new InstantBytes();

  constructor(states: RowStates, instants: InstantReader) {
    super(states);
    this.#instants = instants;
  }

  override takeTexts({ bytes, view, from, to }: TextCells, rows: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      const [start, end] = [from[row]!, to[row]!];
      if (end - start > longestInstant) {
        this.states.leave(row);
        continue;
      }
      const isPlain = this.#plain.read(bytes, view, start, end, this.values, row);
      this.take(row, isPlain ? this.values[row]! : this.#readOther(bytes, start, end));
    }
  }

  override takeNumbers(values: Float64Array, rows: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) this.take(rows[i]!, this.#instantOf(values[rows[i]!]!));
  }

  override takeInstants(values: Float64Array, rows: Int32Array, count: number): void {
    this.takeNumbers(values, rows, count);
  }

  #readOther(bytes: Uint8Array, from: number, to: number): number {
    const kind = instantKind(bytes, from, to);
    if (kind === found.number) return this.#instantOf(readNumber(bytes, from, to));
    return kind === found.text ? this.#instantOf(decodeText(bytes, from, to)) : Number.NaN;
  }

  #instantOf(input: string | number): number {
    const at = this.#instants.read(input);
    return typeof at === "number" ? at : Number.NaN;
  }
}
