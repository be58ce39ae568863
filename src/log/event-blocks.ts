import { type MakeRoom, ownRoom } from "./room.ts";
import { TextBytes } from "./text-bytes.ts";

/** An event's number has the position of its block above these bits, and its place in the block in them. */
export const blockBits = 16;
/** Events of a full block. */
const blockEvents = 1 << blockBits;
const mask = blockEvents - 1;
/** Numbers of four bytes that an event takes; the first two are its instant, as one of eight. */
export const eventNumbers = 8;
/** Where the numbers of an event stand; `deed` is type, code and detail, a byte each. */
export const place = { ticket: 2, actor: 3, a: 4, b: 5, row: 6, deed: 7 } as const;

/** The events of one block. `seq` and `ids` are there only where an event of the block has one. */
export interface EventBlock {
  /** How many there are; of a block that is still being filled it is told by `lengthOf`. */
  length: number;
  /** `eventNumbers` an event: what is said of one event stands in half a cache line, since it is asked for at once. */
  numbers: Int32Array;
  /** The same memory; the instant of event i is number 4i. */
  times: Float64Array;
  seq: Float64Array | null;
  ids: TextBytes | null;
}

/**
 * The events of a log while it is being filled, in blocks: nothing is copied as they grow, so the peak is what the events take:
 * 32 bytes an event, 8 more with `seq`, 4 and its bytes more with `id`. An event's number tells its block and its place in it, so
 * that blocks which somebody else has filled can follow behind.
 */
export class EventBlocks {
  readonly blocks: EventBlock[];
  readonly #makeRoom: MakeRoom;
  #block: EventBlock;
  #numbers: Int32Array;
  #times: Float64Array;
  /** Position in the current block. */
  #next = 0;
  #length = 0;
  #anySeq = false;
  #anyIds = false;

