import { poissonInterval } from "../stats/poisson.ts";
import { defineMetric, leftOut, type MetricSpec } from "./kernel/metric.ts";

const spec: MetricSpec = {
  name: "throughput",
  unit: "count",
  table: "closures",
  needs: ["closures"],
  outcomes: { closed: "event" },
  exclusions: ["churn"],
  measure: ({ closures }) => {
    const churn = leftOut(spec, "churn");
    const outcomes = new Int8Array(closures.length);
    for (let row = 0; row < outcomes.length; row++) outcomes[row] = closures.annulled[row] === 1 ? churn : 0;
    return { outcomes };
  },
  summarise: (sample, options) => ({ ...poissonInterval(sample.n, options.level), method: "poissonExact" }),
};

/**
 * How much was closed? The number of closings: what staff are usually paid for, shown beside the rest and never part of a
 * score.
 * @see DEFINITIONS.md#throughput
 */
export const throughput = /* @__PURE__ */ defineMetric(spec);
