import type { ResolvedDeskOptions } from "./desk-options.ts";
import type { Random } from "./random.ts";
import { seededRandom } from "./random.ts";
import type { Tactic } from "./tactic.ts";
import { tactics } from "./tactic.ts";

/** One agent of a simulated desk, with what no log would tell. */
export interface SimulatedAgent {
  readonly id: string;
  readonly outsourced: boolean;
  /** Logits. */
  readonly ability: number;
  /** Latent scale of satisfaction. */
  readonly courtesy: number;
  /** Above 1: quicker, and more tickets. */
  readonly pace: number;
  /** Ordinary tickets routed to the agent over the whole log. */
  readonly tickets: number;
  /** Probability of each queue (category x channel, channel fastest), adding up to 1. */
  readonly queueShares: Float64Array;
  /** Strength of each tactic that the agent uses; a tactic that is not in use is absent. */
  readonly tactics: Readonly<Partial<Record<Tactic, number>>>;
}

/** The desk before its first ticket: who works there, who gets what, and when customers write. */
export interface DeskPlan {
  readonly options: ResolvedDeskOptions;
  readonly agents: readonly SimulatedAgent[];
  /** Position of the category in which problems are hardest to solve. */
  readonly hardestCategory: number;
  /** Instant of arrival for a uniform number. */
  arrivalAt(uniform: number): number;
}

/** Draws the agents of a desk. Who they are does not depend on the tactics in use. */
export function planDesk(options: ResolvedDeskOptions): DeskPlan {
  const { world } = options;
  const random = seededRandom(options.seed, 1);
  const outsourcedCount = Math.round(world.outsourcedShare * options.agents);
  const adopted = adopters(options);
  const stretch = (options.toAt - options.fromAt + options.leadInMs) / (options.toAt - options.fromAt);
  const digits = Math.max(3, String(options.agents).length);
  const agents: SimulatedAgent[] = [];
  for (let position = 0; position < options.agents; position++) {
    const outsourced = position < outsourcedCount;
    const solving = random.normal();
    const manners = correlated(solving, world.abilityCourtesyCorrelation, random);
    const speed = correlated(solving, world.paceAbilityCorrelation, random);
    const pace = Math.exp(world.paceSd * speed - world.paceSd ** 2 / 2);
    const [low, high] = options.ticketsPerAgent;
    const size = random.uniform();
    agents.push({
      id: `a${String(position + 1).padStart(digits, "0")}`,
      outsourced,
      ability: world.abilitySd * solving + (outsourced ? world.outsourcedAbility : 0),
      courtesy: world.courtesySd * manners,
      pace,
      tickets: Math.round((low === high ? low : low * (high / low) ** size) * stretch * pace),
      queueShares: drawQueueShares(options, outsourced, (solving + manners) / Math.SQRT2, random),
      tactics: adopted[position]!,
    });
  }
  const difficulties = world.categories.map((category) => category.difficulty);
  return {
    options,
    agents,
    hardestCategory: difficulties.indexOf(Math.max(...difficulties)),
    arrivalAt: arrivals(options),
  };
}

function correlated(other: number, correlation: number, random: Random): number {
  return correlation * other + Math.sqrt(1 - correlation ** 2) * random.normal();
}

function adopters(options: ResolvedDeskOptions): Partial<Record<Tactic, number>>[] {
  const adopted: Partial<Record<Tactic, number>>[] = Array.from({ length: options.agents }, () => ({}));
  for (const { tactic, share, strength } of options.tactics) {
    const random = seededRandom(options.seed, 2, tactics.indexOf(tactic));
    const order = adopted.map((_, position) => ({ position, key: random.uniform() }));
    order.sort((a, b) => a.key - b.key);
    for (const { position } of order.slice(0, Math.round(share * options.agents)))
      adopted[position]![tactic] = strength;
  }
  return adopted;
}

function drawQueueShares(
  options: ResolvedDeskOptions,
  outsourced: boolean,
  quality: number,
  random: Random,
): Float64Array {
  const { categories, channels, outsourcedQueueTilt, abilityQueueTilt, queueSpread, separateQueues } = options.world;
  const total = sum(categories.map((category) => category.share));
  const mean = sum(categories.map((category) => category.share * category.difficulty)) / total;
  const spread =
    Math.sqrt(sum(categories.map((category) => category.share * (category.difficulty - mean) ** 2)) / total) || 1;
  const tilt = (outsourced ? outsourcedQueueTilt : 0) + abilityQueueTilt * quality;
  const categoryWeights = categories.map((category, position) => {
    const weight =
      category.share * Math.exp((tilt * (category.difficulty - mean)) / spread + queueSpread * random.normal());
    return separateQueues && position < categories.length / 2 !== outsourced ? 0 : weight;
  });
  const channelWeights = channels.map((channel) => channel.share * Math.exp(queueSpread * random.normal()));
  const shares = new Float64Array(categories.length * channels.length);
  const all = sum(categoryWeights) * sum(channelWeights);
  for (let i = 0; i < categories.length; i++) {
    for (let j = 0; j < channels.length; j++)
      shares[i * channels.length + j] = (categoryWeights[i]! * channelWeights[j]!) / all;
  }
  return shares;
}

/** Customers write evenly over the days but for the peaks, and around the early afternoon. */
function arrivals({ fromAt, toAt, leadInMs, peaks }: ResolvedDeskOptions): (uniform: number) => number {
  const dayMs = 86_400_000;
  const firstDay = fromAt - leadInMs;
  const days = Math.ceil((toAt - firstDay) / dayMs);
  const cumulative = new Float64Array(days + 1);
  for (let day = 0; day < days; day++) {
    const noon = firstDay + (day + 0.5) * dayMs;
    const load = peaks.find((peak) => noon >= peak.fromAt && noon < peak.toAt)?.load ?? 1;
    const length = Math.min(1, (toAt - firstDay) / dayMs - day);
    cumulative[day + 1] = cumulative[day]! + load * length;
  }
  return (uniform) => {
    const target = uniform * cumulative[days]!;
    let low = 0;
    let high = days - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (cumulative[middle]! <= target) low = middle;
      else high = middle - 1;
    }
    const within = (target - cumulative[low]!) / (cumulative[low + 1]! - cumulative[low]!);
    const length = Math.min(dayMs, toAt - firstDay - low * dayMs);
    // The sum of two uniforms' worth of curvature: a symmetric triangular day, inverted in closed form.
    const hours = within < 0.5 ? Math.sqrt(within / 2) : 1 - Math.sqrt((1 - within) / 2);
    return Math.floor(firstDay + low * dayMs + hours * length);
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
