import { BlockMemory, timesOf } from "./block-memory.ts";
import type { MakeRoom } from "./room.ts";
import { TextBytes } from "./text-bytes.ts";

/** An event's number has that of its block above these bits, and its place in the block in them. */
export const blockBits = 12;
/** Events of a full block. */
const blockEvents = 1 << blockBits;
const mask = blockEvents - 1;
const groupBits = 11;
/** So many tickets, by their numbers, are a group, whose events stand in blocks of their own. */
export const groupTickets = 1 << groupBits;
/** Numbers of four bytes that an event takes; the first two are its instant, as one of eight. */
export const eventNumbers = 8;
/** Where the numbers of an event stand; `deed` is type, code and detail, a byte each. */
export enum Place {
  ticket = 2,
  actor,
  a,
  b,
  row,
  deed,
}

/** The events of one block. `seq` and `ids` are there only where an event of the block has one. */
export interface EventBlock {
  /** Its position among all blocks. */
  number: number;
  /** How many there are. */
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
 * 32 bytes an event, 8 more with `seq`, 4 and its bytes more with `id`. Some thousand tickets whose numbers follow each other are a
 * group with blocks of their own, few enough to be at hand while its tickets are looked at one after another: memory that is asked
 * for in no order takes ten times as long to answer.
 *
 * An event's number tells its block and its place in it; of one ticket, those of later rows are greater.
 */
export class EventBlocks {
  /** The blocks of each group, in the order of their events. */
  readonly groups: EventBlock[][] = [];
  readonly #memory: BlockMemory;
  readonly #blocks: (EventBlock | null)[] = [];
  /** By group, the block that is being filled; `null` where its events were let go. */
  readonly #open: (EventBlock | null)[] = [];
  /** The block of the event that was appended last. */
  #last: EventBlock | null = null;
  #length = 0;
  #anySeq = false;
  #anyIds = false;

