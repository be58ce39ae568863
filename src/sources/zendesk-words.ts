import type { NoteKind } from "./note-book.ts";
import type { EventRow, SourceRow } from "./source.ts";
import { objectOf, textOf, textsOf } from "./vendor-values.ts";

const phaseOfStatus: Readonly<Record<string, string>> = {
  new: "open",
  open: "open",
  pending: "waitingOnCustomer",
  hold: "onHold",
  "on-hold": "onHold",
  solved: "solved",
  closed: "closed",
  deleted: "deleted",
  suspended: "spam",
};

/** The phase of a status; a status that is not known goes on as it is, to be refused. */
function zendeskPhase(status: string): string {
  const word = status.toLowerCase();
  return Object.hasOwn(phaseOfStatus, word) ? phaseOfStatus[word]! : `status ${status}`;
}

/** What the change of a ticket's field means; `null` where it is none of ours. */
export function zendeskField(name: string, value: string | undefined): EventRow | null {
  if (name === "status") return { type: "status", phase: zendeskPhase(value ?? "(none)") };
  if (name === "assignee_id") return { type: "assigned", agent: value ?? null };
  if (name === "group_id") return { type: "assigned", team: value ?? null };
  if ((name === "priority" || name === "type") && value !== undefined) return { type: "field", name, value };
  return null;
}

/** How something was done. */
export interface ZendeskVia {
  /** Done by a trigger, an automation or the system itself, whoever the author is. */
  isRule: boolean;
  isBot: boolean;
  isMerge: boolean;
  isApi: boolean;
  cause: string | undefined;
  /** The tickets that it was merged from, or the one that it follows. */
  from: string[];
  isFollowUp: boolean;
}

/** Titles of rules that act because nobody wrote; the export has no other sign of it. */
const silence =
  /inactiv|no (reply|response|answer|update)|not? respond|idle|stale|without (reply|response)|无回复|未回复/i;

/**
 * Reads a `via` (an object in audits; a word, a number or an object in incremental events).
 * Numbers are Zendesk's via types: 8 rule, 19 merge, 20 batch.
 */
export function zendeskVia(row: SourceRow | undefined): ZendeskVia {
  const via = row === undefined ? undefined : objectOf(row, "via");
  const channel = (via === undefined ? textOf(row ?? {}, "via") : textOf(via, "channel"))?.toLowerCase() ?? "";
  const reference = textOf(row ?? {}, "via_reference_id");
  const source = via === undefined ? undefined : objectOf(via, "source");
  const rel = textOf(source ?? {}, "rel") ?? "";
  const from = objectOf(source ?? {}, "from") ?? {};
  const isRule =
    channel === "rule" || channel === "8" || reference === "8" || rel === "trigger" || rel === "automation";
  const isMerge = channel === "merge" || channel === "19" || reference === "19" || rel === "merge";
  const isBatch = channel === "batch" || channel === "20" || reference === "20";
  const ids = [...textsOf(from, "ticket_ids"), ...[textOf(from, "ticket_id")].filter((id) => id !== undefined)];
  const title = textOf(from, "title") ?? "";
  return {
    isRule,
    isBot: channel.includes("bot"),
    isMerge,
    isApi: channel === "api" || channel === "web_service" || channel === "5",
    cause: isMerge ? "merge" : isBatch ? "bulk" : isRule ? (silence.test(title) ? "inactivity" : "rule") : undefined,
    from: ids,
    isFollowUp: rel === "follow_up",
  };
}

interface Creation {
  requester: string | undefined;
  channel: string | undefined;
  actor: { kind: string; id?: string };
}

/** The beginning of a ticket. */
export function zendeskCreation({ requester, channel, actor }: Creation): EventRow {
  return {
    type: "created",
    ...(requester === undefined ? {} : { requester }),
    ...(channel === undefined ? {} : { channel }),
    actor,
  };
}

/** The order in which the tables of an export are read, and what is noted of them stands. */
export const zendeskPhases = {
  user: 1,
  accountLog: 2,
  audit: 3,
  chat: 4,
  chatLine: 5,
  history: 6,
  comment: 7,
  rating: 8,
  surveyResponse: 9,
  ticket: 10,
} as const;

export const zendeskNotes = {
  ignored: { code: "ignoredEvents", text: "events and changes of fields that are none of ours" },
  unknownAuthor: {
    code: "unknownAuthors",
    text: "messages whose author may be an agent or a customer: he is not the requester, and nothing in the export says what he was at that time; name agents in agents",
  },
  whoIsWho: {
    code: "readForRoles",
    text: "rows that make no event and were read to know who is who (users, roles, requesters)",
  },
  superseded: {
    code: "supersededRows",
    text: "rows of tables that say again what the ticket's audits say, not read",
  },
  before: { code: "historyBeforeCreation", text: "tickets with a history that begins before their creation" },
  noHistory: {
    code: "statusWithoutHistory",
    text: "tickets that stand solved or closed without a history of their status, whose closing is not known",
  },
  mergeWithoutTime: { code: "mergeWithoutTime", text: "merges that are told without a time, put at the last update" },
  viaApi: {
    code: "suspectedAutomations",
    text: "accounts of agents that change statuses through the API, perhaps for an integration; if so, name them in automations",
  },
  transcript: {
    code: "chatTranscripts",
    text: "comments that hold the whole of a chat, whose lines are read from the events of the chat where the export has them",
  },
  chatLineAgain: { code: "chatLinesAgain", text: "lines of chats that the export tells a second time, not read again" },
  chatWithoutTicket: {
    code: "chatsWithoutTicket",
    text: "lines of chats of which the export does not say whose ticket they belong to; add the table ticket_chat",
  },
  chatOfSeveral: {
    code: "chatsOfSeveralTickets",
    text: "chats that the export gives to a further ticket; their lines are read for the first",
  },
  madePrivate: {
    code: "commentsMadePrivate",
    text: "comments that were made private after they were written, and count as public: the customer may have read them",
  },
  noResponse: {
    code: "surveyResponsesMissing",
    text: "answers to surveys of which the export does not hold the score; add the survey responses",
  },
  noScore: { code: "surveyResponsesWithoutScore", text: "responses to surveys without a score that can be read" },
  commentHidden: {
    code: "commentsNotIncluded",
    text: "updates with a comment that the export does not hold; get it with include=comment_events",
  },
} satisfies Record<string, NoteKind>;
