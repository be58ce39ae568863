import type { IssueCode, RowIssue } from "../schemas/issue.ts";
import type { Facts, FoldedFacts } from "./facts.ts";

/** What became of the rows that facts were made of: accepted + refused + repeats = rows. */
export interface FactsInput {
  /** Rows of the files. */
  sourceRows: number;
  /** Event rows that a source made of them. */
  rows: number;
  accepted: number;
  refused: number;
  /** Rows dropped because the same event had been given before. */
  repeats: number;
  /** Refused rows by code. */
  refusedByCode: Partial<Record<IssueCode, number>>;
  /** The first refused rows. */
  issues: RowIssue[];
  /** What else is to be said about the input. */
  notes: { code: string; message: string; count?: number; file?: string }[];
}

/** Facts that were saved, and what was saved with them. */
export interface SavedFacts {
  facts: Facts | FoldedFacts;
  /** `null` where nothing was said of it when they were saved. */
  input: FactsInput | null;
}

/**
 * Why saved facts cannot be loaded.
 *
 * - `notFacts`: the bytes are something else
 * - `otherFormat`: the format is of another version
 * - `otherVersion`: a version of trueresolve wrote them whose figures or columns may differ
 * - `cutOff`: the bytes end too early
 * - `damaged`: they are not what was written
 */
export const factsFaults = ["notFacts", "otherFormat", "otherVersion", "cutOff", "damaged"] as const;

export interface FactsFault {
  code: (typeof factsFaults)[number];
  /** Where the facts begin that cannot be loaded, in bytes. */
  at: number;
  expected: string;
  found: string;
  hint: string;
}
