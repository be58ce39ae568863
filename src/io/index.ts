export { type InputError, isInputError } from "./input-error.ts";
export { type ReadFile, type ReadLog, type ReadLogOptions, readLog, type Source } from "./read-log.ts";
export type { ReadNote, ReadNoteCode } from "./read-note.ts";
export { openRows, type ReadOptions, readRows } from "./read-rows.ts";
export type { RowPlace } from "./row-places.ts";
export type { ReadRow, RowStream } from "./row-stream.ts";
export { type RowFormat, rowFormats } from "./sniff-format.ts";
