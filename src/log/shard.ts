import type { IssueCode, RowIssue } from "../schemas/issue.ts";
import { actorKinds, type EventType, eventTypes } from "../schemas/vocabulary.ts";
import type { TextTables } from "./bytes/text-table.ts";
import type { ColumnWriter, SideTables } from "./column-writer.ts";
import { type EventBlock, eventNumbers, place } from "./event-blocks.ts";
import type { LogDictionaries } from "./event-log.ts";
import { TextBytes, type TextParts } from "./text-bytes.ts";

const customerKind = actorKinds.indexOf("customer");

type DictionaryName = keyof LogDictionaries;
const dictionaryNames: readonly DictionaryName[] = [
  "tickets",
  "requesters",
  "agents",
  "teams",
  "employers",
  "channels",
  "categories",
  "priorities",
  "names",
  "values",
];

/** Part of a log as plain data that threads can hand to each other: events in the order in which they came. */
export interface LogShard extends ShardColumns {
  texts: Record<DictionaryName, TextParts>;
  rows: number;
  refused: number;
  refusedByCode: Partial<Record<IssueCode, number>>;
  issues: RowIssue[];
}

/** The events of a shard; what they point at by number is told beside them. */
export interface ShardColumns {
  events: number;
  blocks: (Omit<EventBlock, "ids" | "times"> & { ids: TextParts | null })[];
  tables: SideTables;
}

/** By dictionary: what each number of a shard is in the log that takes it. */
export type TextCodes = Record<DictionaryName, Int32Array>;

/** What was written so far, as plain data. The writer cannot be used afterwards. */
export function shardColumns(writer: ColumnWriter): ShardColumns & Pick<LogShard, "texts"> {
  const { events, dictionaries } = writer;
  return {
    events: events.length,
    blocks: events.blocks.map(({ numbers, seq, ids }) => ({ numbers, seq, ids: ids?.toParts() ?? null })),
    texts: byDictionary((name) => partsOf(dictionaries[name].values)),
    tables: writer.sideTables(),
  };
}

function partsOf(values: readonly string[]): TextParts {
  const texts = new TextBytes(values.length);
  for (const value of values) texts.pushText(value);
  return texts.toParts();
}

/** The numbers of texts that are found, or added, by their bytes. */
export function codesByBytes(texts: LogShard["texts"], tables: TextTables): TextCodes {
  return byDictionary((name) => {
    const { ends, bytes, count } = texts[name];
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const codes = new Int32Array(count);
    for (let i = 0; i < count; i++) codes[i] = tables[name].encode(bytes, view, i === 0 ? 0 : ends[i - 1]!, ends[i]!);
    return codes;
  });
}

/** The numbers of texts in the dictionaries of a log, where they are added if they are new. */
export function codesByText(texts: Record<DictionaryName, readonly string[]>, into: LogDictionaries): TextCodes {
  return byDictionary((name) => Int32Array.from(texts[name], (text) => into[name].encode(text)));
}

function byDictionary<T>(make: (name: DictionaryName) => T): Record<DictionaryName, T> {
  return Object.fromEntries(dictionaryNames.map((name) => [name, make(name)])) as Record<DictionaryName, T>;
}

/**
 * Writes the events of a shard behind those that the writer has. Shards that are absorbed in the order of their input give the
 * log that reading it in one go gives, to the last number of every dictionary: texts and actors are numbered by first appearance.
 */
