import type { Facts } from "../facts/facts.ts";
import { benjaminiHochberg } from "../stats/benjamini-hochberg.ts";
import { normalCdf } from "../stats/normal.ts";
import { agentCells, answerCount } from "./agent-cells.ts";
import { type AgentSums, agentSums, outcomeReading, satisfactionReading } from "./agent-sums.ts";
import { type AppraisalNote, noteFewAnswers, noteFewTickets, noteGroupTooSmall } from "./appraisal-notes.ts";
import type { AppraisalOptions } from "./appraisal-options.ts";
import { type AppraisalPolicy, resolveAppraisalPolicy } from "./appraisal-policy.ts";
import { type AppraisalSource, statsOf } from "./appraisal-source.ts";
import { comparisonGroups } from "./comparison-groups.ts";
import { agentComponent, type ComponentFit } from "./component-fit.ts";
import { hasEnoughData, scoreLabel } from "./decision-gates.ts";
import { type FleetFit, fitFleet } from "./fleet-fit.ts";
import { rawDeviation } from "./queue-effects.ts";
import { ratingWeights } from "./rating-weights.ts";
import type { ComponentScore, ScoreLabel } from "./scorecard.ts";
import { settleSurveys } from "./settle-surveys.ts";
import { type AppraisalStats, tally } from "./stats-table.ts";
import { type TeamDimension, teamsOfAgents } from "./teams-of-agents.ts";

/**
 * How the agents of one team, within one comparison group, served their customers in the period, after the queues that
 * each of them serves. In points; nothing is shrunk towards a team, and the team is no case-mix factor: what is left is the gap.
 */
export interface TeamScore {
  /** `null` = agents whom the log puts in no team. */
  readonly team: string | null;
  readonly group: number;
  /** Agents with counted units. */
  readonly agents: number;
  readonly n: number;
  readonly answers: number;
  readonly ratedWeight: number;
  /** What the group reaches on its tickets plus the deviation, with its 95 % interval; may leave 0-100 by construction. */
  readonly score: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Deviation from all tickets of the group together. */
  readonly direct: number | null;
  readonly directSd: number | null;
  readonly outcome: ComponentScore | null;
  readonly satisfaction: ComponentScore | null;
  readonly label: ScoreLabel;
  /** Two-sided, adjusted by Benjamini-Hochberg over the group's teams; `null` without enough data. */
  readonly labelPValue: number | null;
  /** Tickets whose first closing in the period is credited to these agents; beside the score, never in it. */
  readonly throughput: number;
  readonly notes: readonly AppraisalNote[];
}

export interface TeamOptions extends AppraisalOptions {
  /** What a team is. @defaultValue "team" */
  readonly by?: TeamDimension;
  /** Team of each agent, where the source is not the facts or knows it less well. */
  readonly members?: ReadonlyMap<string, string>;
}

const CRITICAL = 1.96;

/**
 * Scores teams (or employers): the agents' unshrunk results together, each held against what the whole comparison group
 * reaches on the same queues. In the order of the teams' names, never of their scores.
 *
 * @param source facts of a log; or units or counts, with `options.members`.
 * @throws RangeError if an option lies outside its range, or where units come without a period.
 * @throws TypeError where neither facts nor members are given.
 */
export function teamScores(source: AppraisalSource, options: TeamOptions = {}): TeamScore[] {
  const rules = resolveAppraisalPolicy(options);
  const { stats } = settleSurveys(statsOf("teamScores", source, options));
  const members = options.members ?? membersOf(source, stats, options.by ?? "team");
  return comparisonGroups(stats).flatMap((agents, group) => {
    const fit = fitFleet(stats, agents, rules);
    const teams = new Map<string | null, number[]>();
    for (const agent of agents) {
      const team = members.get(stats.agents[agent]!) ?? null;
      teams.set(team, [...(teams.get(team) ?? []), agent]);
    }
    const drafts = [...teams]
      .sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1))
      .map(([team, own]) => ({ ...teamScore(stats, fit, own), team, group }));
    return withLabels(drafts, rules);
  });
}

function membersOf(source: AppraisalSource, stats: AppraisalStats, by: TeamDimension): ReadonlyMap<string, string> {
  if (!("stage" in source)) throw new TypeError("teamScores: expected facts, or the members of the teams, got neither");
  return teamsOfAgents(source satisfies Facts, by, stats.period);
}

type Draft = Omit<TeamScore, "label" | "labelPValue">;

