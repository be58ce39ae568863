import { agentCells } from "./agent-cells.ts";
import { type AgentSums, agentSums, outcomeReading, type Reading, satisfactionReading } from "./agent-sums.ts";
import type { AppraisalPolicy } from "./appraisal-policy.ts";
import { agentComponent, type ComponentFit, fitOutcome, fitSatisfaction } from "./component-fit.ts";
import { type Components, type Composite, fitComposite, type Posterior, posterior } from "./composite.ts";
import { type Design, queueDesign } from "./design.ts";
import { type QueueEffects, queueEffects, rawDeviation } from "./queue-effects.ts";
import { type RatingWeights, ratingWeights, type SurveyHabit, surveyHabit } from "./rating-weights.ts";
import type { AppraisalCells, AppraisalStats } from "./stats-table.ts";

/** Everything estimated from a comparison group as a whole; one agent's score follows from it and his own cells. */
export interface FleetFit {
  /** Indices into `stats.agents`. */
  readonly agents: readonly number[];
  readonly levels: readonly number[];
  readonly habit: SurveyHabit;
  readonly policy: AppraisalPolicy;
  /** `null` in a group with too few agents: then nobody has a score. */
  readonly model: FleetModel | null;
}

export interface FleetModel {
  readonly outcome: ComponentFit;
  /** `null` with too few answers: then the score rests on the outcome alone. */
  readonly satisfaction: ComponentFit | null;
  readonly composite: Composite;
}

/** One agent held against a fitted fleet. */
export interface AgentPosition extends Components {
  readonly weights: RatingWeights;
  readonly posterior: Posterior;
}

/** Fits one comparison group. */
export function fitFleet(stats: AppraisalStats, agents: readonly number[], policy: AppraisalPolicy): FleetFit {
  const fleet = agents.map((agent) => agentCells(stats, agent));
  const habit = surveyHabit(fleet, stats.channels.length, policy);
  const base = { agents, levels: stats.levels, habit, policy };
  if (agents.length < policy.minimumAgents) return { ...base, model: null };

  const outcomeDesign = queueDesign(fleet, stats.categories, stats.channels, false);
  const outcomeSums = fleetSums(outcomeDesign, fleet, () => outcomeReading);
  const outcomeEffects = outcomeSums.effects;
  const outcome = fitOutcome(
    outcomeEffects,
    outcomeSums.sums.map((sums) => rawDeviation(outcomeEffects, sums)),
  );

  const satisfactionDesign = queueDesign(fleet, stats.categories, stats.channels, true);
  const rated = fleetSums(satisfactionDesign, fleet, (cells) =>
    satisfactionReading(stats.levels, ratingWeights(cells, stats.levels.length, habit, policy)),
  );
  const residualVariance = rated.effects.residualVariance;
  const satisfaction =
    rated.sums.length < policy.minimumAgents || residualVariance === null
      ? null
      : fitSatisfaction(
          rated.effects,
          residualVariance,
          rated.sums.map((sums) => rawDeviation(rated.effects, sums)),
        );

  const components = fleet.map((cells) => agentComponents(cells, { ...base, outcome, satisfaction }));
  const composite = fitComposite(outcome, satisfaction, components, policy.satisfactionWeight);
  return { ...base, model: { outcome, satisfaction, composite } };
}

/** Where an agent with these cells stands in a fitted fleet; `null` without a single unit or without a fit. */
export function agentPosition(cells: AppraisalCells, { model, ...fleet }: FleetFit): AgentPosition | null {
  if (!model || cells.length === 0) return null;
  const components = agentComponents(cells, { ...fleet, ...model });
  return { ...components, posterior: posterior(model.composite, components) };
}

function agentComponents(
  cells: AppraisalCells,
  fit: Pick<FleetFit, "levels" | "habit" | "policy"> & Pick<FleetModel, "outcome" | "satisfaction">,
): Components & { weights: RatingWeights } {
  const weights = ratingWeights(cells, fit.levels.length, fit.habit, fit.policy);
  const component = (of: ComponentFit, reading: Reading) => {
    const sums = agentSums(cells, of.effects.design, reading);
    return sums.n > 0 ? agentComponent(of, rawDeviation(of.effects, sums)) : null;
  };
  const outcome = component(fit.outcome, outcomeReading);
  if (!outcome) throw new RangeError("agentComponents: expected an agent with at least one unit, got none");
  return {
    weights,
    outcome,
    satisfaction: fit.satisfaction && component(fit.satisfaction, satisfactionReading(fit.levels, weights)),
  };
}

function fleetSums(
  design: Design,
  fleet: readonly AppraisalCells[],
  readingFor: (cells: AppraisalCells) => Reading,
): { sums: AgentSums[]; effects: QueueEffects } {
  const size = design.columns.length;
  const products = { crossProducts: new Float64Array(size * size), valueProducts: new Float64Array(size) };
  const sums = fleet
    .map((cells) => agentSums(cells, design, readingFor(cells), products))
    .filter((agent) => agent.n > 0);
  return { sums, effects: queueEffects(design, sums, products.crossProducts, products.valueProducts) };
}
