/** Seconds of both sides, round by round. */
export interface Paired {
  ours: number;
  theirs: number;
  /** Median over the rounds of their time ÷ our time: above 1 we are faster. */
  ratio: number;
  lowestRatio: number;
  highestRatio: number;
}

type Work = () => unknown;

async function secondsOf(work: Work): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Runs of each side that do not count: an engine compiles code, fills its caches and takes its memory while it runs for the first times. */
const runsBefore = 3;

/** The seconds of warm runs. */
export async function warmSeconds(rounds: number, work: Work): Promise<number[]> {
  const seconds: number[] = [];
  for (let round = -runsBefore; round < rounds; round++) {
    const taken = await secondsOf(work);
    if (round >= 0) seconds.push(taken);
  }
  return seconds;
}

/** Runs both sides one after the other, `rounds` times, each going first in turn, so that a busy machine is unkind to both. */
export async function paired(rounds: number, ours: Work, theirs: Work): Promise<Paired> {
  for (let round = 0; round < runsBefore; round++) {
    await ours();
    await theirs();
  }
  const pairs: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) {
      const first = await secondsOf(ours);
      pairs.push({ ours: first, theirs: await secondsOf(theirs) });
    } else {
      const first = await secondsOf(theirs);
      pairs.push({ theirs: first, ours: await secondsOf(ours) });
    }
  }
  const ratios = pairs.map((pair) => pair.theirs / pair.ours);
  return {
    ours: middle(pairs.map((pair) => pair.ours)),
    theirs: middle(pairs.map((pair) => pair.theirs)),
    ratio: middle(ratios),
    lowestRatio: Math.min(...ratios),
    highestRatio: Math.max(...ratios),
  };
}

export function middle(values: readonly number[]): number {
  const sorted = values.toSorted((x, y) => x - y);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
