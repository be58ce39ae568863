import { isTimeZone } from "./time-zone.ts";
import { dayNumber, timeOfDayMs, weekdays } from "./wall-time.ts";

/** One thing that is wrong with a calendar. */
export interface CalendarFault {
  /** Where: keys and indexes from the calendar (or the list of calendars) down. */
  path: (string | number)[];
  /** What was expected there and what was found. */
  message: string;
}

type Path = CalendarFault["path"];
type Fields = Record<string, unknown>;

const fields = ["timeZone", "hours", "holidays", "overrides", "breaks", "validFrom", "validTo"];

/**
 * Everything that is wrong with a calendar, or with a list of calendars whose periods of validity must not overlap.
 * Empty where nothing is. Needs no schema library, so that the clock can refuse what it cannot compile.
 */
export function calendarFaults(calendar: unknown): CalendarFault[] {
  if (!Array.isArray(calendar)) return faultsOfOne(calendar, []);
  if (calendar.length === 0) return [{ path: [], message: "expected at least one calendar, got none" }];
  const faults = calendar.flatMap((one, index) => faultsOfOne(one, [index]));
  return faults.length > 0 ? faults : overlapFaults(calendar as Fields[]);
}

/** The first faults as one line of text: `hours.mon.0: expected …; …`. */
export function describeFaults(faults: readonly CalendarFault[]): string {
  const lines = faults.slice(0, 5).map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ` : "") + message);
  if (faults.length > lines.length) lines.push(`and ${faults.length - lines.length} more`);
  return lines.join("; ");
}

function faultsOfOne(calendar: unknown, at: Path): CalendarFault[] {
  if (!isFields(calendar)) return [fault(at, "a calendar object", calendar)];
  const faults: CalendarFault[] = [];
  for (const name of Object.keys(calendar)) {
    if (!fields.includes(name)) faults.push(fault([...at, name], `one of ${fields.join(", ")}`, name));
  }
  if (!isTimeZone(calendar["timeZone"])) {
    faults.push(fault([...at, "timeZone"], "an IANA time zone, like Asia/Shanghai", calendar["timeZone"]));
  }
  faults.push(...tableFaults(calendar["hours"], [...at, "hours"], "weekday", false));
  if (calendar["overrides"] !== undefined) {
    faults.push(...tableFaults(calendar["overrides"], [...at, "overrides"], "date", false));
  }
  if (calendar["breaks"] !== undefined) {
    faults.push(...tableFaults(calendar["breaks"], [...at, "breaks"], "weekday or date", true));
  }
  const holidays = calendar["holidays"] ?? [];
  if (!Array.isArray(holidays)) faults.push(fault([...at, "holidays"], "a list of dates", holidays));
  else holidays.forEach((date, index) => void faults.push(...dateFaults(date, [...at, "holidays", index])));
  for (const bound of ["validFrom", "validTo"]) {
    if (calendar[bound] !== undefined) faults.push(...dateFaults(calendar[bound], [...at, bound]));
  }
  if (faults.length === 0 && firstDay(calendar) > lastDay(calendar)) {
    faults.push(fault([...at, "validTo"], `a date not before validFrom ${calendar["validFrom"]}`, calendar["validTo"]));
  }
  return faults;
}

/** Faults of a table from weekdays or dates to lists of intervals. */
function tableFaults(table: unknown, at: Path, key: "weekday" | "date" | "weekday or date", isBreak: boolean) {
  if (!isFields(table)) return [fault(at, `an object from ${key} to intervals`, table)];
  const faults: CalendarFault[] = [];
  for (const [name, intervals] of Object.entries(table)) {
    const isWeekday = (weekdays as readonly string[]).includes(name);
    if (!(isWeekday ? key !== "date" : key !== "weekday" && dayNumber(name) !== null)) {
      const wanted = {
        weekday: weekdays.join(", "),
        date: "a date yyyy-MM-dd",
        "weekday or date": "mon…sun or a date",
      };
      faults.push(fault([...at, name], wanted[key], name));
    }
    if (intervals === undefined) continue;
    if (!Array.isArray(intervals)) {
      faults.push(fault([...at, name], 'a list of intervals, like [["09:00","17:30"]]', intervals));
    } else {
      intervals.forEach((one, index) => void faults.push(...intervalFaults(one, [...at, name, index], isBreak)));
    }
  }
  return faults;
}

function intervalFaults(interval: unknown, at: Path, isBreak: boolean): CalendarFault[] {
  if (!Array.isArray(interval) || interval.length !== 2) {
    return [fault(at, 'a start and an end, like ["09:00","17:30"]', interval)];
  }
  const [start, end] = interval.map((time) => (typeof time === "string" ? timeOfDayMs(time) : null));
  const faults: CalendarFault[] = [];
  if (start === null || start === 86_400_000) faults.push(fault([...at, 0], "a time 00:00 to 23:59", interval[0]));
  if (end === null) faults.push(fault([...at, 1], "a time 00:00 to 24:00", interval[1]));
  if (faults.length === 0 && isBreak && start === end) faults.push(fault(at, "a break with a length", interval));
  return faults;
}

function dateFaults(date: unknown, at: Path): CalendarFault[] {
  return typeof date === "string" && dayNumber(date) !== null ? [] : [fault(at, "a date yyyy-MM-dd", date)];
}

function overlapFaults(calendars: Fields[]): CalendarFault[] {
  const order = calendars.map((_, index) => index).sort((a, b) => firstDay(calendars[a]!) - firstDay(calendars[b]!));
  return order.slice(1).flatMap((index, position) => {
    const before = order[position]!;
    if (firstDay(calendars[index]!) > lastDay(calendars[before]!)) return [];
    const message = `expected periods of validity that do not overlap, got one that overlaps that of calendar ${before}`;
    return [{ path: [index], message }];
  });
}

function firstDay(calendar: Fields): number {
  return calendar["validFrom"] === undefined ? Number.NEGATIVE_INFINITY : dayNumber(calendar["validFrom"] as string)!;
}

function lastDay(calendar: Fields): number {
  return calendar["validTo"] === undefined ? Number.POSITIVE_INFINITY : dayNumber(calendar["validTo"] as string)!;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fault(path: Path, expected: string, found: unknown): CalendarFault {
  return { path, message: `expected ${expected}, got ${JSON.stringify(found) ?? String(found)}` };
}
