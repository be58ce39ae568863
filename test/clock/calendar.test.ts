import { describe, expect, expectTypeOf, it } from "vitest";
import * as z from "zod";
import { compileCalendar } from "../../src/clock/compile-calendar.ts";
import {
  type Calendar,
  calendarSchema,
  calendarsSchema,
  type HolidayData,
  type holidayDataSchema,
} from "../../src/schemas/calendar.ts";
import { calendarFaults } from "../../src/schemas/calendar-faults.ts";
import { dateOfDay, dayNumber, timeOfDayMs, weekdayOfDay } from "../../src/schemas/wall-time.ts";

const full: Calendar = {
  timeZone: "Asia/Shanghai",
  hours: {
    mon: [
      ["09:00", "12:00"],
      ["13:00", "17:30:30"],
    ],
    fri: [["22:00", "06:00"]],
    sat: [["00:00", "24:00"]],
  },
  holidays: ["2026-10-01"],
  overrides: { "2026-10-10": [["09:00", "12:00"]], "2026-10-11": [] },
  breaks: { "2026-10-12": [["12:00", "13:00"]], mon: [["15:00", "15:10"]] },
  validFrom: "2026-01-01",
  validTo: "2026-12-31",
};

const wrong: [string, unknown, (string | number)[]][] = [
  ["an unknown zone", { ...full, timeZone: "Mars/Phobos" }, ["timeZone"]],
  ["a zone that is an ambiguous abbreviation", { ...full, timeZone: "CST" }, ["timeZone"]],
  ["a zone that is a bare offset", { ...full, timeZone: "+08:00" }, ["timeZone"]],
  ["no zone", { hours: {} }, ["timeZone"]],
  ["no hours", { timeZone: "UTC" }, ["hours"]],
  ["a field that is none", { ...full, holliday: [] }, ["holliday"]],
  ["a weekday that is none", { ...full, hours: { monday: [] } }, ["hours", "monday"]],
  ["a date among the hours", { ...full, hours: { "2026-10-10": [] } }, ["hours", "2026-10-10"]],
  ["a time with one digit", { ...full, hours: { mon: [["9:00", "17:00"]] } }, ["hours", "mon", 0, 0]],
  ["a time past the day", { ...full, hours: { mon: [["09:00", "24:01"]] } }, ["hours", "mon", 0, 1]],
  ["a start of 24:00", { ...full, hours: { mon: [["24:00", "06:00"]] } }, ["hours", "mon", 0, 0]],
  ["one time instead of two", { ...full, hours: { mon: [["09:00"]] } }, ["hours", "mon", 0]],
  ["an interval outside a list", { ...full, hours: { mon: ["09:00", "17:00"] } }, ["hours", "mon", 0]],
  ["a holiday that does not exist", { ...full, holidays: ["2026-02-30"] }, ["holidays", 0]],
  ["an override of a weekday", { ...full, overrides: { mon: [] } }, ["overrides", "mon"]],
  ["an override of 30 February", { ...full, overrides: { "2026-02-30": [] } }, ["overrides", "2026-02-30"]],
  ["a break on 30 February", { ...full, breaks: { "2026-02-30": [] } }, ["breaks", "2026-02-30"]],
  ["a break without length", { ...full, breaks: { mon: [["12:00", "12:00"]] } }, ["breaks", "mon", 0]],
  ["reversed validity", { ...full, validFrom: "2027-01-01" }, ["validTo"]],
  ["null", null, []],
];

