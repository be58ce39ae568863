import { Dictionary } from "../log/dictionary.ts";
import { dictionaryNames } from "../log/empty-dictionaries.ts";
import type { LogDictionaries } from "../log/event-log.ts";
import { decodeText } from "../log/text-codec.ts";
import { type Observable, observables, policySchema } from "../schemas/policy.ts";
import { soundCells } from "./check-cells.ts";
import type { ColumnKind, DictionaryName, TableName } from "./columns.ts";
import type { Facts, FoldedFacts } from "./facts.ts";
import { frameOf } from "./facts-frame.ts";
import { type FactsHead, savedTables } from "./facts-layout.ts";
import { PieceReader } from "./piece-reader.ts";
import type { FactsFault, FactsInput, SavedFacts } from "./saved-facts.ts";

export interface LoadedFacts {
  /** What was saved, one after another. */
  parts: SavedFacts[];
  /** Why what follows the parts cannot be loaded; `null` where everything was. */
  fault: FactsFault | null;
}

/**
 * Facts that `saveFacts` wrote, as many as the bytes hold one after another. Nothing is believed: lengths, checksum, and every
 * reference and word are checked before anything is handed out.
 *
 * @throws {TypeError} where it is given anything but a Uint8Array, such as base64; what the bytes hold is never thrown
 * @example
 * const { parts, fault } = loadFacts(bytes);
 * if (fault !== null) throw new Error(`${fault.found}; ${fault.hint}`);
 */
export function loadFacts(bytes: Uint8Array): LoadedFacts {
  // Not `instanceof`: the bytes may come from another realm, as in a test runner or a frame.
  const given = Object.prototype.toString.call(bytes).slice(8, -1);
  if (given !== "Uint8Array") throw new TypeError(`loadFacts: expected a Uint8Array, got ${nameOf(bytes, given)}`);
  const parts: SavedFacts[] = [];
  for (let at = 0; at < bytes.length; ) {
    const frame = frameOf(bytes.subarray(at));
    if ("fault" in frame) return { parts, fault: { at, ...frame.fault } };
    const loaded = load(frame.bytes, frame.head, frame.columnsAt);
    if (typeof loaded === "string") return { parts, fault: { at, ...damaged(loaded) } };
    parts.push(loaded);
    at += frame.bytes.length;
  }
  return { parts, fault: null };
}

/** A value that somebody gave by mistake, in words. */
function nameOf(value: unknown, kind: string): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  return /^[AEIOU]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

function damaged(found: string): Omit<FactsFault, "at"> {
  const hint = "fold the events again; check how the facts were carried here";
  return { code: "damaged", expected: "facts as they were saved", found, hint };
}

/** The facts, or what is wrong with them. */
function load(bytes: Uint8Array, head: FactsHead, columnsAt: number): SavedFacts | string {
  const pieces = new PieceReader(bytes, columnsAt);
  const tables: Record<string, { length: number } & Record<string, unknown>> = {};
  const unchecked: [column: ColumnKind, cells: ArrayLike<number>][] = [];
  for (const [name, spec] of savedTables()) {
    const [rows, packings] = head.tables[name] ?? [];
    const columns = Object.entries(spec);
    const isAbsent = name === "sightings" && packings === "";
    if (!isCount(rows) || typeof packings !== "string" || (!isAbsent && packings.length !== columns.length))
      return `no table ${name}`;
    const table: Record<string, unknown> = {};
    if (!isAbsent) {
      for (const [place, [column, kind]] of columns.entries()) {
        const cells = pieces.column(kind, packings[place]!, rows, place === 0);
        if (cells === null) return `no column ${name}.${column} of ${rows} rows`;
        table[column] = cells;
        unchecked.push([kind, cells]);
      }
    }
    tables[name] = { length: rows, ...table };
  }
  const attributes = new Map<string, Int32Array>();
  for (const [name, packing] of head.attributes) {
    const column = { kind: "ref", dictionary: "values" } as const;
    const cells = pieces.column(column, packing, tables["tickets"]!.length, false);
    if (cells === null) return "no column of an attribute";
    attributes.set(name, cells as Int32Array);
    unchecked.push([column, cells]);
  }
  const dictionaries = loadDictionaries(head, pieces);
  if (dictionaries === null) return "no texts";
  if (!pieces.atEnd) return "more bytes than columns";
  const rowsOf = (table: TableName) => tables[table]!.length;
  const textsOf = (name: DictionaryName) => dictionaries[name].size;
  if (!unchecked.every(([column, cells]) => soundCells(column, cells, rowsOf, textsOf)))
    return "a cell that points nowhere";
  const policy = policySchema.safeParse(head.policy);
  if (!policy.success) return "a policy that is none";
  const { sightings, ...factTables } = tables;
  const said = { attributes, dictionaries, observed: observedOf(head.observed), policy: policy.data };
  const stage =
    head.stage === "linked"
      ? { stage: head.stage, asOf: head.asOf ?? Number.NaN, notes: head.notes }
      : {
          ...{ stage: head.stage, asOf: head.asOf, newestAt: head.newestAt ?? Number.NaN, notes: head.notes },
          sightings: head.forUpdates ? sightings : null,
        };
  return {
    facts: { ...factTables, ...said, ...stage } as unknown as Facts | FoldedFacts,
    input: head.input as FactsInput | null,
  };
}

function loadDictionaries(head: FactsHead, pieces: PieceReader): LogDictionaries | null {
  const dictionaries: Partial<Record<DictionaryName, Dictionary>> = {};
  for (const name of dictionaryNames) {
    const [count, packing, size] = head.dictionaries[name] ?? [];
    if (!isCount(count) || typeof packing !== "string" || !isCount(size)) return null;
    const lengths = pieces.column("lengths", packing, count, true);
    const texts = pieces.bytes(size);
    if (lengths === null || texts === null) return null;
    const dictionary = new Dictionary();
    let at = 0;
    for (const length of lengths) {
      if (length < 0 || at + length > size) return null;
      dictionary.append(decodeText(texts, at, at + length));
      at += length;
    }
    if (at !== size) return null;
    dictionaries[name] = dictionary;
  }
  return dictionaries as LogDictionaries;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function observedOf(saved: unknown): Record<Observable, boolean> {
  const shown = saved as Partial<Record<Observable, unknown>>;
  return Object.fromEntries(observables.map((name) => [name, shown[name] === true])) as Record<Observable, boolean>;
}
