/** What a function is, and how steeply it rises, at one point. */
export interface Slope {
  readonly value: number;
  readonly slope: number;
}

/**
 * Where an increasing function crosses zero: Newton's method, held inside a shrinking bracket so that it always ends.
 *
 * @param evaluate the function and its derivative
 * @param start first guess, between `low` and `high`
 * @throws RangeError if the function does not settle, which an increasing one always does
 */
export function solveIncreasing(evaluate: (x: number) => Slope, start: number, low: number, high: number): number {
  let below = low;
  let above = high;
  let x = start;
  // A bracket of doubles can be halved about a thousand times at most, whatever Newton's steps do.
  for (let round = 0; round < 1100; round += 1) {
    const { value, slope } = evaluate(x);
    if (value === 0) return x;
    if (value < 0) below = x;
    else above = x;
    let next = x - value / slope;
    if (!(next > below && next < above)) next = below + (above - below) / 2;
    if (Math.abs(next - x) <= 4e-16 * Math.max(1, Math.abs(next)) || next === below || next === above) return next;
    x = next;
  }
  throw new RangeError(`solveIncreasing: no crossing found between ${low} and ${high}`);
}
