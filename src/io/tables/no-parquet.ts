import { firstLine } from "../bytes/first-line.ts";

/** A library that does not know what a file holds, or cannot get at it, says nothing against the file. */
const soundFile = /not supported|unsupported|not implemented|unhandled|IO Error|out of memory|EACCES|EPERM|permission/i;

/** What there is to say of a Parquet file that a library cannot read. */
export function noParquet(engine: string, error: unknown): string {
  const reason = firstLine(error);
  if (soundFile.test(reason)) return `cannot be read (${engine}: ${reason})`;
  return `no Parquet file that can be read: it is cut off, damaged or something else; write it anew (${engine}: ${reason})`;
}
