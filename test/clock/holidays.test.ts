import { describe, expect, it } from "vitest";
import { businessMs } from "../../src/clock/business-ms.ts";
import { compileCalendar } from "../../src/clock/compile-calendar.ts";
import { withHolidays } from "../../src/clock/holidays.ts";
import type { Calendar, HolidayData } from "../../src/schemas/calendar.ts";

const desk: Calendar = {
  timeZone: "Asia/Shanghai",
  hours: { mon: [["09:00", "18:00"]], tue: [["10:00", "16:00"]], sat: [["10:00", "12:00"]] },
  holidays: ["2026-01-01"],
  overrides: { "2026-10-10": [["13:00", "14:00"]] },
};

describe("withHolidays", () => {
  it("adds holidays without repeating or losing the calendar's own, and leaves the calendar as it was", () => {
    const before = structuredClone(desk);
    const merged = withHolidays(desk, { name: "CN", holidays: ["2026-10-01", "2026-01-01"] });
    expect(merged.holidays).toEqual(["2026-01-01", "2026-10-01"]);
    expect(merged.overrides).toEqual(desk.overrides);
    expect(desk).toEqual(before);
  });

  it("works a make-up day like a Monday unless told otherwise, even where its weekday has hours", () => {
    const data = { workingDays: ["2026-09-19"] }; // a Saturday
    expect(withHolidays(desk, data).overrides?.["2026-09-19"]).toEqual([["09:00", "18:00"]]);
    expect(withHolidays(desk, data, { workingHours: "tue" }).overrides?.["2026-09-19"]).toEqual([["10:00", "16:00"]]);
    const hours = [["08:00", "11:00"]] as const;
    expect(withHolidays(desk, data, { workingHours: hours }).overrides?.["2026-09-19"]).toEqual(hours);
  });

  it("lets the calendar's overrides beat the data's, those beat working days, and those beat holidays", () => {
    const data: HolidayData = {
      holidays: ["2026-10-10", "2026-10-11", "2026-10-17"],
      workingDays: ["2026-10-10", "2026-10-11", "2026-10-17"],
      overrides: { "2026-10-10": [], "2026-10-11": [["07:00", "08:00"]] },
    };
    const merged = withHolidays(desk, data);
    const from = Date.parse("2026-10-10T00:00+08:00");
    const clock = compileCalendar(merged, from, from + 8 * 86_400_000);
    const hoursOn = (date: string) => {
      const start = Date.parse(`${date}T00:00+08:00`);
      return businessMs(clock, start, start + 86_400_000) / 3_600_000;
    };
    expect([hoursOn("2026-10-10"), hoursOn("2026-10-11"), hoursOn("2026-10-17")]).toEqual([1, 1, 9]);
  });

  it("refuses make-up days that it has no hours for", () => {
    expect(() => withHolidays(desk, { workingDays: ["2026-09-20"] }, { workingHours: "wed" })).toThrow(
      'withHolidays: expected hours for the working day 2026-09-20, got none from workingHours "wed"',
    );
  });

  it("refuses dates that do not exist and fields that are none", () => {
    expect(() => withHolidays(desk, { holidays: ["2026-02-30"] })).toThrow(RangeError);
    expect(() => withHolidays(desk, { workingDays: ["10.10.2026"] })).toThrow(RangeError);
    expect(() => withHolidays(desk, { holiday: ["2026-02-03"] } as HolidayData)).toThrow(
      new TypeError("withHolidays: expected only name, holidays, workingDays, overrides, got holiday"),
    );
  });
});
