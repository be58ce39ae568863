import type { FoldedFacts } from "../../facts/facts.ts";
import { Dictionary } from "../../log/dictionary.ts";
import type { LogDictionaries } from "../../log/event-log.ts";

/** Folded facts as threads hand them to each other: dictionaries are lists of texts. */
export type PortableFacts = Omit<FoldedFacts, "dictionaries"> & {
  dictionaries: Record<keyof LogDictionaries, readonly string[]>;
};

export function portable(facts: FoldedFacts): PortableFacts {
  return { ...facts, dictionaries: byName(facts.dictionaries, ({ values }) => values) };
}

export function fromPortable(facts: PortableFacts): FoldedFacts {
  return { ...facts, dictionaries: byName(facts.dictionaries, dictionaryOf) };
}

/** The room of all columns, to be handed over instead of copied. */
export function roomOf(facts: PortableFacts): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const tables = [...Object.values(facts), Object.fromEntries(facts.attributes)];
  for (const table of tables) {
    if (typeof table !== "object" || table === null) continue;
    for (const column of Object.values(table)) if (ArrayBuffer.isView(column)) found.add(column.buffer as ArrayBuffer);
  }
  return [...found];
}

function dictionaryOf(texts: readonly string[]): Dictionary {
  const dictionary = new Dictionary();
  for (const text of texts) dictionary.append(text);
  return dictionary;
}

function byName<From, To>(from: Record<keyof LogDictionaries, From>, make: (each: From) => To) {
  return Object.fromEntries(Object.entries(from).map(([name, each]) => [name, make(each)])) as Record<
    keyof LogDictionaries,
    To
  >;
}
