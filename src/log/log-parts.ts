import { timesOf } from "./block-memory.ts";
import { ColumnWriter, type SideTables } from "./column-writer.ts";
import type { EventBlock } from "./event-blocks.ts";
import type { LogDictionaries } from "./event-log.ts";
import type { MakeRoom } from "./room.ts";
import { TextBytes, type TextParts } from "./text-bytes.ts";

/**
 * What a writer has written, as plain data that threads can tell each other; events and tables stay where they are, if that is memory
 * that threads share. Nothing can be added any more.
 */
export interface EventParts extends SideTables {
  groups: (Omit<EventBlock, "number" | "times" | "ids"> & { ids: TextParts | null })[][];
}

/** A log that was read and is to be folded: with those texts at which the fold looks. */
export interface LogParts extends EventParts {
  texts: Partial<Record<keyof LogDictionaries, readonly string[]>>;
  /** Which group of tickets the first of `groups` is. */
  firstGroup: number;
}

/** What folding looks at: the names and values of fields, and the dimensions that they may change. */
const dictionariesOfFold = ["channels", "categories", "priorities", "names", "values"] as const;

export function eventParts(
  writer: ColumnWriter,
  groups: readonly (readonly Omit<EventBlock, "number">[])[],
): EventParts {
  const told = groups.map((blocks) => {
    return blocks.map(({ length, numbers, seq, ids }) => ({ length, numbers, seq, ids: ids?.toParts() ?? null }));
  });
  return { groups: told, ...writer.sideTables(true) };
}

/** The groups of tickets from `first` on up to before `end`, which the writer no longer has. */
export function logParts(writer: ColumnWriter, first: number, end: number): LogParts {
  const texts = Object.fromEntries(dictionariesOfFold.map((name) => [name, writer.dictionaries[name].values]));
  const parts = eventParts(writer, writer.events.groups.slice(first, end));
  for (let group = first; group < end; group++) writer.events.release(group);
  return { ...parts, texts, firstGroup: first };
}

export function groupsOf({ groups }: EventParts): Omit<EventBlock, "number">[][] {
  return groups.map((blocks) => {
    return blocks.map(({ ids, ...block }) => {
      const times = timesOf(block.numbers);
      return { ...block, times, ids: ids === null ? null : TextBytes.of(ids) };
    });
  });
}

/**
 * A writer that has what another one has written, but for names at which the fold does not look; nothing can be added to it.
 * @param makeRoom takes the memory of events back
 */
export function writerOf(parts: LogParts, makeRoom?: MakeRoom): ColumnWriter {
  const writer = new ColumnWriter(makeRoom);
  writer.events.takeGroups(groupsOf(parts), parts.firstGroup);
  writer.fillTables(parts);
  for (const [name, texts] of Object.entries(parts.texts)) {
    for (const text of texts) writer.dictionaries[name as keyof LogDictionaries].append(text);
  }
  return writer;
}
