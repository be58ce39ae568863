import type { NoteKind } from "./note-book.ts";
import type { SourceRow } from "./source.ts";
import type { VendorFrame } from "./vendor-frame.ts";
import { fieldOf, isObject } from "./vendor-values.ts";

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

/**
 * Sorts the rows of an export by what they are, so that its tables may come in one stream and in any order. The first kind that
 * fits counts. Answers of an API that hold a list are opened. What is no row at all is refused; rows of no kind are noted.
 */
export function sortRecords<Kind extends string>(
  rows: Iterable<unknown>,
  kinds: Readonly<Record<Kind, RecordKind>>,
  frame: VendorFrame,
): Record<Kind, VendorRecord[]> {
  const entries = Object.entries(kinds) as [Kind, RecordKind][];
  const sorted = Object.fromEntries(entries.map(([kind]) => [kind, []])) as unknown as Record<Kind, VendorRecord[]>;
  for (const row of rows) {
    const number = frame.countRow();
    if (!isObject(row)) {
      frame.refuse(number, row);
      continue;
    }
    const kind = entries.find(([, known]) => fits(row, known))?.[0];
    if (kind !== undefined) {
      sorted[kind].push({ number, value: row });
      continue;
    }
    const lists = entries.flatMap(([listed, { inList = [] }]) =>
      inList.flatMap((name) => {
        const list = fieldOf(row, name);
        return Array.isArray(list) ? [[listed, list] as const] : [];
      }),
    );
    if (lists.length === 0) frame.notes.add(unrecognised, number, Object.keys(row).slice(0, 8).join(" "));
    for (const [listed, elements] of lists) {
      for (const element of elements) {
        if (!isObject(element)) frame.refuse(number, element);
        else sorted[entries.find(([, known]) => fits(element, known))?.[0] ?? listed].push({ number, value: element });
      }
    }
  }
  return sorted;
}

function fits(row: SourceRow, { has = [], hasNot = [] }: RecordKind): boolean {
  if (has.length === 0) return false;
  const isThere = (name: string) => Object.hasOwn(row, name);
  return has.every((name) => (typeof name === "string" ? isThere(name) : name.some(isThere))) && !hasNot.some(isThere);
}
