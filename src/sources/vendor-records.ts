import type { NoteKind } from "./note-book.ts";
import type { SourceRow } from "./source.ts";
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

/**
 * Sorts the rows of an export by what they are, so that its tables may come in one stream and in any order. The first kind that
 * fits counts. Answers of an API that hold a list are opened, and so are the wrappers in which pipelines write records. What is no
 * row at all is refused; rows of no kind are noted.
 */
export function sortRecords<Kind extends string>(
  rows: Iterable<unknown>,
  kinds: Readonly<Record<Kind, RecordKind>>,
  frame: VendorFrame,
): Record<Kind, VendorRecord[]> {
  const entries = Object.entries(kinds) as [Kind, RecordKind][];
  const sorted = Object.fromEntries(entries.map(([kind]) => [kind, []])) as unknown as Record<Kind, VendorRecord[]>;
  /** A row with its kind, under the names of columns by which it is known: some warehouses write them all in capitals. */
  function recognise(row: SourceRow): [Kind, SourceRow] | null {
    for (const spelled of spellings(row)) {
      const kind = entries.find(([, known]) => fits(spelled, known))?.[0];
      if (kind !== undefined) return [kind, spelled];
    }
    return null;
  }
  for (const given of rows) {
    const number = frame.countRow();
    if (!isObject(given)) {
      frame.refuse(number, given);
      continue;
    }
    const row = unwrapped(given);
    const found = recognise(row);
    if (found !== null) {
      sorted[found[0]].push({ number, value: found[1] });
      continue;
    }
    const lists = entries.flatMap(([listed, { inList = [] }]) =>
      inList.flatMap((name) => {
        const list: unknown = fieldOf(row, name);
        // The answer to a question for one thing holds it where others hold a list.
        const elements = Array.isArray(list) ? (list as unknown[]) : isObject(list) && recognise(list) ? [list] : null;
        return elements === null ? [] : [{ listed, elements }];
      }),
    );
    if (lists.length === 0) frame.notes.add(unrecognised, number, Object.keys(row).slice(0, 8).join(" "));
    for (const { listed, elements } of lists) {
      if (elements.length === 0) frame.notes.add(emptyList, number);
      for (const element of elements) {
        if (!isObject(element)) frame.refuse(number, element);
        else {
          const [kind, value] = recognise(element) ?? [listed, element];
          sorted[kind].push({ number, value });
        }
      }
    }
  }
  return sorted;
}

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
