import { InputError } from "../io/bytes/input-error.ts";
import type { ReadLog } from "../io/read-log.ts";
import type { InputSummary, ReportNote } from "../report/report-data.ts";

/** What there is to say of an input, whatever it was read from. */
export interface ReadInput extends Pick<ReadLog, "sourceRows" | "counts" | "issues" | "notes" | "sourceNotes"> {
  files: InputSummary["files"];
}

/** What was read, in the form of a report. */
export function inputSummary({ sourceRows, counts, files }: ReadInput): InputSummary {
  const { rows, accepted, refused, repeats, refusedByCode } = counts;
  return { sourceRows, rows, accepted, refused, repeats, refusedByCode, files };
}

/** What happened to the files, and what the source had to say about its rows. The file is named where there are several. */
export function inputNotes({ notes, sourceNotes, files }: ReadInput): ReportNote[] {
  return [
    ...notes.map(({ code, message, file }) => (files.length > 1 ? { code, message, file } : { code, message })),
    ...sourceNotes,
  ];
}

/** Whether part of the input is missing from the figures: rows refused, or a file that ended early. */
export function isIncomplete({ counts, notes }: ReadInput): boolean {
  return counts.refused > 0 || notes.some((note) => note.code === "cutOff");
}

/** Whether there were rows, and not one of them could be read as an event. */
export function isUnreadable({ counts, sourceRows }: Pick<ReadInput, "counts" | "sourceRows">): boolean {
  return counts.accepted === 0 && sourceRows > 0;
}

/**
 * @throws {InputError} where there is not a single row: an export that failed must not look like a quiet month
 */
export function refuseEmptyInput({
  sourceRows,
  files,
  notes,
}: Pick<ReadInput, "sourceRows" | "files" | "notes">): void {
  if (sourceRows > 0) return;
  const only = files.length === 1 ? files[0]!.file : files.map(({ file }) => file).join(", ");
  const why =
    files.length === 1 ? notes.find((note) => note.code === "emptyFile" || note.code === "cutOff")?.message : null;
  throw new InputError(only, why ?? "no rows in any of these files");
}