export function absorbColumns(writer: ColumnWriter, shard: ShardColumns, codes: TextCodes, rowOffset: number): void {
  const { actors, created, scores, dueAt } = shard.tables;
  const mapped = (map: Int32Array, code: number) => (code < 0 ? code : map[code]!);
  const actorMap = new Int32Array(actors.length);
  for (let i = 0; i < actors.length; i++) {
    const people = actors.kind[i] === customerKind ? codes.requesters : codes.agents;
    const [team, employer] = [mapped(codes.teams, actors.team[i]!), mapped(codes.employers, actors.employer[i]!)];
    actorMap[i] = writer.actorOf(actors.kind[i]!, mapped(people, actors.id[i]!), team, employer, actors.supervisor[i]!);
  }
  const createdMap = new Int32Array(created.length);
  for (let i = 0; i < created.length; i++) {
    createdMap[i] = writer.addCreated(
      mapped(codes.requesters, created.requester[i]!),
      mapped(codes.channels, created.channel[i]!),
      mapped(codes.categories, created.category[i]!),
      mapped(codes.priorities, created.priority[i]!),
      mapped(codes.teams, created.team[i]!),
    );
    for (let pair = created.attributesFrom[i]!; pair < created.attributesFrom[i + 1]!; pair++) {
      writer.addAttribute(codes.names[created.attributeName[pair]!]!, codes.values[created.attributeValue[pair]!]!);
    }
  }
  const scoreMap = Int32Array.from(scores.score, (score, i) => writer.addScore(score, scores.min[i]!, scores.max[i]!));
  const dueMap = Int32Array.from(dueAt, (due) => writer.addDue(due));
  const maps = payloadMaps(codes, { createdMap, scoreMap, dueMap });
  let left = shard.events;
  for (const block of shard.blocks) {
    absorbBlock(writer, block, Math.min(left, block.numbers.length / eventNumbers), {
      maps,
      codes,
      actorMap,
      rowOffset,
    });
    left -= block.numbers.length / eventNumbers;
  }
}

/** By event type: what the numbers in `a` and `b` point at, or `null` where they are what they are. */
interface PayloadMaps {
  a: readonly (Int32Array | null)[];
  b: readonly (Int32Array | null)[];
}

function payloadMaps(
  codes: TextCodes,
  { createdMap, scoreMap, dueMap }: { createdMap: Int32Array; scoreMap: Int32Array; dueMap: Int32Array },
): PayloadMaps {
  const firstOf: Partial<Record<EventType, Int32Array>> = {
    created: createdMap,
    assigned: codes.agents,
    survey: scoreMap,
    linked: codes.values,
    field: codes.names,
  };
  const secondOf: Partial<Record<EventType, Int32Array>> = {
    assigned: codes.teams,
    survey: codes.values,
    promised: dueMap,
    field: codes.values,
  };
  return {
    a: eventTypes.map((type) => firstOf[type] ?? null),
    b: eventTypes.map((type) => secondOf[type] ?? null),
  };
}

function absorbBlock(
  writer: ColumnWriter,
  block: LogShard["blocks"][number],
  count: number,
  given: {
    maps: PayloadMaps;
    codes: TextCodes;
    actorMap: Int32Array;
    rowOffset: number;
  },
): void {
  const { events } = writer;
  const { numbers, seq } = block;
  const { maps, actorMap, rowOffset } = given;
  const { tickets } = given.codes;
  const times = new Float64Array(numbers.buffer, numbers.byteOffset, numbers.length / 2);
  const ids = block.ids === null ? null : TextBytes.fromParts(block.ids);
  for (let i = 0; i < count; i++) {
    const from = i * eventNumbers;
    const deed = numbers[from + place.deed]!;
    const actor = numbers[from + place.actor]!;
    let a = numbers[from + place.a]!;
    let b = numbers[from + place.b]!;
    const mapOfA = maps.a[deed & 255]!;
    const mapOfB = maps.b[deed & 255]!;
    if (mapOfA !== null && a >= 0) a = mapOfA[a]!;
    if (mapOfB !== null && b >= 0) b = mapOfB[b]!;
    const ticket = tickets[numbers[from + place.ticket]!]!;
    const row = numbers[from + place.row]! + rowOffset;
    events.appendDeed(ticket, times[from >> 1]!, deed, actor < 0 ? actor : actorMap[actor]!, a, b, row);
    if (seq !== null) events.setSeq(seq[i]!);
    if (ids?.has(i)) events.idsForLast().pushFrom(ids, i);
  }
}
