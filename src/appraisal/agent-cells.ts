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

/** Number of units in the cells. */
export function unitCount(cells: AppraisalCells): number {
  return cells.count.reduce((sum, count) => sum + count, 0);
}

/** Number of answers in the cells. */
export function answerCount(cells: AppraisalCells): number {
  return cells.count.reduce((sum, count, i) => (cells.level[i]! >= 0 ? sum + count : sum), 0);
}

/** Number of units in the cells whose survey was offered. */
export function offeredCount(cells: AppraisalCells): number {
  return cells.count.reduce((sum, count, i) => (cells.asked[i] === 1 ? sum + count : sum), 0);
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
