import { actorKinds } from "../schemas/vocabulary.ts";
import type { ActorTable } from "./event-log.ts";
import { type MakeRoom, ownRoom } from "./room.ts";

const customer = actorKinds.indexOf("customer");

/** Numbers of an actor, side by side since they are asked for at once; `part` is kind and whether he is a supervisor. */
const actorNumbers = 4;
enum Place {
  id,
  team,
  employer,
  part,
}

/** The actors of a log while it is being filled: each distinct (kind, id, team, employer, role) has one row. */
export class ActorRows {
  #length = 0;
  #numbers = new Int32Array(64 * actorNumbers);
  /** Row + 1, by id + 1, of the customer who has nothing but an id, as almost all: there are too many to look at their numbers as well. */
  #customers = new Int32Array(64);
  /** Row + 1, by id + 1, of the last of all other actors: it mostly is the one that is asked for again. */
  #others = new Int32Array(64);
  /** Open addressing, at most half full: row + 1 by hash, 0 where the slot is free. */
  #slots = new Int32Array(64);
  readonly #makeRoom: MakeRoom;

  /** `makeRoom`: for tables that threads share. */
  constructor(makeRoom: MakeRoom = ownRoom) {
    this.#makeRoom = makeRoom;
  }

  /** Holds the actors of a table, which were told apart by others: no more can be added. */
  fill({ length, kind, id, team, employer, supervisor }: ActorTable): void {
    this.#length = length;
    this.#numbers = new Int32Array(length * actorNumbers);
    for (let row = 0; row < length; row++) {
      this.#set(row, id[row]!, team[row]!, employer[row]!, kind[row]! * 2 + supervisor[row]!);
    }
  }

  get length(): number {
    return this.#length;
  }

  kind(row: number): number {
    return this.#numbers[row * actorNumbers + Place.part]! >> 1;
  }

  /** The row of an actor, made now if it is new. `kind` is a position in `actorKinds`, `supervisor` 0 or 1, the others codes or -1. */
  rowOf(kind: number, id: number, team: number, employer: number, supervisor: number): number {
    const part = kind * 2 + supervisor;
    if (part === customer * 2 && team < 0 && employer < 0) {
      if (id + 1 >= this.#customers.length) this.#customers = widened(this.#customers, id + 2);
      const known = this.#customers[id + 1]! - 1;
      if (known >= 0) return known;
      const row = this.#find(id, team, employer, part);
      this.#customers[id + 1] = row + 1;
      return row;
    }
    if (id + 1 >= this.#others.length) this.#others = widened(this.#others, id + 2);
    const known = this.#others[id + 1]! - 1;
    if (known >= 0 && this.#is(known, id, team, employer, part)) return known;
    const row = this.#find(id, team, employer, part);
    this.#others[id + 1] = row + 1;
    return row;
  }

  #find(id: number, team: number, employer: number, part: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hashOf(id, team, employer, part) & mask; ; slot = (slot + 1) & mask) {
      const row = slots[slot]! - 1;
      if (row < 0) return this.#add(slot, id, team, employer, part);
      if (this.#is(row, id, team, employer, part)) return row;
    }
  }

  #is(row: number, id: number, team: number, employer: number, part: number): boolean {
    const numbers = this.#numbers;
    const at = row * actorNumbers;
    if (numbers[at + Place.id] !== id || numbers[at + Place.part] !== part) return false;
    return numbers[at + Place.team] === team && numbers[at + Place.employer] === employer;
  }

  /** The actors as they stand. */
  toTable(): ActorTable {
    const length = this.#length;
    const numbers = () => new Int32Array(this.#makeRoom(length * 4));
    const [id, team, employer] = [numbers(), numbers(), numbers()];
    const [kind, supervisor] = [new Uint8Array(this.#makeRoom(length)), new Uint8Array(this.#makeRoom(length))];
    for (let row = 0, at = 0; row < length; row++, at += actorNumbers) {
      id[row] = this.#numbers[at + Place.id]!;
      team[row] = this.#numbers[at + Place.team]!;
      employer[row] = this.#numbers[at + Place.employer]!;
      kind[row] = this.#numbers[at + Place.part]! >> 1;
      supervisor[row] = this.#numbers[at + Place.part]! & 1;
    }
    return { length, kind, id, team, employer, supervisor };
  }

  #add(slot: number, id: number, team: number, employer: number, part: number): number {
    if (this.#length * actorNumbers === this.#numbers.length) {
      const wider = new Int32Array(this.#numbers.length * 2);
      wider.set(this.#numbers);
      this.#numbers = wider;
    }
    this.#set(this.#length, id, team, employer, part);
    this.#slots[slot] = ++this.#length;
    if (this.#length * 2 > this.#slots.length) this.#widen();
    return this.#length - 1;
  }

  #set(row: number, id: number, team: number, employer: number, part: number): void {
    const at = row * actorNumbers;
    this.#numbers[at + Place.id] = id;
    this.#numbers[at + Place.team] = team;
    this.#numbers[at + Place.employer] = employer;
    this.#numbers[at + Place.part] = part;
  }

  #widen(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    const numbers = this.#numbers;
    for (let row = 0; row < this.#length; row++) {
      const at = row * actorNumbers;
      const [id, team, employer] = [numbers[at + Place.id]!, numbers[at + Place.team]!, numbers[at + Place.employer]!];
      let slot = hashOf(id, team, employer, numbers[at + Place.part]!) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = row + 1;
    }
    this.#slots = slots;
  }
}

function widened(values: Int32Array, length: number) {
  const wider = new Int32Array(Math.max(length, values.length * 2));
  wider.set(values);
  return wider;
}

function hashOf(id: number, team: number, employer: number, part: number): number {
  let hash = Math.imul(id + 1, 0x9e3779b1) ^ Math.imul(team + 1, 0x85ebca6b);
  hash ^= Math.imul((employer + 1) * 16 + part, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
