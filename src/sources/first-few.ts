/** Where something stands in an order: compared number by number, a shorter one before what it begins. */
export type Place = readonly number[];

export function comparePlaces(a: Place, b: Place): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

/** The first few different values by their places, whatever order they come in; in one place the order in which they come. */
export class FirstFew<Value> {
  readonly #most: number;
  readonly #places = new Map<Value, Place>();
  #last: { value: Value; place: Place } | null = null;
  /** Whether there were further values. */
  more = false;

  constructor(most: number) {
    this.#most = most;
  }

  add(value: Value, place: Place): void {
    const known = this.#places.get(value);
    if (known !== undefined) {
      if (comparePlaces(place, known) < 0) this.#put(value, place);
    } else if (this.#places.size < this.#most) this.#put(value, place);
    else {
      this.more = true;
      this.#last ??= this.#findLast();
      if (comparePlaces(place, this.#last.place) >= 0) return;
      this.#places.delete(this.#last.value);
      this.#put(value, place);
    }
  }

  values(): Value[] {
    return [...this.#places].sort(([, a], [, b]) => comparePlaces(a, b)).map(([value]) => value);
  }

  #put(value: Value, place: Place): void {
    // Taken out first, so that among equal places it stands where it came last.
    this.#places.delete(value);
    this.#places.set(value, place);
    this.#last = null;
  }

  #findLast(): { value: Value; place: Place } {
    let last: { value: Value; place: Place } | null = null;
    for (const [value, place] of this.#places)
      if (last === null || comparePlaces(place, last.place) >= 0) last = { value, place };
    return last!;
  }
}
