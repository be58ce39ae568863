import { Temporal } from "temporal-polyfill";
import type { Calendar, OpenInterval } from "../../src/schemas/calendar.ts";

/** Zones whose clocks change in every way there is: by an hour, half an hour, two hours, a day; at midnight, backwards in spring. */
export const zones = [
  "UTC",
  "Asia/Shanghai",
  "America/New_York",
  "Europe/Lisbon",
  "Australia/Lord_Howe",
  "Australia/Adelaide",
  "Asia/Kathmandu",
  "Pacific/Chatham",
  "America/St_Johns",
  "America/Sao_Paulo",
  "America/Havana",
  "Asia/Tehran",
  "Africa/Casablanca",
  "Africa/Cairo",
  "Antarctica/Troll",
  "Pacific/Apia",
  "Asia/Gaza",
] as const;

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

function intervalsOf(calendar: Calendar, date: Temporal.PlainDate): readonly OpenInterval[] {
  const dated = calendar.overrides?.[date.toString()];
  if (dated !== undefined) return dated;
  if (calendar.holidays?.includes(date.toString())) return [];
  return calendar.hours[weekdays[date.dayOfWeek - 1]!] ?? [];
}

function breaksOf(calendar: Calendar, date: Temporal.PlainDate): readonly OpenInterval[] {
  return calendar.breaks?.[date.toString()] ?? calendar.breaks?.[weekdays[date.dayOfWeek - 1]!] ?? [];
}

/**
 * Business ms between two instants by asking the wall clock at every minute. Sound where both instants are whole minutes and no
 * interval starts or ends between 23:00 and 04:00, when clocks change.
 */
export function minuteOracle(calendar: Calendar, fromMs: number, toMs: number): number {
  let minutes = 0;
  for (let ms = fromMs; ms < toMs; ms += 60_000) {
    const now = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(calendar.timeZone);
    const today = now.toPlainDate();
    const minute = now.hour * 60 + now.minute;
    const covers = (lists: (date: Temporal.PlainDate) => readonly OpenInterval[]) =>
      lists(today).some(([start, end]) => {
        const overnight = minuteOf(end) <= minuteOf(start);
        return minute >= minuteOf(start) && (overnight || minute < minuteOf(end));
      }) ||
      lists(today.subtract({ days: 1 })).some(([start, end]) => {
        return minuteOf(end) <= minuteOf(start) && minute < minuteOf(end);
      });
    if (covers((date) => intervalsOf(calendar, date)) && !covers((date) => breaksOf(calendar, date))) minutes++;
  }
  return minutes * 60_000;
}

/** Business ms between two instants by walking dates with Temporal's "compatible" rule, one second of accuracy per boundary. */
export function temporalOracle(calendar: Calendar, fromMs: number, toMs: number): number {
  const { timeZone } = calendar;
  const dateOf = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDate();
  const instant = (date: Temporal.PlainDate, time: string) => {
    const day = time === "24:00" ? date.add({ days: 1 }) : date;
    const plainTime = time === "24:00" ? "00:00" : time;
    return day.toPlainDateTime(Temporal.PlainTime.from(plainTime)).toZonedDateTime(timeZone).epochMilliseconds;
  };
  const spans = (date: Temporal.PlainDate, intervals: readonly OpenInterval[]) =>
    intervals.map(([start, end]) => {
      const endDate = minuteOf(end) <= minuteOf(start) ? date.add({ days: 1 }) : date;
      return [instant(date, start), instant(endDate, end)] as const;
    });
  const changes = new Map<number, number>();
  const mark = (ms: number, by: number) => changes.set(ms, (changes.get(ms) ?? 0) + by);
  // A break outweighs any number of intervals that cover the same instant.
  const weight = 1_000_000;
  const last = dateOf(toMs).add({ days: 1 });
  for (
    let date = dateOf(fromMs).subtract({ days: 3 });
    Temporal.PlainDate.compare(date, last) <= 0;
    date = date.add({ days: 1 })
  ) {
    const noon = date.toPlainDateTime(Temporal.PlainTime.from("12:00")).toZonedDateTime(timeZone);
    if (!noon.toPlainDate().equals(date)) continue;
    const parts = [
      [spans(date, intervalsOf(calendar, date)), 1],
      [spans(date, breaksOf(calendar, date)), -weight],
    ] as const;
    for (const [found, by] of parts) {
      for (const [start, end] of found) {
        if (start >= end) continue;
        mark(start, by);
        mark(end, -by);
      }
    }
  }
  let total = 0;
  let level = 0;
  let since = Number.NEGATIVE_INFINITY;
  for (const ms of [...changes.keys()].sort((a, b) => a - b)) {
    if (level > 0) total += Math.max(0, Math.min(ms, toMs) - Math.max(since, fromMs));
    level += changes.get(ms)!;
    since = ms;
  }
  return total;
}

/** An instant near a change of the zone's clocks, the n-th after 2005, or in 2015 where there is none. */
export function nearChange(timeZone: string, n: number): number {
  let now = Temporal.ZonedDateTime.from(`2005-01-01T00:00[${timeZone}]`);
  for (let i = 0; i <= n; i++) {
    const next = now.getTimeZoneTransition("next");
    if (next === null || next.year > 2036) return i === 0 ? Date.UTC(2015, 0, 1) : now.epochMilliseconds;
    now = next;
  }
  return now.epochMilliseconds;
}
