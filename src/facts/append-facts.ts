import { Dictionary } from "../log/dictionary.ts";
import { dictionaryNames } from "../log/empty-dictionaries.ts";
import type { LogDictionaries } from "../log/event-log.ts";
import { type Observable, observables } from "../schemas/policy.ts";
import type { ColumnKind, DictionaryName, TableName, TableSpec } from "./columns.ts";
import type { FoldedFacts } from "./facts.ts";
import { savedTables } from "./facts-layout.ts";

type Numbers = Float64Array | Int32Array | Uint8Array;
type AnyTable = { readonly length: number } & Record<string, Numbers | number>;

/**
 * Facts of a few tickets put behind those of many, none of which they share: what `concatFacts` gives, without looking at every
 * text and every cell of the many.
 */
export function appendFacts(many: FoldedFacts, few: FoldedFacts): FoldedFacts {
  const dictionaries: Partial<Record<DictionaryName, Dictionary>> = {};
  const codes: Partial<Record<DictionaryName, Int32Array>> = {};
  for (const name of dictionaryNames) {
    const extended = withTexts(many.dictionaries[name], few.dictionaries[name]);
    dictionaries[name] = extended.dictionary;
    codes[name] = extended.codes;
  }
  const moved = (cells: Numbers, column: ColumnKind): Numbers => {
    if (column.kind === "ref") return cells.map((code) => (code < 0 ? code : codes[column.dictionary]![code]!));
    if (column.kind !== "row") return cells;
    const base = many[column.table].length;
    return cells.map((row) => (row < 0 ? row : row + base));
  };
  const joined = savedTables().map(([name, spec]) => {
    const [first, second] = [many[name], few[name]] as unknown as [AnyTable, AnyTable];
    return [name, joinTable(spec, first, second, moved)];
  });
  const attributes = new Map<string, Int32Array>();
  for (const name of new Set([...many.attributes.keys(), ...few.attributes.keys()])) {
    const column = new Int32Array(many.tickets.length + few.tickets.length).fill(-1);
    const [first, second] = [many.attributes.get(name), few.attributes.get(name)];
    if (first !== undefined) column.set(first);
    if (second !== undefined) column.set(moved(second, { kind: "ref", dictionary: "values" }), many.tickets.length);
    attributes.set(name, column);
  }
  const newest = [many.newestAt, few.newestAt].filter((at) => !Number.isNaN(at));
  return {
    ...many,
    ...(Object.fromEntries(joined) as Pick<FoldedFacts, TableName | "sightings">),
    attributes,
    dictionaries: dictionaries as LogDictionaries,
    observed: Object.fromEntries(
      observables.map((name) => [name, many.observed[name] || few.observed[name]]),
    ) as Record<Observable, boolean>,
    newestAt: newest.length === 0 ? Number.NaN : Math.max(...newest),
  };
}

/** A dictionary with further texts, and what number each of those has there. The same one where none is new. */
function withTexts(many: Dictionary, few: Dictionary): { dictionary: Dictionary; codes: Int32Array } {
  const known = new Map(few.values.map((text) => [text, -1]));
  if (known.size > 0) {
    many.values.forEach((text, code) => {
      if (known.has(text)) known.set(text, code);
    });
  }
  let dictionary = many;
  const codes = Int32Array.from(few.values, (text) => {
    const code = known.get(text)!;
    if (code >= 0) return code;
    if (dictionary === many) dictionary = copyOf(many);
    return dictionary.append(text);
  });
  return { dictionary, codes };
}

function copyOf({ values }: Dictionary): Dictionary {
  const copy = new Dictionary();
  for (const text of values) copy.append(text);
  return copy;
}

function joinTable(
  spec: TableSpec,
  first: AnyTable,
  second: AnyTable,
  moved: (cells: Numbers, column: ColumnKind) => Numbers,
): AnyTable {
  const length = first.length + second.length;
  const columns = Object.entries(spec).map(([name, column]) => {
    const [before, after] = [first[name] as Numbers, second[name] as Numbers];
    const into = new (before.constructor as new (length: number) => Numbers)(length);
    into.set(before as never);
    into.set(moved(after, column) as never, first.length);
    return [name, into];
  });
  return { length, ...Object.fromEntries(columns) };
}
