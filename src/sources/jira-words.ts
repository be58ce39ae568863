import type { Phase } from "../schemas/vocabulary.ts";
import type { NoteKind } from "./note-book.ts";

/** Statuses of Jira Service Management's own workflows. */
const phaseOfStatus: Readonly<Record<string, Phase>> = {
  open: "open",
  reopened: "open",
  "to do": "open",
  "in progress": "open",
  "work in progress": "open",
  "waiting for support": "open",
  "waiting for approval": "onHold",
  "under review": "open",
  escalated: "open",
  pending: "onHold",
  "on hold": "onHold",
  "waiting for customer": "waitingOnCustomer",
  resolved: "solved",
  done: "solved",
  completed: "solved",
  closed: "closed",
  canceled: "closed",
  cancelled: "closed",
  declined: "closed",
};

/** Knows the phase of a status: by the caller, by its own words, or by the category that an issue shows for it. */
export class JiraStatuses {
  readonly #own: ReadonlyMap<string, Phase>;
  readonly #done = new Map<string, boolean>();

  constructor(own: Readonly<Record<string, Phase>> = {}) {
    this.#own = new Map(Object.entries(own).map(([name, phase]) => [name.toLowerCase(), phase]));
  }

  /** Learns that a status belongs to the category done, or that it does not. */
  learn(status: string | undefined, category: string | undefined): void {
    if (status !== undefined && category !== undefined) this.#done.set(status.toLowerCase(), category === "done");
  }

  /** `null` for a status of which nothing is known. */
  phase(status: string): Phase | null {
    const word = status.toLowerCase();
    const known = this.#own.get(word) ?? (Object.hasOwn(phaseOfStatus, word) ? phaseOfStatus[word]! : null);
    const isDone = this.#done.get(word);
    if (known !== null || isDone === undefined) return known;
    return isDone ? "solved" : "open";
  }
}

/** Jira writes offsets without a colon, and epoch milliseconds in changelogs fetched in bulk. */
export function jiraTime(text: string | undefined): string | undefined {
  if (text !== undefined && /^\d{12,14}$/.test(text)) return String(Number(text) / 1_000);
  return text?.replace(/([+-]\d\d)(\d\d)$/, "$1:$2");
}

export const jiraNotes = {
  ignored: { code: "ignoredEvents", text: "changes of fields that are none of ours" },
  unknownStatus: {
    code: "unknownStates",
    text: "statuses that are not known, read as live (open); name their phase in states",
  },
  unknownAuthor: {
    code: "unknownAuthors",
    text: "comments and changes by people who may be agents or customers: nothing in the export says which; name agents in agents",
  },
  noVisibility: {
    code: "visibilityUnknown",
    text: "comments that do not say whether customers see them (jsdPublic), counted as internal",
  },
  noChangelog: {
    code: "closingFromFinalValue",
    text: "issues without a changelog, whose closing is known from their final value only (expand=changelog)",
  },
  changelogRead: { code: "readIntoIssues", text: "changelogs apart from their issues, read with these" },
  changelogOfNone: {
    code: "changelogsWithoutIssue",
    text: "changelogs of issues that are not in the export, not read",
  },
  cutChangelog: { code: "incompleteChangelog", text: "issues of which the export holds only a part of the changes" },
  feedbackTime: {
    code: "ratingWithoutTime",
    text: "feedback, which Jira gives without a time, put at the last closing",
  },
} satisfies Record<string, NoteKind>;
