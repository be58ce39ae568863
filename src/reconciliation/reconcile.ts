import type { Facts } from "../facts/facts.ts";
import type { Estimate } from "../schemas/estimate.ts";
import { type AnswersByTicket, answersByTicket, changedTickets, type TicketChange } from "./changed-tickets.ts";
import { evaluate, type ReconcileOptions } from "./evaluate.ts";
import { type DefinitionName, figureOf, requireClock, requireLinked, requirePreset } from "./preset-figures.ts";
import { type PresetFigure, presets, rulesInTime } from "./presets.ts";
import { type ReconciledMetric, type RulesOf, reconciledMetrics, ruleChoices } from "./rules.ts";
import { ticketIndex } from "./ticket-index.ts";

/** A figure between two definitions. */
export type StepFigure = Pick<Estimate, "value" | "unit" | "n">;

/** One rule switched from one definition's choice to the other's, all those before it switched already. */
export interface ReconciliationStep {
  rule: string;
  from: string;
  to: string;
  /** The figure with all rules before this one switched, and with this one as well. */
  before: StepFigure;
  after: StepFigure;
  /** Its value after − before; `null` where one is missing or they are of different units. */
  change: number | null;
  /** Every ticket that the step counts otherwise. */
  tickets: TicketChange[];
}

/** Why two definitions give different figures of the same events. */
export interface Reconciliation {
  metric: ReconciledMetric;
  a: { definition: DefinitionName; estimate: Estimate };
  b: { definition: DefinitionName; estimate: Estimate };
  /** b − a; `null` where one is missing or they are of different units. */
  difference: number | null;
  /** One for every rule on which the two differ, in the order of the rules; those that change nothing are there too. */
  steps: ReconciliationStep[];
  /** The rules on which they agree, with what they agree on. */
  agreed: Record<string, string>;
  /** Every ticket that the two count differently in the end. Those that only some steps count otherwise stand there alone. */
  tickets: TicketChange[];
  notes: string[];
}

/**
 * Goes from one definition of a figure to another, one rule at a time in a fixed order, and says of every step what it does to the
 * figure and which tickets it counts otherwise. The steps add up to the difference; a ticket that a later step brings back to
 * where it was says so.
 *
 * @throws {RangeError} for a name that is no preset's, a figure that one of the two does not have, or business hours without a
 * calendar in the policy
 * @throws {TypeError} for facts that are not linked
 * @see DEFINITIONS.md#what-other-tools-would-show
 */
export function reconcile<M extends ReconciledMetric>(
  facts: Facts,
  a: DefinitionName,
  b: DefinitionName,
  metric: M,
  options: ReconcileOptions = {},
): Reconciliation {
  if (!reconciledMetrics.includes(metric)) {
    throw new RangeError(`reconcile: expected one of ${reconciledMetrics.join(", ")}, got ${metric}`);
  }
  requireLinked("reconcile", facts);
  requireClock("reconcile", facts, options);
  const from = rulesOf(a, metric, options);
  const to = rulesOf(b, metric, options);
  const index = ticketIndex(facts);
  const names = facts.dictionaries.tickets;
  const nameOf = (ticket: number) => names.decode(facts.tickets.ticket[ticket]!)!;
  const start = evaluate(index, metric, from, options);
  const end = evaluate(index, metric, to, options);
  const inTheEnd = { from: answersByTicket(start.answers), to: answersByTicket(end.answers) };
  const steps: ReconciliationStep[] = [];
  const agreed: Record<string, string> = {};
  let rules: RulesOf<M> = from;
  let { estimate } = start;
  let answers: AnswersByTicket = inTheEnd.from;
  for (const rule of Object.keys(ruleChoices[metric]) as (keyof RulesOf<M> & string)[]) {
    const [before, after] = [from[rule] as string, to[rule] as string];
    if (before === after) {
      agreed[rule] = before;
      continue;
    }
    rules = { ...rules, [rule]: to[rule] };
    const next = evaluate(index, metric, rules, options);
    const nextAnswers = answersByTicket(next.answers);
    steps.push({
      rule,
      from: before,
      to: after,
      before: stepFigure(estimate),
      after: stepFigure(next.estimate),
      change: changeOf(estimate, next.estimate),
      tickets: changedTickets(metric, answers, nextAnswers, nameOf, inTheEnd),
    });
    estimate = next.estimate;
    answers = nextAnswers;
  }
  const [ofA, ofB] = [a, b].map((definition) => ({
    definition,
    estimate: figureOf(index, definition, metric, options).estimate,
  })) as [Reconciliation["a"], Reconciliation["b"]];
  return {
    metric,
    a: ofA,
    b: ofB,
    difference: changeOf(start.estimate, end.estimate),
    steps,
    agreed,
    tickets: changedTickets(metric, inTheEnd.from, inTheEnd.to, nameOf),
    notes: start.estimate.unit === end.estimate.unit ? [] : ["differentUnits"],
  };
}

function rulesOf<M extends ReconciledMetric>(name: string, metric: M, { clock }: ReconcileOptions): RulesOf<M> {
  requirePreset("reconcile", name);
  const figure = presets[name][metric] as PresetFigure<M> | undefined;
  if (figure === undefined) throw new RangeError(`reconcile: expected a figure that ${name} has, got ${metric}`);
  return rulesInTime(figure, clock);
}

const stepFigure = ({ value, unit, n }: Estimate): StepFigure => ({ value, unit, n });

function changeOf(before: Estimate, after: Estimate): number | null {
  if (before.value === null || after.value === null || before.unit !== after.unit) return null;
  return after.value - before.value;
}
