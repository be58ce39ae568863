/** Numbers of an entry: team, employer, kind and role of the actor of an id that was met last, and the actor's row. */
const entryNumbers = 4;
const [team, employer, deed, row] = [0, 1, 2, 3];

/** The actor that each id of a column stood for last, which is mostly the one that it stands for again. */
export class KnownActors {
  #entries = new Int32Array(64 * entryNumbers);

  /** The row of the actor where it is the one that was kept, or -1. `id`: from -1 on; `kind`: with the role. */
  find(id: number, teamNumber: number, employerNumber: number, kind: number): number {
    const entries = this.#entries;
    const from = (id + 1) * entryNumbers;
    if (from >= entries.length || entries[from + deed] !== kind + 1) return -1;
    if (entries[from + team] !== teamNumber || entries[from + employer] !== employerNumber) return -1;
    return entries[from + row]!;
  }

  keep(id: number, teamNumber: number, employerNumber: number, kind: number, actor: number): void {
    const from = (id + 1) * entryNumbers;
    if (from >= this.#entries.length) {
      const wider = new Int32Array(Math.max(from + entryNumbers, this.#entries.length * 2));
      wider.set(this.#entries);
      this.#entries = wider;
    }
    this.#entries[from + team] = teamNumber;
    this.#entries[from + employer] = employerNumber;
    // One more than it is, so that nothing is found where nothing was kept.
    this.#entries[from + deed] = kind + 1;
    this.#entries[from + row] = actor;
  }
}
