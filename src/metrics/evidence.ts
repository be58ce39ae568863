import type { Facts } from "../facts/facts.ts";
import type { Group } from "../schemas/estimate.ts";
import { type By, groupingOf } from "./kernel/by.ts";
import { resolveOptions } from "./kernel/estimate.ts";
import { instantsOf, ticketOf } from "./kernel/instants.ts";
import { type Metric, type MetricOptions, notAsked, specOf } from "./kernel/metric.ts";
import { classify } from "./kernel/sample.ts";

/** One row that a figure counted: the ticket, when, what it answered, and how much. */
export interface CountedRow {
  ticket: string;
  /** The instant by which it belongs to a period, epoch ms; `null` where the log does not show it. */
  at: number | null;
  outcome: string;
  /** Its time in ms, score or amount, where the figure has one. */
  value: number | null;
  /** Why, as codes, where the figure tells more than the outcome: what made a closure premature, what refuted it. */
  because?: readonly string[];
  /** Whom it is credited to. */
  agent: string | null;
}

/** One row that a figure left out, and why. */
export interface ExcludedRow {
  ticket: string;
  at: number | null;
  reason: string;
  agent: string | null;
}

export interface Evidence {
  metric: string;
  group?: Group;
  counted: CountedRow[];
  excluded: ExcludedRow[];
}

/**
 * The rows behind a figure: those it counted, with their outcomes, and those it left out, with the reasons. As many as
 * the estimate's `n` and `excluded` say.
 *
 * @param group only the rows of one group; its `value` is `null` for rows without one
 * @throws {TypeError} where the metric is none or the facts are not linked; {RangeError} where the group's `by` is no dimension
 */
export function evidence(
  facts: Facts,
  metric: Metric,
  group?: Group | undefined,
  options: MetricOptions = {},
): Evidence {
  const spec = specOf("evidence", metric);
  const { codes, measurement, reasons } = classify(spec, facts, resolveOptions(options));
  const words = Object.keys(spec.outcomes);
  const ticket = ticketOf(facts, spec.table);
  const instants = instantsOf(facts, spec.table);
  const credited = spec.credit === "holder" ? facts.tickets.holder : facts[spec.table].agent;
  const grouping = group === undefined ? null : groupingOf(spec, facts, group.by as By);
  const wanted = group === undefined ? 0 : grouping!.labels.indexOf(group.value);
  const counted: CountedRow[] = [];
  const excluded: ExcludedRow[] = [];
  for (let row = 0; row < facts[spec.table].length; row++) {
    if (grouping !== null && grouping.of(row) !== wanted) continue;
    const outcome = codes[row]!;
    if (outcome === notAsked) continue;
    const at = instants[row]!;
    const where = {
      ticket: facts.dictionaries.tickets.decode(facts.tickets.ticket[ticket(row)]!)!,
      at: Number.isNaN(at) ? null : at,
      agent: facts.dictionaries.agents.decode(credited[row]!),
    };
    if (outcome < 0) excluded.push({ ...where, reason: reasons[-2 - outcome]! });
    else {
      const value = measurement.values === undefined ? null : measurement.values[row]!;
      const because = measurement.because?.(row) ?? [];
      const counts = { ...where, outcome: words[outcome]!, value };
      counted.push(because.length === 0 ? counts : { ...counts, because });
    }
  }
  return { metric: spec.name, ...(group === undefined ? {} : { group }), counted, excluded };
}
