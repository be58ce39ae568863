import type { NoteKind } from "./note-book.ts";

/** What can be out of the ordinary about a ServiceNow export. */
export const serviceNowNotes = {
  beforeOpening: {
    code: "beforeOpening",
    text: (count, examples) =>
      `${count} rows lie before the opening (opened_at) of their incident and were counted at the opening: ${examples}`,
  },
  openedAfterAll: {
    code: "openedAfterEverything",
    text: (count, examples) =>
      `${count} incidents have an opening (opened_at) after all that happened to them; their first row stands for it: ${examples}`,
  },
  noOpening: {
    code: "noOpening",
    text: (count, examples) => `${count} incidents have no opening (opened_at), so they have no creation: ${examples}`,
  },
  beginsInTheMiddle: {
    code: "beginsInTheMiddle",
    text: (count, examples) =>
      `${count} incidents do not begin in state New: what happened between their opening and their first row is not in the file: ${examples}`,
  },
  unknownState: {
    code: "unknownState",
    text: (count, examples) =>
      `${count} rows have a state that is not known; it is read as live (open), since it says of no closing: ${examples}`,
  },
  noState: {
    code: "noState",
    text: (count) => `${count} rows have no state; they are read as if the state had not changed`,
  },
  unchanged: {
    code: "unchangedRows",
    text: (count) => `${count} rows change nothing that is read here (state, assignment, category, priority)`,
  },
  reopenCounter: {
    code: "reopenCounterDiffers",
    text: (count, examples) =>
      `${count} incidents were reopened more or less often by their states than by their own counter (reopen_count); the states count: ${examples}`,
  },
  monthFirst: {
    code: "monthFirst",
    text: (count, examples) =>
      `${count} times fit month/day/year only, so others may have been read with day and month exchanged; name the format (timeFormat): ${examples}`,
  },
} satisfies Record<string, NoteKind>;
