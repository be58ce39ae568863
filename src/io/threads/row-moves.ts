import type { RowPlaces } from "../rows/row-places.ts";
import type { PieceEnd } from "./read-stretch.ts";
import type { Piece } from "./split-files.ts";

/** Says what the rows of pieces are numbered in the log, which each thread has numbered as if its stretch came first. */
export class RowMoves {
  readonly #moves = new Map<PieceEnd, number>();

  /** `pieces` and how they ended, in their order; `places` comes to know where all rows stand. */
  constructor(pieces: readonly Piece[], ends: readonly PieceEnd[], places: RowPlaces) {
    let lines = 0;
    pieces.forEach(({ path, begins }, index) => {
      const end = ends[index]!;
      if (begins) {
        places.begin(path);
        lines = 0;
      }
      this.#moves.set(end, places.numberOf(0) + lines - end.offset);
      if (end.rows > 0) places.numberOf(lines + end.lastRow);
      lines += end.lines;
    });
  }

  /** The same for the rows of a stretch, by its pieces; fast where rows that follow each other mostly are of one piece. */
  of(ends: readonly PieceEnd[]): (row: number) => number {
    let [after, upTo, move] = [0, 0, 0];
    return (row) => {
      if (row <= after || row > upTo) {
        const end = ends.find(({ offset, lines }) => row > offset && row <= offset + lines)!;
        [after, upTo, move] = [end.offset, end.offset + end.lines, this.#moves.get(end)!];
      }
      return row + move;
    };
  }
}
