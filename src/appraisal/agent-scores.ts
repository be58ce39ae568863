import { benjaminiHochberg } from "../stats/benjamini-hochberg.ts";
import { normalCdf } from "../stats/normal.ts";
import { agentCells, answerCount, offeredCount, unitCount } from "./agent-cells.ts";
import { outcomeReading, type Reading, satisfactionReading } from "./agent-sums.ts";
import * as notes from "./appraisal-notes.ts";
import type { AppraisalOptions } from "./appraisal-options.ts";
import { resolveAppraisalPolicy } from "./appraisal-policy.ts";
import { type AppraisalSource, statsOf } from "./appraisal-source.ts";
import { comparisonGroups } from "./comparison-groups.ts";
import type { AgentComponent } from "./component-fit.ts";
import { hasEnoughData, mayBeLabelled, scoreLabel, scoreUse } from "./decision-gates.ts";
import { agentPosition, type FleetFit, fitFleet } from "./fleet-fit.ts";
import { groupSummary } from "./group-summary.ts";
import { type AnswerCount, processFlags } from "./process-flags.ts";
import { ratingWeights } from "./rating-weights.ts";
import { intervalOf } from "./score-interval.ts";
import type { AgentScore, ComponentScore, Scorecard } from "./scorecard.ts";
import { settleSurveys } from "./settle-surveys.ts";
import { type AppraisalCells, type AppraisalStats, TALLIES, tally } from "./stats-table.ts";
import { tailProbabilities } from "./tail-probabilities.ts";

/**
 * Scores the agents of a desk: expected satisfied, lasting solutions per 100 average tickets, adjusted for the queues
 * that each agent serves, shrunk towards the agents with whom he can be compared, with an interval.
 *
 * Outcome and satisfaction are each adjusted by a within-agent regression on category, channel, hand-over (and, for
 * satisfaction, failure); the two are combined by an empirical Bayes model whose variances are averaged over their
 * restricted likelihood. Closed form up to one-dimensional searches with fixed steps: the same counts give the same bits.
 *
 * @param source facts of a log, units, or counts (`appraisalStats`) of shards added up.
 * @throws RangeError if an option lies outside its range, or where units come without a period.
 * @example
 * const { agents } = agentScores(facts, { period: { start, end } });
 * agents[0].score; // 100 = every ticket solved for good and every customer fully satisfied
 */
export function agentScores(source: AppraisalSource, options: AppraisalOptions = {}): Scorecard {
  const rules = resolveAppraisalPolicy(options);
  const { stats, unaskedBlocked } = settleSurveys(statsOf("agentScores", source, options));
  const groups = comparisonGroups(stats).map((agents) => fitFleet(stats, agents, rules));
  const scores: AgentScore[] = stats.agents.map((agent, i) => agentWithoutUnits(stats, agent, i));
  const answers = new Map<number, AnswerCount>();
  groups.forEach((fit, group) => {
    groupScores(stats, fit, group, answers).forEach((score, i) => {
      scores[fit.agents[i]!] = score;
    });
  });
  const flags = processFlags(stats, answers, rules.falseDiscoveryRate);
  const agents = scores.map((score, i) => ({ ...score, flags: flags[i]! }));
  const summaries = groups.map((fit, group) =>
    groupSummary(
      fit,
      group,
      agents.filter((agent) => agent.group === group),
    ),
  );
  return {
    period: stats.period,
    asOf: stats.asOf,
    fleet: {
      agents: agents.length,
      n: summaries.reduce((sum, group) => sum + group.n, 0),
      answers: summaries.reduce((sum, group) => sum + group.answers, 0),
      groups: summaries,
    },
    agents,
    notes: [
      ...(groups.length > 1 ? [notes.noteSeparateGroups(groups.length)] : []),
      ...(groups.length === 0 ? [notes.noteNobodyToScore] : []),
      ...(unaskedBlocked > 0 ? [notes.noteUnaskedBlocked(unaskedBlocked)] : []),
      ...notes.STANDING_NOTES,
    ],
  };
}

