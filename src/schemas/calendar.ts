import * as z from "zod/mini";
import { calendarFaults, describeFaults } from "./calendar-faults.ts";
import { isTimeZone } from "./time-zone.ts";
import type { Weekday } from "./wall-time.ts";

/**
 * From a time of day to another, `HH:mm` or `HH:mm:ss` on the clocks of the calendar's zone: `["09:00", "17:30"]`. The end is
 * exclusive and may be "24:00". An end at or before the start lies on the next day: `["22:00", "06:00"]` is a night shift and
 * belongs to the day on which it starts; `["08:00", "08:00"]` is 24 hours.
 */
export type OpenInterval = readonly [start: string, end: string];

/**
 * When a desk is staffed. For each day `overrides` beat `holidays`, which beat `hours`; `breaks` are taken off whatever is left.
 * Dates are `yyyy-MM-dd` in the calendar's zone.
 */
export interface Calendar {
  /** IANA time zone: "Asia/Shanghai". */
  timeZone: string;
  /** Opening hours by weekday, `mon` to `sun`; a day left out is closed. Intervals of one day may touch or overlap. */
  hours: { readonly [day in Weekday]?: readonly OpenInterval[] | undefined };
  /** Days on which no shift starts. A night shift begun the evening before still runs to its end. */
  holidays?: readonly string[] | undefined;
  /** The hours of single days, in place of what the weekday or a holiday says; an empty list closes the day. */
  overrides?: { readonly [date: string]: readonly OpenInterval[] } | undefined;
  /**
   * Times off by weekday or by date, on the clock of that day, whichever shift they fall in. An entry for a date stands in place
   * of the weekday's; an empty list means no break that day.
   */
  breaks?: { readonly [weekdayOrDate: string]: readonly OpenInterval[] } | undefined;
  /** First day on which the calendar holds; from the beginning of time where absent. */
  validFrom?: string | undefined;
  /** Last day on which the calendar holds, included; for ever where absent. */
  validTo?: string | undefined;
}

/**
 * Holidays and make-up working days as data, to be shared by many calendars: see `withHolidays`.
 * Dates are `yyyy-MM-dd`.
 */
export interface HolidayData {
  /** What the list is and where it comes from: for readers only. */
  name?: string | undefined;
  /** Days off. */
  holidays?: readonly string[] | undefined;
  /** Days worked although they fall on a weekend (调休 make-up days); their hours are the calendar's to say. */
  workingDays?: readonly string[] | undefined;
  /** Days with hours of their own. */
  overrides?: { readonly [date: string]: readonly OpenInterval[] } | undefined;
}

const date = z.iso.date({ error: "expected a date yyyy-MM-dd" });
const time = z.string().check(
  z.regex(/^(([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?|24:00(:00)?)$/, {
    error: 'expected a time of day, like "09:00" or "24:00"',
  }),
);
const intervals = z.array(z.tuple([time, time]));
const byDate = z.record(date, intervals);
const weekdayOrDate = z.string().check(z.regex(/^(mon|tue|wed|thu|fri|sat|sun|\d{4}-\d{2}-\d{2})$/));
const day = z.optional(intervals);

/** The contract of one {@link Calendar}. */
export const calendarSchema = z
  .strictObject({
    timeZone: z.string().check(z.refine(isTimeZone, { error: "expected an IANA time zone, like Asia/Shanghai" })),
    hours: z.strictObject({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }),
    holidays: z.optional(z.array(date)),
    overrides: z.optional(byDate),
    breaks: z.optional(z.record(weekdayOrDate, intervals)),
    validFrom: z.optional(date),
    validTo: z.optional(date),
  })
  .check(refuseFaults) satisfies z.ZodMiniType<Calendar>;

/** The contract of one calendar, or of several whose periods of validity do not overlap. */
export const calendarsSchema = z.union([calendarSchema, z.array(calendarSchema).check(z.minLength(1), refuseFaults)], {
  // A union's own message is "Invalid input"; whoever wrote the calendar needs to know what and where.
  error: (issue) => describeFaults(calendarFaults(issue.input)),
});

/** The contract of {@link HolidayData}. */
export const holidayDataSchema = z.strictObject({
  name: z.optional(z.string()),
  holidays: z.optional(z.array(date)),
  workingDays: z.optional(z.array(date)),
  overrides: z.optional(byDate),
}) satisfies z.ZodMiniType<HolidayData>;

/** Adds what the shape alone does not show: a start of 24:00, 30 February as a key, validity reversed or overlapping. */
function refuseFaults(context: z.core.ParsePayload<unknown>): void {
  if (context.issues.length > 0) return; // the shape is at fault and has been reported
  for (const { path, message } of calendarFaults(context.value)) {
    context.issues.push({ code: "custom", path, message, input: context.value, continue: true });
  }
}
