import type { AppraisalPeriod } from "./appraisal-period.ts";

/**
 * All that the agent score and the process flags need, as integer counts. Two of them add up to the one of all units
 * together, bit for bit (`mergeAppraisalStats`), so shards of a log can be counted apart and scored together.
 * Dictionaries are sorted and cells are in the order of their codes: the same units in any order give the same bits.
 */
export interface AppraisalStats {
  readonly period: AppraisalPeriod;
  readonly asOf: number;
  readonly rushMs: number;
  readonly agents: readonly string[];
  readonly categories: readonly string[];
  readonly channels: readonly string[];
  /** The satisfaction levels (0-1) that occur, ascending. */
  readonly levels: readonly number[];
  /** Scored units, one entry per combination that occurs. */
  readonly cells: AppraisalCells;
  /** Counts by agent: `TALLIES.length` numbers per agent, in the order of `TALLIES`. */
  readonly tallies: Float64Array;
}

/** Counts of scored units by agent, cell and answer. */
export interface AppraisalCells {
  readonly length: number;
  readonly agent: Int32Array;
  readonly category: Int32Array;
  readonly channel: Int32Array;
  readonly received: Uint8Array;
  readonly outcome: Uint8Array;
  /** Index into `SURVEY_STATES`. */
  readonly asked: Uint8Array;
  /** Index into `levels`, -1 without an answer. */
  readonly level: Int32Array;
  readonly count: Float64Array;
}

/**
 * What the log says of a unit's survey: `none` never closed, `unasked` closed without a word of a survey, `excused` not
 * sent for an accepted reason (or answered without an offer).
 */
export const SURVEY_STATES = ["none", "offered", "blocked", "unasked", "excused"] as const;

/** What is counted per agent beside the cells. All up to `routedStood` are of first-owned tickets. */
export const TALLIES = [
  /** Tickets that mature in the period, scored or not: the base of the process flags. */
  "firstOwned",
  "blockedSurvey",
  "agentCreated",
  "selfReopened",
  "transferredOut",
  "categoryChanged",
  "reclosedWithoutReply",
  "neverClosed",
  "removedByAgent",
  /** First closed in the period, and in its last days. */
  "closed",
  "closedLate",
  "selfPicked",
  "selfPickedStood",
  "routed",
  "routedStood",
  /** Closings in the period that a count of closed tickets would credit. */
  "throughput",
  /** Units that were left out of the score, by reason. */
  "excludedNotCustomerInitiated",
  "excludedSelfPicked",
  "excludedRemovedByAgent",
  "excludedRemovedByOthers",
  "excludedBeganBeforeLog",
  "excludedNotLiable",
  "excludedTooYoung",
] as const;
export type Tally = (typeof TALLIES)[number];

/** The count of one kind for one agent (index into `stats.agents`). */
export function tally(stats: AppraisalStats, agent: number, kind: Tally): number {
  return stats.tallies[agent * TALLIES.length + TALLY_INDEX[kind]]!;
}

export const TALLY_INDEX = Object.fromEntries(TALLIES.map((kind, i) => [kind, i])) as Record<Tally, number>;
