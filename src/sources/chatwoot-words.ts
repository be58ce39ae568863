import type { NoteKind } from "./note-book.ts";

const phaseOfStatus: Readonly<Record<string, string>> = {
  open: "open",
  resolved: "solved",
  pending: "open",
  snoozed: "onHold",
  "0": "open",
  "1": "solved",
  "2": "open",
  "3": "onHold",
};

/** The phase of a conversation's status, as a word or as the number that the database holds; `pending` is the bot's turn. */
export function chatwootPhase(status: string): string {
  return Object.hasOwn(phaseOfStatus, status) ? phaseOfStatus[status]! : `status ${status}`;
}

/** Kinds of messages, as the API and webhooks call them and as the database numbers them. */
export function chatwootMessageType(
  type: string | undefined,
): "incoming" | "outgoing" | "activity" | "template" | undefined {
  if (type === "0" || type === "incoming") return "incoming";
  if (type === "1" || type === "outgoing") return "outgoing";
  if (type === "2" || type === "activity") return "activity";
  return type === "3" || type === "template" ? "template" : undefined;
}

const priorities = ["low", "medium", "high", "urgent"];

/** A priority by its word, which the database holds as a number. */
export function chatwootPriority(priority: string | undefined): string | undefined {
  return priority === undefined ? undefined : (priorities[Number(priority)] ?? priority);
}

/** What an activity message tells. */
export interface ChatwootActivity {
  phase?: "solved" | "open" | "onHold";
  /** To whom the conversation was assigned; `null` for nobody. */
  assignee?: string | null;
  /** Who did it, by name. */
  by?: string;
  cause?: "inactivity";
}

/**
 * Reads the text of an activity message in English, the only place where a database dump says who resolved a conversation and
 * who got it; `null` for any other text or language.
 */
export function readActivity(text: string): ChatwootActivity | null {
  const inactive = /marked resolved by .*inactiv/i.test(text);
  if (inactive) return { phase: "solved", cause: "inactivity" };
  const status = /^Conversation was (?:marked )?(resolved|reopened|snoozed)(?: by (.+?))?\.?$/i.exec(text);
  if (status !== null) {
    const word = status[1]!.toLowerCase();
    const phase = word === "resolved" ? "solved" : word === "snoozed" ? "onHold" : "open";
    return { phase, ...(status[2] === undefined ? {} : { by: status[2] }) };
  }
  const self = /^(.+) self-assigned this conversation\.?$/i.exec(text);
  if (self !== null) return { assignee: self[1]!, by: self[1]! };
  const assigned = /^Assigned to (.+?)(?: via .+)?(?: by (.+?))?\.?$/i.exec(text);
  if (assigned !== null) return { assignee: assigned[1]!, ...(assigned[2] === undefined ? {} : { by: assigned[2] }) };
  const unassigned = /^Conversation unassigned by (.+?)\.?$/i.exec(text);
  return unassigned === null ? null : { assignee: null, by: unassigned[1]! };
}

/** The order in which what an export holds is read, and what is noted of it stands. */
export const chatwootPhases = {
  webhook: 1,
  user: 2,
  contact: 3,
  botResolution: 4,
  reporting: 5,
  status: 6,
  message: 7,
  rating: 8,
  conversation: 9,
} as const;

export const chatwootNotes = {
  ignored: { code: "ignoredEvents", text: "events and messages that are none of ours" },
  derived: {
    code: "derivedEvents",
    text: "reporting events that are computed from messages, which are read instead",
  },
  closerUnknown: {
    code: "closerUnknown",
    text: "resolutions of which the export does not say who did them (its user is whoever held the conversation), credited to nobody",
  },
  unknownName: {
    code: "unknownNames",
    text: "people whom an activity message names and no message in the export is from; they are not credited",
  },
  names: { code: "tablesOfNames", text: "rows of people and teams, which make no event" },
  noHistory: {
    code: "statusWithoutHistory",
    text: "conversations that stand resolved without a reporting event, a webhook or an English activity message of it, whose closing is not known",
  },
  superseded: {
    code: "supersededRows",
    text: "activity messages about statuses that reporting events or webhooks tell already, not read again",
  },
} satisfies Record<string, NoteKind>;
