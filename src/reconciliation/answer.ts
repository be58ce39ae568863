/** Why a definition leaves something out. Those that the metrics have too bear the same names. */
export const leftOutReasons = [
  "merged",
  "duplicate",
  "spam",
  "deleted",
  "outsidePeriod",
  "noCreation",
  "noTime",
  "unseen",
  "churn",
  "neverReportedResolved",
  "beganBeforeLog",
  "closingNotSeen",
  "notAnswered",
  "suppressed",
  "noScore",
  "otherAnswer",
  "notAssigned",
  "botAlone",
  "agentBegun",
  "customerNeverWrote",
  "neverReplied",
  "notEnded",
  "outsideHours",
  "liveAgain",
  "outsideLastSevenDays",
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** What a definition makes of one ticket, round, closing or rating: what it counts as, or why it is left out. */
export interface Answer {
  /** Row of the ticket. */
  readonly ticket: number;
  /** The instant by which it belongs to a period; NaN where the log does not show it. */
  readonly at: number;
  /** 0 not yet, 1 what is asked for has happened, 2 something else rules it out. */
  readonly status: 0 | 1 | 2;
  /** A time in ms, or a score; NaN where there is neither. */
  readonly value: number;
  /** How often it has happened: what it counts in the numerator of a rate. */
  readonly times: number;
  /** What it counts in the denominator. */
  readonly weight: number;
  /** `null` where it is counted. */
  readonly reason: LeftOutReason | null;
}

/** An answer that is left out. */
export function leftOut(ticket: number, reason: LeftOutReason, at = Number.NaN): Answer {
  return { ticket, at, status: 0, value: Number.NaN, times: 0, weight: 0, reason };
}

/** An answer that is counted. */
export function counted(
  ticket: number,
  at: number,
  status: 0 | 1 | 2,
  value: number,
  times = status === 1 ? 1 : 0,
  weight = 1,
): Answer {
  return { ticket, at, status, value, times, weight, reason: null };
}
