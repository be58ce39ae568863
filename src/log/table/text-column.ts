import { longestText } from "../../schemas/event.ts";
import { ByteTable } from "../bytes/byte-table.ts";
import { OtherColumn } from "./other-column.ts";
import { mostRows, type RowStates, unmade } from "./row-states.ts";
import type { TextCells } from "./table-column.ts";

/** What there is to know of a text of a column, found once for all its rows. */
export interface TextSorts {
  /** Texts are of the sorts 1 to this. */
  readonly count: number;
  /** The sort of a text of at most `longestText` bytes; 0 leaves its rows to the schema. */
  sortOf(bytes: Uint8Array, from: number, to: number): number;
  /** Takes note of the text with the next number, which is of this sort. */
  add?(bytes: Uint8Array, from: number, to: number, sort: number): void;
}

/** No text. */
const none = -1;

/** The texts of a field, numbered as they appear in its column. */
export class TextColumn<Sorts extends TextSorts = TextSorts> extends OtherColumn {
  /** By row, the number of its text; -1 where it has none. */
  readonly numbers = new Int32Array(mostRows).fill(none);
  readonly sorts: Sorts;
  readonly #ways;
  readonly #table = new ByteTable();
  /** By number. */
  #sorts = new Uint8Array(64);

  constructor(states: RowStates, sorts: Sorts) {
    super(states);
    this.sorts = sorts;
    this.#ways = states.waysBy(sorts.count);
  }

  override begin(): void {
    this.numbers.fill(none);
  }

  override takeTexts({ bytes, view, from, to }: TextCells, rows: Int32Array, count: number): void {
    const { numbers, states } = this;
    const { of } = states;
    const table = this.#table;
    const ways = this.#ways;
    const width = ways.sorts + 1;
    let { next } = ways;
    let sorts = this.#sorts;
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      const start = from[row]!;
      const end = to[row]!;
      if (end - start > longestText) {
        states.leave(row);
        continue;
      }
      let number = table.find(bytes, view, start, end);
      if (number < 0) {
        number = this.#add(bytes, view, start, end);
        sorts = this.#sorts;
      }
      numbers[row] = number;
      // As `step` does, which would look for all this anew for each cell.
      const way = of[row]! * width + sorts[number]!;
      const state = way < next.length ? next[way]! : unmade;
      if (state !== unmade) of[row] = state;
      else {
        states.step(row, ways, sorts[number]!);
        next = ways.next;
      }
    }
  }

  /** Takes a row on by a cell of this sort that has no text. */
  protected stepAs(row: number, sort: number): void {
    this.states.step(row, this.#ways, sort);
  }

  #add(bytes: Uint8Array, view: DataView, from: number, to: number): number {
    const number = this.#table.size;
    const sort = this.sorts.sortOf(bytes, from, to);
    this.#table.add(bytes, view, from, to, number);
    if (number === this.#sorts.length) {
      const wider = new Uint8Array(number * 2);
      wider.set(this.#sorts);
      this.#sorts = wider;
    }
    this.#sorts[number] = sort;
    this.sorts.add?.(bytes, from, to, sort);
    return number;
  }
}
