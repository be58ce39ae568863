/** The word of `words` that `word` was most likely meant to be, or `null` where none is near enough. */
export function nearestWord(word: string, words: Iterable<string>): string | null {
  const plain = simplify(word);
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(plain.length / 3)) + 1;
  for (const candidate of words) {
    const distance = editDistance(plain, simplify(candidate));
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Case, blanks and punctuation are what people most often get wrong: "Created At" is near `created_at`. */
function simplify(word: string): string {
  return word
    .slice(0, 60)
    .toLowerCase()
    .replace(/[\s_\-.]+/g, "");
}

/** Insertions, deletions, replacements and swaps of neighbours from one to the other (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, last[j]! + 1, current[j - 1]! + 1));
      const swaps = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swaps) current[j] = Math.min(current[j]!, beforeLast[j - 2]! + 1);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}
