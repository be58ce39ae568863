import { Dictionary } from "../log/dictionary.ts";
import { dictionaryNames } from "../log/empty-dictionaries.ts";
import type { LogDictionaries } from "../log/event-log.ts";
import type { DictionaryName, Table, TableName, TableSpec } from "./columns.ts";
import type { FoldedFacts } from "./facts.ts";
import { savedTables } from "./facts-layout.ts";

type AnyTable = Table<TableSpec>;

/** Facts whose dictionaries hold no text but those that some row names: who was removed leaves no name behind. */
export function withoutUnusedTexts(facts: FoldedFacts): FoldedFacts {
  const used = Object.fromEntries(
    dictionaryNames.map((name) => [name, new Int32Array(facts.dictionaries[name].size)]),
  ) as Record<DictionaryName, Int32Array>;
  const refs: { table: TableName | "sightings" | null; name: string; cells: Int32Array; dictionary: DictionaryName }[] =
    [];
  for (const [table, spec] of savedTables()) {
    const columns = facts[table] as unknown as AnyTable | null;
    if (columns === null) continue;
    for (const [name, column] of Object.entries(spec)) {
      if (column.kind !== "ref") continue;
      refs.push({ table, name, cells: columns[name] as Int32Array, dictionary: column.dictionary });
    }
  }
  for (const [name, cells] of facts.attributes) refs.push({ table: null, name, cells, dictionary: "values" });
  const dictionaries: Partial<Record<DictionaryName, Dictionary>> = {};
  const complete = new Set<DictionaryName>();
  for (const name of dictionaryNames) {
    let unused = used[name].length;
    for (const { cells, dictionary } of refs) {
      if (dictionary === name && unused > 0) unused -= countNew(cells, used[name], unused);
    }
    if (unused === 0) {
      complete.add(name);
      dictionaries[name] = facts.dictionaries[name];
      continue;
    }
    const fewer = new Dictionary();
    facts.dictionaries[name].values.forEach((text, code) => {
      used[name][code] = used[name][code] === 1 ? fewer.append(text) : -1;
    });
    dictionaries[name] = fewer;
  }
  const tables: Record<string, Record<string, unknown>> = {};
  const attributes = new Map<string, Int32Array>();
  for (const { table, name, cells, dictionary } of refs) {
    const codes = used[dictionary];
    const renumbered = complete.has(dictionary) ? cells : cells.map((code) => (code < 0 ? code : codes[code]!));
    if (table === null) attributes.set(name, renumbered);
    else tables[table] = { ...(tables[table] ?? (facts[table] as object)), [name]: renumbered };
  }
  return {
    ...facts,
    ...(tables as unknown as Pick<FoldedFacts, TableName | "sightings">),
    attributes,
    dictionaries: dictionaries as LogDictionaries,
  };
}

/** Marks the codes that stand in cells, until there is none left. @returns how many had no mark yet */
function countNew(cells: Int32Array, used: Int32Array, unused: number): number {
  let found = 0;
  for (let i = 0; i < cells.length && found < unused; i++) {
    const code = cells[i]!;
    if (code < 0 || used[code] === 1) continue;
    used[code] = 1;
    found++;
  }
  return found;
}
