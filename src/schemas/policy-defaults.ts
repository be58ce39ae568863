import type { Policy } from "./policy.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** The policy that holds where nobody says otherwise, with the reason for each value. */
export const defaultPolicy: Policy = {
  // A week covers a parcel sent again and a weekend; every customer who comes back within it came back for this.
  reopenWindow: 7 * day,
  // Three days: a return so soon was foreseeable on the day of closing.
  prematureWindow: 72 * hour,
  // A month: beyond it few customers would still call a problem "being worked on".
  resolutionHorizon: 30 * day,
  scoreHorizon: 30 * day,
  // What a machine wrote did not reach a person; `assisted` admits drafts and canned texts that a human sent.
  countsAsReply: "human",
  // A customer who writes again after the closing was not done, thanks aside.
  messageAfterClosing: "refutes",
  // Helpdesks exist for those who write in; most exports do not bother to say so.
  initiator: "customer",
  // No norm exists: an hour for a first answer and for every further one, five minutes from asking for a person.
  targets: { firstResponse: hour, nextResponse: hour, human: hour / 12 },
  // The first answer is the one nobody had time to bargain about.
  rating: "first",
  // Four and five of five.
  topBox: 0.75,
  timeZone: "UTC",
  // ISO 8601 weeks.
  weekStartsOn: 1,
  peaks: [],
  // Nothing to correct: the log is believed as far as it shows.
  observes: {},
  roster: [],
  // Customers wait around the clock; working hours are for the second figure beside it.
  calendars: [],
  // Whose dashboard is to be explained, only the desk knows.
  preset: null,
};
