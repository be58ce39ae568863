import { longestLineBytes } from "./line-splitter.ts";
import { type OpenOptions, openBytes } from "./open-bytes.ts";
import { readCsv } from "./read-csv.ts";
import { readJson } from "./read-json.ts";
import { readNdjson } from "./read-ndjson.ts";
import type { ReadNote } from "./read-note.ts";
import type { ReadRow, RowStream } from "./row-stream.ts";
import { sniffFormat } from "./sniff-format.ts";

export interface ReadOptions extends OpenOptions {
  /** Longest row that is held, in bytes; a longer one is refused as `lineTooLong`. Default 16 MiB. */
  longestRowBytes?: number | undefined;
}

/**
 * Opens a file of rows: NDJSON, JSON or CSV, gzipped or not, in UTF-8, UTF-16 or an encoding that is named. What it is, is seen by
 * its name and its beginning. Memory stays bounded by one chunk and one row, except for JSON documents whose top level is an
 * object (at most 256 MiB).
 *
 * @param path a file, or "-" for standard input
 * @throws {InputError} where the file cannot be opened or is no text
 */
export async function openRows(path: string, options: ReadOptions = {}): Promise<RowStream> {
  const opened = await openBytes(path, options);
  const notes: ReadNote[] = [];
  const longestBytes = options.longestRowBytes ?? longestLineBytes;
  const { format, delimiter } = sniffFormat(path, opened.head);
  const onCut = (message: string) => notes.push({ code: "cutOff", message, file: path });
  function rows(): AsyncGenerator<ReadRow[]> {
    if (format === "ndjson") return readNdjson(opened.chunks, longestBytes);
    if (format === "json") return readJson(path, opened.chunks, longestBytes, onCut);
    const lineEnd = opened.head.includes(0x0a) || !opened.head.includes(0x0d) ? "\n" : "\r";
    const onRepeatedColumn = (name: string, given: string) =>
      notes.push({ code: "repeatedColumn", message: `a second column "${name}" is read as "${given}"`, file: path });
    return readCsv(opened.chunks, { delimiter, lineEnd, longestBytes, onRepeatedColumn });
  }
  async function* batches(): AsyncGenerator<ReadRow[]> {
    let any = false;
    for await (const batch of rows()) {
      any = true;
      yield batch;
    }
    const cutOff = opened.cutOff();
    if (cutOff !== null) onCut(`${cutOff}; the rows before that were read`);
    if (!any) notes.push({ code: "emptyFile", message: emptiness(opened.head, format), file: path });
  }
  return { file: path, format, encoding: opened.encoding, batches: batches(), notes };
}

function emptiness(head: Buffer, format: string): string {
  if (head.length === 0) return "the file is empty";
  return format === "csv" ? "the file holds a header and no rows" : "the file holds no rows";
}

/**
 * The rows of a file one by one: see {@link openRows}.
 *
 * @throws {InputError} where the file cannot be opened or is no text
 * @example
 * const builder = new LogBuilder();
 * for await (const { row, value, issue } of readRows("events.ndjson.gz")) {
 *   if (issue === undefined) builder.push(value, row);
 *   else builder.refuse(issue);
 * }
 */
export async function* readRows(path: string, options: ReadOptions = {}): AsyncGenerator<ReadRow> {
  const stream = await openRows(path, options);
  for await (const batch of stream.batches) yield* batch;
}
