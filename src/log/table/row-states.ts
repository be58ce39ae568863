/** So many rows are taken at once. */
export const mostRows = 2_048;
/** So many states are enough for every sort of row that an export has; rows of further sorts are read by the schema. */
const mostStates = 4_096;
/** The state of a row that the schema is to judge, and of one of which no cell was seen yet. */
const [left, unseen] = [0, 1];
/** Of a way that no row has gone yet. */
export const unmade = -1;

/** The ways on from every state by the cells of one column, which are of a few sorts. */
export interface Ways {
  /** Sorts are numbered from 1 on; 0 leaves a row to the schema. */
  readonly sorts: number;
  next: Int32Array;
}

/**
 * What was seen of each row so far: two rows are in one state if they have cells in the same columns and those are of the same
 * sorts: the same word, a name, a number. So what was found of one row by the schema holds for all others in its state, ids,
 * times and numbers aside. Columns are gone through one after another, and each cell takes its row a step on.
 */
export class RowStates {
  static readonly most = mostStates;
  /** By row. */
  readonly of = new Int32Array(mostRows);
  #states = 2;

  /** From here on nothing was seen of so many rows. */
  begin(rows: number): void {
    this.of.fill(unseen, 0, rows);
  }

  /** The ways of a column whose cells are of the sorts 1 to `sorts`. */
  waysBy(sorts: number): Ways {
    return { sorts, next: new Int32Array(0) };
  }

  /** Takes a row on by a cell of this sort; 0 leaves it to the schema. */
  step(row: number, ways: Ways, sort: number): void {
    const states = this.of;
    const next = ways.next[states[row]! * (ways.sorts + 1) + sort];
    states[row] = next !== undefined && next !== unmade ? next : this.#make(states[row]!, ways, sort);
  }

  /** Leaves a row to the schema. */
  leave(row: number): void {
    this.of[row] = left;
  }

  /** Whether the schema need not judge every row like this. */
  isKept(row: number): boolean {
    return this.of[row] !== left;
  }

  /** A state of its own for rows that were in this one, if what is seen of them now is plain. */
  after(state: number, isPlain: boolean): number {
    return state === left || !isPlain || this.#states === mostStates ? left : this.#states++;
  }

  #make(from: number, ways: Ways, sort: number): number {
    const state = this.after(from, sort !== 0);
    const width = ways.sorts + 1;
    if (from * width >= ways.next.length) {
      const wider = new Int32Array(Math.min(Math.max(64, from * 2), mostStates) * width).fill(unmade);
      wider.set(ways.next);
      ways.next = wider;
    }
    ways.next[from * width + sort] = state;
    return state;
  }
}
