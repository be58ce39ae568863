import type { IssueCode, RowIssue } from "../schemas/issue.ts";
import { ColumnWriter, type SideTables } from "./column-writer.ts";
import type { EventBlock } from "./event-blocks.ts";
import type { LogDictionaries } from "./event-log.ts";
import { sharedRoom } from "./room.ts";
import { TextBytes, type TextParts } from "./text-bytes.ts";

/** What a writer has written, as plain data that threads can tell each other; the events themselves stay where they are, for all. */
export interface EventParts extends SideTables {
  blocks: (Omit<EventBlock, "times" | "ids"> & { ids: TextParts | null })[];
}

/** A stretch of a log as one of several threads has read it, before it takes its place among the others. */
export interface LogStretch extends EventParts {
  texts: Record<keyof LogDictionaries, TextParts>;
  rows: number;
  refused: number;
  refusedByCode: Partial<Record<IssueCode, number>>;
  issues: RowIssue[];
}

/** A log that was read and is to be folded: with those texts at which the fold looks. */
export interface LogParts extends EventParts {
  texts: Partial<Record<keyof LogDictionaries, readonly string[]>>;
}

/** What folding looks at: the names and values of fields, and the dimensions that they may change. */
const dictionariesOfFold = ["channels", "categories", "priorities", "names", "values"] as const;

export function eventParts(writer: ColumnWriter): EventParts {
  const { events } = writer;
  const blocks = events.blocks.map(({ numbers, seq, ids }, block) => {
    return { length: events.lengthOf(block), numbers, seq, ids: ids?.toParts() ?? null };
  });
  return { blocks, ...writer.sideTables() };
}

export function logParts(writer: ColumnWriter): LogParts {
  const texts = Object.fromEntries(dictionariesOfFold.map((name) => [name, writer.dictionaries[name].values]));
  return { ...eventParts(writer), texts };
}

export function blocksOf({ blocks }: EventParts): EventBlock[] {
  return blocks.map(({ ids, ...block }) => {
    const times = new Float64Array(block.numbers.buffer);
    return { ...block, times, ids: ids === null ? null : TextBytes.of(ids, sharedRoom) };
  });
}

/** A writer that has what another one has written, but for names at which the fold does not look; nothing can be added to it. */
export function writerOf(parts: LogParts): ColumnWriter {
  const writer = new ColumnWriter(sharedRoom);
  writer.events.appendBlocks(blocksOf(parts));
  writer.fillTables(parts);
  for (const [name, texts] of Object.entries(parts.texts)) {
    for (const text of texts) writer.dictionaries[name as keyof LogDictionaries].append(text);
  }
  return writer;
}
