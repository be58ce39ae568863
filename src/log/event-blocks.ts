import { TextBytes } from "./text-bytes.ts";

const blockBits = 16;
/** Events of a full block. */
export const blockEvents = 1 << blockBits;
const mask = blockEvents - 1;

/** What the events of one block carry. `seq` and `ids` are there only where an event of the block has one. */
export interface EventBlock {
  ticket: Int32Array;
  at: Float64Array;
  type: Uint8Array;
  actor: Int32Array;
  code: Uint8Array;
  detail: Uint8Array;
  a: Int32Array;
  b: Int32Array;
  row: Int32Array;
  seq: Float64Array | null;
  ids: TextBytes | null;
}

/** A column of a block that every event has. */
export type BlockColumn = Exclude<keyof EventBlock, "seq" | "ids">;

/**
 * The columns of a log while it is being filled, in blocks: nothing is copied as they grow, so the peak is what the columns
 * take, and a block moves to another thread as it is. 31 bytes an event, 8 more with `seq`, 4 and its bytes more with `id`.
 */
export class EventBlocks {
  readonly blocks: EventBlock[] = [makeBlock(64)];
  #block: EventBlock = this.blocks[0]!;
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
    if (this.#next === this.#block.ticket.length) this.#widen();
    const block = this.#block;
    const i = this.#next++;
    block.ticket[i] = ticket;
    block.at[i] = at;
    block.type[i] = type;
    block.actor[i] = actor;
    block.code[i] = code;
    block.detail[i] = detail;
    block.a[i] = a;
    block.b[i] = b;
    block.row[i] = row;
    this.#length++;
  }

  /** The `seq` of the event that was appended last. */
  setSeq(seq: number): void {
    if (seq === 0) return;
    this.#block.seq ??= new Float64Array(this.#block.ticket.length);
    this.#block.seq[this.#next - 1] = seq;
    this.#anySeq = true;
  }

  /** Where the id of the event that was appended last is to be written. */
  idsForLast(): TextBytes {
    this.#block.ids ??= new TextBytes(this.#block.ticket.length);
    this.#block.ids.skipTo(this.#next - 1);
    this.#anyIds = true;
    return this.#block.ids;
  }

  ticket(event: number): number {
    return this.blocks[event >> blockBits]!.ticket[event & mask]!;
  }
  at(event: number): number {
    return this.blocks[event >> blockBits]!.at[event & mask]!;
  }
  type(event: number): number {
    return this.blocks[event >> blockBits]!.type[event & mask]!;
  }
  actor(event: number): number {
    return this.blocks[event >> blockBits]!.actor[event & mask]!;
  }
  code(event: number): number {
    return this.blocks[event >> blockBits]!.code[event & mask]!;
  }
  detail(event: number): number {
    return this.blocks[event >> blockBits]!.detail[event & mask]!;
  }
  a(event: number): number {
    return this.blocks[event >> blockBits]!.a[event & mask]!;
  }
  b(event: number): number {
    return this.blocks[event >> blockBits]!.b[event & mask]!;
  }
  row(event: number): number {
    return this.blocks[event >> blockBits]!.row[event & mask]!;
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

  /** Copies a column in the order of `order`, and lets it go here: it cannot be read afterwards. */
  take<T extends Float64Array | Int32Array | Uint8Array>(column: BlockColumn, order: Int32Array, into: T): T {
    const parts = this.blocks.map((block) => block[column]);
    for (const block of this.blocks) block[column] = nothing[column] as never;
    for (let i = 0; i < order.length; i++) {
      const event = order[i]!;
      into[i] = parts[event >> blockBits]![event & mask]!;
    }
    return into;
  }

  /** A block grows by doubling until it is full, so that a small log takes little; then the next one begins. */
  #widen(): void {
    const events = this.#block.ticket.length;
    if (events === blockEvents) {
      this.#block = makeBlock(blockEvents);
      this.blocks.push(this.#block);
      this.#next = 0;
      return;
    }
    const wider = makeBlock(events * 2);
    const narrow = this.#block;
    for (const column of blockColumns) wider[column].set(narrow[column]);
    if (narrow.seq !== null) {
      wider.seq = new Float64Array(events * 2);
      wider.seq.set(narrow.seq);
    }
    wider.ids = narrow.ids;
    this.#block = wider;
    this.blocks[this.blocks.length - 1] = wider;
  }
}

const blockColumns = ["ticket", "at", "type", "actor", "code", "detail", "a", "b", "row"] as const;

function makeBlock(events: number): EventBlock {
  return {
    ticket: new Int32Array(events),
    at: new Float64Array(events),
    type: new Uint8Array(events),
    actor: new Int32Array(events),
    code: new Uint8Array(events),
    detail: new Uint8Array(events),
    a: new Int32Array(events),
    b: new Int32Array(events),
    row: new Int32Array(events),
    seq: null,
    ids: null,
  };
}

const nothing = makeBlock(0);
