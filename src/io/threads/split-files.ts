import type { FileHandle } from "node:fs/promises";
import { openHandle } from "../bytes/open-handle.ts";
import { CsvRecords } from "../rows/csv-records.ts";
import type { OpenedFile } from "../rows/read-rows.ts";

/** A piece of an NDJSON or CSV file from one line end to another, and how it is read: plain data, so that threads can be told. */
export interface Piece {
  path: string;
  /** Whether the file begins with it. */
  begins: boolean;
  /** The bytes from `from` up to `to`. */
  from: number;
  to: number;
  format: "ndjson" | "csv";
  delimiter: string;
  longestBytes: number;
  /** The header line of CSV, line end included, where the piece does not begin with it. */
  header: Uint8Array | null;
}

const lineFeed = 0x0a;
const blockBytes = 65_536;
/** So many records in a row that look like some are enough to go by. */
const likeRecords = 4;

/**
 * Cuts files, one after another, into so many stretches of about the same length: of each the pieces of files that belong to it.
 * @returns `null` where a file cannot be read but from its beginning
 */
export async function splitFiles(files: readonly OpenedFile[], stretches: number): Promise<Piece[][] | null> {
  const total = files.reduce((sum, { inFile }) => sum + inFile!.to - inFile!.from, 0);
  const cut: Piece[][] = Array.from({ length: stretches }, () => []);
  let stretch = 0;
  let before = 0;
  for (const { path, format, inFile, delimiter, longestBytes, lineEnd } of files) {
    if ((format !== "ndjson" && format !== "csv") || lineEnd !== "\n") return null;
    const { from, to } = inFile!;
    const handle = await openHandle(path);
    try {
      const header = format === "csv" ? await headerLine(handle, from, to) : null;
      const columns = header === null ? null : columnsOf(header, delimiter, longestBytes);
      if (columns === 0) return null;
      let begin = from;
      for (;;) {
        const begins = begin === from;
        const wanted = from + Math.floor((total * (stretch + 1)) / stretches) - before;
        const isFull = wanted <= begin + (begins && header !== null ? header.length : 0);
        if (stretch + 1 < stretches && isFull) {
          stretch++;
          continue;
        }
        const isCut = stretch + 1 < stretches && wanted < to;
        const end = isCut ? await nextRecord(handle, wanted, to, columns, delimiter) : to;
        const common = { path, format, delimiter, longestBytes, begins, header: begins ? null : header };
        cut[stretch]!.push({ ...common, from: begin, to: end });
        begin = end;
        if (begin === to) break;
      }
      before += to - from;
    } finally {
      await handle.close();
    }
  }
  return cut;
}

async function headerLine(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  const header = Buffer.alloc((await behindLineEnd(handle, from, to)) - from);
  await handle.read(header, 0, header.length, from);
  return header;
}

/** How many cells the header has; 0 where its line is not a whole record, or none. */
function columnsOf(header: Buffer, delimiter: string, longest: number): number {
  const records = new CsvRecords({ delimiter, lineEnd: "\n", longest });
  records.push(header);
  records.push(null);
  const record = records.next();
  return record?.cells !== undefined && record.lines === 1 ? record.cells.length : 0;
}

/**
 * The place behind a line end at or after `position` where a record seems to begin, or `to`. Of CSV, cells may hold line ends:
 * where some records from there on have as many cells as the header, it mostly is one's beginning, which the end of what stands
 * before it shows in the end.
 */
async function nextRecord(
  handle: FileHandle,
  position: number,
  to: number,
  columns: number | null,
  delimiter: string,
): Promise<number> {
  const first = await behindLineEnd(handle, position, to);
  if (columns === null) return first;
  const block = Buffer.alloc(Math.min(4 * blockBytes, to - first));
  await handle.read(block, 0, block.length, first);
  for (let at = 0; at < Math.min(block.length, blockBytes); at = block.indexOf(lineFeed, at) + 1) {
    const records = new CsvRecords({ delimiter, lineEnd: "\n", longest: block.length });
    records.push(block.subarray(at, at + blockBytes));
    const seen = Array.from({ length: likeRecords }, () => records.next()).filter((record) => record !== null);
    if (seen.length > 0 && seen.every(({ cells }) => cells?.length === columns)) return first + at;
    if (block.indexOf(lineFeed, at) < 0) break;
  }
  return first;
}

/** The place behind the first line end at or after `position`, or `to` where there is none. */
async function behindLineEnd(handle: FileHandle, position: number, to: number): Promise<number> {
  const block = Buffer.alloc(blockBytes);
  for (let at = position; at < to; ) {
    const { bytesRead } = await handle.read(block, 0, Math.min(blockBytes, to - at), at);
    if (bytesRead === 0) return to;
    const found = block.subarray(0, bytesRead).indexOf(lineFeed);
    if (found >= 0) return at + found + 1;
    at += bytesRead;
  }
  return to;
}
