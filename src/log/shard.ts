import type { IssueCode, RowIssue } from "../schemas/issue.ts";
import { actorKinds, eventTypes } from "../schemas/vocabulary.ts";
import type { ColumnWriter, SideTables } from "./column-writer.ts";
import type { EventBlock } from "./event-blocks.ts";
import type { LogDictionaries } from "./event-log.ts";
import { TextBytes, type TextParts } from "./text-bytes.ts";

const customerKind = actorKinds.indexOf("customer");

type DictionaryName = keyof LogDictionaries;

/** Part of a log as plain data that threads can hand to each other: events in the order in which they came. */
export interface LogShard {
  events: number;
  blocks: (Omit<EventBlock, "ids"> & { ids: TextParts | null })[];
  dictionaries: Record<DictionaryName, readonly string[]>;
  tables: SideTables;
  rows: number;
  refused: number;
  refusedByCode: Partial<Record<IssueCode, number>>;
  issues: RowIssue[];
}

/** What was written so far, as plain data. The writer cannot be used afterwards. */
export function shardColumns(writer: ColumnWriter): Pick<LogShard, "events" | "blocks" | "dictionaries" | "tables"> {
  const { events, dictionaries } = writer;
  const names = Object.keys(dictionaries) as DictionaryName[];
  return {
    events: events.length,
    blocks: events.blocks.map((block) => ({ ...block, ids: block.ids?.toParts() ?? null })),
    dictionaries: Object.fromEntries(names.map((name) => [name, dictionaries[name].values])) as Record<
      DictionaryName,
      string[]
    >,
    tables: writer.sideTables(),
  };
}

/**
 * Writes the events of a shard behind those that the writer has. Shards that are absorbed in the order of their input give the
 * log that reading it in one go gives, to the last number of every dictionary: texts and actors are numbered by first appearance.
 */
export function absorbColumns(writer: ColumnWriter, shard: LogShard, rowOffset: number): void {
  const codes = codesOf(writer, shard);
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
  const firstOf: Partial<Record<number, Int32Array>> = {
    [type("created")]: createdMap,
    [type("assigned")]: codes.agents,
    [type("survey")]: scoreMap,
    [type("linked")]: codes.values,
    [type("field")]: codes.names,
  };
  const secondOf: Partial<Record<number, Int32Array>> = {
    [type("assigned")]: codes.teams,
    [type("survey")]: codes.values,
    [type("promised")]: dueMap,
    [type("field")]: codes.values,
  };
  let left = shard.events;
  for (const block of shard.blocks) {
    const count = Math.min(left, block.ticket.length);
    const ids = block.ids === null ? null : TextBytes.fromParts(block.ids);
    for (let i = 0; i < count; i++) {
      const kind = block.type[i]!;
      const [first, second] = [firstOf[kind], secondOf[kind]];
      const a = first === undefined ? block.a[i]! : mapped(first, block.a[i]!);
      const b = second === undefined ? block.b[i]! : mapped(second, block.b[i]!);
      const ticket = codes.tickets[block.ticket[i]!]!;
      const actor = mapped(actorMap, block.actor[i]!);
      writer.events.append(
        ticket,
        block.at[i]!,
        kind,
        actor,
        block.code[i]!,
        block.detail[i]!,
        a,
        b,
        block.row[i]! + rowOffset,
      );
      if (block.seq !== null) writer.events.setSeq(block.seq[i]!);
      if (ids?.has(i)) writer.events.idsForLast().pushFrom(ids, i);
    }
    left -= count;
  }
}

/** By dictionary: what each number of the shard is in the writer. */
function codesOf({ dictionaries }: ColumnWriter, shard: LogShard): Record<DictionaryName, Int32Array> {
  const names = Object.keys(dictionaries) as DictionaryName[];
  const codes = names.map((name) => [
    name,
    Int32Array.from(shard.dictionaries[name], (text) => dictionaries[name].encode(text)),
  ]);
  return Object.fromEntries(codes) as Record<DictionaryName, Int32Array>;
}

function type(name: (typeof eventTypes)[number]): number {
  return eventTypes.indexOf(name);
}
