import type { RecordLists } from "../../sources/ticket-source.ts";
import { InputError } from "../bytes/input-error.ts";
import { forgetWords } from "./forget-words.ts";
import { JsonMembers } from "./json-members.ts";
import { largeObject } from "./large-object.ts";
import { type ListElement, listElements } from "./list-elements.ts";
import type { OpenedFile } from "./read-rows.ts";

/** How much of a document is held to see whether it has any of the lists; what is larger cannot be read whole either. */
const longestBeginning = 256 * 1024 * 1024;

/** Some elements of a list, as a document that holds no more, and how many records of the document stand before them. */
export interface ListedRecords {
  /** `null` where none of the elements can be read. */
  document: Record<string, unknown> | null;
  before: number;
  /** Elements that cannot be read. */
  issues: NonNullable<ListElement["issue"]>[];
}

/**
 * The records of a document of more than so many bytes, in pieces, without holding the document; `null` where it is smaller or has
 * none of the lists, and is to be read whole.
 * @throws {InputError} where it turns out, as it is read, to be something that can only be read whole
 */
export async function largeDocument(
  file: OpenedFile,
  largestBytes: number,
  lists: RecordLists,
): Promise<AsyncIterable<ListedRecords> | null> {
  const chunks = file.format === "json" ? await largeObject(file, largestBytes) : null;
  const begun = chunks === null ? null : await beginningOf(chunks, lists);
  if (begun === null) return null;
  file.chunks = begun.chunks;
  return begun.hasList ? listedRecords(file, lists) : null;
}

/** Reads on until one of the lists has begun. */
async function beginningOf(chunks: AsyncIterable<Buffer>, lists: RecordLists) {
  const members = new JsonMembers(lists.names, 0);
  const iterator = chunks[Symbol.asyncIterator]();
  const held: Buffer[] = [];
  let length = 0;
  while (members.lists.size === 0 && length <= longestBeginning) {
    const next = await iterator.next();
    if (next.done === true) break;
    held.push(next.value);
    length += next.value.length;
    members.push(next.value);
  }
  async function* again(): AsyncGenerator<Buffer> {
    try {
      yield* held.splice(0);
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { chunks: again(), hasList: members.lists.size > 0 };
}

async function* listedRecords(file: OpenedFile, lists: RecordLists): AsyncGenerator<ListedRecords> {
  let found: JsonMembers | null = null;
  const seen = new Map<string, number>();
  const elements = listElements(file, file.chunks, lists.names, (members) => {
    found = members;
  });
  for await (const batch of elements) {
    if (file.withoutWords) for (const { value } of batch) forgetWords(value);
    yield* piecesOf(batch, lists, seen);
  }
  const { names, objects, lists: begun } = found! as JsonMembers;
  if (lists.isRecord(names) || objects.size > 0) {
    const what = objects.size > 0 ? `"${[...objects][0]}" in it is no list` : "it is a single record";
    throw new InputError(
      file.path,
      `the document is too large to be held, and ${what}; write a record a line (NDJSON)`,
    );
  }
  for (const name of begun) if (!seen.has(name)) yield { document: { [name]: [] }, before: 0, issues: [] };
}

/** Elements of one list after another; those of a later list stand after those of an earlier one, wherever they are in the file. */
function* piecesOf(
  batch: readonly ListElement[],
  lists: RecordLists,
  seen: Map<string, number>,
): Generator<ListedRecords> {
  const byList = new Map<string, ListElement[]>();
  for (const element of batch) {
    const known = byList.get(element.list);
    if (known === undefined) byList.set(element.list, [element]);
    else known.push(element);
  }
  for (const [list, elements] of byList) {
    const known = seen.get(list) ?? 0;
    const read = elements.filter(({ issue }) => issue === undefined);
    seen.set(list, known + read.length);
    yield {
      document: read.length === 0 ? null : { [list]: read.map(({ value }) => value) },
      before: lists.names.indexOf(list) * 2 ** 40 + known,
      issues: elements.flatMap(({ issue }) => (issue === undefined ? [] : [issue])),
    };
  }
}
