import { readFile } from "node:fs/promises";
import * as zlib from "node:zlib";
import type { Table } from "@uwdata/flechette";
import { compileZone } from "../../clock/zone.ts";
import type { ParseOptions } from "../../log/log-builder.ts";
import { mostRows } from "../../log/table/row-states.ts";
import { firstLine } from "../bytes/first-line.ts";
import { InputError } from "../bytes/input-error.ts";
import type { ReadLog } from "../read-log.ts";
import { ArrowColumns } from "./arrow-columns.ts";
import { arrowLeaves, valuesOf } from "./arrow-leaves.ts";
import { unpackLz4 } from "./lz4-frame.ts";
import { TableReader } from "./table-reader.ts";

export interface ReadArrowOptions extends ParseOptions {
  /** Called now and then. */
  onProgress?: ((name: string, rows: number) => void) | undefined;
}

/**
 * Reads Arrow IPC files of events, Feather version 2 among them, and Arrow streams, with the optional package
 * `@uwdata/flechette`. Columns are what they may be in Parquet: see `readDuckDb`. Texts that are numbered already (dictionary-encoded) stay so.
 * A file is held in memory whole while it is read.
 *
 * @throws {InputError} where a file cannot be read, or the package is not installed
 * @example
 * const { log, counts } = await readArrow(["events.arrow"]);
 */
export async function readArrow(paths: readonly string[], options: ReadArrowOptions = {}): Promise<ReadLog> {
  const reader = new TableReader(options);
  await takeArrow(reader, paths, options);
  return reader.finish();
}

/** Gives a reader the rows of files. */
export async function takeArrow(
  reader: TableReader,
  paths: readonly string[],
  options: ReadArrowOptions,
): Promise<void> {
  const zone = options.timeZone === undefined ? null : compileZone(options.timeZone);
  for (const file of paths) {
    reader.begin(file, "arrow");
    const table = await tableOf(file);
    const columns = new ArrowColumns(reader.table, zone);
    const batches = table.children[0]?.data ?? [];
    batches.forEach(({ length }, batch) => {
      const leaves = arrowLeaves(table, batch);
      for (let from = 0; from < length; from += mostRows) {
        const count = Math.min(length - from, mostRows);
        columns.begin(leaves, from, count);
        reader.take(count, (at) => valuesOf(leaves, from + at));
      }
      options.onProgress?.(file, reader.rows);
    });
  }
}

/** A file as a table. */
export async function tableOf(file: string): Promise<Table> {
  const flechette = await loadFlechette(file);
  const bytes = await bytesOf(file);
  try {
    return flechette.tableFromIPC(bytes, { useBigInt: true });
  } catch (error) {
    const reason = firstLine(error);
    const why = /codec|compression method/.test(reason)
      ? "it is compressed in a way that cannot be undone here; write it without compression, or compressed by LZ4"
      : "it is cut off, damaged or something else; write it anew";
    throw new InputError(file, `no Arrow file or stream that can be read: ${why} (${reason})`, { cause: error });
  }
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason =
      code === "ENOENT"
        ? "no such file"
        : code === "ERR_FS_FILE_TOO_LARGE"
          ? "too large to be held in memory; write it as Parquet, or as several files"
          : `cannot be read (${code})`;
    throw new InputError(file, reason, { cause: error });
  }
}

/** The package, knowing the compressions that can be undone: Zstandard only where Node has it (22.15 and later). */
async function loadFlechette(file: string): Promise<typeof import("@uwdata/flechette")> {
  let flechette: typeof import("@uwdata/flechette");
  try {
    flechette = await import("@uwdata/flechette");
  } catch (error) {
    throw new InputError(file, "reading Arrow needs a package: npm install @uwdata/flechette", { cause: error });
  }
  const { CompressionType, getCompressionCodec, setCompressionCodec } = flechette;
  const offer = (type: 0 | 1, decode: (bytes: Uint8Array) => Uint8Array) => {
    const encode = () => {
      throw new TypeError("readArrow: expected bytes to be unpacked, not packed");
    };
    if (getCompressionCodec(type) === null) setCompressionCodec(type, { decode, encode });
  };
  offer(CompressionType.LZ4_FRAME, unpackLz4);
  if ("zstdDecompressSync" in zlib) {
    offer(CompressionType.ZSTD, zlib.zstdDecompressSync as (bytes: Uint8Array) => Uint8Array);
  }
  return flechette;
}
