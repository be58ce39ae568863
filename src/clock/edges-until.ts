import type { Clock } from "./compile-calendar.ts";

/**
 * How many edges of the clock lie at or before an instant inside its range: even where it is closed, odd where it is open.
 * The cell of the instant bounds the binary search; it holds one edge or none in an ordinary calendar.
 */
export function edgesUntil(clock: Clock, instantMs: number): number {
  const { edges, firstEdges } = clock;
  const cell = Math.floor((instantMs - clock.fromMs) * clock.cellsPerMs);
  let low = firstEdges[cell]!;
  let high = firstEdges[cell + 1]!;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= instantMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Business milliseconds from the clock's first edge to an instant inside its range: B(t). */
export function workedUntil(clock: Clock, instantMs: number): number {
  const count = edgesUntil(clock, instantMs);
  const before = clock.worked[count]!;
  return count % 2 === 1 ? before + (instantMs - clock.edges[count - 1]!) : before;
}

/** @throws RangeError when an instant lies outside the clock's range or is not a number. */
export function requireInRange(clock: Clock, instantMs: number, caller: string): void {
  if (instantMs >= clock.fromMs && instantMs <= clock.toMs) return;
  const [from, to] = [clock.fromMs, clock.toMs].map((ms) => new Date(ms).toISOString());
  const found = Math.abs(instantMs) <= 8.64e15 ? new Date(instantMs).toISOString() : instantMs;
  throw new RangeError(`${caller}: expected an instant from ${from} to ${to}, the range of the clock, got ${found}`);
}
