import type { Observable } from "../schemas/policy.ts";

/** A row of somebody's export: texts by column name (CSV), or JSON values. */
export type SourceRow = Readonly<Record<string, unknown>>;

/** An event row for `parseEvents`, which checks it: a source promises its shape only where the export kept its own. */
export type EventRow = Record<string, unknown>;

/** Something that a reader of the figures should know about the export. */
export interface SourceNote {
  code: string;
  message: string;
  /** 1-based rows of the source, at most 20. */
  rows?: number[];
  /** How many rows, or tickets where the message says so. */
  count: number;
}

/** What a source made of an export. */
export interface SourceResult {
  /** Event rows, in the order of the source's rows. */
  rows: EventRow[];
  /** For each event row the 1-based row of the source that it came from. */
  sourceRows: number[];
  notes: SourceNote[];
  /** What the export cannot show completely; belongs into the policy's `observes`. */
  observes?: Partial<Record<Observable, boolean>>;
  /** Rows that the source was given. */
  sourceRowCount: number;
}
