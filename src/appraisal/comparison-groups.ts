import type { AppraisalStats } from "./stats-table.ts";

/**
 * The agents (indices into `stats.agents`) who can be compared with each other: two belong together if a chain of
 * shared intake categories joins them, because only then can good work be told from easy queues. Agents without a
 * scored unit are in no group. Groups and their members are in the order of the agents' names.
 */
export function comparisonGroups(stats: AppraisalStats): number[][] {
  const { agent, category, length } = stats.cells;
  const parent = Int32Array.from({ length: stats.agents.length + stats.categories.length }, (_, node) => node);
  const root = (node: number): number => {
    let top = node;
    while (parent[top] !== top) {
      parent[top] = parent[parent[top]!]!;
      top = parent[top]!;
    }
    return top;
  };
  const active = new Uint8Array(stats.agents.length);
  for (let i = 0; i < length; i++) {
    active[agent[i]!] = 1;
    parent[root(agent[i]!)] = root(stats.agents.length + category[i]!);
  }
  const groups = new Map<number, number[]>();
  for (let member = 0; member < active.length; member++) {
    if (!active[member]) continue;
    const top = root(member);
    const group = groups.get(top);
    if (group) group.push(member);
    else groups.set(top, [member]);
  }
  return [...groups.values()];
}
