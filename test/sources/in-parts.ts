import type { EventRow, SourceResult } from "../../src/sources/source.ts";
import type { TicketSource } from "../../src/sources/ticket-source.ts";

/** Reads an export as a log larger than memory is read: put aside as JSON, in parts of whole tickets, which come in any order. */
export function readInParts(source: TicketSource, rows: readonly unknown[], partCount: number): SourceResult {
  const parts: [number, unknown][][] = Array.from({ length: partCount }, () => []);
  const late: [number, unknown][] = [];
  const aside = (number: number, piece: unknown): [number, unknown] => [number, JSON.parse(JSON.stringify(piece))];
  const partOf = (ticket = "") => parts[[...ticket].reduce((sum, c) => sum * 31 + c.charCodeAt(0), 7) % partCount]!;
  for (const [index, row] of rows.entries()) {
    const seen = source.see(row, index + 1);
    if (typeof seen !== "object") throw new TypeError("expected a source that cuts rows into pieces");
    for (const { ticket, piece, late: isLate } of seen)
      (isLate === true ? late : partOf(ticket)).push(aside(index + 1, piece));
  }
  source.checkColumns();
  for (const [number, piece] of late.reverse())
    for (const ticket of source.ticketsOf!(piece, number)) partOf(ticket).push([number, piece]);
  const events: EventRow[] = [];
  const sourceRows: number[] = [];
  for (const part of parts.reverse()) {
    for (const [number, piece] of part) source.take(piece, number);
    const written = source.write();
    events.push(...written.rows);
    sourceRows.push(...written.sourceRows);
  }
  return { rows: events, sourceRows, ...source.finish(), sourceRowCount: rows.length };
}

/**
 * The events of each ticket, with their rows. That a ticket was merged into another is told by the other one's rows, which may be in
 * another part, so these stand apart.
 */
export function byTicket({ rows, sourceRows }: Pick<SourceResult, "rows" | "sourceRows">): [string, unknown[]][] {
  const found = new Map<string, { row: number; event: EventRow }[]>();
  rows.forEach((event, index) => {
    const isMerge = event?.["relation"] === "mergedInto";
    const name = `${String(event?.["ticket"])}${isMerge ? ` into ${String(event["other"])}` : ""}`;
    found.set(name, [...(found.get(name) ?? []), { row: sourceRows[index]!, event }]);
  });
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, told]) => [name, told.sort((a, b) => a.row - b.row)]);
}
