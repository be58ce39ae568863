import ICAL from "ical.js";
import type { RowIssue } from "../schemas/issue.ts";
import { dayNumber } from "../schemas/wall-time.ts";
import { belongsToRule, isUnderstoodRule } from "./ics-recurrence.ts";

type Component = InstanceType<typeof ICAL.Component>;
type Time = InstanceType<typeof ICAL.Time>;
type Rule = InstanceType<typeof ICAL.Recur>;

/** A fault of one event, in the words of a {@link RowIssue}. */
export class EventFault extends Error {
  constructor(
    readonly path: string,
    readonly code: RowIssue["code"],
    readonly expected: string,
    readonly found: string,
    readonly hint: string,
  ) {
    super(`expected ${expected}`);
  }
}

/** One occurrence: day numbers, `end` exclusive, and the component that describes it. */
export interface Occurrence {
  start: number;
  end: number;
  component: Component;
}

/**
 * The days of an all-day event up to `lastDay`, its recurrences and their exceptions included, cancelled ones left out.
 * @throws EventFault where the event is not an all-day event or recurs by a rule that is not understood
 */
export function occurrences(component: Component, lastDay: number): Occurrence[] {
  requireAllDay(component);
  const rules = component.getAllProperties("rrule").map((property) => property.getFirstValue() as unknown as Rule);
  for (const rule of rules) if (!isUnderstoodRule(rule)) throw ruleFault(rule);
  const event = new ICAL.Event(component);
  // An exception whose series is not in the file stands for itself.
  if (event.isRecurrenceException()) return describe(component, event.startDate, event.endDate);
  const found: Occurrence[] = [];
  const add = (time: Time) => {
    const { item, startDate, endDate } = event.getOccurrenceDetails(time);
    found.push(...describe(item.component, startDate, endDate));
  };
  // ical.js leaves out the start of an event that recurs by RDATE alone.
  const startsApart = rules.length === 0 && component.hasProperty("rdate");
  const isStart = (time: Time) => dayOf(time) === dayOf(event.startDate);
  const excluded = component
    .getAllProperties("exdate")
    .flatMap((property) => property.getValues() as unknown as Time[]);
  if (startsApart && !excluded.some(isStart)) add(event.startDate);
  const iterator = event.iterator();
  // Exceptions may move an occurrence from up to a year after the range into it.
  for (let time = iterator.next(); time && dayOf(time) <= lastDay + 366; time = iterator.next()) {
    const fits = rules.length === 0 || rules.some((rule) => belongsToRule(rule, event.startDate, time));
    // A day that was counted but is none leaves the count of the rule wrong.
    if (!fits && rules.some((rule) => rule.count !== null)) throw ruleFault(rules[0]!);
    if (fits && !(startsApart && isStart(time))) add(time);
  }
  return found;
}

function ruleFault(rule: Rule): EventFault {
  const hint = "Write the dates out in the calendar, or add them to the holidays by hand.";
  return new EventFault("RRULE", "wrongValue", "a daily, weekly, monthly or plain yearly rule", rule.toString(), hint);
}

function describe(component: Component, startDate: Time, endDate: Time): Occurrence[] {
  requireAllDay(component);
  if (textOf(component, "status").toUpperCase() === "CANCELLED") return [];
  const start = dayOf(startDate);
  const end = dayOf(endDate);
  if (end < start) {
    const found = `${startDate.toString()} to ${endDate.toString()}`;
    throw new EventFault("DTEND", "wrongValue", "an end not before the start", found, "Correct the dates.");
  }
  // Some programs write the end of a one-day event as its start.
  return [{ start, end: Math.max(end, start + 1), component }];
}

function requireAllDay(component: Component): void {
  for (const name of ["dtstart", "dtend"]) {
    const property = component.getFirstProperty(name);
    if (property === null) {
      if (name === "dtend") continue;
      throw new EventFault("DTSTART", "missing", "a start date", "nothing", "An event without a start is no holiday.");
    }
    const raw: unknown = property.jCal[3];
    if (property.type !== "date") {
      const hint = "Only all-day events (VALUE=DATE) become holidays; put part days into `overrides` or `breaks`.";
      throw new EventFault(name.toUpperCase(), "wrongType", "a date without a time", cut(String(raw)), hint);
    }
    if (typeof raw !== "string" || dayNumber(raw) === null) {
      throw new EventFault(
        name.toUpperCase(),
        "wrongValue",
        "a date that exists",
        cut(String(raw)),
        "Correct the date.",
      );
    }
  }
}

function dayOf(time: Time): number {
  return Date.UTC(time.year, time.month - 1, time.day) / 86_400_000;
}

/** The values of a property as text, joined by commas; empty where there is none. */
export function textOf(component: Component, name: string): string {
  return component
    .getAllProperties(name)
    .flatMap((property) => property.getValues())
    .join(", ");
}

/** Text short enough to be shown in an issue. */
export function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
