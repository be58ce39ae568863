/** A stretch of time: from an instant up to, and not including, another. */
export type Span = readonly [fromMs: number, toMs: number];

/** The same time as sorted spans that neither overlap nor touch. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: [number, number][] = [];
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** The time of `spans` that is not in `removed`; both sorted and without overlaps. */
export function subtractSpans(spans: readonly Span[], removed: readonly Span[]): Span[] {
  const left: Span[] = [];
  let first = 0;
  for (const [from, to] of spans) {
    let start = from;
    while (first < removed.length && removed[first]![1] <= from) first++;
    for (let i = first; i < removed.length && removed[i]![0] < to; i++) {
      if (removed[i]![0] > start) left.push([start, removed[i]![0]]);
      start = removed[i]![1];
    }
    if (start < to) left.push([start, to]);
  }
  return left;
}
