import type ICAL from "ical.js";
import type { HolidayData } from "../schemas/calendar.ts";
import type { RowIssue } from "../schemas/issue.ts";
import { dateOfDay, dayNumber } from "../schemas/wall-time.ts";
import { occurrences, textOf } from "./ics-occurrences.ts";
import { eventIssue, parseIcs } from "./parse-ics.ts";

type Component = InstanceType<typeof ICAL.Component>;

/** Which events of a calendar file become what. */
export interface IcsOptions {
  /** First date wanted, `yyyy-MM-dd`. */
  fromDate: string;
  /** Last date wanted, included: events may recur for ever. */
  toDate: string;
  /** All-day events whose summary or category matches are make-up working days: `/补班|班）/`. */
  workingDays?: RegExp | undefined;
  /** Where given, only all-day events whose summary, category or description matches are holidays; the rest are passed over. */
  holidays?: RegExp | undefined;
}

/** What was read from a calendar file. */
export interface IcsHolidays {
  /** Holidays and working days, sorted, each date once: for `withHolidays`. */
  data: HolidayData;
  /** What each date is called in the file; several names are joined by " / ". */
  names: { [date: string]: string };
  /** Summaries of events that `holidays` did not match. */
  passedOver: string[];
  /** Events that could not be read, `row` being the event's place in the file, and why. */
  issues: RowIssue[];
}

/**
 * Reads holidays and make-up working days from the text of an iCalendar file (RFC 5545, `.ics`). All-day events count, of several
 * days or recurring, with their exceptions; a cancelled event does not; an event with a time of day is listed in `issues`. Needs
 * the optional package ical.js.
 *
 * @throws RangeError when `fromDate` or `toDate` is no date or they are reversed. A faulty file never throws: see `issues`.
 */
export function holidaysFromIcs(text: string, options: IcsOptions): IcsHolidays {
  const firstDay = dayNumber(options.fromDate);
  const lastDay = dayNumber(options.toDate);
  if (firstDay === null || lastDay === null || firstDay > lastDay) {
    const found = `${options.fromDate} to ${options.toDate}`;
    throw new RangeError(`holidaysFromIcs: expected dates yyyy-MM-dd from the earlier to the later, got ${found}`);
  }
  const issues: RowIssue[] = [];
  const passedOver = new Set<string>();
  const holidays = new Set<number>();
  const workingDays = new Set<number>();
  const names = new Map<number, Set<string>>();
  const { name, events } = parseIcs(text, issues);
  for (const { row, event } of events) {
    // An exception is read together with the series it belongs to.
    if (isException(event) && events.some((other) => !isException(other.event) && sameSeries(other.event, event)))
      continue;
    try {
      for (const { start, end, component } of occurrences(event, lastDay)) {
        if (end <= firstDay || start > lastDay) continue;
        const kind = kindOf(component, options);
        const summary = textOf(component, "summary");
        if (kind === null) passedOver.add(summary);
        for (let day = Math.max(start, firstDay); kind !== null && day < end && day <= lastDay; day++) {
          (kind === "holiday" ? holidays : workingDays).add(day);
          if (summary !== "") names.set(day, (names.get(day) ?? new Set()).add(summary));
        }
      }
    } catch (error) {
      issues.push(eventIssue(error, row, textOf(event, "summary")));
    }
  }
  const data: HolidayData = { holidays: dates(holidays), workingDays: dates(workingDays) };
  return {
    data: name === null ? data : { name, ...data },
    names: Object.fromEntries([...names].sort(byDay).map(([day, found]) => [dateOfDay(day), [...found].join(" / ")])),
    passedOver: [...passedOver],
    issues: issues.sort((a, b) => a.row - b.row),
  };
}

function kindOf(component: Component, options: IcsOptions): "workingDay" | "holiday" | null {
  if (matches(options.workingDays, component, ["summary", "categories"])) return "workingDay";
  if (options.holidays === undefined) return "holiday";
  return matches(options.holidays, component, ["summary", "categories", "description"]) ? "holiday" : null;
}

function dates(days: ReadonlySet<number>): string[] {
  return [...days].sort((a, b) => a - b).map(dateOfDay);
}

function byDay(a: readonly [number, unknown], b: readonly [number, unknown]): number {
  return a[0] - b[0];
}

function isException(event: Component): boolean {
  return event.hasProperty("recurrence-id");
}

function sameSeries(a: Component, b: Component): boolean {
  return textOf(a, "uid") !== "" && textOf(a, "uid") === textOf(b, "uid");
}

function matches(pattern: RegExp | undefined, component: Component, names: readonly string[]): boolean {
  // search, not test: a pattern with the g flag must not remember where it stopped.
  return pattern !== undefined && names.some((name) => textOf(component, name).search(pattern) >= 0);
}