function teamScore(stats: AppraisalStats, fit: FleetFit, agents: readonly number[]): Omit<Draft, "team" | "group"> {
  const { policy, model } = fit;
  const parts = agents.map((agent) => {
    const cells = agentCells(stats, agent);
    const weights = ratingWeights(cells, stats.levels.length, fit.habit, policy);
    const rated = satisfactionReading(stats.levels, weights);
    return {
      answers: answerCount(cells),
      outcome: model && agentSums(cells, model.outcome.effects.design, outcomeReading),
      satisfaction: model?.satisfaction ? agentSums(cells, model.satisfaction.effects.design, rated) : null,
      n: cells.count.reduce((sum, count) => sum + count, 0),
    };
  });
  const total = (value: (part: (typeof parts)[number]) => number): number =>
    parts.reduce((sum, part) => sum + value(part), 0);
  const n = total((part) => part.n);
  const answers = total((part) => part.answers);
  const sums = (kind: "outcome" | "satisfaction"): AgentSums[] =>
    parts.flatMap((part) => (part[kind] && part[kind].n > 0 ? [part[kind]] : []));
  const outcome = model && pooled(model.outcome, sums("outcome"));
  const satisfaction = model?.satisfaction ? pooled(model.satisfaction, sums("satisfaction")) : null;
  const base = {
    agents: agents.length,
    n,
    answers,
    ratedWeight: satisfaction?.n ?? 0,
    outcome,
    satisfaction,
    throughput: agents.reduce((sum, agent) => sum + tally(stats, agent, "throughput"), 0),
    notes: [
      ...(model ? [] : [noteGroupTooSmall(fit.agents.length, policy.minimumAgents)]),
      ...(n < policy.minimumTickets ? [noteFewTickets(n, policy.minimumTickets)] : []),
      ...(model?.satisfaction && answers < policy.minimumAnswers
        ? [noteFewAnswers(answers, policy.minimumAnswers)]
        : []),
    ],
  };
  if (!model || !outcome || (model.satisfaction && !satisfaction)) {
    return { ...base, score: null, low: null, high: null, direct: null, directSd: null };
  }
  const { outcomeGain, satisfactionGain, base: level } = model.composite;
  const direct = 100 * (outcomeGain * outcome.deviation + satisfactionGain * (satisfaction?.deviation ?? 0));
  const directSd = 100 * Math.hypot(outcomeGain * outcome.sd, satisfactionGain * (satisfaction?.sd ?? 0));
  const { outcome: outcomeFit, satisfaction: satisfactionFit } = model;
  // Agents are held against the average agent, teams against all tickets of the group: the quick do more of them.
  const toTickets = 100 * (outcomeGain * outcomeFit.centre + satisfactionGain * (satisfactionFit?.centre ?? 0));
  const score = 100 * level - toTickets + direct;
  return { ...base, score, low: score - CRITICAL * directSd, high: score + CRITICAL * directSd, direct, directSd };
}

type PooledScore = { readonly [K in keyof ComponentScore]: number };

/**
 * One component of several agents together: the spread of each, and the error of the queue effects for the mix that they
 * have in common; the latter does not average out over the agents of a team.
 */
function pooled(fit: ComponentFit, agents: readonly AgentSums[]): PooledScore | null {
  if (agents.length === 0) return null;
  const columns = new Float64Array(fit.effects.design.columns.length);
  let n = 0;
  let value = 0;
  let square = 0;
  let spread = 0;
  for (const sums of agents) {
    n += sums.n;
    value += sums.value;
    square += sums.square;
    for (let i = 0; i < columns.length; i++) columns[i]! += sums.columns[i]!;
    const raw = rawDeviation(fit.effects, sums);
    const own = agentComponent(fit, raw).variance - fit.residualVariance * raw.leverage;
    spread += sums.n * sums.n * own;
  }
  const raw = rawDeviation(fit.effects, { n, value, square, columns });
  return {
    n,
    observed: raw.observed,
    expected: raw.expected,
    deviation: raw.deviation,
    sd: Math.sqrt(spread / (n * n) + fit.residualVariance * raw.leverage),
  };
}

function withLabels(drafts: readonly Draft[], rules: AppraisalPolicy): TeamScore[] {
  const tests = drafts.flatMap((draft, i) => {
    const { n, answers, direct, directSd, satisfaction } = draft;
    const enough = hasEnoughData({ n, answers, satisfactionCounts: satisfaction !== null }, rules);
    return enough && direct !== null && directSd ? [{ i, z: direct / directSd }] : [];
  });
  const adjusted = benjaminiHochberg(tests.map(({ z }) => Math.min(1, 2 * normalCdf(-Math.abs(z)))));
  const labels = new Map(tests.map(({ i, z }, test) => [i, { z, p: adjusted[test]! }]));
  return drafts.map((draft, i) => {
    const label = labels.get(i);
    return {
      ...draft,
      label: label ? scoreLabel(label.z, label.p, rules) : "notDistinguishable",
      labelPValue: label?.p ?? null,
    };
  });
}