describe("calendarSchema", () => {
  it("is tied to the interfaces: every field of one is a field of the other", () => {
    expectTypeOf<keyof z.output<typeof calendarSchema>>().toEqualTypeOf<keyof Calendar>();
    expectTypeOf<z.output<typeof calendarSchema>>().toExtend<Calendar>();
    expectTypeOf<keyof z.output<typeof holidayDataSchema>>().toEqualTypeOf<keyof HolidayData>();
    expect(Object.keys(calendarSchema.shape).sort()).toEqual(Object.keys(full).sort());
  });

  it("accepts a calendar with every field, and one with none but zone and hours, unchanged", () => {
    expect(calendarSchema.parse(full)).toEqual(full);
    expect(calendarSchema.parse({ timeZone: "UTC", hours: {} })).toEqual({ timeZone: "UTC", hours: {} });
    expect(calendarFaults(full)).toEqual([]);
  });

  it.each(wrong)("refuses %s, and so does compileCalendar", (_, calendar, path) => {
    expect(calendarSchema.safeParse(calendar).success).toBe(false);
    expect(calendarsSchema.safeParse(calendar).success).toBe(false);
    expect(calendarFaults(calendar)[0]?.path).toEqual(path);
    expect(() => compileCalendar(calendar as Calendar, 0, 1)).toThrow(RangeError);
  });

  it("says in one line what is wrong and where", () => {
    const calendar = { timeZone: "UTC", hours: { mon: [["9:00", "17:00"]] } };
    expect(() => compileCalendar(calendar as unknown as Calendar, 0, 1)).toThrow(
      'compileCalendar: hours.mon.0.0: expected a time 00:00 to 23:59, got "9:00"',
    );
    expect(calendarsSchema.safeParse([calendar]).error?.issues[0]?.message).toContain("expected a time of day");
  });

  it("can be written out as JSON Schema", () => {
    const schema = z.toJSONSchema(calendarsSchema, { io: "input" });
    expect(JSON.stringify(schema)).toContain('"validFrom"');
  });
});

describe("calendarsSchema", () => {
  const one = (validFrom?: string, validTo?: string) => ({ timeZone: "UTC", hours: {}, validFrom, validTo });

  it("accepts calendars that follow one another, in any order", () => {
    const calendars = [one("2026-07-01"), one(undefined, "2025-12-31"), one("2026-01-01", "2026-06-30")];
    expect(calendarsSchema.parse(calendars)).toEqual(calendars);
  });

  it("refuses calendars that share a day, validTo being included, and an empty list", () => {
    for (const calendars of [
      [one(undefined, "2026-01-01"), one("2026-01-01")],
      [one(), one()],
      [one("2026-03-01"), one(undefined, "2026-03-05")],
      [],
    ]) {
      expect(calendarsSchema.safeParse(calendars).success).toBe(false);
      expect(() => compileCalendar(calendars, 0, 1)).toThrow(RangeError);
    }
    const overlap = calendarsSchema.safeParse([one(), one()]);
    expect(overlap.error?.issues[0]).toMatchObject({ path: [1] });
  });
});

describe("wall time", () => {
  it("reads dates and times, and null where there is none", () => {
    expect(dayNumber("1970-01-02")).toBe(1);
    expect(dayNumber("2024-02-29")).toBe(Date.UTC(2024, 1, 29) / 86_400_000);
    expect(dayNumber("0099-12-31")).toBe(new Date("0099-12-31T00:00Z").getTime() / 86_400_000);
    for (const text of ["2023-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "20260101", ""])
      expect(dayNumber(text)).toBeNull();
    expect([timeOfDayMs("00:00"), timeOfDayMs("23:59:59"), timeOfDayMs("24:00")]).toEqual([0, 86_399_000, 86_400_000]);
    for (const text of ["24:01", "9:00", "12:60", "12", "12:00:60", ""]) expect(timeOfDayMs(text)).toBeNull();
  });

  it("knows the weekday and the date of every day number, also before 1970", () => {
    for (let day = -800_000; day < 800_000; day += 997) {
      const date = new Date(day * 86_400_000);
      expect(weekdayOfDay(day)).toBe(["sun", "mon", "tue", "wed", "thu", "fri", "sat"][date.getUTCDay()]);
      if (date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999) expect(dayNumber(dateOfDay(day))).toBe(day);
    }
  });
});
