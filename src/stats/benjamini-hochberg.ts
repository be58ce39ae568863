/**
 * p-values adjusted for many comparisons: calling those at most q leaves a share of at most q false calls among the
 * calls, on average (step-up procedure of Benjamini and Hochberg, JRSS B 57, 1995).
 *
 * @param pValues between 0 and 1, one a comparison
 * @returns adjusted p-values in the order given
 * @throws RangeError if a p-value is outside 0 to 1
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  for (const p of pValues) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`benjaminiHochberg: expected p between 0 and 1, got p=${p}`);
  }
  const fromLargest = pValues.map((_, index) => index).sort((a, b) => pValues[b]! - pValues[a]!);
  const adjusted = new Array<number>(pValues.length);
  let smallest = 1;
  fromLargest.forEach((index, position) => {
    const rank = pValues.length - position;
    smallest = Math.min(smallest, pValues[index]! * (pValues.length / rank));
    adjusted[index] = smallest;
  });
  return adjusted;
}
