import type { AppraisalCells, AppraisalStats } from "./stats-table.ts";

/** The cells of one agent (index into `stats.agents`), as views of the columns. */
export function agentCells({ cells }: AppraisalStats, agent: number): AppraisalCells {
  const start = firstAtLeast(cells.agent, agent);
  const end = firstAtLeast(cells.agent, agent + 1);
  return {
    length: end - start,
    agent: cells.agent.subarray(start, end),
    category: cells.category.subarray(start, end),
    channel: cells.channel.subarray(start, end),
    received: cells.received.subarray(start, end),
    outcome: cells.outcome.subarray(start, end),
    asked: cells.asked.subarray(start, end),
    level: cells.level.subarray(start, end),
    count: cells.count.subarray(start, end),
  };
}

function firstAtLeast(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
