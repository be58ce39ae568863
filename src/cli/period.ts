import { compileZone } from "../clock/zone.ts";
import { InstantReader } from "../log/instant.ts";
import { dayNumber } from "../schemas/wall-time.ts";
import { UsageError } from "./usage-error.ts";

/** A half-open stretch of time, epoch ms. */
export interface Period {
  start: number;
  end: number;
}

const dayMs = 86_400_000;

/**
 * Reads `--period`: `START/END`, where dates are whole days of the zone and END is included, and instants are exact and END is not;
 * or one month (`2026-11`), day or year.
 * @throws {UsageError}
 */
export function parsePeriod(text: string, timeZone: string): Period {
  const parts = text.split("/");
  const [from, to] = parts.length === 1 ? [parts[0], parts[0]] : parts.length === 2 ? parts : [undefined, undefined];
  const start = from === undefined ? null : edge(from, timeZone, "start");
  const end = to === undefined ? null : edge(to, timeZone, "end");
  if (start === null || end === null || (parts.length === 1 && isInstant(text)))
    throw new UsageError(
      `--period: expected START/END as 2026-11-01/2026-11-30, instants with an offset, or a month as 2026-11, got ${text}`,
    );
  if (start >= end) throw new UsageError(`--period: expected a START before the END, got ${text}`);
  return { start, end };
}

/**
 * Reads `--as-of`: an instant, or a date, whose end is meant.
 * @returns epoch ms
 * @throws {UsageError}
 */
export function parseAsOf(text: string, timeZone: string): number {
  const at = isInstant(text) ? edge(text, timeZone, "start") : edge(text, timeZone, "end");
  if (at === null || /^\d{4}(-\d\d)?$/.test(text))
    throw new UsageError(`--as-of: expected an instant as 2026-11-30T18:00+08:00 or a date as 2026-11-30, got ${text}`);
  // The last millisecond of the day, so that an event at the following midnight stays out.
  return isInstant(text) ? at : at - 1;
}

const isInstant = (text: string) => /[Tt ]|^\d{5,}$/.test(text);

/** Where a stretch named by a date, month, year or instant begins or ends. */
function edge(text: string, timeZone: string, which: "start" | "end"): number | null {
  if (isInstant(text)) {
    const read = new InstantReader(timeZone).read(/^\d+$/.test(text) ? Number(text) : text);
    return typeof read === "string" ? null : read;
  }
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (match === null) return null;
  const [, year, month, day] = match;
  const first = dayNumber(`${year}-${month ?? "01"}-${day ?? "01"}`);
  if (first === null) return null;
  const zone = compileZone(timeZone);
  if (which === "start") return zone.toInstant(first * dayMs);
  if (day !== undefined) return zone.toInstant((first + 1) * dayMs);
  const wall = new Date(first * dayMs);
  if (month === undefined) wall.setUTCFullYear(wall.getUTCFullYear() + 1);
  else wall.setUTCMonth(wall.getUTCMonth() + 1);
  return zone.toInstant(wall.getTime());
}
