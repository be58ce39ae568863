import type { LogBuilder } from "../log/log-builder.ts";
import type { ReadFile, ReadLog } from "./read-log.ts";
import type { ReadNote } from "./read-note.ts";
import type { RowPlaces } from "./row-places.ts";

/** The log of tables that were read row by row, whose rows are the log's own. */
export function tableLog(builder: LogBuilder, places: RowPlaces, files: ReadFile[]): ReadLog {
  const parsed = builder.finish();
  const empty = files.filter(({ rows }) => rows === 0);
  return {
    ...parsed,
    issues: parsed.issues.sort((x, y) => x.row - y.row).map((issue) => places.inFile(issue)),
    files,
    sourceRows: parsed.counts.rows,
    notes: empty.map(({ file }): ReadNote => ({ code: "emptyFile", message: "it holds no rows", file })),
    sourceNotes: [],
    observes: {},
    placeOf: (row) => places.placeOf(row),
  };
}
