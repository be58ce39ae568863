import { actorKinds } from "../schemas/vocabulary.ts";
import type { ActorTable } from "./event-log.ts";
import { Growable } from "./growable.ts";

const customer = actorKinds.indexOf("customer");

/** The actors of a log while it is being filled: each distinct (kind, id, team, employer, role) has one row. */
export class ActorRows {
  readonly #kind = Growable.uint8();
  readonly #id = Growable.int32();
  readonly #team = Growable.int32();
  readonly #employer = Growable.int32();
  readonly #supervisor = Growable.uint8();
  /** Row + 1 of the last actor of an id, for customers and for all others: it mostly is the one that is asked for again. */
  readonly #lastOf: [Int32Array, Int32Array] = [new Int32Array(64), new Int32Array(64)];
  /** Open addressing, at most half full: row + 1 by hash, 0 where the slot is free. */
  #slots = new Int32Array(64);

  /** Holds the actors of a table, which were told apart by others: no more can be added. */
  fill({ kind, id, team, employer, supervisor }: ActorTable): void {
    this.#kind.fill(kind);
    this.#id.fill(id);
    this.#team.fill(team);
    this.#employer.fill(employer);
    this.#supervisor.fill(supervisor);
  }

  get length(): number {
    return this.#kind.length;
  }

  kind(row: number): number {
    return this.#kind.at(row);
  }

  /** The row of an actor, made now if it is new. `kind` is a position in `actorKinds`, `supervisor` 0 or 1, the others codes or -1. */
  rowOf(kind: number, id: number, team: number, employer: number, supervisor: number): number {
    const people = kind === customer ? 0 : 1;
    const known = this.#lastOf[people];
    if (id + 1 < known.length) {
      const row = known[id + 1]! - 1;
      if (row >= 0 && this.#is(row, kind, id, team, employer, supervisor)) return row;
    } else {
      this.#lastOf[people] = new Int32Array(Math.max(id + 2, known.length * 2));
      this.#lastOf[people].set(known);
    }
    const row = this.#find(kind, id, team, employer, supervisor);
    this.#lastOf[people][id + 1] = row + 1;
    return row;
  }

  #find(kind: number, id: number, team: number, employer: number, supervisor: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hashOf(kind, id, team, employer, supervisor) & mask; ; slot = (slot + 1) & mask) {
      const row = slots[slot]! - 1;
      if (row < 0) return this.#add(slot, kind, id, team, employer, supervisor);
      if (this.#is(row, kind, id, team, employer, supervisor)) return row;
    }
  }

  #is(row: number, kind: number, id: number, team: number, employer: number, supervisor: number): boolean {
    if (this.#id.at(row) !== id || this.#kind.at(row) !== kind || this.#team.at(row) !== team) return false;
    return this.#employer.at(row) === employer && this.#supervisor.at(row) === supervisor;
  }

  /** The actors as they stand. */
  toTable() {
    return {
      length: this.length,
      kind: this.#kind.toArray(),
      id: this.#id.toArray(),
      team: this.#team.toArray(),
      employer: this.#employer.toArray(),
      supervisor: this.#supervisor.toArray(),
    };
  }

  #add(slot: number, kind: number, id: number, team: number, employer: number, supervisor: number): number {
    this.#kind.push(kind);
    this.#id.push(id);
    this.#team.push(team);
    this.#employer.push(employer);
    this.#supervisor.push(supervisor);
    this.#slots[slot] = this.length;
    if (this.length * 2 > this.#slots.length) this.#widen();
    return this.length - 1;
  }

  #widen(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let row = 0; row < this.length; row++) {
      const [team, employer] = [this.#team.at(row), this.#employer.at(row)];
      let slot = hashOf(this.#kind.at(row), this.#id.at(row), team, employer, this.#supervisor.at(row)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = row + 1;
    }
    this.#slots = slots;
  }
}

function hashOf(kind: number, id: number, team: number, employer: number, supervisor: number): number {
  let hash = Math.imul(id + 1, 0x9e3779b1) ^ Math.imul(team + 1, 0x85ebca6b);
  hash ^= Math.imul((employer + 1) * 16 + kind * 2 + supervisor, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
