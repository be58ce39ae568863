import { firstLine } from "./first-line.ts";

/** What there is to say of a Parquet file that a library cannot read. */
export function noParquet(engine: string, error: unknown): string {
  return `no Parquet file that can be read: it is cut off, damaged or something else; write it anew (${engine}: ${firstLine(error)})`;
}
