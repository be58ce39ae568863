import { agentScores } from "./agent-scores.ts";
import type { AppraisalOptions } from "./appraisal-options.ts";
import type { AppraisalSource } from "./appraisal-source.ts";
import type { AgentScore, Scorecard } from "./scorecard.ts";

/** Who would be rewarded by counting closed tickets, held against how lastingly customers were served. */
export interface ThroughputComparison {
  readonly groups: readonly ThroughputGroup[];
}

export interface ThroughputGroup {
  readonly group: number;
  /** Spearman correlation of closed tickets and score over the agents with enough data; `null` below three. */
  readonly rankCorrelation: number | null;
  /** In the order of closed tickets, most first; those without enough data last. */
  readonly agents: readonly ThroughputRow[];
}

export interface ThroughputRow {
  readonly agent: string;
  readonly closed: number;
  /** 1 = most tickets closed in the group; equal counts share the better rank. `null` without enough data. */
  readonly closedRank: number | null;
  readonly score: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The ranks by score that the intervals leave open: best and worst. Never a single rank unless nothing overlaps. */
  readonly rankRange: readonly [best: number, worst: number] | null;
  /** Agents whose interval overlaps this one's: not distinguishable. */
  readonly notDistinguishableFrom: readonly string[];
  /**
   * `gains`: counting closed tickets puts the agent above every rank that the score leaves open, so that pressing
   * problems down would be paid; `loses`: below every such rank; `neither`; `null` without enough data.
   */
  readonly underThroughput: "gains" | "loses" | "neither" | null;
}

/** Whether the intervals of two scores of one comparison group lie apart. */
export function distinguishable(a: AgentScore, b: AgentScore): boolean {
  if (a.group === null || a.group !== b.group) return false;
  if (a.low === null || a.high === null || b.low === null || b.high === null) return false;
  return a.low > b.high || b.low > a.high;
}

/**
 * Puts the rank by tickets closed beside the score, within each comparison group. Agents without enough data are listed
 * and not ranked.
 *
 * @param source what agents can be scored from, or their scorecard.
 */
export function compareWithThroughput(
  source: AppraisalSource | Scorecard,
  options: AppraisalOptions = {},
): ThroughputComparison {
  const scorecard = "fleet" in source ? source : agentScores(source, options);
  return {
    groups: scorecard.fleet.groups.map(({ group }) => {
      const members = scorecard.agents.filter((agent) => agent.group === group);
      const ranked = members.filter(({ use }) => use !== "notEnoughData");
      const ranking = new Set(ranked);
      const rows = members.map((agent) => compareAgent(agent, ranked, ranking.has(agent)));
      rows.sort(
        (a, b) =>
          (a.closedRank ?? Number.POSITIVE_INFINITY) - (b.closedRank ?? Number.POSITIVE_INFINITY) ||
          b.closed - a.closed ||
          (a.agent < b.agent ? -1 : 1),
      );
      return { group, rankCorrelation: rankCorrelation(ranked), agents: rows };
    }),
  };
}

function compareAgent(agent: AgentScore, ranked: readonly AgentScore[], isRanked: boolean): ThroughputRow {
  const base = { agent: agent.agent, closed: agent.throughput, score: agent.score, low: agent.low, high: agent.high };
  if (!isRanked) {
    return { ...base, closedRank: null, rankRange: null, notDistinguishableFrom: [], underThroughput: null };
  }
  const others = ranked.filter((other) => other !== agent);
  const apart = others.filter((other) => distinguishable(agent, other));
  const above = apart.filter((other) => other.score! > agent.score!).length;
  const best = 1 + above;
  const worst = ranked.length - (apart.length - above);
  const closedRank = 1 + others.filter((other) => other.throughput > agent.throughput).length;
  return {
    ...base,
    closedRank,
    rankRange: [best, worst],
    notDistinguishableFrom: others.filter((other) => !distinguishable(agent, other)).map((other) => other.agent),
    underThroughput: closedRank < best ? "gains" : closedRank > worst ? "loses" : "neither",
  };
}

/** Spearman's rank correlation with mid-ranks for ties; `null` where it is not defined. */
function rankCorrelation(agents: readonly AgentScore[]): number | null {
  if (agents.length < 3) return null;
  const closed = midRanks(agents.map(({ throughput }) => throughput));
  const score = midRanks(agents.map((agent) => agent.score!));
  const middle = (agents.length + 1) / 2;
  let products = 0;
  let closedSquares = 0;
  let scoreSquares = 0;
  for (let i = 0; i < agents.length; i++) {
    products += (closed[i]! - middle) * (score[i]! - middle);
    closedSquares += (closed[i]! - middle) ** 2;
    scoreSquares += (score[i]! - middle) ** 2;
  }
  return closedSquares > 0 && scoreSquares > 0 ? products / Math.sqrt(closedSquares * scoreSquares) : null;
}

function midRanks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
}
