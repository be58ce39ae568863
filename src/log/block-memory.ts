import { type MakeRoom, ownRoom } from "./room.ts";

/** Full blocks are cut out of pieces of memory, of this many at most: a piece of 32 MiB goes back to the system when it is let go. */
const mostBlocksAtOnce = 256;
/** A piece is a quarter of what there is, so that little of it is never used. */
const shareAtOnce = 4;

/** The memory of blocks, all of one size but for those that are not full yet. */
export class BlockMemory {
  readonly makeRoom: MakeRoom;
  /** Numbers of a full block. */
  readonly #full: number;
  /** Memory of full blocks that nobody needs any more. */
  readonly #free: Int32Array[] = [];
  #piece: ArrayBufferLike = new ArrayBuffer(0);
  /** Where the next block begins in the piece. */
  #from = 0;
  /** Full blocks so far. */
  #blocks = 0;
  /** By piece, how many of its blocks are in use. */
  readonly #inUse = new Map<ArrayBufferLike, number>();

  constructor(full: number, makeRoom: MakeRoom = ownRoom) {
    this.#full = full;
    this.makeRoom = makeRoom;
  }

  /** Room for so many numbers; what stands in it is to be written over. */
  take(numbers: number): Int32Array {
    if (numbers < this.#full) return new Int32Array(this.makeRoom(numbers * 4));
    const used = this.#free.pop();
    if (used !== undefined) {
      this.adopt(used);
      return used;
    }
    if (this.#from === this.#piece.byteLength) {
      const blocks = Math.min(mostBlocksAtOnce, Math.max(1, Math.floor(this.#blocks / shareAtOnce)));
      this.#piece = this.makeRoom(blocks * numbers * 4);
      this.#from = 0;
    }
    const block = new Int32Array(this.#piece, this.#from, numbers);
    this.#from += numbers * 4;
    this.#blocks++;
    this.adopt(block);
    return block;
  }

  /** Counts a block among those in use, which others may have made. */
  adopt({ buffer }: Int32Array): void {
    this.#inUse.set(buffer, (this.#inUse.get(buffer) ?? 0) + 1);
  }

  /** Takes the memory of a block for its own, since memory that was used before is the cheapest. Nobody else may look at it. */
  reuse(block: Int32Array): void {
    if (block.length === this.#full) this.#free.push(block);
  }

  /** Lets the memory of a block go, once no more blocks are taken. Nobody may look at it any more. */
  release({ buffer }: Int32Array): void {
    const inUse = this.#inUse.get(buffer);
    if (inUse === undefined) return; // That of a block that was not full.
    this.#inUse.set(buffer, inUse - 1);
    if (inUse > 1) return;
    this.#inUse.delete(buffer);
    this.makeRoom.takeBack?.(buffer);
  }
}

/** The instants among the numbers of events, as `EventBlock.times`. */
export function timesOf(numbers: Int32Array): Float64Array {
  return new Float64Array(numbers.buffer, numbers.byteOffset, numbers.length / 2);
}
