const noNode = -1;

/** What others say of messages: what each answers; of several the one that was said first. Messages are numbers. */
export class ThreadClaims {
  readonly #textOf: (node: number) => string;
  #parent = new Int32Array(0);
  /** Who said so, and when. */
  #by = new Int32Array(0);
  #atMs = new Float64Array(0);

  /** @param textOf the id of a message: by these claims of one instant are told apart, so that no order of rows shows */
  constructor(textOf: (node: number) => string) {
    this.#textOf = textOf;
  }

  /** What a message answers by the word of others; -1 where they say nothing. */
  parentOf(child: number): number {
    return this.#parent[child] ?? noNode;
  }

  add(child: number, parent: number, atMs: number, by: number): void {
    if (child === parent) return;
    if (child >= this.#parent.length) this.#grow(child + 1);
    if (this.#parent[child] !== noNode && !this.#isBefore(child, parent, atMs, by)) return;
    this.#parent[child] = parent;
    this.#by[child] = by;
    this.#atMs[child] = atMs;
  }

  forget(child: number): void {
    if (child < this.#parent.length) this.#parent[child] = noNode;
  }

  #isBefore(child: number, parent: number, atMs: number, by: number): boolean {
    if (atMs !== this.#atMs[child]) return atMs < this.#atMs[child]!;
    const [one, other] = by === this.#by[child] ? [parent, this.#parent[child]!] : [by, this.#by[child]!];
    return one !== other && this.#textOf(one) < this.#textOf(other);
  }

  #grow(needed: number): void {
    const before = this.#parent.length;
    const length = Math.max(64, needed, before * 2);
    const [parent, by, atMs] = [new Int32Array(length), new Int32Array(length), new Float64Array(length)];
    parent.set(this.#parent);
    parent.fill(noNode, before);
    by.set(this.#by);
    atMs.set(this.#atMs);
    [this.#parent, this.#by, this.#atMs] = [parent, by, atMs];
  }
}