function groupScores(
  stats: AppraisalStats,
  fit: FleetFit,
  group: number,
  answers: Map<number, AnswerCount>,
): AgentScore[] {
  const rules = fit.policy;
  const drafts = fit.agents.map((agent) => {
    const cells = agentCells(stats, agent);
    const weights = ratingWeights(cells, stats.levels.length, fit.habit, rules);
    answers.set(agent, {
      answers: weights.answers,
      offered: offeredCount(cells),
      expectedAnswers: weights.expectedAnswers,
      standardised: weights.answerExcess === null ? null : weights.answerExcess / Math.sqrt(fit.habit.overDispersion),
    });
    const position = agentPosition(cells, fit);
    const n = unitCount(cells);
    const given = answerCount(cells);
    const satisfactionCounts = !fit.model || fit.model.satisfaction !== null;
    const data = { n, answers: given, satisfactionCounts };
    const rated = satisfactionReading(stats.levels, weights);
    return { agent, cells, weights, position, data, rated };
  });

  const placed = drafts.flatMap(({ position }) => (position && fit.model ? [position] : []));
  const deltas = placed.map(({ posterior }) => posterior.delta);
  const deviations = placed.map(({ posterior }) => Math.sqrt(posterior.variance));
  const bottom = placed.length > 0 ? tailProbabilities(deltas, deviations, "bottom") : [];
  const top = placed.length > 0 ? tailProbabilities(deltas, deviations, "top") : [];
  const intervals = drafts.map(({ position }) => (position && fit.model ? intervalOf(position, fit.model) : null));
  const tests = drafts.flatMap(({ data }, i) => {
    const z = intervals[i]?.directZ ?? null;
    return hasEnoughData(data, rules) && z !== null ? [{ i, z }] : [];
  });
  const adjusted = benjaminiHochberg(tests.map(({ z }) => Math.min(1, 2 * normalCdf(-Math.abs(z)))));
  const labels = new Map(tests.map(({ i, z }, test) => [i, { z, p: adjusted[test]! }]));

  const total = drafts.reduce((sum, { data }) => sum + data.answers, 0);
  let next = 0;
  return drafts.map(({ agent, cells, weights, position, data, rated }, i) => {
    const { n, answers: given, satisfactionCounts } = data;
    const place = position ? next++ : -1;
    const interval = intervals[i] ?? null;
    const label = labels.get(i);
    const remarks = [
      ...(fit.model ? [] : [notes.noteGroupTooSmall(fit.agents.length, rules.minimumAgents)]),
      ...(n < rules.minimumTickets ? [notes.noteFewTickets(n, rules.minimumTickets)] : []),
      ...(satisfactionCounts && given < rules.minimumAnswers
        ? [notes.noteFewAnswers(given, rules.minimumAnswers)]
        : []),
      ...(satisfactionCounts ? [] : [notes.noteNoSatisfaction(total)]),
      ...(satisfactionCounts && weights.answered.some((weight) => weight < 1) ? [notes.noteAnswersTrimmed] : []),
      ...(satisfactionCounts && weights.blocked > 0 ? [notes.noteBlockedCounted] : []),
    ];
    return {
      ...agentWithoutUnits(stats, stats.agents[agent]!, agent),
      group,
      n,
      answers: given,
      ratedWeight: position?.satisfaction?.n ?? observedIn(cells, rated)?.n ?? 0,
      score: interval?.score ?? null,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      direct: interval?.direct ?? null,
      directSd: interval?.directSd ?? null,
      directLow: interval?.directLow ?? null,
      directHigh: interval?.directHigh ?? null,
      reliability: interval?.reliability ?? null,
      probBottom10: bottom[place] ?? null,
      probTop10: top[place] ?? null,
      use: scoreUse(data, interval?.reliability ?? null, rules),
      label:
        label && mayBeLabelled(interval?.reliability ?? null, rules)
          ? scoreLabel(label.z, label.p, rules)
          : "notDistinguishable",
      labelPValue: label?.p ?? null,
      outcome: componentScore(position?.outcome ?? null, cells, outcomeReading),
      satisfaction: componentScore(position?.satisfaction ?? null, cells, rated),
      notes: remarks,
    };
  });
}

function agentWithoutUnits(stats: AppraisalStats, agent: string, index: number): AgentScore {
  const excluded: Record<string, number> = {};
  for (const kind of TALLIES) {
    const count = kind.startsWith("excluded") ? tally(stats, index, kind) : 0;
    if (count > 0) excluded[kind.charAt(8).toLowerCase() + kind.slice(9)] = count;
  }
  return {
    agent,
    group: null,
    n: 0,
    answers: 0,
    ratedWeight: 0,
    score: null,
    low: null,
    high: null,
    direct: null,
    directSd: null,
    directLow: null,
    directHigh: null,
    reliability: null,
    probBottom10: null,
    probTop10: null,
    use: "notEnoughData",
    label: "notDistinguishable",
    labelPValue: null,
    outcome: null,
    satisfaction: null,
    throughput: tally(stats, index, "throughput"),
    excluded,
    flags: [],
    notes: [notes.noteNoUnits],
  };
}

function componentScore(component: AgentComponent | null, cells: AppraisalCells, reading: Reading) {
  if (!component) return observedIn(cells, reading);
  const { n, observed, expected, deviation, variance } = component;
  return { n, observed, expected, deviation, sd: Math.sqrt(variance) };
}

function observedIn(cells: AppraisalCells, reading: Reading): ComponentScore | null {
  const observation = { value: 0, weight: 0 };
  let n = 0;
  let sum = 0;
  for (let i = 0; i < cells.length; i++) {
    if (!reading(cells, i, observation)) continue;
    n += observation.weight;
    sum += observation.weight * observation.value;
  }
  return n > 0 ? { n, observed: sum / n, expected: null, deviation: null, sd: null } : null;
}
