import type { UnitRow } from "../../src/appraisal/units-from-rows.ts";

export const DAY = 86_400_000;
export const period = { start: 0, end: 90 * DAY };

/** A seeded generator of numbers in [0, 1): mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface DeskShape {
  readonly agents: number;
  readonly tickets: number;
  readonly categories?: readonly string[];
  readonly channels?: readonly string[];
  /** Chance that a ticket stays solved, by agent. */
  readonly quality?: (agent: number) => number;
  /** Chance of an answer. */
  readonly answering?: number;
  readonly row?: (row: UnitRow, agent: number, ticket: number) => UnitRow;
}

/** A plain desk: every agent serves every queue; nothing but `quality` tells agents apart. */
export function deskRows(seed: number, shape: DeskShape): UnitRow[] {
  const random = seeded(seed);
  const { agents, tickets, categories = ["billing", "delivery", "refund"], channels = ["chat", "mail"] } = shape;
  const { quality = () => 0.8, answering = 0.4, row = (made) => made } = shape;
  return Array.from({ length: agents * tickets }, (_, i) => {
    const agent = i % agents;
    const outcome = random() < quality(agent);
    const offered = random() < 0.95;
    const answers = offered && random() < answering;
    const stars = Math.min(4, Math.floor(random() * (outcome ? 6 : 4)));
    return row(
      {
        ticket: `t${String(i).padStart(6, "0")}`,
        agent: `agent-${String(agent).padStart(3, "0")}`,
        category: categories[Math.floor(random() * categories.length)]!,
        channel: channels[Math.floor(random() * channels.length)]!,
        received: random() < 0.05,
        outcome,
        assignedAt: 10 * DAY,
        maturesAt: (20 + 60 * random()) * DAY,
        closedAt: 15 * DAY,
        creditedClosing: true,
        offered,
        ...(answers ? { rating: stars / 4 } : {}),
        ...(offered || random() < 0.8 ? {} : { blocked: true }),
      },
      agent,
      i,
    );
  });
}

/** Every number in a result, with the path that leads to it. */
export function numbersIn(value: unknown, path = "result"): [string, number][] {
  if (typeof value === "number") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => numbersIn(part, `${path}.${key}`));
}
