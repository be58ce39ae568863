import type { NoteKind } from "./note-book.ts";

/** What can be out of the ordinary about a ServiceNow export. */
export const serviceNowNotes = {
  beforeOpening: {
    code: "beforeOpening",
    text: "rows before the opening (opened_at) of their incident, counted at the opening",
  },
  openedAfterAll: {
    code: "openedAfterEverything",
    text: "incidents with an opening (opened_at) after all that happened to them; their first row stands for it",
  },
  noOpening: {
    code: "noOpening",
    text: "incidents without an opening (opened_at), which have no creation",
  },
  beginsInTheMiddle: {
    code: "beginsInTheMiddle",
    text: "incidents that do not begin in state New; what happened between their opening and their first row is not in the file",
  },
  unknownState: {
    code: "unknownState",
    text: "rows with a state that is not known, read as live (open)",
  },
  noState: {
    code: "noState",
    text: "rows without a state, read as if it had not changed",
  },
  unchanged: {
    code: "unchangedRows",
    text: "rows that change nothing that is read here (state, assignment, category, priority)",
  },
  reopenCounter: {
    code: "reopenCounterDiffers",
    text: "incidents reopened more or less often by their states than by their own counter (reopen_count); the states count",
  },
  people: { code: "readForRoles", text: "rows that make no event and were read to know who is who (users)" },
  ignored: { code: "ignoredEvents", text: "changes of fields, and entries of journals, that are none of ours" },
  bothStates: {
    code: "supersededRows",
    text: "changes of state that incident_state tells as well, not read again",
  },
  journalTwice: {
    code: "journalInAudit",
    text: "entries of journals in the log of changes, read from the journal itself",
  },
  finalValues: {
    code: "closingFromFinalValue",
    text: "incidents without a change of their state in the log, whose closing is known from their final values only; earlier closings are not in the file",
  },
  noHistory: {
    code: "statusWithoutHistory",
    text: "incidents that stand resolved or closed without a change of their state in the log, whose closing is not known",
  },
  unknownAuthor: {
    code: "unknownAuthors",
    text: "messages whose author may be an agent or a customer: he is not the caller, and nothing in the export says what he is; name agents in agents",
  },
  monthFirst: {
    code: "monthFirst",
    text: "times that fit month/day/year only; others may have been read with day and month exchanged, so name the format (timeFormat)",
  },
} satisfies Record<string, NoteKind>;
