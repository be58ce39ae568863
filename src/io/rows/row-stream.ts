import type { RowIssue } from "../../schemas/issue.ts";
import type { ReadNote } from "./read-note.ts";
import type { RowFormat } from "./sniff-format.ts";

/** One row as it was read, not yet checked; or why it could not be read as a row. */
export type ReadRow =
  /** `row`: 1-based line (NDJSON, CSV) or position in the array (JSON). `value`: JSON value, or the cells of CSV by column name. */
  { row: number; value: unknown; issue?: undefined } | { row: number; value?: undefined; issue: RowIssue };

/** The rows of one file, as they come. */
export interface RowStream {
  /** The file as it was named; "-" for standard input. */
  readonly file: string;
  readonly format: RowFormat;
  /** The encoding the file was found to be in, or was said to be in. */
  readonly encoding: string;
  /** The rows, in batches, so that a million rows cost a few thousand turns of the event loop. To be read once. */
  readonly batches: AsyncIterable<ReadRow[]>;
  /** What happened on the way; complete once `batches` is through. */
  readonly notes: ReadNote[];
}
