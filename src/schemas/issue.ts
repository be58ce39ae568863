/** Why a row was refused. */
export type IssueCode =
  | "notAnObject"
  | "notJson"
  | "lineTooLong"
  | "encoding"
  | "missing"
  | "wrongType"
  | "wrongValue"
  | "unknownField"
  | "unknownType"
  | "timeFormat"
  | "timeOffset"
  | "timeRange"
  | "idConflict"
  | "unmapped";

/** One refused row: where it stands, what is wrong with it, and what would be right. */
export interface RowIssue {
  /** 1-based position of the row in what was read (of the line, in NDJSON and CSV). */
  row: number;
  /** The field, as in `actor.kind`; empty where the row as a whole is at fault. */
  path: string;
  code: IssueCode;
  /** What was expected there. */
  expected: string;
  /** What was found there, cut short. */
  found: string;
  /** What to do about it. */
  hint: string;
  /** The row's ticket, where it could be read. */
  ticket?: string;
  /** The file, where several were read. */
  file?: string;
}
