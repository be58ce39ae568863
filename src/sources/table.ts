import type { TableMap } from "../schemas/table-map.ts";
import type { SourceResult } from "./source.ts";
import { eventTableSource } from "./table-events.ts";
import { ticketTableSource } from "./table-tickets.ts";
import { readWhole, type TicketSource } from "./ticket-source.ts";

export interface TableOptions {
  /** What the columns mean; read one from a file with `parseTableMap`. */
  map: TableMap;
  /** IANA zone of times without an offset, unless the map names one for their column. */
  timeZone?: string | undefined;
}

/**
 * Turns the rows of any table into event rows, by a mapping file: a table with a row for every event, or a flat one with a row
 * for every ticket.
 *
 * Nothing is dropped in silence. A row that the map has no meaning for, or whose time cannot be read, still gives an event row,
 * which `parseEvents` then refuses with the reason; rows that the map leaves out are counted in the notes. A row that repeats
 * another of its ticket gives the same event rows again, which `parseEvents` counts as repeats.
 *
 * @param rows objects by column name: texts (CSV) or JSON values
 * @throws {TypeError} where the map names a column that the file does not have, with the name that was probably meant
 * @throws {RangeError} where `timeZone` is not an IANA zone
 * @example
 * const { map, issues } = parseTableMap(JSON.parse(text));
 * const source = fromTable(rows, { map, timeZone: "Europe/Berlin" });
 * const { log } = parseEvents(source.rows);
 */
export function fromTable(rows: Iterable<unknown>, options: TableOptions): SourceResult {
  return readWhole(tableSource(options), rows);
}

/** What reads a table ticket by ticket; see `fromTable`. */
export function tableSource({ map, timeZone }: TableOptions): TicketSource {
  return map.kind === "events" ? eventTableSource(map, timeZone) : ticketTableSource(map, timeZone);
}
