import type { IssueCode } from "../schemas/issue.ts";
import { absorbBlocks } from "./absorb-columns.ts";
import type { Dictionary } from "./dictionary.ts";
import { byDictionary } from "./empty-dictionaries.ts";
import type { LogDictionaries } from "./event-log.ts";
import type { LogBuilder, TakenRows } from "./log-builder.ts";
import { type EventParts, eventParts } from "./log-parts.ts";
import type { TextParts } from "./text-bytes.ts";

/** A stretch of a log as one of several threads has read it, before it takes its place among the others. */
export interface LogStretch extends EventParts, TakenRows {
  texts: Record<keyof LogDictionaries, TextParts>;
}

/** What a builder has taken, for the builder of another thread, which absorbs it. Instead of `finish`. */
export function stretchOf(builder: LogBuilder): LogStretch {
  const { writer, taken } = builder;
  return {
    ...eventParts(writer, writer.events.groups),
    ...taken,
    texts: byDictionary((name) => writer.dictionaries[name].toParts()),
  };
}

/**
 * Has a builder take what another has taken, whose rows follow those that it took itself; the stretch is used up. `rowOf` says what
 * its row numbers are here.
 */
export function absorbStretch(builder: LogBuilder, stretch: LogStretch, rowOf: (row: number) => number): void {
  const { writer } = builder;
  const codes = byDictionary((name) => encodeTexts(writer.dictionaries[name], stretch.texts[name]));
  absorbBlocks(writer, stretch, codes, rowOf);
  const { taken } = builder;
  taken.rows += stretch.rows;
  taken.refused += stretch.refused;
  for (const [code, count] of Object.entries(stretch.refusedByCode) as [IssueCode, number][]) {
    taken.refusedByCode[code] = (taken.refusedByCode[code] ?? 0) + count;
  }
  const room = Math.max(0, taken.maxIssues - taken.issues.length);
  for (const issue of stretch.issues.slice(0, room)) taken.issues.push({ ...issue, row: rowOf(issue.row) });
}

/** More lookups at once would push each other's answers out of the nearest cache. */
const mostAtOnce = 256;

/** The numbers of texts that another thread has handed over, given to them now if they are new. */
export function encodeTexts(dictionary: Dictionary, { ends, bytes, count }: TextParts): Int32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const codes = new Int32Array(count);
  const from = new Int32Array(count + 1);
  from.set(ends.subarray(0, count), 1);
  for (let at = 0; at < count; at += mostAtOnce) {
    const [next, some] = [at + mostAtOnce, Math.min(mostAtOnce, count - at)];
    const [begin, end] = [from.subarray(at, next), ends.subarray(at, next)];
    dictionary.encodeMany(bytes, view, begin, end, some, codes.subarray(at, next));
  }
  return codes;
}
