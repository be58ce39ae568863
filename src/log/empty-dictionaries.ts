import { Dictionary } from "./dictionary.ts";
import type { LogDictionaries } from "./event-log.ts";

export const dictionaryNames: readonly (keyof LogDictionaries)[] = [
  "tickets",
  "requesters",
  "agents",
  "teams",
  "employers",
  "channels",
  "categories",
  "priorities",
  "names",
  "values",
];

/** Something for each dictionary of a log. */
export function byDictionary<T>(make: (name: keyof LogDictionaries) => T): Record<keyof LogDictionaries, T> {
  return Object.fromEntries(dictionaryNames.map((name) => [name, make(name)])) as Record<keyof LogDictionaries, T>;
}

export const emptyDictionaries = (): LogDictionaries => byDictionary(() => new Dictionary());
