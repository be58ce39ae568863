/**
 * The columnar table that the agent score reads: one row per (ticket, liable agent).
 *
 * A ticket gives one row to its first owner by routing, and a second one (`received` = 1) to the last owner if that is
 * somebody else. Rows that the score leaves out (self-picked, created by an agent, removed) stay in the table with the
 * reason in `excluded`, because process flags and the list of excluded tickets need them.
 *
 * All columns have `length` entries; `agent`, `category`, `channel` and `ticket` index the dictionaries beside them.
 */
export interface Units {
  readonly length: number;
  /** Dictionaries. An unknown category or channel is the empty string, a level like any other. */
  readonly agents: readonly string[];
  readonly categories: readonly string[];
  readonly channels: readonly string[];
  readonly tickets: readonly string[];

  readonly agent: Int32Array;
  /** Category as it was at intake. */
  readonly category: Int32Array;
  readonly channel: Int32Array;
  readonly ticket: Int32Array;
  /** 1 = the last owner of a ticket that somebody else had to answer for first. */
  readonly received: Uint8Array;
  /** 1 = closed within the horizon and no return of the customer within the window after it. */
  readonly outcome: Uint8Array;
  /** Index into `OUTCOME_REASONS`: why `outcome` is what it is. */
  readonly outcomeReason: Uint8Array;
  /** Epoch ms of the ticket's first assignment to an agent. */
  readonly assignedAt: Float64Array;
  /** Epoch ms at which the outcome is final: the end of the return window, or first assignment + horizon. */
  readonly maturesAt: Float64Array;
  /** Satisfaction 0-1 of the first answer, NaN without one. A blocked survey beats a rating: then NaN. */
  readonly rating: Float64Array;
  /** 1 = the first word on a survey was that it was offered. */
  readonly offered: Uint8Array;
  /** 1 = no survey was sent, without an accepted reason. */
  readonly blocked: Uint8Array;
  /** 1 = closed, and the log has no word of a survey: blocked where the desk surveys, nothing where it does not. */
  readonly unasked: Uint8Array;
  /** Index into `UNIT_EXCLUSIONS`; 0 = the row is scored. */
  readonly excluded: Uint8Array;
  /** Bit set of `PROCESS_SIGNS`, for the process flags; read from rows with `received` = 0 only. */
  readonly signs: Uint16Array;
  /** Epoch ms of the ticket's first closing, NaN if it was never closed. */
  readonly closedAt: Float64Array;
  /** 1 = the agent of this row is the one to whom a count of closed tickets would credit that closing. */
  readonly creditedClosing: Uint8Array;
}

/** Why a row is not scored; the position is the code in `Units.excluded`. */
export const UNIT_EXCLUSIONS = [
  "counted",
  "notCustomerInitiated",
  "selfPicked",
  "removedByAgent",
  "removedByOthers",
  /** The log does not show how the ticket began, nor who had it before. */
  "beganBeforeLog",
  /** Closed by somebody who did not have to answer for the ticket: counts as throughput only. */
  "notLiable",
] as const;
export type UnitExclusion = (typeof UNIT_EXCLUSIONS)[number];

/** Why the outcome is 1 (the first) or 0 (the others); the position is the code in `Units.outcomeReason`. */
export const OUTCOME_REASONS = [
  "stayedClosed",
  "reopened",
  "newTicketOnTheSame",
  "otherReturn",
  "neverClosed",
  "closedWithoutReply",
  "closedForInactivityOnOurTurn",
  "reopenedByColleague",
  "reopenedByUnknown",
  "wroteAgain",
  "followUpTicket",
  "rejected",
  "saidUnsolved",
  "leftOpen",
] as const;
export type OutcomeReason = (typeof OUTCOME_REASONS)[number];

/** Bits of `Units.signs`: what happened on a first-owned ticket that a reader may want to ask about. */
export const PROCESS_SIGNS = {
  /** Created by the agent, or split off another ticket. */
  agentCreated: 1,
  /** Reopened by the agent who had closed it, with no sign of the customer in between. */
  selfReopened: 2,
  /** Handed on by the agent to somebody else. */
  transferredOut: 4,
  /** Category changed after intake. */
  categoryChanged: 8,
  /** Closed again after the customer's return without a reply. */
  reclosedWithoutReply: 16,
  /** Never closed within the horizon. */
  neverClosed: 32,
  /** Taken out of the count by the agent: spam, deletion or merge. */
  removedByAgent: 64,
} as const;
export type ProcessSign = keyof typeof PROCESS_SIGNS;
