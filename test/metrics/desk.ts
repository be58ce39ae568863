import { expect } from "vitest";
import type { Facts } from "../../src/facts/facts.ts";
import { grouped } from "../../src/metrics/grouped.ts";
import type { By } from "../../src/metrics/kernel/by.ts";
import type { Metric, MetricOptions } from "../../src/metrics/kernel/metric.ts";
import type { Estimate } from "../../src/schemas/estimate.ts";
import { type Step, ticket } from "../facts/stories.ts";

/** A ticket of a customer of its own, so that no ticket of these stories is another's repeat. */
export const one = (name: string, ...steps: Step[]) =>
  ticket(
    name,
    ...steps.map((step) => (step["type"] === "created" ? { ...step, requester: `customer of ${name}` } : step)),
  );

/** Groups of a metric by name: `[n, value]`. */
export const byGroup = (metric: Metric, facts: Facts, by: By, options: MetricOptions = {}) =>
  Object.fromEntries(
    grouped(metric, facts, by, options).map((each) => [String(each.group!.value), [each.n, each.value]]),
  );

/** Details of an estimate, as far as they are an object of that name. */
export const beside = (estimate: Estimate, name: string) => estimate.details?.[name] as Record<string, unknown>;

/** The interval belongs to the value, and to a share of `k` in `n` where that is what it is. */
export function expectInterval({ low, value, high }: Estimate, expected: readonly [number, number]): void {
  expect(low).toBeCloseTo(expected[0], 6);
  expect(high).toBeCloseTo(expected[1], 6);
  expect(low! <= value! && value! <= high!).toBe(true);
}
