import { TextBytes } from "./text-bytes.ts";

const blockBits = 16;
/** Events of a full block. */
const blockEvents = 1 << blockBits;
const mask = blockEvents - 1;
/** Numbers of four bytes that an event takes; the first two are its instant, as one of eight. */
export const eventNumbers = 8;
/** Where the numbers of an event stand; `deed` is type, code and detail, a byte each. */
export const place = { ticket: 2, actor: 3, a: 4, b: 5, row: 6, deed: 7 } as const;

/** The events of one block. `seq` and `ids` are there only where an event of the block has one. */
export interface EventBlock {
  /** `eventNumbers` an event: what is said of one event stands in half a cache line, since it is asked for at once. */
  numbers: Int32Array;
  /** The same memory; the instant of event i is number 4i. */
  times: Float64Array;
  seq: Float64Array | null;
  ids: TextBytes | null;
}

/** The columns of a log that every event has. */
export interface EventColumns {
  at: Float64Array;
  type: Uint8Array;
  actor: Int32Array;
  code: Uint8Array;
  detail: Uint8Array;
  a: Int32Array;
  b: Int32Array;
  row: Int32Array;
}

/**
 * The events of a log while it is being filled, in blocks: nothing is copied as they grow, so the peak is what the events take:
 * 32 bytes an event, 8 more with `seq`, 4 and its bytes more with `id`.
 */
export class EventBlocks {
  readonly blocks: EventBlock[] = [makeBlock(64)];
  #block: EventBlock = this.blocks[0]!;
  #numbers = this.#block.numbers;
  #times = this.#block.times;
  /** Position in the current block. */
  #next = 0;
  #length = 0;
  #anySeq = false;
  #anyIds = false;

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

  /** The `seq` of the event that was appended last. */
  setSeq(seq: number): void {
    if (seq === 0) return;
    this.#block.seq ??= new Float64Array(this.#numbers.length / eventNumbers);
    this.#block.seq[this.#next - 1] = seq;
    this.#anySeq = true;
  }

  /** Where the id of the event that was appended last is to be written. */
  idsForLast(): TextBytes {
    this.#block.ids ??= new TextBytes(this.#numbers.length / eventNumbers);
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

  /** The events as columns, in the order of `order`. */
  toColumns(order: Int32Array): EventColumns {
    const { length } = order;
    const columns: EventColumns = {
      at: new Float64Array(length),
      type: new Uint8Array(length),
      actor: new Int32Array(length),
      code: new Uint8Array(length),
      detail: new Uint8Array(length),
      a: new Int32Array(length),
      b: new Int32Array(length),
      row: new Int32Array(length),
    };
    const { at, type, actor, code, detail, a, b, row } = columns;
    const { blocks } = this;
    for (let i = 0; i < length; i++) {
      const event = order[i]!;
      const { numbers, times } = blocks[event >> blockBits]!;
      const from = (event & mask) * eventNumbers;
      const deed = numbers[from + place.deed]!;
      at[i] = times[from >> 1]!;
      type[i] = deed;
      code[i] = deed >> 8;
      detail[i] = deed >> 16;
      actor[i] = numbers[from + place.actor]!;
      a[i] = numbers[from + place.a]!;
      b[i] = numbers[from + place.b]!;
      row[i] = numbers[from + place.row]!;
    }
    return columns;
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
      this.#begin(makeBlock(blockEvents));
      this.blocks.push(this.#block);
      this.#next = 0;
      return;
    }
    const narrow = this.#block;
    const room = Math.min(events * 8, blockEvents);
    this.#begin(makeBlock(room));
    this.#numbers.set(narrow.numbers);
    if (narrow.seq !== null) {
      this.#block.seq = new Float64Array(room);
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

function makeBlock(events: number): EventBlock {
  const numbers = new Int32Array(events * eventNumbers);
  return { numbers, times: new Float64Array(numbers.buffer), seq: null, ids: null };
}
