import type { Column } from "../schemas/table-map-parts.ts";
import type { IdList, Thread } from "../schemas/table-map-thread.ts";
import { compilePatterns } from "../schemas/value-pattern.ts";
import { type CellReader, integerText } from "./cells.ts";
import { isName, type MapReader } from "./map-reader.ts";
import type { NoteBook, NoteKind } from "./note-book.ts";
import type { SourceRow } from "./source.ts";
import { type ForestFaults, ThreadForest, type ThreadPlace } from "./thread-forest.ts";

/** Ids that exports write where there is none. */
const noIds = ["0", "-1", "nan", "NaN", "None", "none", "null", "NULL", "NA", "N/A", "\\N"];

const withoutBeginning: NoteKind = {
  code: "threadsWithoutBeginning",
  text: "threads whose first message is not in the file; they have no creation, so no first response is counted",
};
const inCircles: NoteKind = {
  code: "threadsInCircles",
  text: "threads whose messages answer each other in a circle, so that none is the first; they have no creation",
};
const selfParents: NoteKind = {
  code: "messagesAnsweringThemselves",
  text: "messages that answer themselves by the export, read as the beginning of a thread",
};
const severalParents: NoteKind = {
  code: "messagesWithSeveralParents",
  text: "messages for which the export names several that they answer; one was taken, whatever the order of the rows",
};
const absentResponses: NoteKind = {
  code: "responsesNotInFile",
  text: "messages that are listed as responses and are not in the file; whoever waits for one of them counts as waiting",
};

/** Notes that are made where a thread's rows are read. */
export const threadNotes = {
  begunByDesk: {
    code: "threadsBegunByDesk",
    text: "threads that the desk began, which have no first response",
  },
  olderThanParent: {
    code: "olderThanWhatTheyAnswer",
    text: "messages with a time before that of the message they answer; those before the beginning of their thread were lifted to it",
  },
} satisfies Record<string, NoteKind>;

/** Puts the messages of a table together into threads; every row is to be added before any is asked for. */
export class TableThreads {
  readonly #forest: ThreadForest;
  readonly #readId: CellReader;
  readonly #readAncestors: (row: SourceRow) => string[];
  readonly #readResponses: (row: SourceRow) => string[];
  readonly #withSeveralParents = new Set<string>();
  #circles: ReadonlySet<string> | null = null;
  #faults: ForestFaults | null = null;

  constructor(thread: Thread, reader: MapReader, place: string) {
    const isNone = compilePatterns((thread.none ?? noIds).map((pattern) => [pattern, true] as const));
    this.#forest = new ThreadForest((id) => isNone(id) ?? false);
    this.#readId = readOneId(thread.id, reader, `${place}.id`);
    const parents = readIds(thread.parent, reader, `${place}.parent`, null);
    const references = readIds(thread.references, reader, `${place}.references`);
    this.#readAncestors = (row) => {
      const ancestors = references(row);
      const [last, ...others] = parents(row);
      if (others.some((other) => other !== last)) this.#withSeveralParents.add(this.#readId(row) ?? "");
      if (last === undefined || (isNone(last) && ancestors.length > 0)) return ancestors;
      const place = ancestors.lastIndexOf(last);
      return place < 0 ? [...ancestors, last] : ancestors.slice(0, place + 1);
    };
    this.#readResponses = readIds(thread.responses, reader, `${place}.responses`);
  }

  /** The message's id; `undefined` where the row has none and so belongs nowhere. */
  idOf(row: SourceRow): string | undefined {
    return this.#readId(row);
  }

  add(row: SourceRow, atMs: number | null): void {
    const id = this.#readId(row);
    if (id !== undefined)
      this.#forest.add(id, this.#readAncestors(row), this.#readResponses(row), atMs ?? Number.POSITIVE_INFINITY);
  }

  placeOf(id: string): ThreadPlace {
    return this.#forest.placeOf(id);
  }

  /** Whether a thread's first message is known: in the file, and in no circle. */
  isBeginning(root: string): boolean {
    this.#faults ??= this.#forest.faults();
    this.#circles ??= new Set(this.#faults.circles);
    return this.#forest.has(root) && !this.#circles.has(root);
  }

  /** Notes a thread whose first message is not there. */
  noteRoot(notes: NoteBook, root: string): void {
    if (!this.#forest.has(root)) notes.add(withoutBeginning, undefined, root);
  }

  /** Notes what is strange in the messages of the whole file. */
  noteFaults(notes: NoteBook): void {
    this.#faults ??= this.#forest.faults();
    const { circles, selfParents: selves, severalParents: several, absentResponses: absent } = this.#faults;
    for (const id of circles) notes.add(inCircles, undefined, id);
    for (const id of selves) notes.add(selfParents, undefined, id);
    for (const id of new Set([...several, ...this.#withSeveralParents])) notes.add(severalParents, undefined, id);
    for (const id of absent) notes.add(absentResponses, undefined, id);
  }
}

function readOneId(column: Column, reader: MapReader, place: string): CellReader {
  const read = reader.column(column, place);
  const plain = plainId(column);
  return (row) => plain(read(row));
}

/** As whole numbers unless the column says otherwise: data frames turn the ids of a column with gaps into 119239.0. */
function plainId(column: Column | IdList): (text: string | undefined) => string | undefined {
  const isText = !isName(column) && column.as === "text";
  return (text) => {
    const bare = text?.replace(/^<([^<>]+)>.*$/s, "$1").trim();
    const id = isText ? bare : integerText(bare);
    return id === "" ? undefined : id;
  };
}

/** @param usual what separates ids unless the map says otherwise; `null` where a cell without brackets is one id */
function readIds(
  list: IdList | undefined,
  reader: MapReader,
  place: string,
  usual: RegExp | null = /[\s,;]+/,
): (row: SourceRow) => string[] {
  if (list === undefined) return () => [];
  const read = reader.column(isName(list) ? list : { ...list, as: "text" }, place);
  const plain = plainId(list);
  const separator = (isName(list) ? undefined : list.separator) ?? usual;
  return (row) => {
    const text = read(row);
    if (text === undefined) return [];
    return idsWithin(text, separator).flatMap((each) => plain(each) ?? []);
  };
}

/** Lists are written as `1,2`, `[1, 2]`, `["1", "2"]`, `<a@x> <b@x>`. */
function idsWithin(text: string, separator: string | RegExp | null): string[] {
  if (typeof separator !== "string" && /^[^<]*<[^<>]+>/.test(text)) return text.match(/<[^<>]+>/g) ?? [];
  const listed = /^\[(.*)\]$/s.exec(text)?.[1];
  const between = separator ?? (listed === undefined ? null : /\s*,\s*/);
  const parts = between === null ? [text] : (listed ?? text).split(between);
  return parts.map((part) => part.trim().replace(/^(["'])(.*)\1$/s, "$2"));
}
