import type { DeskOptions } from "../../src/simulation/desk-options.ts";
import type { Tactic } from "../../src/simulation/tactic.ts";
import { tactics } from "../../src/simulation/tactic.ts";
import type { WorldParameters } from "../../src/simulation/world-parameters.ts";
import { defaultWorld } from "../../src/simulation/world-parameters.ts";
import type { Method, Validity } from "./fleet.ts";
import { byMethod, scoreFleet, validityOf } from "./fleet.ts";
import type { PayOff } from "./pay-off.ts";
import { payOffOf } from "./pay-off.ts";
import { mean, standardError } from "./statistics.ts";

/** Means over fleets; shares of labels, pairs and names are of all fleets together. */
export interface Summary {
  readonly fleets: number;
  readonly rank: Record<Method, number>;
  readonly rankError: number;
  readonly teamGap: Record<Method, number>;
  readonly teamGapError: number;
  readonly coverage: number;
  readonly directCoverage: number;
  readonly lowestDecileCoverage: number;
  readonly reliability: number;
  readonly realisedReliability: number;
  readonly below: number;
  readonly belowWrongly: number;
  readonly flaggedShare: number;
  readonly pairsCalledShare: number;
  readonly pairsWrongShare: number;
  readonly named: number;
  readonly namedWrongly: number;
}

/** Scores as many fleets as there are seeds and sums up what they show. */
export function study(options: Omit<DeskOptions, "seed">, seeds: readonly number[]): Summary {
  const all = seeds.map((seed) => validityOf(scoreFleet({ ...options, seed })));
  const of = (pick: (validity: Validity) => number): number[] => all.map(pick);
  const total = (pick: (validity: Validity) => number): number => of(pick).reduce((sum, value) => sum + value, 0);
  const agents = (options.agents ?? 100) * seeds.length;
  return {
    fleets: seeds.length,
    rank: byMethod((method) => mean(of(({ rank }) => rank[method]))),
    rankError: standardError(of(({ rank }) => rank.agentScore)),
    teamGap: byMethod((method) => mean(of(({ teamGap }) => teamGap[method]))),
    teamGapError: standardError(of(({ teamGap }) => teamGap.agentScore)),
    coverage: mean(of(({ coverage }) => coverage)),
    directCoverage: mean(of(({ directCoverage }) => directCoverage)),
    lowestDecileCoverage: mean(of(({ lowestDecileCoverage }) => lowestDecileCoverage)),
    reliability: mean(of(({ reliability }) => reliability)),
    realisedReliability: mean(of(({ realisedReliability }) => realisedReliability)),
    below: total(({ below }) => below),
    belowWrongly: total(({ belowWrongly }) => belowWrongly),
    flaggedShare: total(({ flagged }) => flagged) / agents,
    pairsCalledShare: total(({ pairsCalled }) => pairsCalled) / total(({ pairs }) => pairs),
    pairsWrongShare:
      total(({ pairsWrong }) => pairsWrong) /
      Math.max(
        1,
        total(({ pairsCalled }) => pairsCalled),
      ),
    named: total(({ named }) => named),
    namedWrongly: total(({ namedWrongly }) => namedWrongly),
  };
}

export interface PayOffSummary {
  readonly tactic: Tactic;
  readonly payOff: Record<Method, number>;
  readonly payOffError: number;
  readonly weakestThird: number;
  readonly flaggedShare: number;
}

export function payOffs(
  options: Omit<DeskOptions, "seed">,
  seeds: readonly number[],
  share = 0.1,
  which: readonly Tactic[] = tactics,
): PayOffSummary[] {
  const honest = seeds.map((seed) => scoreFleet({ ...options, seed }));
  return which.map((tactic) => {
    const all = seeds.map((seed, i) => payOffOf(honest[i]!, { ...options, seed }, tactic, share));
    const of = (pick: (payOff: PayOff) => number): number[] => all.map(pick).filter((value) => !Number.isNaN(value));
    return {
      tactic,
      payOff: byMethod((method) => mean(of(({ payOff }) => payOff[method]))),
      payOffError: standardError(of(({ payOff }) => payOff.agentScore)),
      weakestThird: mean(of(({ weakestThird }) => weakestThird)),
      flaggedShare: mean(of(({ flagged }) => flagged)),
    };
  });
}

/** Worlds that differ from the default one, some of them unkindly. */
export const worlds: Readonly<Record<string, { readonly agents?: number; readonly world: Partial<WorldParameters> }>> =
  {
    "better agents get the harder queues": { world: { abilityQueueTilt: 0.8 } },
    "better agents get the easier queues": { world: { abilityQueueTilt: -0.8 } },
    "outsourced truly worse by .8 logit": { world: { outsourcedAbility: -0.8 } },
    "outsourced truly better by .8 logit": { world: { outsourcedAbility: 0.8 } },
    "extreme queue split": { world: { outsourcedQueueTilt: 1.6 } },
    "hidden difficulty +.25 logit for the outsourced": { world: { outsourcedHiddenDifficulty: 0.25 } },
    "hidden difficulty +.5 logit for the outsourced": { world: { outsourcedHiddenDifficulty: 0.5 } },
    "agents hardly differ": { world: { abilitySd: 0.2, courtesySd: 0.1 } },
    "13 % answer": { world: { answering: -1.95 } },
    "weak courtesy": { world: { courtesySd: 0.12 } },
    "20 agents": { agents: 20, world: {} },
    "leaky: half the failures are never heard of": { world: { returnRate: 0.4, lateReturnRate: 0.1 } },
    "hard: one in three fails": { world: { solving: 1 } },
    "everybody answers alike": { world: { answeringByStars: [0, 0, 0, 0, 0] } },
    "the angry answer most": { world: { answeringByStars: [1.2, 0.6, -0.3, -0.5, -0.3], answeringUnsolved: 0.3 } },
    "3 % of the surveys get lost": { world: { unexplainedSuppressionRate: 0.03 } },
    "the default world": { world: defaultWorld },
  };