  /** `makeRoom`: for the memory of events. */
  constructor(makeRoom?: MakeRoom) {
    this.#memory = new BlockMemory(blockEvents * eventNumbers, makeRoom);
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

  /** `deed`: type, code and detail as they stand in `numbers`, from the lowest bits up. */
  append(ticket: number, at: number, deed: number, actor: number, a: number, b: number, row: number): void {
    const group = ticket >> groupBits;
    let block = group < this.#open.length ? this.#open[group]! : this.#begin(group);
    if (block.length * eventNumbers === block.numbers.length) block = this.#widen(block, group);
    const { numbers } = block;
    const from = block.length++ * eventNumbers;
    block.times[from >> 1] = at;
    numbers[from + Place.ticket] = ticket;
    numbers[from + Place.actor] = actor;
    numbers[from + Place.a] = a;
    numbers[from + Place.b] = b;
    numbers[from + Place.row] = row;
    numbers[from + Place.deed] = deed;
    this.#last = block;
    this.#length++;
  }

  /** Takes the groups that another one has, from its group `first` on; to them nothing can be appended. */
  takeGroups(groups: readonly (readonly Omit<EventBlock, "number">[])[], first: number): void {
    while (this.groups.length < first) this.groups.push([]);
    for (const blocks of groups) {
      const group = blocks.map((block): EventBlock => ({ ...block, number: 0 }));
      for (const block of group) {
        block.number = this.#blocks.push(block) - 1;
        this.#memory.adopt(block.numbers);
        this.#length += block.length;
        this.#anySeq ||= block.seq !== null;
        this.#anyIds ||= block.ids !== null;
      }
      this.groups.push(group);
    }
  }

  /** Lets the events of a group go, once all were appended: nobody may look at them any more. */
  release(group: number): void {
    for (const { number, numbers } of this.groups[group] ?? []) {
      this.#blocks[number] = null;
      this.#memory.release(numbers);
    }
    this.groups[group] = [];
    if (group < this.#open.length) this.#open[group] = null;
    this.#last = null;
  }

  /** Takes the memory of events for its own, where nobody else looks at it any more. */
  reuse(numbers: Int32Array): void {
    this.#memory.reuse(numbers);
  }

  /** The block of an event. */
  blockOf(event: number): EventBlock {
    return this.#blocks[event >> blockBits]!;
  }

  /** The number of the event that was appended last; -1 where none was. */
  get last(): number {
    return this.#last === null ? -1 : (this.#last.number << blockBits) | (this.#last.length - 1);
  }

  /** The `seq` of the event that was appended last. */
  setSeq(seq: number): void {
    if (seq === 0) return;
    const block = this.#last!;
    block.seq ??= new Float64Array(this.#memory.makeRoom((block.numbers.length / eventNumbers) * 8));
    block.seq[block.length - 1] = seq;
    this.#anySeq = true;
  }

  /** Where the id of the event that was appended last is to be written. */
  idsForLast(): TextBytes {
    const block = this.#last!;
    block.ids ??= new TextBytes(block.numbers.length / eventNumbers, this.#memory.makeRoom);
    block.ids.skipTo(block.length - 1);
    this.#anyIds = true;
    return block.ids;
  }

  ticket(event: number): number {
    return this.#number(event, Place.ticket);
  }
  at(event: number): number {
    return this.#blocks[event >> blockBits]!.times[(event & mask) * (eventNumbers >> 1)]!;
  }
  type(event: number): number {
    return this.#number(event, Place.deed) & 255;
  }
  actor(event: number): number {
    return this.#number(event, Place.actor);
  }
  code(event: number): number {
    return (this.#number(event, Place.deed) >> 8) & 255;
  }
  detail(event: number): number {
    return (this.#number(event, Place.deed) >> 16) & 255;
  }
  a(event: number): number {
    return this.#number(event, Place.a);
  }
  b(event: number): number {
    return this.#number(event, Place.b);
  }
  row(event: number): number {
    return this.#number(event, Place.row);
  }
  seq(event: number): number {
    const { seq } = this.#blocks[event >> blockBits]!;
    return seq === null ? 0 : seq[event & mask]!;
  }

  hasId(event: number): boolean {
    return this.#blocks[event >> blockBits]!.ids?.has(event & mask) ?? false;
  }
  /** The id of an event that has one. */
  id(event: number): string {
    return this.#blocks[event >> blockBits]!.ids!.text(event & mask);
  }
  idHash(event: number): number {
    return this.#blocks[event >> blockBits]!.ids!.hash(event & mask);
  }
  sameId(x: number, y: number): boolean {
    const idsOfY = this.#blocks[y >> blockBits]!.ids!;
    return this.#blocks[x >> blockBits]!.ids!.equals(x & mask, idsOfY, y & mask);
  }

  #number(event: number, which: number): number {
    return this.#blocks[event >> blockBits]!.numbers[(event & mask) * eventNumbers + which]!;
  }

  /** Begins with the events of a group, and of those before it that have none yet. */
  #begin(group: number): EventBlock {
    while (this.groups.length <= group) {
      this.groups.push([]);
      this.#open.push(this.#add(this.groups.length - 1, this.groups.length === 1 ? 64 : 512));
    }
    return this.#open[group]!;
  }

  #add(group: number, events: number): EventBlock {
    const block = this.#block(events, this.#blocks.length);
    this.#blocks.push(block);
    this.groups[group]!.push(block);
    return block;
  }

  /** A block grows eightfold until it is full, so that a small log takes little; then the next one begins. */
  #widen(narrow: EventBlock, group: number): EventBlock {
    const events = narrow.length;
    const isFull = events === blockEvents;
    const block = isFull ? this.#add(group, events) : this.#block(Math.min(events * 8, blockEvents), narrow.number);
    this.#open[group] = block;
    if (isFull) return block;
    block.length = events;
    block.ids = narrow.ids;
    block.numbers.set(narrow.numbers);
    if (narrow.seq !== null) {
      block.seq = new Float64Array(this.#memory.makeRoom(block.times.length * 2));
      block.seq.set(narrow.seq);
    }
    this.#blocks[block.number] = block;
    this.groups[group] = [block];
    return block;
  }

  #block(events: number, number: number): EventBlock {
    const numbers = this.#memory.take(events * eventNumbers);
    return { number, length: 0, numbers, times: timesOf(numbers), seq: null, ids: null };
  }
}
