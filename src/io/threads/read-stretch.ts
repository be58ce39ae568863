import { LogBuilder, type ParseOptions } from "../../log/log-builder.ts";
import { type LogStretch, stretchOf } from "../../log/log-stretch.ts";
import { sharedRoom } from "../../log/room.ts";
import { fileChunks } from "../bytes/file-chunks.ts";
import { type ReadEnd, type RowCount, readColumns } from "../read-columns.ts";
import { returnedRoom } from "../returned-room.ts";
import type { OpenedFile } from "../rows/read-rows.ts";
import { RowPlaces } from "../rows/row-places.ts";
import type { Piece } from "./split-files.ts";

/** The pieces that a thread reads, one after another. */
export interface StretchTask {
  pieces: readonly Piece[];
  parse: ParseOptions;
}

/** What is to be known of a piece that was read. */
export interface PieceEnd extends ReadEnd, RowCount {
  /** What row numbers of the piece have more than its own lines. */
  offset: number;
  /** The last line that held a row, 0 where none did. */
  lastRow: number;
  repeatedColumns: [name: string, given: string][];
}

export interface ReadStretch {
  stretch: LogStretch;
  ends: PieceEnd[];
}

/** Reads a stretch of a log that others put in its place. */
export async function readStretch({ pieces, parse }: StretchTask): Promise<ReadStretch> {
  const builder = new LogBuilder(parse, returnedRoom(sharedRoom), sharedRoom);
  const ends = await readPieces(pieces, builder, new RowPlaces(pieces[0]?.header ? -1 : 0));
  return { stretch: stretchOf(builder), ends };
}

/**
 * Reads pieces of files, each of another file, into a log.
 * @param onRead called now and then with how far the reading of a piece has come
 */
export async function readPieces(
  pieces: readonly Piece[],
  builder: LogBuilder,
  places: RowPlaces,
  onRead?: (piece: Piece, rows: number, bytes: number) => void,
): Promise<PieceEnd[]> {
  const ends: PieceEnd[] = [];
  let rowsBefore = 0;
  for (const piece of pieces) {
    places.begin(piece.path);
    // A header that is read once more is no line of the piece.
    const offset = places.numberOf(piece.header === null ? 0 : 1);
    const count: RowCount = { rows: 0 };
    const repeatedColumns: PieceEnd["repeatedColumns"] = [];
    const onBytes = (bytes: number) => onRead?.(piece, rowsBefore + count.rows, bytes);
    const end = await readColumns(fileOf(piece, repeatedColumns, onBytes), builder, places, count);
    const lastRow = count.rows === 0 ? 0 : places.last - offset;
    // A last line without its end is one as well.
    const lines = Math.max(lastRow, end.lines - (piece.header === null ? 0 : 1));
    ends.push({ ...end, lines, offset, lastRow, rows: count.rows, repeatedColumns });
    rowsBefore += count.rows;
  }
  return ends;
}

function fileOf(piece: Piece, repeated: PieceEnd["repeatedColumns"], onBytes: (bytes: number) => void): OpenedFile {
  const { path, format, delimiter, longestBytes, header, from, to } = piece;
  async function* chunks(): AsyncGenerator<Buffer> {
    if (header !== null) yield Buffer.from(header);
    let read = 0;
    for await (const chunk of fileChunks(path, from, to)) {
      read += chunk.length;
      onBytes(read);
      yield chunk;
    }
  }
  return {
    ...{ path, format, delimiter, longestBytes, chunks: chunks() },
    ...{ encoding: "utf-8", lineEnd: "\n", notes: [] },
    onCut: () => {},
    onEnd: () => {},
    onRepeatedColumn: (name, given) => void repeated.push([name, given]),
  };
}
