import type { ColumnWriter } from "./column-writer.ts";

/** An event whose ticket has its id already, with other content. */
export interface IdConflict {
  event: number;
  first: number;
}

/** The same for those who do not have the events: rows of the input, the ticket by its number. */
export interface ConflictingRow {
  row: number;
  ticket: number;
  id: string;
  firstRow: number;
}

export function conflictingRows({ events }: ColumnWriter, conflicts: readonly IdConflict[]): ConflictingRow[] {
  return conflicts.map(({ event, first }) => {
    return { row: events.row(event), ticket: events.ticket(event), id: events.id(event), firstRow: events.row(first) };
  });
}

/** Up to here comparing each with each is faster than a table. */
const fewEvents = 12;

/**
 * Takes out of one ticket the events whose id an earlier one has: repeats, where they say the same, and conflicts, where they
 * do not. The first stays. Hashes only spare comparisons: ids are compared byte by byte before two are held to be one.
 *
 * @returns where the ticket's events now end in `order`
 */
export function dropKnownIds(
  writer: ColumnWriter,
  order: Int32Array,
  from: number,
  to: number,
  conflicts: IdConflict[],
): number {
  const { events } = writer;
  const hashes = new Int32Array(to - from);
  const firstByHash = to - from > fewEvents ? new Map<number, number[]>() : null;
  let kept = from;
  for (let i = from; i < to; i++) {
    const event = order[i]!;
    if (events.hasId(event)) {
      const hash = events.idHash(event);
      const known = firstByHash?.get(hash);
      let first = -1;
      if (firstByHash === null) {
        for (let j = from; j < kept && first < 0; j++) {
          const earlier = order[j]!;
          if (hashes[j - from] === hash && events.hasId(earlier) && events.sameId(earlier, event)) first = earlier;
        }
      } else first = known?.find((earlier) => events.sameId(earlier, event)) ?? -1;
      if (first >= 0) {
        if (!writer.sameContent(first, event)) conflicts.push({ event, first });
        continue;
      }
      hashes[kept - from] = hash;
      if (known !== undefined) known.push(event);
      else firstByHash?.set(hash, [event]);
    }
    order[kept++] = event;
  }
  return kept;
}

/**
 * Takes out of events of one time and `seq` those without id that an earlier one equals in every field. The first stays.
 * Many events of one instant cost no square: they are first parted by a hash of what they say.
 *
 * @returns where the events that stay end in `order`
 */
export function dropEqualRows(writer: ColumnWriter, order: Int32Array, from: number, to: number): number {
  const { events } = writer;
  const isRepeat = (event: number, earlier: number) => !events.hasId(earlier) && writer.sameContent(earlier, event);
  let kept = from;
  if (to - from <= fewEvents) {
    for (let i = from; i < to; i++) {
      const event = order[i]!;
      let repeated = false;
      if (!events.hasId(event)) for (let j = from; j < kept && !repeated; j++) repeated = isRepeat(event, order[j]!);
      if (!repeated) order[kept++] = event;
    }
    return kept;
  }
  const alike = new Map<number, number[]>();
  for (let i = from; i < to; i++) {
    const event = order[i]!;
    if (!events.hasId(event)) {
      const key = writer.contentHash(event);
      const known = alike.get(key);
      if (known === undefined) alike.set(key, [event]);
      else if (known.some((earlier) => isRepeat(event, earlier))) continue;
      else known.push(event);
    }
    order[kept++] = event;
  }
  return kept;
}
