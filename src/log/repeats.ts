import type { ColumnWriter } from "./column-writer.ts";

export interface Repeats {
  /** 1 for an event to leave out, by event; `null` where nothing is. */
  dropped: Uint8Array | null;
  /** Events dropped as repeats of an earlier row. */
  repeats: number;
  /** Events refused because an earlier row of the ticket has their id with other content. */
  conflicts: { event: number; first: number }[];
}

/**
 * Finds repeated rows: the same ticket and id with the same content, or, without ids, rows equal in every field. The first
 * stays. Works ticket by ticket; within one, events are bucketed by id or by a hash of time and type, so that a ticket of
 * many events at one instant costs no square.
 */
export function findRepeats(writer: ColumnWriter, order: Int32Array, ticketFrom: Int32Array): Repeats {
  const result: Repeats = { dropped: null, repeats: 0, conflicts: [] };
  const drop = (event: number) => {
    result.dropped ??= new Uint8Array(writer.at.length);
    result.dropped[event] = 1;
  };
  for (let ticket = 0; ticket + 1 < ticketFrom.length; ticket++) {
    const from = ticketFrom[ticket]!;
    const to = ticketFrom[ticket + 1]!;
    if (to - from < 2) continue;
    const firstById = new Map<string, number>();
    const withoutId = new Map<string, number[]>();
    for (let i = from; i < to; i++) {
      const event = order[i]!;
      const id = writer.ids[event];
      if (id !== undefined) {
        const first = firstById.get(id);
        if (first === undefined) firstById.set(id, event);
        else {
          drop(event);
          if (writer.sameContent(first, event)) result.repeats++;
          else result.conflicts.push({ event, first });
        }
        continue;
      }
      const key = `${writer.at.at(event)} ${writer.type.at(event)} ${writer.seq.at(event)} ${writer.actor.at(event)} ${writer.code.at(event)} ${writer.detail.at(event)}`;
      const bucket = withoutId.get(key);
      if (bucket === undefined) withoutId.set(key, [event]);
      else if (bucket.some((earlier) => writer.sameContent(earlier, event))) {
        drop(event);
        result.repeats++;
      } else bucket.push(event);
    }
  }
  return result;
}
