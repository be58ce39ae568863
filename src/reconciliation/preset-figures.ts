import type { Facts } from "../facts/facts.ts";
import { csat } from "../metrics/csat.ts";
import { firstResponseTime } from "../metrics/first-response-time.ts";
import type { Metric } from "../metrics/kernel/metric.ts";
import { reopenRate } from "../metrics/reopen-rate.ts";
import { reportedResolutionRate } from "../metrics/reported-resolution-rate.ts";
import { resolutionTime } from "../metrics/resolution-time.ts";
import type { Estimate } from "../schemas/estimate.ts";
import type { PresetName } from "../schemas/policy.ts";
import { type Evaluation, evaluate, type ReconcileOptions } from "./evaluate.ts";
import { presetDetails } from "./preset-details.ts";
import { type PresetFigure, presets, rulesInTime } from "./presets.ts";
import { type ReconciledMetric, reconciledMetrics } from "./rules.ts";
import { type TicketIndex, ticketIndex } from "./ticket-index.ts";

/** Whose definition: a product's, or ours. */
export type DefinitionName = PresetName | "trueresolve";

/** A product's own figures of a desk. */
export interface PresetFigures {
  preset: DefinitionName;
  estimates: Estimate[];
  /** What the product has no figure for, as far as is known. */
  missing: ReconciledMetric[];
}

export interface PresetOptions extends ReconcileOptions {
  /** Whose figures; default that of the policy. */
  preset?: DefinitionName | undefined;
}

/**
 * The figures that a product would show of the same events, by its own definitions as far as the log shows what they ask for.
 * What it has no figure for stands in `missing`. Notes say how sure the definition is (`basis:…`), what of it no log shows
 * (`notInLog:…`), and which of its faults are in the figure (`fault:…`). Where the policy has calendars, `details.business` is the
 * same in business hours, of products that show both.
 *
 * @throws {RangeError} where neither the options nor the policy name a product, or the name is none, or business hours are asked
 * for and the policy has no calendar
 * @throws {TypeError} for facts that are not linked, or a name in place of the options
 * @see DEFINITIONS.md#what-other-tools-would-show
 */
export function presetFigures(facts: Facts, options: PresetOptions = {}): PresetFigures {
  requireOptions(options);
  requireLinked("presetFigures", facts);
  const preset = options.preset ?? facts.policy.preset;
  if (preset === null) throw new RangeError("presetFigures: expected a preset in the options or the policy, got none");
  requirePreset("presetFigures", preset);
  requireClock("presetFigures", facts, options);
  const index = ticketIndex(facts);
  const metrics = reconciledMetrics.filter((metric) => presets[preset][metric] !== undefined);
  return {
    preset,
    estimates: metrics.map((metric) => figureOf(index, preset, metric, options).estimate),
    missing: reconciledMetrics.filter((metric) => !metrics.includes(metric)),
  };
}

function requireOptions(options: unknown): void {
  if (typeof options !== "string") return;
  throw new TypeError(`presetFigures: expected options, got a string: { preset: ${JSON.stringify(options)} }`);
}

/** @throws {TypeError} where what links tickets to each other, and what becomes of them after it, is not known yet */
export function requireLinked(caller: string, { stage }: { readonly stage: string }): void {
  if (stage === "linked") return;
  throw new TypeError(`${caller}: expected linked facts, got ${stage} ones: linkFacts makes them`);
}

/** @throws {RangeError} where a name is no preset's */
export function requirePreset(caller: string, name: string): asserts name is DefinitionName {
  if (Object.hasOwn(presets, name)) return;
  throw new RangeError(`${caller}: expected one of ${Object.keys(presets).join(", ")}, got ${name}`);
}

/** @throws {RangeError} where business hours are asked for, and there are none */
export function requireClock(caller: string, { policy }: Facts, { clock }: ReconcileOptions): void {
  if (clock !== "business" || policy.calendars.length > 0) return;
  throw new RangeError(`${caller}: expected a policy with a calendar for business hours, got one without`);
}

const ours: Readonly<Record<ReconciledMetric, Metric>> = {
  firstResponseTime,
  resolutionTime,
  reportedResolutionRate,
  reopenRate,
  csat,
};

/** One figure of one product, with all that must be said of it, and the answers that it is made of. */
export function figureOf<M extends ReconciledMetric>(
  index: TicketIndex,
  preset: DefinitionName,
  metric: M,
  options: ReconcileOptions,
): Evaluation {
  const figure = presets[preset][metric] as PresetFigure<M> | undefined;
  if (figure === undefined) throw new RangeError(`figureOf: expected a figure that ${preset} has, got ${metric}`);
  const { period, level, clock } = options;
  const rules = rulesInTime(figure, clock);
  const { estimate, answers } = evaluate(index, metric, rules, options);
  // In these terms ours has the same value and n; as a metric it has its details as well.
  if (preset === "trueresolve") return { estimate: ours[metric](index.facts, { period, level, clock }), answers };
  const { isSummaryChosen, blindSpots = [], faults = [] } = figure;
  const details = {
    ...presetDetails(index, preset, metric, answers),
    ...(rules === figure.rules ? besideInBusinessHours(index, metric, figure, options) : null),
  };
  return {
    answers,
    estimate: {
      ...estimate,
      notes: [
        ...estimate.notes,
        `basis:${figure.basis}`,
        ...(isSummaryChosen === true ? ["summaryChosen"] : []),
        ...blindSpots.map((what) => `notInLog:${what}`),
        ...faults.map((what) => `fault:${what}`),
        ...hoursNotes(index, rules, clock),
      ],
      ...(Object.keys(details).length === 0 ? {} : { details }),
    },
  };
}

/** The figure in business hours, under the name that ours has there, where the product and the policy have them. */
function besideInBusinessHours<M extends ReconciledMetric>(
  index: TicketIndex,
  metric: M,
  figure: PresetFigure<M>,
  options: ReconcileOptions,
): Record<string, unknown> | null {
  if (figure.alsoBusiness !== true || index.facts.policy.calendars.length === 0) return null;
  const { value, low, high, n, excluded, notes } = evaluate(
    index,
    metric,
    rulesInTime(figure, "business"),
    options,
  ).estimate;
  return { business: { value, low, high, n, excluded, notes } };
}

/**
 * The product counts business hours, and the policy has none: calendar time stands in. They are asked for, and the product has no
 * such figure: its own stands. Hours of the day are those of some zone.
 */
function hoursNotes(
  { facts }: TicketIndex,
  { hours }: { readonly hours?: string },
  clock: ReconcileOptions["clock"],
): string[] {
  const { calendars, timeZone } = facts.policy;
  return [
    ...(hours === "from8To23" ? [`hoursInZone:${timeZone}`] : []),
    ...(hours === "business" && calendars.length === 0 ? ["noBusinessHours"] : []),
    ...(clock === "business" && hours !== undefined && hours !== "business" ? ["noBusinessFigure"] : []),
  ];
}
