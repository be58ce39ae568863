import type { NoteKind } from "./note-book.ts";

const phaseOfStatus: Readonly<Record<string, string>> = {
  "2": "open",
  "3": "onHold",
  "4": "solved",
  "5": "closed",
  "6": "waitingOnCustomer",
  "7": "onHold",
  open: "open",
  pending: "onHold",
  resolved: "solved",
  closed: "closed",
  "waiting on customer": "waitingOnCustomer",
  "waiting on third party": "onHold",
};

/** The phase of a status, by its number or by the word that activities use; `null` for one of the desk's own. */
export function freshdeskPhase(status: string): string | null {
  const word = status.toLowerCase();
  return Object.hasOwn(phaseOfStatus, word) ? phaseOfStatus[word]! : null;
}

const channels: Readonly<Record<string, string>> = {
  "1": "email",
  "2": "portal",
  "3": "phone",
  "7": "chat",
  "9": "feedbackWidget",
  "10": "outboundEmail",
};

export function freshdeskChannel(source: string | undefined): string | undefined {
  return source === undefined ? undefined : Object.hasOwn(channels, source) ? channels[source] : source;
}

/** The source of tickets that the desk sends out. */
export const outboundSource = "10";

/** From 103 (extremely happy) by 100 (neutral) to -103 (extremely unhappy), whatever points the survey offers: 3 to -3. */
export function freshdeskScore(rating: number | undefined): number | undefined {
  if (rating === undefined || Math.abs(rating) < 100 || Math.abs(rating) > 103) return undefined;
  return Math.sign(rating) * (Math.abs(rating) - 100);
}

export const freshdeskScale = { min: -3, max: 3 };

/** Activities write 01-07-2016 07:49:22 +0000, everything else ISO 8601. */
export function freshdeskTime(text: string | undefined): string | undefined {
  return text?.replace(/^(\d\d)-(\d\d)-(\d{4}) (\d\d:\d\d:\d\d) ([+-]\d\d):?(\d\d)$/, "$3-$2-$1T$4$5:$6");
}

export const freshdeskNotes = {
  ignored: { code: "ignoredEvents", text: "activities that are none of ours" },
  unknownStatus: {
    code: "unknownStates",
    text: "statuses that are not known, read as live (open); name their phase in states",
  },
  finalValues: {
    code: "closingFromFinalValue",
    text: "tickets without activities, whose closing is known from their final values only; earlier closings are not in the file",
  },
  reopened: {
    code: "reopenedWithoutHistory",
    text: "tickets that were reopened, of which only the last time is known; export the activities to count closings",
  },
  closedWithoutTime: {
    code: "statusWithoutHistory",
    text: "tickets that stand resolved or closed without a time of it, whose closing is not known",
  },
  unknownPerformer: {
    code: "unknownAuthors",
    text: "activities of people who may be agents or customers: nothing in the export says which",
  },
  badRating: { code: "unknownRatings", text: "ratings outside Freshdesk's scale, not read" },
} satisfies Record<string, NoteKind>;
