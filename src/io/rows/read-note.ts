/** What happened to a file while it was read, rows aside. */
export type ReadNoteCode = "cutOff" | "emptyFile" | "repeatedColumn" | "encoding" | "xes" | "unknownInput";

export interface ReadNote {
  code: ReadNoteCode;
  message: string;
  /** The file as it was named; "-" for standard input. */
  file: string;
}
