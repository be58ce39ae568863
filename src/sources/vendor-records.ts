import type { NoteKind } from "./note-book.ts";
import type { SourceRow } from "./source.ts";
import type { RecordLists } from "./ticket-source.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import { fieldOf, isObject, objectOf } from "./vendor-values.ts";

/** One object of an export. */
export interface VendorRecord {
  /** 1-based row of the source in which it stands. */
  number: number;
  value: SourceRow;
}

/** How the objects of one kind are known. */
export interface RecordKind {
  /** Fields that they all have. */
  has?: readonly (string | readonly string[])[];
  /** Fields that none of them has. */
  hasNot?: readonly string[];
  /** Where an API's answer holds a list of them: `{ "audits": [ … ], "next_page": … }`; an element of another kind is known too. */
  inList?: readonly string[];
}

const unrecognised: NoteKind = {
  code: "unrecognisedRows",
  text: "rows that are none of the tables or objects that are read here, told by their columns",
};

const emptyList: NoteKind = { code: "emptyAnswers", text: "answers of an API that hold an empty list" };

/** A record by what it is, or what is none and is to be refused. */
export type SortedRecord<Kind extends string> = { kind: Kind; value: SourceRow } | { noRecord: unknown };

/**
 * Says what a row of an export is, so that its tables may come in one stream and in any order. The first kind that fits counts.
 * Answers of an API that hold a list are opened, and so are the wrappers in which pipelines write records. What is no row at all
 * is to be refused; rows of no kind are noted.
 */
export function recordSorter<Kind extends string>(
  kinds: Readonly<Record<Kind, RecordKind>>,
  frame: VendorFrame,
): (given: unknown, number: number) => SortedRecord<Kind>[] {
  const entries = Object.entries(kinds) as [Kind, RecordKind][];
  /** A row with its kind, under the names of columns by which it is known: some warehouses write them all in capitals. */
  function recognise(row: SourceRow): [Kind, SourceRow] | null {
    for (const spelled of spellings(row)) {
      const kind = entries.find(([, known]) => fits(spelled, known))?.[0];
      if (kind !== undefined) return [kind, spelled];
    }
    return null;
  }
  function inLists(row: SourceRow) {
    return entries.flatMap(([listed, { inList = [] }]) =>
      inList.flatMap((name) => {
        const list: unknown = fieldOf(row, name);
        // The answer to a question for one thing holds it where others hold a list.
        const elements = Array.isArray(list) ? (list as unknown[]) : isObject(list) && recognise(list) ? [list] : null;
        return elements === null ? [] : [{ listed, elements }];
      }),
    );
  }
  return (given, number) => {
    frame.countRow(number);
    if (!isObject(given)) return [{ noRecord: given }];
    const row = unwrapped(given);
    const found = recognise(row);
    if (found !== null) return [{ kind: found[0], value: found[1] }];
    const lists = inLists(row);
    if (lists.length === 0) frame.notes.add(unrecognised, number, Object.keys(row).slice(0, 8).join(" "));
    return lists.flatMap(({ listed, elements }) => {
      if (elements.length === 0) frame.notes.add(emptyList, number);
      return elements.map((element) => {
        if (!isObject(element)) return { noRecord: element };
        const [kind, value] = recognise(element) ?? [listed, element];
        return { kind, value };
      });
    });
  };
}

/** The lists in which answers of an API hold records. */
export function recordLists(kinds: Readonly<Record<string, RecordKind>>): RecordLists {
  const names = Object.values(kinds).flatMap(({ inList = [] }) => inList);
  return {
    // What stands deeper within a document is read with the whole of it.
    names: [...new Set(names)].filter((name) => !name.includes(".")),
    isRecord: (members) => {
      const row = Object.fromEntries([...members].map((name) => [name, true]));
      const isWrapped = wrappers.some((name) => members.has(name));
      return (
        isWrapped || [...spellings(row)].some((spelled) => Object.values(kinds).some((kind) => fits(spelled, kind)))
      );
    },
  };
}

/** In these pipelines put a record. */
const wrappers = ["_airbyte_data", "_AIRBYTE_DATA", "record"];

function* spellings(row: SourceRow): Generator<SourceRow> {
  yield row;
  const names = Object.keys(row);
  if (names.every((name) => name === name.toLowerCase())) return;
  // A column that is there in both spellings keeps its own.
  yield { ...Object.fromEntries(names.map((name) => [name.toLowerCase().replace(/\s+/g, "_"), row[name]])), ...row };
}

/** The record within what Airbyte (`_airbyte_data`) and Singer (`RECORD` messages) write around it. */
function unwrapped(row: SourceRow): SourceRow {
  const landed = objectOf(row, "_airbyte_data", "_AIRBYTE_DATA");
  if (landed !== undefined) return landed;
  return row["type"] === "RECORD" ? (objectOf(row, "record") ?? row) : row;
}

function fits(row: SourceRow, { has = [], hasNot = [] }: RecordKind): boolean {
  if (has.length === 0) return false;
  const isThere = (name: string) => Object.hasOwn(row, name);
  return has.every((name) => (typeof name === "string" ? isThere(name) : name.some(isThere))) && !hasNot.some(isThere);
}
