/** The days of the week as calendars name them. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

const dayMs = 86_400_000;

/** Days from 1970-01-01 to a date written `yyyy-MM-dd`, or `null` where the text is no such date (30 February is none). */
export function dayNumber(date: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (match === null) return null;
  const wall = new Date(0);
  // setUTCFullYear, because Date.UTC reads the years 0-99 as 1900-1999.
  wall.setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return wall.toISOString().startsWith(date) ? wall.getTime() / dayMs : null;
}

/** The date of a day number, `yyyy-MM-dd`. */
export function dateOfDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** The weekday of a day number. */
export function weekdayOfDay(day: number): Weekday {
  return weekdays[(((day + 3) % 7) + 7) % 7]!; // 1970-01-01 was a Thursday
}

/** Milliseconds from midnight of a time written `HH:mm` or `HH:mm:ss`, "24:00" included, or `null` where it is no time. */
export function timeOfDayMs(time: string): number | null {
  if (time === "24:00" || time === "24:00:00") return dayMs;
  const match = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(time);
  if (match === null) return null;
  return (Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0)) * 1000;
}
