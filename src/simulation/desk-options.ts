import type { Tactic, TacticUse } from "./tactic.ts";
import { defaultStrengths, tactics } from "./tactic.ts";
import type { WorldParameters } from "./world-parameters.ts";
import { defaultWorld } from "./world-parameters.ts";

const dayMs = 86_400_000;

/** A sales peak: a stretch in which more customers write, everything takes longer and moods are worse. */
export interface Peak {
  /** Epoch ms. */
  readonly fromAt: number;
  readonly toAt: number;
  /** How many times the ordinary number of customers write. */
  readonly load: number;
  /** How many times as long replies and closings take. */
  readonly slowdown: number;
  /** Taken off the satisfaction of everybody who writes in it, on the latent scale. */
  readonly moodDrop: number;
}

/** What to simulate. Only the seed is required. */
export interface DeskOptions {
  /** Same seed and options, same desk, to the last bit. */
  readonly seed: number;
  /** Number of agents. @defaultValue 100 */
  readonly agents?: number;
  /**
   * Tickets routed to an ordinary agent within a stretch as long as the period; or the ends of a range, from which each
   * agent draws his own, evenly in the logarithm. @defaultValue 100
   */
  readonly ticketsPerAgent?: number | readonly [number, number];
  /** Begin of the period under appraisal, epoch ms. @defaultValue 5 January 2026, 00:00 UTC */
  readonly fromAt?: number;
  /** End of the period, and of the log. @defaultValue 90 days after `fromAt` */
  readonly toAt?: number;
  /** How long before `fromAt` the log begins: long enough for what matures on the first days. @defaultValue 45 days */
  readonly leadInMs?: number;
  /** @defaultValue none */
  readonly peaks?: readonly Peak[];
  /** Tactics in use; `share` is 0.1 and `strength` the tactic's own unless given. @defaultValue none */
  readonly tactics?: readonly { readonly tactic: Tactic; readonly share?: number; readonly strength?: number }[];
  /** Parameters that differ from `defaultWorld`. */
  readonly world?: Partial<WorldParameters>;
}

/** `DeskOptions` with nothing left open. */
export interface ResolvedDeskOptions {
  readonly seed: number;
  readonly agents: number;
  readonly ticketsPerAgent: readonly [number, number];
  readonly fromAt: number;
  readonly toAt: number;
  readonly leadInMs: number;
  readonly peaks: readonly Peak[];
  readonly tactics: readonly TacticUse[];
  readonly world: WorldParameters;
}

/**
 * Fills in the defaults and refuses what cannot be simulated.
 *
 * @throws RangeError naming the option
 */
export function resolveDeskOptions(options: DeskOptions): ResolvedDeskOptions {
  const { seed, agents = 100, ticketsPerAgent = 100, leadInMs = 45 * dayMs, peaks = [] } = options;
  const fromAt = options.fromAt ?? Date.UTC(2026, 0 /* January */, 5);
  const toAt = options.toAt ?? fromAt + 90 * dayMs;
  const range = typeof ticketsPerAgent === "number" ? ([ticketsPerAgent, ticketsPerAgent] as const) : ticketsPerAgent;
  const world = { ...defaultWorld, ...options.world };

  demand(Number.isSafeInteger(seed), "seed", "a whole number", seed);
  demand(Number.isInteger(agents) && agents >= 1, "agents", "a whole number of at least 1", agents);
  demand(
    range[0] >= 0 && range[1] >= range[0] && range[1] < 1e6,
    "ticketsPerAgent",
    "0 to 1e6, low before high",
    range,
  );
  demand(Number.isFinite(fromAt) && Number.isFinite(toAt) && fromAt < toAt, "toAt", "an instant after fromAt", toAt);
  demand(leadInMs >= 0, "leadInMs", "0 or more", leadInMs);
  for (const peak of peaks) {
    demand(peak.fromAt < peak.toAt, "peaks", "fromAt before toAt", peak);
    demand(peak.load > 0 && peak.slowdown > 0, "peaks", "load and slowdown above 0", peak);
  }
  const uses = (options.tactics ?? []).map((use) => {
    const { tactic, share = 0.1, strength = defaultStrengths[tactic] } = use;
    demand(tactics.includes(tactic), "tactics", `one of ${tactics.join(", ")}`, tactic);
    demand(share >= 0 && share <= 1, "tactics", "a share between 0 and 1", share);
    demand(strength >= 0, "tactics", "a strength of 0 or more", strength);
    return { tactic, share, strength };
  });
  demand(world.categories.length > 0 && world.channels.length > 0, "world", "a category and a channel", world);
  return {
    seed,
    agents,
    ticketsPerAgent: [range[0], range[1]],
    fromAt,
    toAt,
    leadInMs,
    peaks,
    tactics: uses,
    world,
  };
}

function demand(holds: boolean, option: string, expected: string, got: unknown): void {
  if (!holds) throw new RangeError(`simulation: expected ${option} to be ${expected}, got ${JSON.stringify(got)}`);
}
