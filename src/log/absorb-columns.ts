import { actorKinds, type EventType, eventTypes } from "../schemas/vocabulary.ts";
import type { ColumnWriter, SideTables } from "./column-writer.ts";
import { byDictionary } from "./empty-dictionaries.ts";
import { eventNumbers, Place } from "./event-blocks.ts";
import type { LogDictionaries } from "./event-log.ts";
import type { LogColumns } from "./log-columns.ts";
import { type EventParts, groupsOf } from "./log-parts.ts";

const linkedType = eventTypes.indexOf("linked");
const customerKind = actorKinds.indexOf("customer");

type DictionaryName = keyof LogDictionaries;
/** By dictionary: what each number of the given columns is in the log that takes them. */
export type TextCodes = Record<DictionaryName, Int32Array>;

/** The numbers of texts in the dictionaries of a log, where they are added if they are new. */
export function codesByText(texts: Record<DictionaryName, readonly string[]>, into: LogDictionaries): TextCodes {
  return byDictionary((name) => Int32Array.from(texts[name], (text) => into[name].encode(text)));
}

/** Writes events behind those that the writer has; texts and actors are numbered by first appearance. */
export function absorbColumns(writer: ColumnWriter, columns: LogColumns, codes: TextCodes): void {
  const { actor: actorMap, ...maps } = absorbTables(writer, columns, codes);
  const { ticket, at, type, actor, code, detail, a, b, row, seq } = columns;
  for (let event = 0; event < ticket.length; event++) {
    const mapOfA = maps.a[type[event]!]!;
    const mapOfB = maps.b[type[event]!]!;
    const by = actor[event]!;
    const owner = codes.tickets[ticket[event]!]!;
    const first = mapOfA !== null && a[event]! >= 0 ? mapOfA[a[event]!]! : a[event]!;
    writer.events.append(
      owner,
      at[event]!,
      type[event]! | (code[event]! << 8) | (detail[event]! << 16),
      by < 0 ? by : actorMap[by]!,
      type[event] === linkedType ? writer.otherTicket(first, owner) : first,
      mapOfB !== null && b[event]! >= 0 ? mapOfB[b[event]!]! : b[event]!,
      row === undefined ? event + 1 : row[event]!,
    );
    if (seq !== undefined) writer.events.setSeq(seq[event]!);
  }
}

/**
 * Writes the events of another writer behind those that this one has; as `absorbColumns`. Those of a ticket come in their order. The
 * memory of the other's events is used again for those that come here.
 * @param rowOf the row of the whole input that a row of theirs is
 */
export function absorbBlocks(
  writer: ColumnWriter,
  parts: EventParts,
  codes: TextCodes,
  rowOf: (row: number) => number,
): void {
  const maps = absorbTables(writer, parts, codes);
  const { events } = writer;
  for (const { numbers, times, length, seq, ids } of groupsOf(parts).flat()) {
    for (let i = 0, from = 0; i < length; i++, from += eventNumbers) {
      const deed = numbers[from + Place.deed]!;
      const mapOfA = maps.a[deed & 255]!;
      const mapOfB = maps.b[deed & 255]!;
      const [actor, a, b] = [numbers[from + Place.actor]!, numbers[from + Place.a]!, numbers[from + Place.b]!];
      events.append(
        codes.tickets[numbers[from + Place.ticket]!]!,
        times[from >> 1]!,
        deed,
        actor < 0 ? actor : maps.actor[actor]!,
        mapOfA !== null && a >= 0 ? mapOfA[a]! : a,
        mapOfB !== null && b >= 0 ? mapOfB[b]! : b,
        rowOf(numbers[from + Place.row]!),
      );
      if (seq !== null) events.setSeq(seq[i]!);
      if (ids?.has(i)) events.idsForLast().pushFrom(ids, i);
    }
    events.reuse(numbers);
  }
}

/** What the numbers in the columns of events become. */
interface EventMaps {
  actor: Int32Array;
  /** By event type: what the numbers in `a` and `b` point at, or `null` where they are what they are. */
  a: readonly (Int32Array | null)[];
  b: readonly (Int32Array | null)[];
}

/** Adds the rows of tables to those of a writer. */
function absorbTables(writer: ColumnWriter, tables: SideTables, codes: TextCodes): EventMaps {
  const { actors, created, scores, dueAt } = tables;
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
  return { actor: actorMap, ...payloadMaps(codes, { createdMap, scoreMap, dueMap }) };
}

function payloadMaps(
  codes: TextCodes,
  { createdMap, scoreMap, dueMap }: { createdMap: Int32Array; scoreMap: Int32Array; dueMap: Int32Array },
): Pick<EventMaps, "a" | "b"> {
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
