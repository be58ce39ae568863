import type { Batch } from "@uwdata/flechette";
import { mostRows } from "../../log/table/row-states.ts";
import type { TextCells } from "../../log/table/table-column.ts";
import { encodeText } from "../../log/text-codec.ts";
import { longestText } from "../../schemas/event.ts";

/** Texts one after another: text i stands from `ends[i * step]` to `ends[(i + 1) * step]`. */
export interface TextList {
  bytes: Uint8Array;
  ends: Int32Array;
  step: number;
}

/** The texts of the column that was looked at last, in some rows of a record batch, as bytes. */
export class ArrowTexts implements TextCells {
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(this.bytes.buffer);
  readonly from = new Int32Array(mostRows);
  readonly to = new Int32Array(mostRows);
  #written = new Uint8Array(1 << 12);
  #end = 0;

  /**
   * Finds the texts of rows in a list. Rows whose text is empty are taken out of `rows`. `keys`: by row from `first` on, the place of
   * its text, where that is not the row itself.
   *
   * @returns how many rows are left
   */
  find(
    { bytes, ends, step }: TextList,
    keys: ArrayLike<number | bigint> | null,
    first: number,
    rows: Int32Array,
    count: number,
  ): number {
    this.#show(bytes);
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      const place = (keys === null ? first + row : Number(keys[first + row]!)) * step;
      this.from[row] = ends[place]!;
      this.to[row] = ends[place + step]!;
      if (ends[place + step]! > ends[place]!) rows[kept++] = row;
    }
    return kept;
  }

  /**
   * Writes the texts that a batch has by row, or the digits of numbers. Rows whose text is empty are taken out of `rows`; those that
   * have something else get a text that is too long.
   *
   * @returns how many rows are left
   */
  write(batch: Batch<unknown>, first: number, rows: Int32Array, count: number): number {
    this.#end = 0;
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      const value = batch.value(first + row);
      const text = typeof value === "number" || typeof value === "bigint" ? String(value) : value;
      if (text === "") continue;
      this.from[row] = this.#end;
      this.to[row] = typeof text === "string" ? this.#write(text) : this.#end + longestText + 1;
      rows[kept++] = row;
    }
    this.#show(this.#written);
    return kept;
  }

  /** @returns where the text ends */
  #write(text: string): number {
    if (text.length > longestText) return this.#end + longestText + 1;
    if (this.#end + text.length * 3 > this.#written.length) {
      const wider = new Uint8Array(this.#written.length * 2 + longestText * 3);
      wider.set(this.#written.subarray(0, this.#end));
      this.#written = wider;
    }
    this.#end = encodeText(text, this.#written, this.#end);
    return this.#end;
  }

  #show(bytes: Uint8Array): void {
    if (this.bytes === bytes) return;
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}
