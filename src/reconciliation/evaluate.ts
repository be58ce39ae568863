import type { MetricOptions } from "../metrics/kernel/metric.ts";
import type { Estimate } from "../schemas/estimate.ts";
import type { Observable } from "../schemas/policy.ts";
import { type Answer, leftOut } from "./answer.ts";
import { firstResponseAnswers, longestMs } from "./first-response.ts";
import { reopenAnswers } from "./reopening.ts";
import { reportedResolutionAnswers, resolutionTimeAnswers } from "./resolution.ts";
import type { ReconciledMetric, RulesOf } from "./rules.ts";
import { hasMixedScales, satisfactionAnswers } from "./satisfaction.ts";
import {
  type PresetSummary,
  summariseResolutions,
  summariseReturns,
  summariseScores,
  summariseTimes,
} from "./summarise.ts";
import type { TicketIndex } from "./ticket-index.ts";

/** A figure by one definition, with the answers that it is made of. */
export interface Evaluation {
  readonly estimate: Estimate;
  readonly answers: readonly Answer[];
}

/**
 * What the period and level of a question are, in whatever definition; and the time that is asked for: `business` for the figure
 * in business hours, of products that show both.
 */
export type ReconcileOptions = Pick<MetricOptions, "period" | "level" | "clock">;

interface Definition<M extends ReconciledMetric> {
  readonly needs: Observable;
  answers(index: TicketIndex, rules: RulesOf<M>): Answer[];
  summarise(answers: readonly Answer[], rules: RulesOf<M>, index: TicketIndex, level: number): PresetSummary;
}

const definitions: { readonly [M in ReconciledMetric]: Definition<M> } = {
  firstResponseTime: {
    needs: "staffReplies",
    answers: firstResponseAnswers,
    summarise: (answers, { summary, longest }, _, level) =>
      summariseTimes(answers, summary, level, longest === "tenMinutes" ? longestMs : Number.POSITIVE_INFINITY),
  },
  resolutionTime: {
    needs: "closures",
    answers: resolutionTimeAnswers,
    summarise: (answers, { summary }, _, level) => summariseTimes(answers, summary, level),
  },
  reportedResolutionRate: {
    needs: "closures",
    answers: reportedResolutionAnswers,
    summarise: (answers, { counts }, _index, level) => summariseResolutions(answers, counts, level),
  },
  reopenRate: {
    needs: "closures",
    answers: reopenAnswers,
    summarise: (answers, { window }, { facts }, level) =>
      summariseReturns(answers, window, facts.policy.reopenWindow, level),
  },
  csat: {
    needs: "surveys",
    answers: satisfactionAnswers,
    summarise: (answers, { summary }, { facts }, level) =>
      summariseScores(answers, summary, hasMixedScales(facts), level),
  },
};

/** One figure by one definition. */
export function evaluate<M extends ReconciledMetric>(
  index: TicketIndex,
  metric: M,
  rules: RulesOf<M>,
  options: ReconcileOptions,
): Evaluation {
  const definition: Definition<M> = definitions[metric];
  const level = options.level ?? 0.95;
  const answers = withinPeriod(definition.answers(index, rules), options.period);
  const asked = answers.filter(({ reason }) => reason === null);
  const { value, low, high, n, method, unit, notes } = definition.summarise(asked, rules, index, level);
  const excluded: Record<string, number> = {};
  for (const { reason } of answers) if (reason !== null) excluded[reason] = (excluded[reason] ?? 0) + 1;
  // A mean of times has no place for what has not ended.
  if (asked.length > n) excluded["notEnded"] = asked.length - n;
  const unseen = !index.facts.observed[definition.needs];
  const estimate: Estimate = {
    metric,
    value: unseen ? null : value,
    low: unseen ? null : low,
    high: unseen ? null : high,
    n,
    excluded,
    unit,
    level,
    method,
    notes: [
      ...(unseen ? [`notObserved:${definition.needs}`] : []),
      ...notes,
      ...(n === 0 && !unseen ? ["nothingToCount"] : []),
    ],
  };
  return { estimate, answers };
}

function withinPeriod(answers: readonly Answer[], period: ReconcileOptions["period"]): readonly Answer[] {
  if (period === undefined) return answers;
  return answers.map((answer) => {
    if (Number.isNaN(answer.at)) return leftOut(answer.ticket, "noCreation");
    const inside = answer.at >= period.start && answer.at < period.end;
    return inside ? answer : leftOut(answer.ticket, "outsidePeriod", answer.at);
  });
}
