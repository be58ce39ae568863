import { finished, hashBasis, hashPrime, type TicketShard } from "../ticket-shard.ts";

/** Whose a line is, as far as its first bytes tell. */
export const claim = { unknown: 0, own: 1, others: 2 } as const;
export type Claim = (typeof claim)[keyof typeof claim];

const [lineFeed, quote, backslash] = [0x0a, 0x22, 0x5c];

/**
 * Tells by the first bytes of a line whose ticket it is of, so that the lines of other shards can be left out unread. That works
 * where lines begin with what stands before the ticket in all of them, and its name is plain ASCII. Of any other line nothing
 * is known until it is read. All shards come to the same answer, whosever the line is.
 */
export class LineClaims {
  readonly #shard: TicketShard;
  readonly #ends: number;
  readonly #longest: number;
  readonly #isCsv: boolean;
  /** What stands before the ticket; `null` until it is known. */
  #start: Uint8Array | null = null;
  /** The bytes that were looked at last, and where the next quote in them is. */
  #bytes: Uint8Array | null = null;
  #quoteAt = -1;
  #end = -1;

  /** `ends`: the byte behind a ticket; `longest`: bytes of a line, beyond which it is refused; `isCsv`: quotes may hide line ends. */
  constructor(shard: TicketShard, options: { ends: number; longest: number; isCsv: boolean }) {
    this.#shard = shard;
    this.#ends = options.ends;
    this.#longest = options.longest;
    this.#isCsv = options.isCsv;
  }

  /** Where the line of others that was asked about last has its line feed. */
  get end(): number {
    return this.#end;
  }

  /** Whether it is known what stands before the ticket. */
  get knowsStart(): boolean {
    return this.#start !== null;
  }

  /** Learns from a line that begins at `from` and whose ticket stands from `ticketFrom` on. */
  learn(bytes: Uint8Array, from: number, ticketFrom: number): void {
    this.#start = bytes.slice(from, ticketFrom);
  }

  /** Whose the line at `from` is. A line feed must follow. */
  of(bytes: Uint8Array, from: number): Claim {
    const start = this.#start;
    if (start === null) return claim.unknown;
    for (let i = 0; i < start.length; i++) if (bytes[from + i] !== start[i]) return claim.unknown;
    const ends = this.#ends;
    const ticketFrom = from + start.length;
    let at = ticketFrom;
    let hash = hashBasis;
    for (let byte = bytes[at]!; byte !== ends; byte = bytes[++at]!) {
      if (byte < 0x20 || byte > 0x7e || byte === quote || byte === backslash) return claim.unknown;
      hash = Math.imul(hash ^ byte, hashPrime);
    }
    if (at === ticketFrom) return claim.unknown;
    const isOwn = this.#shard.owns(finished(hash));
    if (isOwn && !this.#isCsv) return claim.own;
    this.#end = bytes.indexOf(lineFeed, at);
    if (this.#end - from > this.#longest || (this.#isCsv && this.#hasQuote(bytes, ticketFrom))) return claim.unknown;
    return isOwn ? claim.own : claim.others;
  }

  /** Whether there is a quote between `at` and the end of the line: lines come in order, so that each is looked for once. */
  #hasQuote(bytes: Uint8Array, at: number): boolean {
    if (bytes !== this.#bytes || (this.#quoteAt >= 0 && this.#quoteAt < at)) {
      this.#bytes = bytes;
      this.#quoteAt = bytes.indexOf(quote, at);
    }
    return this.#quoteAt >= 0 && this.#quoteAt < this.#end;
  }
}
