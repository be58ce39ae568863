import { describe, expect, it } from "vitest";
import { withHolidays } from "../../src/clock/holidays.ts";
import { holidaysFromIcs } from "../../src/clock/ics-holidays.ts";
import { holidayDataSchema } from "../../src/schemas/calendar.ts";

const file = (...events: string[][]) =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//test//EN",
    ...events.flatMap((lines) => ["BEGIN:VEVENT", ...lines, "END:VEVENT"]),
    "END:VCALENDAR",
    "",
  ].join("\r\n");
const range = { fromDate: "2020-01-01", toDate: "2028-12-31" };
const datesOf = (...lines: string[]) => holidaysFromIcs(file(lines), range).data.holidays;

const china = file(
  ["UID:1", "DTSTART;VALUE=DATE:20261001", "DTEND;VALUE=DATE:20261008", "SUMMARY:国庆节(休)"],
  ["UID:2", "DTSTART;VALUE=DATE:20260920", "DTEND;VALUE=DATE:20260921", "SUMMARY:国庆节(班)"],
  ["UID:3", "DTSTART;VALUE=DATE:20261010", "SUMMARY:国庆节", "CATEGORIES:补班,公共"],
);

describe("holidaysFromIcs", () => {
  it("reads days off and make-up working days, told apart by summary or category", () => {
    const read = holidaysFromIcs(china, { fromDate: "2026-01-01", toDate: "2026-12-31", workingDays: /班/ });
    expect(read.issues).toEqual([]);
    expect(read.data).toEqual({
      holidays: ["01", "02", "03", "04", "05", "06", "07"].map((day) => `2026-10-${day}`),
      workingDays: ["2026-09-20", "2026-10-10"],
    });
    expect(read.names["2026-10-07"]).toBe("国庆节(休)");
    expect(holidayDataSchema.parse(read.data)).toEqual(read.data);
  });

  it("gives data that withHolidays turns into a calendar's holidays and overrides", () => {
    const { data } = holidaysFromIcs(china, { fromDate: "2026-01-01", toDate: "2026-12-31", workingDays: /班/g });
    const calendar = withHolidays({ timeZone: "Asia/Shanghai", hours: { mon: [["09:00", "18:00"]] } }, data);
    expect(calendar.holidays?.length).toBe(7);
    expect(calendar.overrides).toEqual({ "2026-09-20": [["09:00", "18:00"]], "2026-10-10": [["09:00", "18:00"]] });
  });

  it("keeps to the range asked for, also within an event of several days", () => {
    const { data } = holidaysFromIcs(china, { fromDate: "2026-10-03", toDate: "2026-10-04" });
    expect(data.holidays).toEqual(["2026-10-03", "2026-10-04"]);
  });

  it("reads an event without an end, with its start as its end, or with a duration", () => {
    expect(datesOf("DTSTART;VALUE=DATE:20260501")).toEqual(["2026-05-01"]);
    expect(datesOf("DTSTART;VALUE=DATE:20260501", "DTEND;VALUE=DATE:20260501")).toEqual(["2026-05-01"]);
    expect(datesOf("DTSTART;VALUE=DATE:20260501", "DURATION:P2D")).toEqual(["2026-05-01", "2026-05-02"]);
  });

  // python3 -c "from dateutil.rrule import rrulestr as r; from datetime import datetime as D;
  //   print([str(x.date()) for x in r('RULE', dtstart=D(START)).between(D(2020,1,1), D(2028,12,31), inc=True)])"
  it.each([
    ["20200229", "FREQ=YEARLY", ["2020-02-29", "2024-02-29", "2028-02-29"]],
    [
      "20201126",
      "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;UNTIL=20231231",
      ["2020-11-26", "2021-11-25", "2022-11-24", "2023-11-23"],
    ],
    ["20200101", "FREQ=YEARLY;INTERVAL=4;BYMONTH=2,4;BYMONTHDAY=30", ["2020-04-30", "2024-04-30", "2028-04-30"]],
    ["20280131", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", ["2028-01-31", "2028-02-29", "2028-03-31"]],
    ["20200525", "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=3", ["2020-05-25", "2021-05-31", "2022-05-30"]],
    [
      "20201103",
      "FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
      ["2020-11-03", "2022-11-08", "2024-11-05", "2026-11-03", "2028-11-07"],
    ],
    [
      "20271231",
      "FREQ=MONTHLY",
      ["2027-12-31", "2028-01-31", "2028-03-31", "2028-05-31", "2028-07-31", "2028-08-31", "2028-10-31", "2028-12-31"],
    ],
  ])("recurs as RFC 5545 says: from %s by %s", (start, rule, expected) => {
    expect(datesOf(`DTSTART;VALUE=DATE:${start}`, `RRULE:${rule}`)).toEqual(expected);
  });

  it("gives no day for a rule whose day no month has", () => {
    expect(datesOf("DTSTART;VALUE=DATE:20200525", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")).toEqual([]);
  });

  it("leaves out excluded days, moves moved ones, and keeps the start of an event that recurs by dates", () => {
    expect(datesOf("DTSTART;VALUE=DATE:20261225", "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20271225")).toEqual([
      "2026-12-25",
      "2028-12-25",
    ]);
    expect(datesOf("DTSTART;VALUE=DATE:20260101", "RDATE;VALUE=DATE:20260202,20260303")).toEqual([
      "2026-01-01",
      "2026-02-02",
      "2026-03-03",
    ]);
    const moved = file(
      ["UID:a", "DTSTART;VALUE=DATE:20260608", "RRULE:FREQ=YEARLY;COUNT=3", "SUMMARY:Fair"],
      ["UID:a", "RECURRENCE-ID;VALUE=DATE:20270608", "DTSTART;VALUE=DATE:20270609", "SUMMARY:Fair, moved"],
      ["UID:a", "RECURRENCE-ID;VALUE=DATE:20280608", "DTSTART;VALUE=DATE:20280608", "STATUS:CANCELLED"],
    );
    const read = holidaysFromIcs(moved, range);
    expect(read.issues).toEqual([]);
    expect(read.names).toEqual({ "2026-06-08": "Fair", "2027-06-09": "Fair, moved" });
  });

  it("finds an occurrence that an exception moved from after the range into it", () => {
    const moved = file(
      ["UID:a", "DTSTART;VALUE=DATE:20250105", "RRULE:FREQ=YEARLY"],
      ["UID:a", "RECURRENCE-ID;VALUE=DATE:20270105", "DTSTART;VALUE=DATE:20261230"],
    );
    const { data } = holidaysFromIcs(moved, { fromDate: "2026-01-01", toDate: "2026-12-31" });
    expect(data.holidays).toEqual(["2026-01-05", "2026-12-30"]);
  });

  it("does not count a cancelled event", () => {
    expect(datesOf("DTSTART;VALUE=DATE:20260501", "STATUS:CANCELLED")).toEqual([]);
  });

  it("passes over what the pattern for holidays does not match, and says so", () => {
    const text = file(
      ["UID:1", "DTSTART;VALUE=DATE:20260214", "SUMMARY:Valentine's Day", "DESCRIPTION:Observance"],
      ["UID:2", "DTSTART;VALUE=DATE:20260217", "SUMMARY:Spring Festival", "DESCRIPTION:Public holiday"],
      ["UID:3", "DTSTART;VALUE=DATE:20310217", "SUMMARY:Out of range"],
    );
    const read = holidaysFromIcs(text, { ...range, holidays: /public holiday/i });
    expect(read.data.holidays).toEqual(["2026-02-17"]);
    expect(read.passedOver).toEqual(["Valentine's Day"]);
  });

  it("lists events it cannot read, with place, path and hint, and reads the rest", () => {
    const text = file(
      ["UID:1", "DTSTART:20260501T090000Z", "DTEND:20260501T120000Z", "SUMMARY:Half day"],
      ["UID:2", "SUMMARY:Nothing"],
      ["UID:3", "DTSTART;VALUE=DATE:20260230", "SUMMARY:No such day"],
      ["UID:4", "DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "SUMMARY:Never"],
      ["UID:4", "DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "SUMMARY:Last"],
      ["UID:4", "DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=MONTHLY;BYDAY=1MO,SU", "SUMMARY:Mixed"],
      ["UID:5", "DTSTART;VALUE=DATE:20260101", "RRULE:FREQ=FORTNIGHTLY", "SUMMARY:Odd"],
      ["UID:6", "DTSTART;VALUE=DATE:20260502", "SUMMARY:Good"],
      ["UID:8", "DTSTART;VALUE=DATE:20200229", "RRULE:FREQ=YEARLY;COUNT=3", "SUMMARY:Leap"],
      ["UID:7", "DTSTART;VALUE=DATE:20260510", "DTEND;VALUE=DATE:20260501", "SUMMARY:Backwards"],
    );
    const read = holidaysFromIcs(text, range);
    expect(read.data.holidays).toEqual(["2026-05-02"]);
    expect(read.issues.map(({ row, path, code }) => [row, path, code])).toEqual([
      [1, "DTSTART", "wrongType"],
      [2, "DTSTART", "missing"],
      [3, "DTSTART", "wrongValue"],
      [4, "RRULE", "wrongValue"],
      [5, "RRULE", "wrongValue"],
      [6, "RRULE", "wrongValue"],
      [7, "", "wrongValue"],
      [9, "RRULE", "wrongValue"],
      [10, "DTEND", "wrongValue"],
    ]);
    expect(read.issues[0]?.hint).toContain("Half day");
    expect(read.issues[6]).toMatchObject({ hint: "Correct the event. Event: Odd." });
  });

  it.each(["", "<html>", "BEGIN:VCALENDAR\n", "BEGIN:VCALENDAR\nrubbish\nEND:VCALENDAR"])(
    "reports a file that is no calendar instead of throwing: %j",
    (text) => {
      const read = holidaysFromIcs(text, range);
      expect(read.data).toEqual({ holidays: [], workingDays: [] });
      expect(read.issues).toHaveLength(1);
      expect(read.issues[0]).toMatchObject({ row: 0, code: "wrongValue" });
    },
  );

  it("reads files with a byte order mark, bare line feeds, folded lines and several calendars, and keeps the name", () => {
    const one =
      "\uFEFFBEGIN:VCALENDAR\nX-WR-CALNAME:Holidays\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260501\nSUMMARY:Labour\n  Day\nEND:VEVENT\nEND:VCALENDAR\n";
    const read = holidaysFromIcs(one + file(["DTSTART;VALUE=DATE:20260601"]), range);
    expect(read.issues).toEqual([]);
    expect(read.data).toEqual({ name: "Holidays", holidays: ["2026-05-01", "2026-06-01"], workingDays: [] });
    expect(read.names["2026-05-01"]).toBe("Labour Day");
  });

  it("keeps an exception whose series is not in the file", () => {
    expect(datesOf("UID:z", "RECURRENCE-ID;VALUE=DATE:20260501", "DTSTART;VALUE=DATE:20260504")).toEqual([
      "2026-05-04",
    ]);
  });

  it("refuses a range that is none", () => {
    expect(() => holidaysFromIcs(china, { fromDate: "2026-02-30", toDate: "2026-12-31" })).toThrow(RangeError);
    expect(() => holidaysFromIcs(china, { fromDate: "2026-12-31", toDate: "2026-01-01" })).toThrow(RangeError);
  });
});
