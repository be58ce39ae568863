import { describe, expect, it } from "vitest";
import { agentCells } from "../../src/appraisal/agent-cells.ts";
import { type AgentSums, agentSums, outcomeReading } from "../../src/appraisal/agent-sums.ts";
import { defaultAppraisalPolicy, resolveAppraisalPolicy } from "../../src/appraisal/appraisal-policy.ts";
import { appraisalStats } from "../../src/appraisal/appraisal-stats.ts";
import { betweenAgentVariance } from "../../src/appraisal/between-agent-variance.ts";
import { queueDesign } from "../../src/appraisal/design.ts";
import { overDispersion } from "../../src/appraisal/over-dispersion.ts";
import { queueEffects, rawDeviation } from "../../src/appraisal/queue-effects.ts";
import { ratingWeights, surveyHabit } from "../../src/appraisal/rating-weights.ts";
import { tailProbabilities } from "../../src/appraisal/tail-probabilities.ts";
import { type UnitRow, unitsFromRows } from "../../src/appraisal/units-from-rows.ts";
import { DAY, period } from "./synthetic-desk.ts";

/** [agent, category, channel, received, outcome, how many] */
const CELLS = [
  [0, 0, 0, 0, 1, 6],
  [0, 0, 0, 0, 0, 2],
  [0, 1, 0, 0, 1, 3],
  [0, 1, 1, 0, 0, 2],
  [1, 0, 0, 0, 1, 5],
  [1, 0, 1, 0, 0, 1],
  [1, 1, 1, 0, 1, 4],
  [1, 1, 0, 0, 0, 3],
  [1, 1, 0, 1, 1, 1],
  [2, 0, 1, 0, 1, 7],
  [2, 0, 0, 0, 0, 1],
  [2, 1, 0, 0, 1, 2],
  [2, 1, 0, 1, 0, 1],
  [3, 0, 0, 0, 1, 9],
  [3, 1, 1, 0, 0, 4],
  [3, 1, 1, 0, 1, 4],
  [4, 0, 1, 0, 1, 3],
  [4, 0, 0, 0, 0, 3],
  [4, 1, 0, 0, 1, 2],
  [4, 1, 1, 0, 0, 5],
] as const;

function statsOf(rows: readonly UnitRow[]) {
  const stats = appraisalStats(unitsFromRows(rows), { period });
  return { stats, fleet: stats.agents.map((_, agent) => agentCells(stats, agent)) };
}

describe("queueEffects", () => {
  const rows = CELLS.flatMap(([agent, category, channel, received, outcome, count]) =>
    Array.from(
      { length: count },
      (): UnitRow => ({
        ticket: "t",
        agent: `a${agent}`,
        category: `k${category}`,
        channel: `h${channel}`,
        received: received === 1,
        outcome: outcome === 1,
        maturesAt: DAY,
      }),
    ),
  );
  const { stats, fleet } = statsOf(rows);
  const design = queueDesign(fleet, stats.categories, stats.channels, false);
  const products = { crossProducts: new Float64Array(9), valueProducts: new Float64Array(3) };
  const sums: AgentSums[] = fleet.map((cells) => agentSums(cells, design, outcomeReading, products));
  const effects = queueEffects(design, sums, products.crossProducts, products.valueProducts);

  // numpy.linalg.lstsq on agent dummies, k1, h1, received; deviations and leverages from the same fit.
  it("is the least squares fit with a constant for every agent", () => {
    expect(design.columns).toEqual(["category=k1", "channel=h1", "received"]);
    closeTo(effects.coefficients, [-0.24759772779480005, -0.04751168823282964, -0.15970633481324442]);
    expect(effects.residualVariance).toBeCloseTo(0.20208016050732228, 12);
  });

  it("measures agents against what the fleet reaches on their own queues", () => {
    const raw = sums.map((agent) => rawDeviation(effects, agent));
    closeTo(
      raw.map(({ deviation }) => deviation),
      [-0.020157228922347836, 0.0691418785623229, 0.11545763258758657, 0.0885765946269701, -0.26782910700030343],
    );
    closeTo(
      raw.map(({ leverage }) => leverage),
      [0.00737592113367133, 0.0022525362185481963, 0.013598129810263024, 0.0005422350962909975, 0.00232264484823789],
    );
  });
});

describe("betweenAgentVariance", () => {
  it("is the maximum of variance times restricted likelihood", () => {
    const deviations = Float64Array.of(0.05, -0.12, 0.02, 0.2, -0.08, 0.01, -0.15, 0.07);
    const errors = Float64Array.of(0.004, 0.01, 0.002, 0.02, 0.006, 0.003, 0.009, 0.005);
    // scipy.optimize.minimize_scalar(method="bounded", xatol=1e-13) on the negative logarithm
    const { variance, mean } = betweenAgentVariance(deviations, errors);
    expect(variance).toBeCloseTo(0.008515299006486274, 9);
    expect(mean).toBeCloseTo(-0.0029005229339249127, 9);
  });

  it("stays above zero where agents do not differ", () => {
    const { variance } = betweenAgentVariance(new Float64Array(10), new Float64Array(10).fill(0.01));
    expect(variance).toBeGreaterThan(0);
    expect(variance).toBeLessThan(0.01);
  });
});

describe("overDispersion", () => {
  it("is the mean square of scores pulled in to their 10 % and 90 % quantiles", () => {
    // z = [...]; lo, hi = numpy.quantile(z, [.1, .9]); numpy.mean(numpy.clip(z, lo, hi) ** 2)
    expect(overDispersion([6, -2.1, 0.3, -0.4, 0.9, 2.5, 1.2])).toBeCloseTo(3.5894857142857157, 12);
  });

  it("is at least one, also for nobody", () => {
    expect(overDispersion([0.1, -0.2])).toBe(1);
    expect(overDispersion([])).toBe(1);
  });
});

