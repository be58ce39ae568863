import type { ThroughputComparison } from "../appraisal/compare-with-throughput.ts";
import type { ScoreExplanation } from "../appraisal/explain-score.ts";
import type { AgentScore, Scorecard } from "../appraisal/scorecard.ts";
import type { TeamScore } from "../appraisal/team-scores.ts";
import type { TeamDimension } from "../appraisal/teams-of-agents.ts";
import type { InputSummary, ReportNote } from "./report-data.ts";

/** Everything an appraisal is written from. Full precision; rounding, clipping and words come with the text. */
export interface AppraisalData {
  readonly trueresolve: string;
  readonly timeZone: string;
  /** How long after a closing a return counts, in ms. */
  readonly reopenWindow: number;
  readonly scorecard: Scorecard;
  readonly by: TeamDimension;
  readonly teams: readonly TeamScore[];
  /** Team of each agent. */
  readonly members: ReadonlyMap<string, string>;
  /** Whether single people may be named. */
  readonly individuals: boolean;
  readonly throughput: ThroughputComparison;
  readonly input: InputSummary;
  readonly notes: readonly ReportNote[];
}

/** A score taken apart, with what it needs to be read. */
export interface ExplanationData {
  readonly data: AppraisalData;
  readonly agent: AgentScore;
  readonly explanation: ScoreExplanation;
}

/** Teams of fewer agents are single people by another name. */
const smallestTeam = 5;

/** A team as it may be shown. */
export type ShownTeam = Omit<TeamScore, "answers" | "ratedWeight" | "throughput"> & {
  readonly answers: number | null;
  readonly ratedWeight: number | null;
  readonly throughput: number | null;
};

/** The teams as they may be shown: without figures where a team is so small that they would be those of single people. */
export function shownTeams({ teams, individuals }: Pick<AppraisalData, "teams" | "individuals">): ShownTeam[] {
  return teams.map((team) => {
    if (individuals || team.agents >= smallestTeam) return team;
    return {
      team: team.team,
      group: team.group,
      agents: team.agents,
      n: team.n,
      answers: null,
      ratedWeight: null,
      score: null,
      low: null,
      high: null,
      direct: null,
      directSd: null,
      outcome: null,
      satisfaction: null,
      label: "notDistinguishable",
      labelPValue: null,
      throughput: null,
      notes: [
        {
          code: "teamTooSmall",
          text: `Teams of fewer than ${smallestTeam} agents are single people by another name: no figures without --individuals.`,
          values: { minimum: smallestTeam },
        },
      ],
    };
  });
}

/** Scores and limits leave 0-100 by construction; reports clip them. */
export function clipped(points: number): number {
  return Math.min(100, Math.max(0, points));
}
