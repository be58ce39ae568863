import type { Calendar, HolidayData, OpenInterval } from "../schemas/calendar.ts";
import { dayNumber, type Weekday } from "../schemas/wall-time.ts";

/** How {@link withHolidays} reads what the data leave open. */
export interface HolidayOptions {
  /** Hours of make-up working days: those of a weekday, or intervals. By default those of Monday. */
  workingHours?: Weekday | readonly OpenInterval[] | undefined;
}

/**
 * A calendar with holidays and make-up working days from data added. What the calendar says itself about a day in `overrides`
 * beats the data; in the data `overrides` beat `workingDays`, which beat `holidays`. A make-up working day (调休) becomes an
 * override with the hours of `workingHours`, also where its own weekday has hours.
 *
 * @throws RangeError for a date that does not exist, or make-up days on a calendar without hours to give them; TypeError for a
 * field of the data that is none.
 */
export function withHolidays(calendar: Calendar, data: HolidayData, options: HolidayOptions = {}): Calendar {
  const { holidays = [], workingDays = [], overrides = {} } = data;
  requireHolidayData(data);
  const { workingHours = "mon" } = options;
  const hours = typeof workingHours === "string" ? calendar.hours[workingHours] : workingHours;
  if (workingDays.length > 0 && (hours === undefined || hours.length === 0)) {
    throw new RangeError(
      `withHolidays: expected hours for the working day ${workingDays[0]}, got none from workingHours ${JSON.stringify(workingHours)}`,
    );
  }
  return {
    ...calendar,
    holidays: [...new Set([...(calendar.holidays ?? []), ...holidays])].sort(),
    overrides: {
      ...Object.fromEntries(workingDays.map((date) => [date, hours ?? []])),
      ...overrides,
      ...calendar.overrides,
    },
  };
}

function requireHolidayData(data: HolidayData): void {
  const fields = ["name", "holidays", "workingDays", "overrides"];
  const stray = Object.keys(data).find((field) => !fields.includes(field));
  if (stray !== undefined) throw new TypeError(`withHolidays: expected only ${fields.join(", ")}, got ${stray}`);
  const dates = [...(data.holidays ?? []), ...(data.workingDays ?? []), ...Object.keys(data.overrides ?? {})];
  const wrong = dates.find((date) => dayNumber(date) === null);
  if (wrong !== undefined) {
    throw new RangeError(`withHolidays: expected dates yyyy-MM-dd, got ${JSON.stringify(wrong)}`);
  }
}
