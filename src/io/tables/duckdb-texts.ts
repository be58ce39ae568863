import type { DuckDBConnection } from "@duckdb/node-api";
import { mostRows } from "../../log/table/row-states.ts";
import type { TextCells } from "../../log/table/table-column.ts";
import { longestText } from "../../schemas/event.ts";

/** A text takes so many bytes in a cell: its length and, up to twelve bytes, the text itself; else how it begins and where it stands. */
const cellBytes = 16;
const shortBytes = 12;

/** A column of BLOBs: reads bytes from where a cell says that they stand. */
interface Blobs {
  getItem(row: number): { bytes: Uint8Array } | null;
}
/** The package's class of such columns, which not every version of it gives out. */
export type BlobsClass = new (cells: DataView, validity: { itemValid(): boolean }) => Blobs;

/** Ends what the connection was reading. */
export async function blobsClassOf(connection: DuckDBConnection): Promise<BlobsClass> {
  const chunk = await (await connection.run("select ''::blob")).fetchChunk();
  return chunk!.getColumnVector(0).constructor as BlobsClass;
}

/**
 * The texts of the column of a chunk that was read last, as bytes. Texts that do not fit into their cells mostly stand one after another, so that many
 * are read at once.
 */
export class DuckDbTexts implements TextCells {
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(this.bytes.buffer);
  readonly from = new Int32Array(mostRows);
  readonly to = new Int32Array(mostRows);
  /** Cells and long texts of a column that has some. */
  #copied = new Uint8Array(1 << 16);
  #copiedView = new DataView(this.#copied.buffer);
  #copiedEnd = 0;
  /** A cell that holds all texts that stand one after another. */
  readonly #run = new DataView(new ArrayBuffer(cellBytes));
  readonly #runText: Blobs;
  /** How many bytes they have, and the address behind them. */
  #runBytes = 0;
  #endLow = 0;
  #endHigh = 0;

  constructor(blobs: BlobsClass) {
    this.#runText = new blobs(this.#run, { itemValid: () => true });
  }

  /** Finds the texts of these rows. Rows whose text is empty are taken out of `rows`. @returns how many are left */
  read(cells: DataView, rows: Int32Array, count: number): number {
    const { from, to } = this;
    this.view = cells;
    this.bytes = new Uint8Array(cells.buffer, cells.byteOffset, cells.byteLength);
    let kept = 0;
    let longest = 0;
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      const at = row * cellBytes;
      const length = cells.getUint32(at, true);
      from[row] = at + 4;
      to[row] = at + 4 + length;
      if (length > longest) longest = length;
      if (length > 0) rows[kept++] = row;
    }
    if (longest > shortBytes) this.#copyLong(cells, rows, kept);
    return kept;
  }

  #copyLong(cells: DataView, rows: Int32Array, count: number): void {
    const { from, to } = this;
    this.#makeRoom(0, this.bytes.length);
    this.#copied.set(this.bytes);
    this.#copiedEnd = this.bytes.length;
    this.#runBytes = 0;
    for (let i = 0; i < count; i++) {
      const row = rows[i]!;
      const length = to[row]! - from[row]!;
      if (length <= shortBytes || length > longestText) continue;
      const cell = row * cellBytes;
      const low = cells.getUint32(cell + 8, true);
      const high = cells.getUint32(cell + 12, true);
      if (this.#runBytes === 0 || low !== this.#endLow || high !== this.#endHigh) {
        this.#endRun();
        this.#run.setUint32(8, low, true);
        this.#run.setUint32(12, high, true);
      }
      from[row] = this.#copiedEnd + this.#runBytes;
      to[row] = from[row]! + length;
      this.#runBytes += length;
      this.#endLow = (low + length) >>> 0;
      this.#endHigh = this.#endLow < low ? high + 1 : high;
    }
    this.#endRun();
    this.bytes = this.#copied;
    this.view = this.#copiedView;
  }

  #endRun(): void {
    const length = this.#runBytes;
    if (length === 0) return;
    this.#makeRoom(this.#copiedEnd, length);
    this.#run.setUint32(0, length, true);
    this.#copied.set(this.#runText.getItem(0)!.bytes, this.#copiedEnd);
    this.#copiedEnd += length;
    this.#runBytes = 0;
  }

  #makeRoom(used: number, bytes: number): void {
    if (used + bytes <= this.#copied.length) return;
    const wider = new Uint8Array(Math.max(used + bytes, this.#copied.length * 2));
    wider.set(this.#copied.subarray(0, used));
    this.#copied = wider;
    this.#copiedView = new DataView(wider.buffer);
  }
}
