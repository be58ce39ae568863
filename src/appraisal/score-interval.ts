import type { AgentPosition, FleetModel } from "./fleet-fit.ts";

/** A score with its intervals, in points. */
export interface ScoreInterval {
  readonly score: number;
  readonly low: number;
  readonly high: number;
  readonly reliability: number;
  /** The unshrunk deviation; `null` where satisfaction counts and the agent has no answer. */
  readonly direct: number | null;
  readonly directSd: number | null;
  readonly directLow: number | null;
  readonly directHigh: number | null;
  readonly directZ: number | null;
}

/** Half-width of a 95 % interval in standard deviations. */
const CRITICAL = 1.96;

/** The shrunk score and the direct deviation of one agent in a fitted fleet. */
export function intervalOf(
  { outcome, satisfaction, posterior }: AgentPosition,
  { composite, ...model }: FleetModel,
): ScoreInterval {
  const { base, outcomeGain, satisfactionGain, priorVariance } = composite;
  const score = 100 * (base + posterior.delta);
  const half = CRITICAL * 100 * Math.sqrt(posterior.variance);
  const shrunk = {
    score,
    low: score - half,
    high: score + half,
    reliability: priorVariance > 0 ? 1 - posterior.variance / priorVariance : 0,
  };
  if (model.satisfaction && !satisfaction) {
    return { ...shrunk, direct: null, directSd: null, directLow: null, directHigh: null, directZ: null };
  }
  const direct = 100 * (outcomeGain * outcome.deviation + satisfactionGain * (satisfaction?.deviation ?? 0));
  const directSd =
    100 * Math.sqrt(outcomeGain ** 2 * outcome.variance + satisfactionGain ** 2 * (satisfaction?.variance ?? 0));
  return {
    ...shrunk,
    direct,
    directSd,
    directLow: direct - CRITICAL * directSd,
    directHigh: direct + CRITICAL * directSd,
    directZ: directSd > 0 ? direct / directSd : 0,
  };
}
