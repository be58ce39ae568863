import type { Calendar, OpenInterval } from "../schemas/calendar.ts";
import { dayNumber, timeOfDayMs, weekdayOfDay } from "../schemas/wall-time.ts";
import { mergeSpans, type Span, subtractSpans } from "./spans.ts";
import type { Zone } from "./zone.ts";

const DAY_MS = 86_400_000;

/** From a weekday or a day number to intervals on the wall clock, in ms from midnight; ends may lie on the next day. */
type Timetable = ReadonlyMap<string | number, readonly Span[]>;

/**
 * The stretches during which one calendar is open, sorted and apart, for every shift that starts on one of the days
 * `firstDay` to `lastDay` (day numbers in the calendar's zone, both included).
 */
export function openSpans(calendar: Calendar, zone: Zone, firstDay: number, lastDay: number): Span[] {
  const hours = timetable(calendar.hours);
  const overrides = timetable(calendar.overrides ?? {});
  const breaks = timetable(calendar.breaks ?? {});
  const holidays = new Set((calendar.holidays ?? []).map(dayNumber));
  const { validFrom, validTo } = validDays(calendar);
  const open: Span[] = [];
  const off: Span[] = [];
  for (let day = firstDay; day <= lastDay; day++) {
    // A date that the zone left out (Samoa had no 30 December 2011) has no hours: its shifts must not move to the next day.
    if (zone.toWall(zone.toInstant(day * DAY_MS)) >= (day + 1) * DAY_MS) continue;
    const weekday = weekdayOfDay(day);
    // Breaks hold a day longer than the hours, for a night shift that began on the last valid day.
    addSpans(off, zone, day, breaks.get(day) ?? breaks.get(weekday));
    if (day < validFrom || day > validTo) continue;
    addSpans(open, zone, day, overrides.get(day) ?? (holidays.has(day) ? undefined : hours.get(weekday)));
  }
  return subtractSpans(mergeSpans(open), mergeSpans(off));
}

/** First and last day on which a calendar holds, as day numbers; infinite where it names none. */
export function validDays(calendar: Calendar): { validFrom: number; validTo: number } {
  return {
    validFrom: calendar.validFrom === undefined ? Number.NEGATIVE_INFINITY : dayNumber(calendar.validFrom)!,
    validTo: calendar.validTo === undefined ? Number.POSITIVE_INFINITY : dayNumber(calendar.validTo)!,
  };
}

function timetable(table: { readonly [key: string]: readonly OpenInterval[] | undefined }): Timetable {
  const entries = Object.entries(table).filter(([, intervals]) => intervals !== undefined);
  return new Map(entries.map(([key, intervals]) => [dayNumber(key) ?? key, intervals!.map(wallSpan)]));
}

function wallSpan([startText, endText]: OpenInterval): Span {
  const start = timeOfDayMs(startText)!;
  const end = timeOfDayMs(endText)!;
  return [start, end > start ? end : end + DAY_MS];
}

function addSpans(spans: Span[], zone: Zone, day: number, wallSpans: readonly Span[] | undefined): void {
  for (const [start, end] of wallSpans ?? []) {
    const fromMs = zone.toInstant(day * DAY_MS + start);
    const toMs = zone.toInstant(day * DAY_MS + end);
    // A start inside a spring gap moves past the gap, where a short interval may already have ended.
    if (fromMs < toMs) spans.push([fromMs, toMs]);
  }
}
