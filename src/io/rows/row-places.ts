import type { RowIssue } from "../../schemas/issue.ts";

/** Where a row stands: its file, and its number there. */
export interface RowPlace {
  file: string;
  row: number;
}

/**
 * Numbers the rows of several files on and on, so that one log can hold them all, and finds the file and the row again.
 */
export class RowPlaces {
  readonly #files: { file: string; offset: number }[] = [];
  #last: number;

  /** `last`: the number of a row that comes before all these. */
  constructor(last = 0) {
    this.#last = last;
  }

  /** From here on rows belong to this file. */
  begin(file: string): void {
    this.#files.push({ file, offset: this.#last });
  }

  /** The number in the log of a row of the current file. */
  numberOf(row: number): number {
    const number = this.#files.at(-1)!.offset + row;
    if (number > this.#last) this.#last = number;
    return number;
  }

  /** The number of the last row so far. */
  get last(): number {
    return this.#last;
  }

  placeOf(number: number): RowPlace {
    let low = 0;
    let high = this.#files.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#files[middle]!.offset < number) low = middle;
      else high = middle - 1;
    }
    const { file, offset } = this.#files[low]!;
    return { file, row: number - offset };
  }

  /** An issue of the log with the row as its file numbers it; the file is named where there are several. */
  inFile(issue: RowIssue): RowIssue {
    if (this.#files.length === 1) return issue;
    const { file, row } = this.placeOf(issue.row);
    const expected =
      issue.code === "idConflict"
        ? issue.expected.replace(/\brow (\d+)/, (_, number: string) => {
            const first = this.placeOf(Number(number));
            return `row ${first.row} of ${first.file}`;
          })
        : issue.expected;
    return { ...issue, row, file, expected };
  }
}
