import { type MakeRoom, ownRoom } from "./room.ts";

type Numbers = Float64Array | Int32Array | Uint8Array;

/** A typed array that grows by doubling while a log or a table is being filled. */
export class Growable<T extends Numbers> {
  #data: T;
  #length = 0;
  readonly #make: (length: number) => T;

  private constructor(make: (length: number) => T) {
    this.#make = make;
    this.#data = make(64);
  }

  static float64(makeRoom: MakeRoom = ownRoom): Growable<Float64Array> {
    return new Growable((length) => new Float64Array(makeRoom(length * 8)));
  }
  static int32(makeRoom: MakeRoom = ownRoom): Growable<Int32Array> {
    return new Growable((length) => new Int32Array(makeRoom(length * 4)));
  }
  static uint8(): Growable<Uint8Array> {
    return new Growable((length) => new Uint8Array(length));
  }

  /** Holds the values of an array, which nobody else may hold. */
  fill(values: T): void {
    this.#data = values;
    this.#length = values.length;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#data.length) {
      const wider = this.#make(Math.max(64, this.#data.length * 2));
      wider.set(this.#data as never);
      this.#data = wider;
    }
    this.#data[this.#length++] = value;
  }

  at(index: number): number {
    return this.#data[index]!;
  }

  set(index: number, value: number): void {
    this.#data[index] = value;
  }

  /** The values so far where they stand, for as long as none is added. */
  inPlace(): T {
    return this.#data.subarray(0, this.#length) as T;
  }

  /** The values so far, in an array of exactly their number. */
  toArray(): T {
    return this.#data.slice(0, this.#length) as T;
  }
}
