/**
 * What every engine has to find out from the same log, by name: counts, sums of milliseconds, means. Figures by agent are named
 * `agent.a17.closures`.
 */
export type Figures = Record<string, number>;

/** Counts under a name, for those that count in JavaScript. */
export class Tally {
  readonly figures: Figures = {};

  add(name: string, amount = 1): void {
    this.figures[name] = (this.figures[name] ?? 0) + amount;
  }
}

/** Figures that two engines do not agree on, as text; none where they agree. Absent means 0. */
export function disagreements(ours: Figures, theirs: Figures, only?: (name: string) => boolean): string[] {
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter(only ?? (() => true)).sort();
  return names.flatMap((name) => {
    const [x, y] = [ours[name] ?? 0, theirs[name] ?? 0];
    return Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x)) ? [] : [`${name}: ${x} here, ${y} there`];
  });
}

/** Middle of the values; of two in the middle their mean. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return 0;
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
