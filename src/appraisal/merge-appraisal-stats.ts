import { canonicalStats } from "./canonical-stats.ts";
import type { AppraisalCells, AppraisalStats } from "./stats-table.ts";

/**
 * The counts of two sets of units together, bit for bit what counting them at once gives, in whatever order.
 * The shards must not cut through a customer: returns are found among one customer's tickets.
 *
 * @throws RangeError if the two speak of different periods.
 */
export function mergeAppraisalStats(a: AppraisalStats, b: AppraisalStats): AppraisalStats {
  const same = (field: string, x: number, y: number): void => {
    if (!Object.is(x, y)) throw new RangeError(`mergeAppraisalStats: expected the same ${field}, got ${x} and ${y}`);
  };
  same("period.start", a.period.start, b.period.start);
  same("period.end", a.period.end, b.period.end);
  same("asOf", a.asOf, b.asOf);
  same("rushMs", a.rushMs, b.rushMs);
  const ints = (x: Int32Array, y: Int32Array, shift: number): Int32Array => {
    const joined = new Int32Array(x.length + y.length);
    joined.set(x);
    for (let i = 0; i < y.length; i++) joined[x.length + i] = y[i]! < 0 ? -1 : y[i]! + shift;
    return joined;
  };
  const bytes = (x: Uint8Array, y: Uint8Array): Uint8Array => {
    const joined = new Uint8Array(x.length + y.length);
    joined.set(x);
    joined.set(y, x.length);
    return joined;
  };
  const cells: AppraisalCells = {
    length: a.cells.length + b.cells.length,
    agent: ints(a.cells.agent, b.cells.agent, a.agents.length),
    category: ints(a.cells.category, b.cells.category, a.categories.length),
    channel: ints(a.cells.channel, b.cells.channel, a.channels.length),
    received: bytes(a.cells.received, b.cells.received),
    outcome: bytes(a.cells.outcome, b.cells.outcome),
    asked: bytes(a.cells.asked, b.cells.asked),
    level: ints(a.cells.level, b.cells.level, a.levels.length),
    count: floats(a.cells.count, b.cells.count),
  };
  return canonicalStats({
    ...a,
    agents: [...a.agents, ...b.agents],
    categories: [...a.categories, ...b.categories],
    channels: [...a.channels, ...b.channels],
    levels: [...a.levels, ...b.levels],
    cells,
    tallies: floats(a.tallies, b.tallies),
  });
}

function floats(x: Float64Array, y: Float64Array): Float64Array {
  const joined = new Float64Array(x.length + y.length);
  joined.set(x);
  joined.set(y, x.length);
  return joined;
}
