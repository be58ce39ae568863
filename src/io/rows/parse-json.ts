/** Deeper than any export; what goes through rows calls itself for each level. */
const deepest = 1_000;

/**
 * The value of a JSON text.
 * @throws {SyntaxError} where it is none, or is nested more than a thousand levels deep
 */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw new SyntaxError(`expected JSON of at most ${deepest} levels`);
  return JSON.parse(text);
}

/** Whether lists and objects of a JSON text lie in each other more than a thousand levels deep. */
export function isTooDeep(text: string): boolean {
  // Each level takes two characters at least.
  if (text.length <= deepest * 2) return false;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") {
      if (++depth > deepest) return true;
    } else if (character === "}" || character === "]") depth--;
  }
  return false;
}
