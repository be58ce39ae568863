import type { SimulatedUnits } from "../../src/simulation/simulate-units.ts";
import { wilson } from "../../src/stats/wilson.ts";
import { deviation, mean } from "./statistics.ts";

/** What desks use in place of the score, in the order of the tables. Higher is always meant as better. */
export const rivals = [
  "throughput",
  "handleTime",
  "firstReplyTime",
  "resolvedRate",
  "noReopenRate",
  "weightedScorecard",
  "csatPercent",
  "wilsonLowerBound",
  "csatMean",
  "csatMinimum10",
  "bayesCsat",
  "queueAdjustedCsat",
] as const;
export type Rival = (typeof rivals)[number];

/**
 * Every rival's figure for every agent, in the order of the desk's agents. An agent without the data for a figure gets
 * the mean of the others, as if nothing were known of him.
 */
export function rivalFigures(desk: SimulatedUnits): Record<Rival, Float64Array> {
  const { dashboards } = desk;
  const answers = dashboards.map(({ stars }) => stars.reduce((sum, count) => sum + count, 0));
  const starSums = dashboards.map(({ stars }) => stars.reduce((sum, count, i) => sum + count * (i + 1), 0));
  const satisfied = dashboards.map(({ stars }) => stars[3] + stars[4]);
  const figure = (value: (agent: number) => number): Float64Array => filled(dashboards.map((_, i) => value(i)));

  const csatMean = figure((i) => starSums[i]! / answers[i]!);
  const csatPercent = figure((i) => satisfied[i]! / answers[i]!);
  const throughput = figure((i) => dashboards[i]!.closings);
  const handleTime = figure((i) => -dashboards[i]!.handlingMs / dashboards[i]!.handled);
  const firstReplyTime = figure((i) => -dashboards[i]!.firstReplyMs / dashboards[i]!.replied);
  const resolvedRate = figure((i) => dashboards[i]!.closedAtEnd / dashboards[i]!.assigned);
  const noReopenRate = figure((i) => 1 - dashboards[i]!.reopenings / dashboards[i]!.closings);
  const weights: [Float64Array, number][] = [
    [throughput, 0.25],
    [csatPercent, 0.25],
    [handleTime, 0.2],
    [firstReplyTime, 0.15],
    [resolvedRate, 0.15],
  ];
  const standardised = weights.map(([values, weight]) => [standardise(values), weight] as const);
  return {
    throughput,
    handleTime,
    firstReplyTime,
    resolvedRate,
    noReopenRate,
    weightedScorecard: figure((i) => standardised.reduce((sum, [values, weight]) => sum + weight * values[i]!, 0)),
    csatPercent,
    wilsonLowerBound: figure((i) => wilson(satisfied[i]!, answers[i]!, 0.95).low ?? Number.NaN),
    csatMean,
    csatMinimum10: figure((i) => (answers[i]! >= 10 ? csatMean[i]! : Number.NaN)),
    bayesCsat: shrunk(
      starSums,
      answers,
      dashboards.map(({ stars }) => starSquares(stars)),
    ),
    queueAdjustedCsat: queueAdjusted(desk),
  };
}

function starSquares(stars: readonly number[]): number {
  return stars.reduce((sum, count, i) => sum + count * (i + 1) ** 2, 0);
}

/** The mean of each agent pulled towards the mean of all, with the weight that the spread between agents asks for. */
function shrunk(sums: readonly number[], counts: readonly number[], squares: readonly number[]): Float64Array {
  const n = counts.reduce((total, count) => total + count, 0);
  const all = sums.reduce((total, sum) => total + sum, 0) / n;
  const rated = counts.filter((count) => count > 0).length;
  let within = 0;
  let between = 0;
  for (const [i, count] of counts.entries()) {
    if (count === 0) continue;
    within += squares[i]! - sums[i]! ** 2 / count;
    between += count * (sums[i]! / count - all) ** 2;
  }
  const noise = within / Math.max(1, n - rated);
  // One-way analysis of variance, unbalanced: Searle, Casella & McCulloch 1992, section 3.6.
  const typical = (n - counts.reduce((total, count) => total + count ** 2, 0) / n) / Math.max(1, rated - 1);
  const signal = Math.max(1e-6, (between / Math.max(1, rated - 1) - noise) / typical);
  const prior = noise / signal;
  return Float64Array.from(sums, (sum, i) => (sum + prior * all) / (counts[i]! + prior));
}

/** Answers against the mean of their queue (category x channel), shrunk: the strongest simple rival. */
function queueAdjusted({ units, options }: SimulatedUnits): Float64Array {
  const queues = units.categories.length * units.channels.length;
  const queueSums = new Float64Array(queues);
  const queueCounts = new Float64Array(queues);
  const counted: number[] = [];
  for (let i = 0; i < units.length; i++) {
    if (units.excluded[i] !== 0 || Number.isNaN(units.rating[i]!)) continue;
    if (units.creditedClosing[i] === 0 || !(units.closedAt[i]! > options.fromAt)) continue;
    counted.push(i);
    const queue = units.category[i]! * units.channels.length + units.channel[i]!;
    queueSums[queue]! += units.rating[i]!;
    queueCounts[queue]! += 1;
  }
  const sums = units.agents.map(() => 0);
  const counts = units.agents.map(() => 0);
  const squares = units.agents.map(() => 0);
  for (const i of counted) {
    const queue = units.category[i]! * units.channels.length + units.channel[i]!;
    const difference = units.rating[i]! - queueSums[queue]! / queueCounts[queue]!;
    sums[units.agent[i]!]! += difference;
    squares[units.agent[i]!]! += difference ** 2;
    counts[units.agent[i]!]! += 1;
  }
  return shrunk(sums, counts, squares);
}

function filled(values: readonly number[]): Float64Array {
  const known = values.filter((value) => Number.isFinite(value));
  const centre = known.length > 0 ? mean(known) : 0;
  return Float64Array.from(values, (value) => (Number.isFinite(value) ? value : centre));
}

function standardise(values: Float64Array): Float64Array {
  const centre = mean(values);
  const spread = deviation(values) || 1;
  return values.map((value) => (value - centre) / spread);
}
