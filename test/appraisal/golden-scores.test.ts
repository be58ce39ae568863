import { beforeAll, describe, expect, it } from "vitest";
import { agentScores } from "../../src/appraisal/agent-scores.ts";
import { appraisalStats } from "../../src/appraisal/appraisal-stats.ts";
import type { Scorecard } from "../../src/appraisal/scorecard.ts";
import { type Golden, hasScoreFixture, readScoreFixture, withoutFixture } from "./score-fixture.ts";

describe.skipIf(!hasScoreFixture)(`agentScores on the golden desk (${withoutFixture})`, () => {
  let golden: Golden;
  let scorecard: Scorecard;
  beforeAll(() => {
    const fixture = readScoreFixture();
    golden = fixture.golden;
    scorecard = agentScores(appraisalStats(fixture.units, { period: fixture.period }));
  });
  const fields = [
    "n",
    "ratedWeight",
    "score",
    "low",
    "high",
    "reliability",
    "probBottom10",
    "probTop10",
    "direct",
    "directSd",
  ] as const;

  it("names exactly the golden agents", () => {
    expect(scorecard.agents.map(({ agent }) => agent)).toEqual(Object.keys(golden.agents).sort());
  });

  it.each(fields)("gives the golden %s of every agent to 1e-6", (field) => {
    for (const agent of scorecard.agents) {
      const expected = golden.agents[agent.agent]![field];
      expect(Math.abs((agent[field] ?? Number.NaN) - expected), `${agent.agent} ${field}`).toBeLessThan(1e-6);
    }
  });

  it("gives the golden base, variances and covariance of the fleet", () => {
    const group = scorecard.fleet.groups[0]!;
    expect(group.base).toBeCloseTo(golden.fleet.base, 6);
    expect(group.outcomeVariance).toBeCloseTo(golden.fleet.tau2_P, 8);
    expect(group.satisfactionVariance).toBeCloseTo(golden.fleet.tau2_S, 8);
    expect(group.covariance).toBeCloseTo(golden.fleet.tau12, 8);
  });

  it("gives the golden effects of queues, whichever queue they are held against", () => {
    const effects = scorecard.fleet.groups[0]!.queueEffects;
    const of = (column: string, component: "outcome" | "satisfaction"): number =>
      effects.find((effect) => effect.column === column)![component]!;
    expect(of("received", "outcome")).toBeCloseTo(golden.fleet.beta_P.at(-1)!, 9);
    expect(of("received", "satisfaction")).toBeCloseTo(golden.fleet.beta_S.at(-2)!, 9);
    expect(of("failed", "satisfaction")).toBeCloseTo(golden.fleet.beta_S.at(-1)!, 9);
    for (const [component, beta] of [
      ["outcome", golden.fleet.beta_P],
      ["satisfaction", golden.fleet.beta_S],
    ] as const) {
      // Seven categories and then two channels are held against the ones left out.
      const spread = (kind: string): number[] => {
        const own = effects.filter(({ column }) => column.startsWith(kind)).map((effect) => effect[component]!);
        return differences([0, ...own]);
      };
      closeLists(spread("category="), differences([0, ...beta.slice(0, 7)]));
      closeLists(spread("channel="), differences([0, ...beta.slice(7, 9)]));
    }
  });
});

function differences(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.slice(1).map((value, i) => value - sorted[i]!);
}

function closeLists(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, 9);
  });
}
