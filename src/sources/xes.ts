import type { SourceResult, SourceRow } from "./source.ts";
import { fromTable, type TableOptions } from "./table.ts";
import { XesRows } from "./xes-rows.ts";

/**
 * Turns an XES event log (IEEE 1849-2016) into event rows, by a mapping file for tables: a row is an event, its columns are the
 * event's attributes by their keys, and those of its trace with `case:` before the key.
 *
 * A file that stops being XML is read up to there, and says so in the notes.
 *
 * @param text the document, whole or in pieces as they come
 * @throws {TypeError} where the map names an attribute that no event has
 * @throws {RangeError} where `timeZone` is not an IANA zone
 * @example
 * const { map } = parseTableMap(JSON.parse(mapText));
 * const { log } = parseEvents(fromXes(xesText, { map }).rows);
 */
export function fromXes(text: string | Iterable<string>, options: TableOptions): SourceResult {
  const reader = new XesRows();
  const source = fromTable(rowsOf(typeof text === "string" ? [text] : text, reader), options);
  return { ...source, notes: [...reader.notes(), ...source.notes] };
}

function* rowsOf(chunks: Iterable<string>, reader: XesRows): Generator<SourceRow> {
  for (const chunk of chunks) yield* reader.write(chunk);
  yield* reader.close();
}
