import type { SourceResult } from "../../sources/source.ts";
import type { TicketSource } from "../../sources/ticket-source.ts";
import { RowSpill } from "./row-spill.ts";

/** Where rows are put aside. */
export interface SpillPlace {
  folder: string;
  /** How many rows are held in memory before any is put aside. */
  mostHeld: number;
}

/** Rows that a source reads ticket by ticket: put aside on disk until all are known, beyond the first ones. */
export class TicketwiseRows {
  readonly #source: TicketSource;
  readonly #spill: RowSpill;
  readonly #late: RowSpill;

  constructor(source: TicketSource, { folder, mostHeld }: SpillPlace) {
    this.#source = source;
    this.#spill = new RowSpill(folder, mostHeld);
    this.#late = new RowSpill(folder, mostHeld);
  }

  /**
   * Puts a row aside by its ticket, or what it holds of several tickets by theirs.
   * @param before how many records of the row stand before these, where it comes in several pieces
   */
  add(row: unknown, number: number, before = 0): void {
    const seen = this.#source.see(row, number, before);
    if (typeof seen !== "object") this.#spill.add(seen, number, row);
    else
      for (const { ticket, piece, late } of seen) {
        if (late === true) this.#late.add(String(number), number, piece);
        else this.#spill.add(ticket, number, piece);
      }
  }

  /**
   * The events of all rows that were added, part by part.
   * @throws {TypeError} where the source misses a column
   */
  *written(): Generator<Pick<SourceResult, "rows" | "sourceRows">> {
    const source = this.#source;
    source.checkColumns();
    for (const part of this.#late.parts()) {
      for (const [number, piece] of part)
        for (const ticket of source.ticketsOf?.(piece, number) ?? []) this.#spill.add(ticket, number, piece);
    }
    this.#late.close();
    for (const part of this.#spill.parts()) {
      // What was late came in no order.
      part.sort(([x], [y]) => x - y);
      for (const [number, row] of part) source.take(row, number);
      yield source.write();
    }
  }

  /** Forgets the rows. */
  close(): void {
    this.#late.close();
    this.#spill.close();
  }
}
