import type { PresetFigures } from "../reconciliation/preset-figures.ts";
import type { Estimate } from "../schemas/estimate.ts";
import type { IssueCode, RowIssue } from "../schemas/issue.ts";
import type { Policy } from "../schemas/policy.ts";

/** What was read, and what became of it: accepted + refused + repeats = rows. */
export interface InputSummary {
  /** Rows of the files. */
  sourceRows: number;
  /** Event rows that the source made of them. */
  rows: number;
  accepted: number;
  refused: number;
  repeats: number;
  refusedByCode: Partial<Record<IssueCode, number>>;
  files: { file: string; format: string; encoding: string; rows: number }[];
}

/** Something that a reader should know about the input as a whole. */
export interface ReportNote {
  code: string;
  message: string;
  count?: number;
  /** Rows that it speaks of, the first few. */
  rows?: number[];
  file?: string;
}

/** Everything a report is written from. Full precision; rounding and words come with the text. */
export interface ReportData {
  /** Version of the program that made it. */
  trueresolve: string;
  /** Epoch ms, or `null` where the log is empty. */
  asOf: number | null;
  /** The oldest event that counted, epoch ms, or `null` where the log is empty. */
  since: number | null;
  policy: Policy;
  /** Half-open, epoch ms; `null` for the whole log. */
  period: { start: number; end: number } | null;
  /** Dimension of the groups, where there are some. */
  by: string | null;
  input: InputSummary;
  counts: {
    tickets: number;
    closures: number;
    reopenings: number;
    ticketsReopened: number;
    waits: number;
    ratings: number;
    /** Tickets that count in no ticket figure, by reason. */
    excludedTickets: Record<string, number>;
  };
  estimates: Estimate[];
  /** What a product would show of the same events; only where one was named. */
  preset?: PresetFigures;
  issues: RowIssue[];
  notes: ReportNote[];
}
