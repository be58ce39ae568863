import { encodeText } from "./text-codec.ts";

/** Hashes of tickets lie from 0 up to here. */
export const hashCount = 2 ** 32;

/** A share of the tickets of a log, as plain data: those whose hash lies from `from` up to `to`. The shares of a log leave no gap. */
export interface TicketShare {
  from: number;
  to: number;
}

/**
 * One of several shards of a log, each read by somebody of his own who meets every row and takes those of his tickets. A row that
 * names no ticket belongs to whoever has the first share, so that each row is taken once.
 */
export class TicketShard {
  readonly #from: number;
  readonly #to: number;
  #doubtful = false;

  constructor({ from, to }: TicketShare) {
    this.#from = from;
    this.#to = to;
  }

  /** Whether rows that name no ticket are taken here. */
  get takesRest(): boolean {
    return this.#from === 0;
  }

  /** Whether a row was met that begins like one of a ticket and is one of another: the shards have to be read as one. */
  get isDoubtful(): boolean {
    return this.#doubtful;
  }

  owns(hash: number): boolean {
    return hash >= this.#from && hash < this.#to;
  }

  /**
   * Whether a row that was read in the ordinary way is taken here.
   * @param isClaimed whether its first bytes said so
   */
  takes(row: unknown, isClaimed: boolean): boolean {
    const ticket = (row as { ticket?: unknown } | null | undefined)?.ticket;
    if (typeof ticket !== "string") return isClaimed || this.takesRest;
    const isOwn = this.owns(hashOfTicket(ticket));
    if (isClaimed && !isOwn) this.#doubtful = true;
    return isClaimed || isOwn;
  }
}

/** A number below `hashCount` for the bytes of a ticket's name, in which similar names lie far apart. */
export function hashOfBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = hashBasis;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, hashPrime);
  return finished(hash);
}

/** FNV-1a (Fowler, Noll and Vo 1991), byte by byte, then `finished`. */
export const hashBasis = 0x811c9dc5;
export const hashPrime = 0x01000193;

/** The last step: every bit of the name tells on the first bits of the hash (murmur3's mixing, Appleby 2011). */
export function finished(fnv: number): number {
  let hash = fnv;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function hashOfTicket(ticket: string): number {
  const bytes = new Uint8Array(ticket.length * 3);
  return hashOfBytes(bytes, 0, encodeText(ticket, bytes, 0));
}

/** Shares for as many threads as `weights`, as large as these say. */
export function ticketShares(weights: readonly number[]): TicketShare[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let upTo = 0;
  let sum = 0;
  return weights.map((weight, index) => {
    const from = upTo;
    sum += weight;
    upTo = index === weights.length - 1 ? hashCount : Math.round((sum / total) * hashCount);
    return { from, to: upTo };
  });
}
