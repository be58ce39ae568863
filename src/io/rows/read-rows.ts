import { type OpenOptions, openBytes } from "../bytes/open-bytes.ts";
import { forgetWords } from "./forget-words.ts";
import { longestLineBytes } from "./line-splitter.ts";
import { readCsv } from "./read-csv.ts";
import { readJson } from "./read-json.ts";
import { readNdjson } from "./read-ndjson.ts";
import type { ReadNote } from "./read-note.ts";
import { readXes } from "./read-xes.ts";
import type { ReadRow, RowStream } from "./row-stream.ts";
import { type RowFormat, sniffFormat } from "./sniff-format.ts";

export interface ReadOptions extends OpenOptions {
  /** Longest row that is held, in bytes; a longer one is refused as `lineTooLong`. Default 16 MiB. */
  longestRowBytes?: number | undefined;
  /** Whether a JSON document whose top level is an object is one row, whatever arrays it holds. Default false. */
  wholeDocuments?: boolean | undefined;
  /** Whether long texts that people wrote are taken out of rows as they are read, to save memory. Default false. */
  withoutWords?: boolean | undefined;
}

/** A file of rows that was opened and looked at, before its rows are read. */
export interface OpenedFile {
  path: string;
  format: RowFormat;
  encoding: string;
  delimiter: string;
  longestBytes: number;
  wholeDocuments?: boolean;
  withoutWords?: boolean;
  chunks: AsyncIterable<Buffer>;
  /** As in `OpenedBytes`. */
  inFile?: { from: number; to: number } | null;
  /** As in `OpenedBytes`. */
  close?: () => Promise<void>;
  /** The line ends of CSV. */
  lineEnd: "\n" | "\r";
  notes: ReadNote[];
  onCut: (message: string) => void;
  onRepeatedColumn: (name: string, given: string) => void;
  /** To be called when the rows have been read, to note what was amiss with the file. */
  onEnd: (anyRows: boolean) => void;
}

/** Opens a file of rows: see {@link openRows}. */
export async function openFile(path: string, options: ReadOptions = {}): Promise<OpenedFile> {
  const opened = await openBytes(path, options);
  const { head, chunks, encoding } = opened;
  const notes: ReadNote[] = [];
  const { format, delimiter } = sniffFormat(path, head);
  const onCut = (message: string) => void notes.push({ code: "cutOff", message, file: path });
  return {
    path,
    format,
    encoding,
    delimiter,
    chunks,
    inFile: opened.inFile,
    close: () => opened.close(),
    notes,
    onCut,
    longestBytes: options.longestRowBytes ?? longestLineBytes,
    wholeDocuments: options.wholeDocuments ?? false,
    withoutWords: options.withoutWords ?? false,
    lineEnd: head.includes(0x0a) || !head.includes(0x0d) ? "\n" : "\r",
    onRepeatedColumn: (name, given) =>
      void notes.push({
        code: "repeatedColumn",
        message: `a second column "${name}" is read as "${given}"`,
        file: path,
      }),
    onEnd: (anyRows) => {
      const cutOff = opened.cutOff();
      if (cutOff !== null) onCut(`${cutOff}; the rows before that were read`);
      if (!anyRows) notes.push({ code: "emptyFile", message: emptiness(head, format), file: path });
    },
  };
}

/**
 * Opens a file of rows: NDJSON, JSON, CSV or XES, gzipped or not, in UTF-8, UTF-16 or an encoding that is named. What it is, is seen by
 * its name and its beginning. Memory stays bounded by one chunk and one row, except for JSON documents whose top level is an
 * object (at most 256 MiB).
 *
 * @param path a file, or "-" for standard input
 * @throws {InputError} where the file cannot be opened or is no text
 */
export async function openRows(path: string, options: ReadOptions = {}): Promise<RowStream> {
  return rowStream(await openFile(path, options));
}

/** The rows of a file that was opened, one batch after another. */
export function rowStream(file: OpenedFile): RowStream {
  const { path, format, chunks, longestBytes, notes } = file;
  function rows(): AsyncGenerator<ReadRow[]> {
    if (format === "ndjson") return readNdjson(chunks, longestBytes);
    if (format === "json") return readJson(path, chunks, longestBytes, file.onCut, file.wholeDocuments);
    const onNote = (message: string) => void notes.push({ code: "xes", message, file: path });
    return format === "xes" ? readXes(chunks, file.onCut, onNote) : readCsv(chunks, file);
  }
  async function* batches(): AsyncGenerator<ReadRow[]> {
    let any = false;
    for await (const batch of rows()) {
      any = true;
      if (file.withoutWords) for (const { value } of batch) forgetWords(value);
      yield batch;
    }
    file.onEnd(any);
  }
  return { file: path, format, encoding: file.encoding, batches: batches(), notes };
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