describe("tailProbabilities", () => {
  const estimates = [-0.1, -0.02, 0, 0.03, 0.12];
  const deviations = [0.05, 0.03, 0.08, 0.02, 0.06];

  // c = scipy.optimize.brentq(lambda c: norm.cdf((c - d) / sd).mean() - .1, -1, 1, xtol=1e-15)
  it("average to a tenth at the bottom", () => {
    closeTo(
      tailProbabilities(estimates, deviations, "bottom"),
      [0.4154307246748057, 0.0012528120069976965, 0.08325610446436366, 1.0035321314169205e-12, 6.035885282937684e-5],
    );
  });

  it("average to a tenth at the top", () => {
    closeTo(
      tailProbabilities(estimates, deviations, "top"),
      [2.504214778422354e-6, 3.8916534168474516e-7, 0.054492560812332815, 4.5286718663370766e-7, 0.44550409294036203],
    );
  });

  it("are a tenth for all where nothing differs and nothing is in doubt", () => {
    closeTo(tailProbabilities([0.5, 0.5, 0.5], [0, 0, 0], "bottom"), [0.1, 0.1, 0.1]);
  });
});

describe("ratingWeights", () => {
  /** Ten agents with 100 offered surveys each; agent `eager` has `extra` more answers, of them the best ratings. */
  const offered = (agent: string, answers: readonly number[]): UnitRow[] =>
    Array.from({ length: 100 }, (_, i) => ({
      ticket: `${agent}-${i}`,
      agent,
      outcome: true,
      maturesAt: DAY,
      offered: true,
      ...(answers[i] === undefined ? {} : { rating: answers[i] }),
    }));
  const repeat = (rating: number, times: number): number[] => Array.from({ length: times }, () => rating);
  const ordinary = (i: number): UnitRow[] => offered(`a${i}`, [...repeat(1, 15), ...repeat(0.5, 15)]);
  const nine = Array.from({ length: 9 }, (_, i) => ordinary(i)).flat();

  it("takes answers beyond the expected off the best ratings, tier by tier", () => {
    const { stats, fleet } = statsOf([...nine, ...offered("eager", [...repeat(1, 10), ...repeat(0.5, 50)])]);
    const habit = surveyHabit(fleet, stats.channels.length, defaultAppraisalPolicy);
    const weights = ratingWeights(fleet.at(-1)!, stats.levels.length, habit, defaultAppraisalPolicy);
    // 330 answers of 1000 offered: 33 expected of 60; over-dispersion from ten z-scores.
    const rate = 0.33;
    const z = [...repeat((30 - 33) / Math.sqrt(100 * rate * (1 - rate)), 9), 27 / Math.sqrt(100 * rate * (1 - rate))];
    const excess = 60 - (33 + Math.sqrt(100 * rate * (1 - rate) * overDispersion(z)));
    expect(excess).toBeGreaterThan(10);
    expect(stats.levels).toEqual([0.5, 1]);
    closeTo(weights.answered, [1 - (excess - 10) / 50, 0]);
  });

  it("leaves ordinary answers alone", () => {
    const { stats, fleet } = statsOf(nine);
    const habit = surveyHabit(fleet, stats.channels.length, defaultAppraisalPolicy);
    expect([...ratingWeights(fleet[0]!, 2, habit, defaultAppraisalPolicy).answered]).toEqual([1, 1]);
  });

  it("counts blocked surveys beyond the desk's habit as the lowest rating", () => {
    const blocking = offered("zz", repeat(1, 20)).map(
      (row, i): UnitRow => (i < 80 ? row : { ...row, offered: false, blocked: true }),
    );
    const { stats, fleet } = statsOf([...nine, ...blocking]);
    const habit = surveyHabit(fleet, stats.channels.length, defaultAppraisalPolicy);
    // 20 of 1000 blocked, nobody else blocks: q = max(0, min(.02, .03)).
    expect(habit.blockedRate).toBeCloseTo(0.02, 12);
    const weights = ratingWeights(fleet.at(-1)!, stats.levels.length, habit, defaultAppraisalPolicy);
    expect(weights.blocked).toBeCloseTo((20 - (2 + Math.sqrt(100 * 0.02 * 0.98))) / 20, 12);
  });

  it("tolerates one lost survey in a hundred", () => {
    const losing = offered("zz", repeat(1, 20)).map(
      (row, i): UnitRow => (i < 99 ? row : { ...row, offered: false, blocked: true }),
    );
    const many = Array.from({ length: 9 }, (_, i) =>
      ordinary(i).map((row, j): UnitRow => (j < 99 ? row : { ...row, offered: false, blocked: true })),
    ).flat();
    const { stats, fleet } = statsOf([...many, ...losing]);
    const habit = surveyHabit(fleet, stats.channels.length, defaultAppraisalPolicy);
    expect(ratingWeights(fleet.at(-1)!, 2, habit, defaultAppraisalPolicy).blocked).toBe(0);
  });
});

describe("resolveAppraisalPolicy", () => {
  it("names the field that is out of range", () => {
    expect(() => resolveAppraisalPolicy({ satisfactionWeight: 2 })).toThrow(
      "resolveAppraisalPolicy: expected satisfactionWeight between 0 and 1, got 2",
    );
    expect(() => resolveAppraisalPolicy({ minimumAgents: 2 })).toThrow(RangeError);
    expect(resolveAppraisalPolicy({ answerTrim: 2 }).answerTrim).toBe(2);
  });
});

function closeTo(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  Array.from(actual).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, 10);
  });
}
