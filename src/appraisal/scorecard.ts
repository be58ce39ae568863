import type { AppraisalNote } from "./appraisal-notes.ts";
import type { AppraisalPeriod } from "./appraisal-period.ts";
import type { ProcessFlag } from "./process-flags.ts";

/** What a score may be used for. */
export type ScoreUse = "notEnoughData" | "coachingOnly" | "trendOnly" | "maySupportAppraisal";

/** What may be said about one person, by the direct interval and Benjamini-Hochberg over the group. */
export type ScoreLabel = "aboveFleet" | "belowFleet" | "notDistinguishable";

/**
 * The agents of a desk with their scores. Scores, intervals and `direct` are in points (100 = every ticket solved for
 * good and every customer fully satisfied); they may leave 0-100 by construction and are not clipped. Shares,
 * levels and probabilities are 0-1. `null` = too little data; the notes say what is missing.
 */
export interface Scorecard {
  /** Units count whose outcome becomes final after `start` and not after `end`; epoch ms. */
  readonly period: AppraisalPeriod;
  readonly asOf: number;
  readonly fleet: FleetSummary;
  /** In the order of the agents' names, never of their scores. */
  readonly agents: readonly AgentScore[];
  readonly notes: readonly AppraisalNote[];
}

export interface FleetSummary {
  readonly agents: number;
  readonly n: number;
  readonly answers: number;
  readonly groups: readonly GroupSummary[];
}

/** A comparison group: agents whose queues are joined by shared categories. Groups are never compared. */
export interface GroupSummary {
  readonly group: number;
  readonly agents: number;
  readonly n: number;
  readonly answers: number;
  readonly ratedWeight: number;
  /** Score of the average agent on the group's mix. */
  readonly base: number | null;
  readonly outcomeLevel: number | null;
  readonly satisfactionLevel: number | null;
  /** Variance between agents in each component, and their covariance. */
  readonly outcomeVariance: number | null;
  readonly satisfactionVariance: number | null;
  readonly covariance: number | null;
  /** Points per unit of deviation in each component. */
  readonly outcomeGain: number | null;
  readonly satisfactionGain: number | null;
  /** How each queue changes the components, against the group's most frequent category and channel. */
  readonly queueEffects: readonly QueueEffect[];
  /** Number of tickets at which a score is half signal, half chance on this desk. */
  readonly ticketsForHalfReliability: number | null;
  readonly answerOverDispersion: number;
  readonly blockedRate: number;
  readonly notes: readonly AppraisalNote[];
}

export interface QueueEffect {
  /** `category=...`, `channel=...`, `received`, `failed`. */
  readonly column: string;
  /** `null` where the data cannot tell it from other columns. */
  readonly outcome: number | null;
  readonly satisfaction: number | null;
}

export interface ComponentScore {
  /** Units, or sum of the answers' weights. */
  readonly n: number;
  readonly observed: number;
  /** What the average agent reaches on this agent's mix of queues. */
  readonly expected: number | null;
  readonly deviation: number | null;
  readonly sd: number | null;
}

export interface AgentScore {
  readonly agent: string;
  /** Index into `fleet.groups`; `null` for an agent without a counted unit. */
  readonly group: number | null;
  readonly n: number;
  /** Answers received, before any are taken off. */
  readonly answers: number;
  /** What answers and blocked surveys weigh together. */
  readonly ratedWeight: number;
  /** Expected satisfied, lasting solutions per 100 average tickets, shrunk towards the group, with a 95 % interval. */
  readonly score: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Unshrunk deviation from the group in points, with its error and 95 % interval. */
  readonly direct: number | null;
  readonly directSd: number | null;
  readonly directLow: number | null;
  readonly directHigh: number | null;
  /** Share of the score's spread that is signal; at or below 0 for an agent with next to no data. */
  readonly reliability: number | null;
  readonly probBottom10: number | null;
  readonly probTop10: number | null;
  readonly use: ScoreUse;
  readonly label: ScoreLabel;
  /** Two-sided, adjusted by Benjamini-Hochberg; `null` where the gates of the data are not passed. */
  readonly labelPValue: number | null;
  readonly outcome: ComponentScore | null;
  readonly satisfaction: ComponentScore | null;
  /** Closings in the period that a count of closed tickets would credit; beside the score, never in it. */
  readonly throughput: number;
  /** Units left out of the score, by rule. */
  readonly excluded: Readonly<Record<string, number>>;
  /** Never part of the score. */
  readonly flags: readonly ProcessFlag[];
  readonly notes: readonly AppraisalNote[];
}