  /** `makeRoom`: for memory that threads share. */
  constructor(makeRoom: MakeRoom = ownRoom) {
    this.#makeRoom = makeRoom;
    this.#block = makeBlock(64, makeRoom);
    this.#numbers = this.#block.numbers;
    this.#times = this.#block.times;
    this.blocks = [this.#block];
  }

  get length(): number {
    return this.#length;
  }

  /** Whether any event has a `seq` other than 0. */
  get anySeq(): boolean {
    return this.#anySeq;
  }

  get anyIds(): boolean {
    return this.#anyIds;
  }

  append(
    ticket: number,
    at: number,
    type: number,
    actor: number,
    code: number,
    detail: number,
    a: number,
    b: number,
    row: number,
  ): void {
    this.appendDeed(ticket, at, type | (code << 8) | (detail << 16), actor, a, b, row);
  }

  /** `deed`: type, code and detail as they stand in `numbers`. */
  appendDeed(ticket: number, at: number, deed: number, actor: number, a: number, b: number, row: number): void {
    if (this.#next * eventNumbers === this.#numbers.length) this.#widen();
    const numbers = this.#numbers;
    const from = this.#next * eventNumbers;
    this.#times[from >> 1] = at;
    numbers[from + place.ticket] = ticket;
    numbers[from + place.actor] = actor;
    numbers[from + place.a] = a;
    numbers[from + place.b] = b;
    numbers[from + place.row] = row;
    numbers[from + place.deed] = deed;
    this.#next++;
    this.#length++;
  }

  /** Takes blocks that others have filled, behind those that are there. */
  appendBlocks(blocks: readonly EventBlock[]): void {
    for (const block of blocks) {
      if (block.length === 0) continue;
      this.#block.length = this.#next;
      if (this.#next === 0) this.blocks.pop();
      this.blocks.push(block);
      this.#begin(block);
      this.#next = block.length;
      this.#length += block.length;
      this.#anySeq ||= block.seq !== null;
      this.#anyIds ||= block.ids !== null;
    }
  }

  /** How many events the block at a position has. */
  lengthOf(block: number): number {
    return block === this.blocks.length - 1 ? this.#next : this.blocks[block]!.length;
  }

  /** The number of the event at a place of a block. */
  eventAt(block: number, place: number): number {
    return (block << blockBits) | place;
  }

  /** The number of the event that was appended last. */
  get last(): number {
    return this.eventAt(this.blocks.length - 1, this.#next - 1);
  }

  /** The `seq` of the event that was appended last. */
  setSeq(seq: number): void {
    if (seq === 0) return;
    this.#block.seq ??= new Float64Array(this.#makeRoom(this.#numbers.length * (8 / eventNumbers)));
    this.#block.seq[this.#next - 1] = seq;
    this.#anySeq = true;
  }

  /** Where the id of the event that was appended last is to be written. */
  idsForLast(): TextBytes {
    this.#block.ids ??= new TextBytes(this.#numbers.length / eventNumbers, this.#makeRoom);
    this.#block.ids.skipTo(this.#next - 1);
    this.#anyIds = true;
    return this.#block.ids;
  }

  ticket(event: number): number {
    return this.#number(event, place.ticket);
  }
  at(event: number): number {
    return this.blocks[event >> blockBits]!.times[(event & mask) * (eventNumbers >> 1)]!;
  }
  type(event: number): number {
    return this.#number(event, place.deed) & 255;
  }
  actor(event: number): number {
    return this.#number(event, place.actor);
  }
  code(event: number): number {
    return (this.#number(event, place.deed) >> 8) & 255;
  }
  detail(event: number): number {
    return (this.#number(event, place.deed) >> 16) & 255;
  }
  a(event: number): number {
    return this.#number(event, place.a);
  }
  b(event: number): number {
    return this.#number(event, place.b);
  }
  row(event: number): number {
    return this.#number(event, place.row);
  }
  seq(event: number): number {
    const { seq } = this.blocks[event >> blockBits]!;
    return seq === null ? 0 : seq[event & mask]!;
  }

  hasId(event: number): boolean {
    return this.blocks[event >> blockBits]!.ids?.has(event & mask) ?? false;
  }
  /** The id of an event that has one. */
  id(event: number): string {
    return this.blocks[event >> blockBits]!.ids!.text(event & mask);
  }
  idHash(event: number): number {
    return this.blocks[event >> blockBits]!.ids!.hash(event & mask);
  }
  sameId(x: number, y: number): boolean {
    const idsOfY = this.blocks[y >> blockBits]!.ids!;
    return this.blocks[x >> blockBits]!.ids!.equals(x & mask, idsOfY, y & mask);
  }

  /** Lets all events go. */
  clear(): void {
    this.blocks.splice(0);
  }

  #number(event: number, which: number): number {
    return this.blocks[event >> blockBits]!.numbers[(event & mask) * eventNumbers + which]!;
  }

  /** A block grows eightfold until it is full, so that a small log takes little; then the next one begins. */
  #widen(): void {
    const events = this.#next;
    if (events === blockEvents) {
      this.#block.length = events;
      this.#begin(makeBlock(blockEvents, this.#makeRoom));
      this.blocks.push(this.#block);
      this.#next = 0;
      return;
    }
    const narrow = this.#block;
    const room = Math.min(events * 8, blockEvents);
    this.#begin(makeBlock(room, this.#makeRoom));
    this.#numbers.set(narrow.numbers);
    if (narrow.seq !== null) {
      this.#block.seq = new Float64Array(this.#makeRoom(room * 8));
      this.#block.seq.set(narrow.seq);
    }
    this.#block.ids = narrow.ids;
    this.blocks[this.blocks.length - 1] = this.#block;
  }

  #begin(block: EventBlock): void {
    this.#block = block;
    this.#numbers = block.numbers;
    this.#times = block.times;
  }
}

function makeBlock(events: number, makeRoom: MakeRoom): EventBlock {
  const numbers = new Int32Array(makeRoom(events * eventNumbers * 4));
  return { length: 0, numbers, times: new Float64Array(numbers.buffer), seq: null, ids: null };
}
