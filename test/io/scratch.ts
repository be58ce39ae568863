import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { ReadNote } from "../../src/io/rows/read-note.ts";
import { openRows, type ReadOptions } from "../../src/io/rows/read-rows.ts";
import type { ReadRow } from "../../src/io/rows/row-stream.ts";

/** A folder of its own for a test file, removed after its last test. */
export function scratchFolder(): (name: string, content: string | Uint8Array) => string {
  const folder = mkdtempSync(join(tmpdir(), "trueresolve-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, content) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
}

/** Everything that reading a file gives. */
export async function readAll(
  path: string,
  options: ReadOptions = {},
): Promise<{
  rows: ReadRow[];
  values: unknown[];
  codes: string[];
  notes: ReadNote[];
  format: string;
  encoding: string;
}> {
  const stream = await openRows(path, options);
  const rows: ReadRow[] = [];
  for await (const batch of stream.batches) rows.push(...batch);
  return {
    rows,
    values: rows.filter((row) => row.issue === undefined).map((row) => row.value),
    codes: rows.flatMap((row) => (row.issue === undefined ? [] : [`${row.row}:${row.issue.code}`])),
    notes: stream.notes,
    format: stream.format,
    encoding: stream.encoding,
  };
}
