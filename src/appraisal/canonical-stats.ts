import { type AppraisalStats, SURVEY_STATES, TALLIES } from "./stats-table.ts";

/**
 * Brings counts into the one form that depends on nothing but the units counted: dictionaries sorted and without unused
 * words, cells in the order of their codes, equal cells added up.
 */
export function canonicalStats(raw: AppraisalStats): AppraisalStats {
  const { cells } = raw;
  const agentUsed = new Uint8Array(raw.agents.length);
  raw.agents.forEach((_, agent) => {
    const row = raw.tallies.subarray(agent * TALLIES.length, (agent + 1) * TALLIES.length);
    if (row.some((count) => count > 0)) agentUsed[agent] = 1;
  });
  for (let i = 0; i < cells.length; i++) agentUsed[cells.agent[i]!] = 1;
  const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const agents = sortedWords(raw.agents, byText, (code) => agentUsed[code] === 1);
  const categories = sortedWords(raw.categories, byText, usedIn(cells.category));
  const channels = sortedWords(raw.channels, byText, usedIn(cells.channel));
  const levels = sortedWords(raw.levels, (a, b) => a - b, usedIn(cells.level));

  const keys = new Float64Array(cells.length);
  for (let i = 0; i < cells.length; i++) {
    let key = agents.code[cells.agent[i]!]!;
    key = key * categories.words.length + categories.code[cells.category[i]!]!;
    key = key * channels.words.length + channels.code[cells.channel[i]!]!;
    key = (key * 2 + cells.received[i]!) * 2 + cells.outcome[i]!;
    key = key * SURVEY_STATES.length + cells.asked[i]!;
    key = key * (levels.words.length + 1) + (cells.level[i]! < 0 ? 0 : levels.code[cells.level[i]!]! + 1);
    keys[i] = key;
  }
  const order = Int32Array.from({ length: cells.length }, (_, i) => i).sort((a, b) => keys[a]! - keys[b]!);
  const first: number[] = [];
  const count: number[] = [];
  for (const i of order) {
    if (first.length > 0 && keys[first.at(-1)!] === keys[i]) count[count.length - 1]! += cells.count[i]!;
    else {
      first.push(i);
      count.push(cells.count[i]!);
    }
  }

  const tallies = new Float64Array(agents.words.length * TALLIES.length);
  raw.agents.forEach((_, from) => {
    const to = agents.code[from]!;
    if (to < 0) return;
    for (let kind = 0; kind < TALLIES.length; kind++) {
      tallies[to * TALLIES.length + kind]! += raw.tallies[from * TALLIES.length + kind]!;
    }
  });
  return {
    period: raw.period,
    asOf: raw.asOf,
    rushMs: raw.rushMs,
    agents: agents.words,
    categories: categories.words,
    channels: channels.words,
    levels: levels.words,
    cells: {
      length: first.length,
      agent: Int32Array.from(first, (i) => agents.code[cells.agent[i]!]!),
      category: Int32Array.from(first, (i) => categories.code[cells.category[i]!]!),
      channel: Int32Array.from(first, (i) => channels.code[cells.channel[i]!]!),
      received: Uint8Array.from(first, (i) => cells.received[i]!),
      outcome: Uint8Array.from(first, (i) => cells.outcome[i]!),
      asked: Uint8Array.from(first, (i) => cells.asked[i]!),
      level: Int32Array.from(first, (i) => (cells.level[i]! < 0 ? -1 : levels.code[cells.level[i]!]!)),
      count: Float64Array.from(count),
    },
    tallies,
  };
}

function usedIn(column: Int32Array): (code: number) => boolean {
  const used = new Set(column);
  return (code) => used.has(code);
}

/** The used words in order, each once, and for every old code the new one (-1 = unused). */
function sortedWords<T>(words: readonly T[], compare: (a: T, b: T) => number, isUsed: (code: number) => boolean) {
  const old = words.map((_, code) => code).filter(isUsed);
  old.sort((a, b) => compare(words[a]!, words[b]!));
  const code = new Int32Array(words.length).fill(-1);
  const sorted: T[] = [];
  for (const from of old) {
    if (sorted.length === 0 || compare(sorted.at(-1)!, words[from]!) !== 0) sorted.push(words[from]!);
    code[from] = sorted.length - 1;
  }
  return { words: sorted, code };
}
