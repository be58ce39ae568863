/** What a value pattern means; see {@link readPattern}. */
export type ValuePattern =
  | { kind: "exact"; text: string }
  | { kind: "prefix"; text: string }
  | { kind: "expression"; expression: RegExp };

/**
 * Reads a pattern for the values of a column: `Closed` means exactly that, `Completed*` whatever begins with it, `*` any value at
 * all, `/^bot_\d+$/i` a regular expression. A missing value is written as the empty text and matched by nothing else.
 *
 * @throws {SyntaxError} where a regular expression is none
 */
export function readPattern(pattern: string): ValuePattern {
  const expression = /^\/(.+)\/([imsu]*)$/s.exec(pattern);
  if (expression !== null) return { kind: "expression", expression: new RegExp(expression[1]!, expression[2]) };
  if (pattern.endsWith("*")) return { kind: "prefix", text: pattern.slice(0, -1) };
  return { kind: "exact", text: pattern };
}

/**
 * Looks values up in a table of patterns: an exact pattern wins; of the others the first as written.
 *
 * @returns what the first pattern that fits stands for, `undefined` where none does
 */
export function compilePatterns<T>(table: Iterable<readonly [string, T]>): (value: string) => T | undefined {
  const exact = new Map<string, T>();
  const others: { fits: (value: string) => boolean; meaning: T }[] = [];
  for (const [written, meaning] of table) {
    const pattern = readPattern(written);
    if (pattern.kind === "exact") {
      if (!exact.has(pattern.text)) exact.set(pattern.text, meaning);
    } else if (pattern.kind === "prefix") others.push({ fits: (value) => value.startsWith(pattern.text), meaning });
    else others.push({ fits: (value) => pattern.expression.test(value), meaning });
  }
  return (value) => {
    const meaning = exact.get(value);
    if (meaning !== undefined || value === "" || exact.has(value)) return meaning;
    return others.find((other) => other.fits(value))?.meaning;
  };
}
