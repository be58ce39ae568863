import type { DeskOptions } from "../../src/simulation/desk-options.ts";
import type { Tactic } from "../../src/simulation/tactic.ts";
import type { Fleet, Method } from "./fleet.ts";
import { byMethod, methods, scoreFleet } from "./fleet.ts";
import { deviation, mean, ranks } from "./statistics.ts";

/** What a tactic brings those who use it: the same agents with the same luck, on minus off. */
export interface PayOff {
  /** In SD of true quality for the score, in its own SD between agents for a rival. */
  readonly payOff: Record<Method, number>;
  /** The same for those adopters who are truly in the weakest third of the fleet; NaN if there is none. */
  readonly weakestThird: number;
  /** Share of the adopters on whom a process flag falls that did not fall on them while honest. */
  readonly flagged: number;
}

/** @param off the fleet of the same options in which nobody uses the tactic. */
export function payOffOf(off: Fleet, options: DeskOptions, tactic: Tactic, share = 0.1): PayOff {
  const on = scoreFleet({ ...options, tactics: [{ tactic, share }] });
  const adopters = on.desk.truth.flatMap((agent, i) => (agent.tactics.includes(tactic) ? [i] : []));
  const truth = off.desk.truth.map((agent) => agent.observable);
  const order = ranks(truth);
  const weakest = adopters.filter((i) => order[i]! <= truth.length / 3);
  const change = (method: Method, agents: readonly number[]): number => {
    const spread = method === "agentScore" ? deviation(truth) : deviation(off.figures[method]);
    return mean(agents.map((i) => on.figures[method][i]! - off.figures[method][i]!)) / (spread || 1);
  };
  const newFlags = adopters.filter((i) => {
    const before = new Set(off.scorecard.agents[i]!.flags.map((flag) => flag.flag));
    return on.scorecard.agents[i]!.flags.some((flag) => !before.has(flag.flag));
  });
  return {
    payOff: byMethod((method) => change(method, adopters)),
    weakestThird: weakest.length > 0 ? change("agentScore", weakest) : Number.NaN,
    flagged: newFlags.length / adopters.length,
  };
}

/** The rival for which the tactic pays best. */
export function bestElsewhere(payOff: Record<Method, number>): Method {
  return methods.slice(1).reduce((best, method) => (payOff[method] > payOff[best] ? method : best), methods[1]);
}
