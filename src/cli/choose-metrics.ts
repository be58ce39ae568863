import { metrics } from "../metrics/catalogue.ts";
import type { By } from "../metrics/kernel/by.ts";
import { dimensions, parseBy } from "../metrics/kernel/by.ts";
import type { Metric } from "../metrics/kernel/metric.ts";
import { type Arguments, oneOf } from "./parse-arguments.ts";
import { UsageError } from "./usage-error.ts";

/**
 * A figure by its name.
 * @throws {UsageError} with the nearest name where there is none
 */
export function metricCalled(name: string): Metric {
  const metric = metrics.find(({ metricName }) => metricName === name);
  if (metric !== undefined) return metric;
  throw new UsageError(
    oneOf(
      "metric",
      name,
      metrics.map(({ metricName }) => metricName),
    ),
  );
}

/**
 * The dimension of `--by`.
 * @throws {UsageError} where it is none, or names single people without `--individuals`
 */
export function chosenBy(text: string, given: Arguments): By {
  const by = parseBy(text);
  if (by === null) throw new UsageError(oneOf("by", text, [...dimensions, "attribute:NAME"]));
  if (by === "agent" && !given.has("individuals"))
    throw new UsageError(
      "--by agent names single people: it needs --individuals; read first what such figures must not be used for: trueresolve help individuals",
    );
  return by;
}

/**
 * Confidence level of `--level`.
 * @throws {UsageError} where it is no share
 */
export function chosenLevel(given: Arguments): number | undefined {
  const text = given.text("level");
  if (text === undefined) return undefined;
  const level = Number(text);
  if (level > 0 && level < 1) return level;
  throw new UsageError(`--level: expected a share between 0 and 1, as 0.95, got ${text}`);
}
