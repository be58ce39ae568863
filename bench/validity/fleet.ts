import { agentScores } from "../../src/appraisal/agent-scores.ts";
import { appraisalStats } from "../../src/appraisal/appraisal-stats.ts";
import type { AgentScore, Scorecard } from "../../src/appraisal/scorecard.ts";
import type { DeskOptions } from "../../src/simulation/desk-options.ts";
import type { SimulatedUnits } from "../../src/simulation/simulate-units.ts";
import { simulateUnits } from "../../src/simulation/simulate-units.ts";
import { rivalFigures, rivals } from "./rivals.ts";
import { correlation, deviation, mean, rankCorrelation, ranks } from "./statistics.ts";

/** The score and its rivals: everything that gives an agent one figure. */
export const methods = ["agentScore", ...rivals] as const;
export type Method = (typeof methods)[number];

/** One simulated fleet with everybody's figures. */
export interface Fleet {
  readonly desk: SimulatedUnits;
  readonly scorecard: Scorecard;
  readonly figures: Record<Method, Float64Array>;
}

export function scoreFleet(options: DeskOptions): Fleet {
  const desk = simulateUnits(options);
  const { fromAt, toAt } = desk.options;
  const scorecard = agentScores(appraisalStats(desk.units, { period: { start: fromAt, end: toAt } }));
  const agentScore = Float64Array.from(scorecard.agents, (agent, i) => {
    if (agent.agent !== desk.truth[i]!.agent) throw new Error("expected scores in the order of the agents");
    return agent.score ?? Number.NaN;
  });
  return { desk, scorecard, figures: { agentScore, ...rivalFigures(desk) } };
}

/** What one honest fleet shows about the figures; shares 0-1. */
export interface Validity {
  /** Spearman's correlation with the latent truth. */
  readonly rank: Record<Method, number>;
  /** Figure of the outsourced minus that of the others, beyond the true difference, in SD between agents. */
  readonly teamGap: Record<Method, number>;
  /** Intervals that hold the true deviation from the fleet (observable scale). */
  readonly coverage: number;
  readonly directCoverage: number;
  readonly lowestDecileCoverage: number;
  readonly reliability: number;
  /** Squared correlation of the score with the observable truth: what the reliability claims to be. */
  readonly realisedReliability: number;
  /** Labelled below the fleet, and those of them who are truly above its mean. */
  readonly below: number;
  readonly belowWrongly: number;
  /** Agents with any process flag. */
  readonly flagged: number;
  /** Pairs whose scores are called different at 95 %, and those of them called the wrong way round. */
  readonly pairs: number;
  readonly pairsCalled: number;
  readonly pairsWrong: number;
  /** Agents with at least 80 % to be in the lowest tenth, and those of them who are truly above the median. */
  readonly named: number;
  readonly namedWrongly: number;
}

export function validityOf(fleet: Fleet): Validity {
  const { desk, scorecard, figures } = fleet;
  const latent = desk.truth.map((agent) => agent.latent);
  const observable = desk.truth.map((agent) => agent.observable);
  const centre = mean(observable);
  const truly = observable.map((value) => value - centre);
  const base = scorecard.fleet.groups[0]?.base ?? Number.NaN;
  const order = ranks(observable);
  const counts = { covered: 0, direct: 0, lowest: 0, lowestCovered: 0, below: 0, belowWrongly: 0, flagged: 0 };
  let named = 0;
  let namedWrongly = 0;
  for (const [i, agent] of scorecard.agents.entries()) {
    const covered = agent.low! - base <= truly[i]! && truly[i]! <= agent.high! - base;
    counts.covered += covered ? 1 : 0;
    counts.direct += agent.directLow! <= truly[i]! && truly[i]! <= agent.directHigh! ? 1 : 0;
    if (order[i]! <= scorecard.agents.length / 10) {
      counts.lowest += 1;
      counts.lowestCovered += covered ? 1 : 0;
    }
    if (agent.label === "belowFleet") {
      counts.below += 1;
      counts.belowWrongly += truly[i]! > 0 ? 1 : 0;
    }
    counts.flagged += agent.flags.length > 0 ? 1 : 0;
    if ((agent.probBottom10 ?? 0) >= 0.8) {
      named += 1;
      namedWrongly += order[i]! > scorecard.agents.length / 2 ? 1 : 0;
    }
  }
  const agents = scorecard.agents.length;
  return {
    rank: byMethod((method) => rankCorrelation(figures[method], latent)),
    teamGap: byMethod((method) =>
      teamGap(desk, method === "agentScore" ? observable : latent, figures[method], method),
    ),
    coverage: counts.covered / agents,
    directCoverage: counts.direct / agents,
    lowestDecileCoverage: counts.lowestCovered / counts.lowest,
    reliability: mean(scorecard.agents.map((agent) => agent.reliability!)),
    realisedReliability: correlation(figures.agentScore, observable) ** 2,
    below: counts.below,
    belowWrongly: counts.belowWrongly,
    flagged: counts.flagged,
    named,
    namedWrongly,
    ...pairsOf(scorecard.agents, truly),
  };
}

export function byMethod(value: (method: Method) => number): Record<Method, number> {
  return Object.fromEntries(methods.map((method) => [method, value(method)])) as Record<Method, number>;
}

/**
 * In SD of the true quality for the score, whose scale is that of the truth; in its own SD for a rival, with the true
 * difference in SD taken off.
 */
function teamGap(desk: SimulatedUnits, truth: readonly number[], figure: Float64Array, method: Method): number {
  const difference = (values: ArrayLike<number>): number => {
    const of = (team: string) => mean(desk.truth.flatMap((agent, i) => (agent.team === team ? [values[i]!] : [])));
    return of("outsourced") - of("in-house");
  };
  const spread = method === "agentScore" ? deviation(truth) : deviation(figure);
  return difference(figure) / (spread || 1) - difference(truth) / (deviation(truth) || 1);
}

function pairsOf(agents: readonly AgentScore[], truly: readonly number[]) {
  let pairs = 0;
  let pairsCalled = 0;
  let pairsWrong = 0;
  for (let i = 0; i < agents.length; i++) {
    for (let j = 0; j < i; j++) {
      const a = agents[i]!;
      const b = agents[j]!;
      pairs += 1;
      const spread = Math.hypot(a.high! - a.low!, b.high! - b.low!) / 2;
      const difference = a.score! - b.score!;
      if (Math.abs(difference) <= spread) continue;
      pairsCalled += 1;
      if (difference * (truly[i]! - truly[j]!) < 0) pairsWrong += 1;
    }
  }
  return { pairs, pairsCalled, pairsWrong };
}
