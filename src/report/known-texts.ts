import type { Language } from "./language.ts";

/** A text that a room writes in English, and what it says in Chinese; `{}` stands for what is filled in. */
export type KnownText = readonly [en: string, zh: string];

/**
 * A text of another room in the language of a report: what is filled in stays as it is. A text that the list does not hold stays
 * English, since half a translation is worse than none.
 */
export function inLanguage(text: string, known: readonly KnownText[], language: Language): string {
  if (language === "en") return text;
  for (const [en, zh] of known) {
    const filled = filledIn(text, en.split("{}"));
    if (filled !== null) return zh.split("{}").reduce((told, part, place) => told + filled[place - 1]! + part);
  }
  return text;
}

/** What stands between the fixed parts of a text, in order; `null` where the parts are not those of the text. */
function filledIn(text: string, parts: readonly string[]): string[] | null {
  const first = parts[0]!;
  if (parts.length === 1) return text === first ? [] : null;
  const last = parts.at(-1)!;
  if (!text.startsWith(first) || !text.endsWith(last)) return null;
  const filled: string[] = [];
  let from = first.length;
  for (const part of parts.slice(1)) {
    const to =
      part === last && filled.length === parts.length - 2 ? text.length - last.length : text.indexOf(part, from);
    if (to < from) return null;
    filled.push(text.slice(from, to));
    from = to + part.length;
  }
  return filled;
}
