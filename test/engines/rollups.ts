import { readdirSync, readFileSync } from "node:fs";
import { expect } from "vitest";
import { parsePeriod } from "../../src/cli/period.ts";
import type { Facts } from "../../src/facts/facts.ts";
import { csat } from "../../src/metrics/csat.ts";
import { firstResponseTime } from "../../src/metrics/first-response-time.ts";
import { grouped } from "../../src/metrics/grouped.ts";
import { groupingOf } from "../../src/metrics/kernel/by.ts";
import type { Metric } from "../../src/metrics/kernel/metric.ts";
import { prematureClosureRate } from "../../src/metrics/premature-closure-rate.ts";
import { reopenRate } from "../../src/metrics/reopen-rate.ts";
import { reportedResolutionRate } from "../../src/metrics/reported-resolution-rate.ts";
import { throughput } from "../../src/metrics/throughput.ts";
import { trueResolutionRate } from "../../src/metrics/true-resolution-rate.ts";
import type { Estimate } from "../../src/schemas/estimate.ts";

const folder = "examples/engines";

/** The queries that any engine can run, by the names of their files. */
export const rollups = readdirSync(`${folder}/rollups`).map((file) => file.replace(/\.sql$/, ""));
export const rollup = (name: string) => readFileSync(`${folder}/rollups/${name}.sql`, "utf8");

/** The statements that let an engine run them, with the fact tables where they were written. */
export function setup(engine: "duckdb" | "clickhouse", facts: string): string[] {
  const text = readFileSync(`${folder}/${engine}/setup.sql`, "utf8").replaceAll("'facts/", `'${facts}/`);
  return text.split(/;\s*$/m).filter((statement) => statement.trim() !== "");
}

type Row = Record<string, unknown>;
type Figures = Record<string, number | null>;

/** What our own metrics say, by the name of the query, and by team and month (and reason, where there are some). */
export function expectedRollups(facts: Facts): Record<string, Map<string, Figures>> {
  const { asOf, policy } = facts;
  const settledTo = asOf - policy.reopenWindow;
  const of = (metric: Metric, read: (estimate: Estimate) => Figures, until = Number.POSITIVE_INFINITY) =>
    byTeamAndMonth(facts, metric, read, until);
  const outcomes = ({ details }: Estimate) => details?.["outcomes"] as Record<string, number>;
  const reasons = of(prematureClosureRate, ({ details }) => details?.["reasons"] as Figures);
  const flat = [...reasons].flatMap(([key, each]) =>
    Object.entries(each).flatMap(([reason, closings]): [string, Figures][] =>
      closings === 0 ? [] : [[`${key} ${reason}`, { closings }]],
    ),
  );
  return {
    closings: of(throughput, ({ n }) => ({ closings: n })),
    "reported-resolution": of(reportedResolutionRate, (estimate) => ({
      tickets: estimate.n,
      shown_as_resolved: outcomes(estimate)["shownAsResolved"]!,
      reported_resolution_rate: estimate.value,
    })),
    returns: of(
      reopenRate,
      (estimate) => ({
        closings: estimate.n,
        returns: outcomes(estimate)["returned"]!,
        reopen_rate: estimate.value,
      }),
      settledTo + 1,
    ),
    "true-resolution": of(trueResolutionRate, (estimate) => ({
      undecided: outcomes(estimate)["undecided"]!,
      held: outcomes(estimate)["resolved"]!,
      failed: outcomes(estimate)["failed"]!,
      // With some undecided the two differ, and are said to.
      ...(outcomes(estimate)["undecided"] === 0 ? { true_resolution_rate: estimate.value } : {}),
    })),
    "first-response": of(firstResponseTime, (estimate) => {
      const answered = estimate.details?.["answered"] as { n: number; median: number | null; mean: number | null };
      return {
        waits: estimate.n,
        answered: answered.n,
        median_ms: answered.median,
        mean_ms: answered.mean,
        closed_unanswered: outcomes(estimate)["closedUnanswered"]!,
        abandoned: outcomes(estimate)["abandoned"]!,
        still_waiting: outcomes(estimate)["open"]!,
      };
    }),
    "premature-reasons": new Map(flat),
    satisfaction: of(csat, ({ n, value, details }) => ({
      answers: n,
      mean_score: value,
      top_box: (details!["topBox"] as { value: number | null }).value,
    })),
  };
}

function byTeamAndMonth(
  facts: Facts,
  metric: Metric,
  read: (estimate: Estimate) => Figures,
  until: number,
): Map<string, Figures> {
  const found = new Map<string, Figures>();
  for (const month of groupingOf(metric.spec, facts, "month").labels) {
    if (month === null) continue;
    const { start, end } = parsePeriod(month, facts.policy.timeZone);
    if (start >= until) continue;
    for (const estimate of grouped(metric, facts, "team", { period: { start, end: Math.min(end, until) } })) {
      if (estimate.n > 0) found.set(`${estimate.group!.value} ${month}`, read(estimate));
    }
  }
  return found;
}

/** Holds what an engine gave for a query against our own figures: the same groups, and the same numbers in each. */
export function expectSame(name: string, rows: readonly Row[], expected: Map<string, Figures>): void {
  const keyOf = ({ team, month, reason }: Row) => [team, month, reason].filter((part) => part !== undefined).join(" ");
  // A team may be null, which reads as no text at all when joined.
  const keys = rows.map((row) => keyOf({ ...row, team: String(row["team"]) }));
  expect([name, [...keys].sort()]).toEqual([name, [...expected.keys()].sort()]);
  rows.forEach((row, index) => {
    for (const [figure, value] of Object.entries(expected.get(keys[index]!)!)) {
      const given = row[figure] === null ? null : Number(row[figure]);
      const what = `${name}, ${keys[index]}: ${figure} is ${given}, expected ${value}`;
      if (value === null || given === null) expect(given, what).toBe(value);
      else expect(Math.abs(given - value), what).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
    }
  });
}
