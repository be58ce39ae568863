import * as notes from "./appraisal-notes.ts";
import type { ComponentFit } from "./component-fit.ts";
import type { FleetFit } from "./fleet-fit.ts";
import type { AgentScore, GroupSummary, QueueEffect } from "./scorecard.ts";

/** The figures and remarks of a comparison group. */
export function groupSummary(fit: FleetFit, group: number, agents: readonly AgentScore[]): GroupSummary {
  const total = (field: "n" | "answers" | "ratedWeight"): number =>
    agents.reduce((sum, agent) => sum + agent[field], 0);
  const { outcome, satisfaction, composite } = fit.model ?? { outcome: null, satisfaction: null, composite: null };
  const answers = total("answers");
  return {
    group,
    agents: agents.length,
    n: total("n"),
    answers,
    ratedWeight: total("ratedWeight"),
    base: composite && 100 * composite.base,
    outcomeLevel: outcome?.level ?? null,
    satisfactionLevel: satisfaction?.level ?? null,
    outcomeVariance: outcome?.variance ?? null,
    satisfactionVariance: satisfaction?.variance ?? null,
    covariance: composite && satisfaction && composite.covariance,
    outcomeGain: composite && 100 * composite.outcomeGain,
    satisfactionGain: composite && 100 * composite.satisfactionGain,
    queueEffects: queueEffectsOf(outcome, satisfaction),
    ticketsForHalfReliability: ticketsForHalfReliability(agents),
    answerOverDispersion: fit.habit.overDispersion,
    blockedRate: fit.habit.blockedRate,
    notes: fit.model
      ? [
          ...(agents.length < 20 ? [notes.noteFewAgents(agents.length)] : []),
          ...(satisfaction ? [] : [notes.noteNoSatisfaction(answers)]),
          ...dropped(outcome, "outcome"),
          ...dropped(satisfaction, "satisfaction"),
          ...(outcome?.effects.residualVariance === null ? [notes.noteNoSpareData] : []),
        ]
      : [notes.noteGroupTooSmall(agents.length, fit.policy.minimumAgents)],
  };
}

function dropped(component: ComponentFit | null, name: "outcome" | "satisfaction") {
  if (!component) return [];
  const { design, kept, columnMeans } = component.effects;
  // A column that is the same for everybody (nobody was handed a ticket, nothing failed) is no loss.
  const columns = design.columns.filter((_, i) => !kept[i] && columnMeans[i]! > 0 && columnMeans[i]! < 1);
  return columns.length > 0 ? [notes.noteDroppedColumns(columns, name)] : [];
}

function queueEffectsOf(outcome: ComponentFit | null, satisfaction: ComponentFit | null): QueueEffect[] {
  const effect = (component: ComponentFit | null, column: string): number | null => {
    const at = component?.effects.design.columns.indexOf(column) ?? -1;
    return component?.effects.kept[at] ? component.effects.coefficients[at]! : null;
  };
  const columns = new Set([
    ...(outcome?.effects.design.columns ?? []),
    ...(satisfaction?.effects.design.columns ?? []),
  ]);
  return [...columns].map((column) => ({
    column,
    outcome: effect(outcome, column),
    satisfaction: effect(satisfaction, column),
  }));
}

/** Median over agents of n (1 - r) / r, where reliability r = n / (n + k). */
function ticketsForHalfReliability(agents: readonly AgentScore[]): number | null {
  const points = agents
    .flatMap(({ n, reliability }) =>
      reliability !== null && reliability > 0 && reliability < 1 ? [(n * (1 - reliability)) / reliability] : [],
    )
    .sort((a, b) => a - b);
  if (points.length === 0) return null;
  const middle = (points.length - 1) / 2;
  return (points[Math.floor(middle)]! + points[Math.ceil(middle)]!) / 2;
}
