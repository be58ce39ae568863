import { format as writeLocal } from "date-fns";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileTimeFormat } from "../../src/schemas/time-format.ts";

const read = (format: string, text: string) => compileTimeFormat(format)(text);
const wall = (text: string) => Date.parse(`${text}Z`);

describe("compileTimeFormat", () => {
  it("reads the day before the month where the format says so: 03/04 is 3 April", () => {
    expect(read("dd/MM/yyyy HH:mm", "03/04/2016 07:05")).toEqual({
      wallMs: wall("2016-04-03T07:05:00"),
      offsetMs: null,
    });
    expect(read("MM/dd/yyyy HH:mm", "03/04/2016 07:05")?.wallMs).toBe(wall("2016-03-04T07:05:00"));
  });

  it("takes one digit or two for numbers that stand apart, and exactly two where they touch", () => {
    expect(read("dd/MM/yyyy HH:mm", "3/4/2016 7:05")?.wallMs).toBe(wall("2016-04-03T07:05:00"));
    expect(read("d/M/yyyy HH:mm", "29/02/2016 09:41")?.wallMs).toBe(wall("2016-02-29T09:41:00"));
    expect(read("yyyyMMddHHmmss", "20160403070509")?.wallMs).toBe(wall("2016-04-03T07:05:09"));
    expect(read("yyyyMMddHHmmss", "2016010101010")).toBeNull();
  });

  it("reads month and day names, twelve-hour clocks and offsets", () => {
    expect(read("EEE MMM dd HH:mm:ss xx yyyy", "Wed Oct 11 06:55:44 +0000 2017")).toEqual({
      wallMs: wall("2017-10-11T06:55:44"),
      offsetMs: 0,
    });
    expect(read("d MMMM yyyy h:mm a", "1 September 2026 12:05 AM")?.wallMs).toBe(wall("2026-09-01T00:05:00"));
    expect(read("d MMM yyyy h:mm a", "1 Sep 2026 12:05 p.m.")?.wallMs).toBe(wall("2026-09-01T12:05:00"));
    expect(read("yyyy-MM-dd'T'HH:mm:ssXXX", "2026-09-01T10:00:00-03:30")?.offsetMs).toBe(-12_600_000);
    expect(read("yyyy-MM-dd HH:mm X", "2026-09-01 10:00 Z")?.offsetMs).toBe(0);
  });

  it("keeps fractions of a millisecond", () => {
    expect(read("iso", "2024-10-30 15:15:11.744884")?.wallMs).toBe(wall("2024-10-30T15:15:11") + 744.884);
    expect(read("yyyy-MM-dd HH:mm:ss.SSSSSS", "2024-10-30 15:15:11.744884")?.wallMs).toBe(
      wall("2024-10-30T15:15:11") + 744.884,
    );
    expect(read("epochSeconds", "1506.0625")).toEqual({ wallMs: 1_506_062.5, offsetMs: 0 });
    expect(read("epochMilliseconds", "1730301311744.884")?.wallMs).toBe(1730301311744.884);
  });

  it("reads two-digit years as POSIX does, whatever the present year", () => {
    expect(read("dd.MM.yy", "01.02.68")?.wallMs).toBe(wall("2068-02-01T00:00:00"));
    expect(read("dd.MM.yy", "01.02.69")?.wallMs).toBe(wall("1969-02-01T00:00:00"));
  });

  it("does not read the year 1 as 1901", () => {
    expect(read("iso", "0001-01-01T00:00:00Z")?.wallMs).toBe(-62135596800000);
    expect(read("dd/MM/yyyy", "01/01/0099")?.wallMs).toBe(new Date("0099-01-01T00:00:00Z").getTime());
  });

  it.each([
    ["dd/MM/yyyy", "30/02/2016"],
    ["dd/MM/yyyy", "29/02/2015"],
    ["dd/MM/yyyy HH:mm", "01/01/2016 24:00"],
    ["dd/MM/yyyy HH:mm", "01/01/2016 12:60"],
    ["dd/MM/yyyy HH:mm", "01/01/2016"],
    ["dd/MM/yyyy", "01/01/2016 12:00"],
    ["d MMM yyyy h:mm a", "1 Sep 2026 13:05 PM"],
    ["d MMM yyyy h:mm a", "1 Sep 2026 0:05 AM"],
    ["iso", "2016-13-01"],
    ["iso", "2016-01-01T10:00:00+25:00"],
    ["epochSeconds", "soon"],
    ["epochSeconds", ""],
    ["epochMilliseconds", "NaN"],
  ])("answers null for what is no time in %s: %j", (format, text) => {
    expect(read(format, text)).toBeNull();
  });

  it.each([
    ["YYYY-MM-DD", "write yyyy"],
    ["dd/MM/yyyy HH:mm A", "write a"],
    ["yyyy-MM-dd at HH:mm", "single quotes"],
    ["HH:mm", "a year"],
    ["dd/MM/yyyy hh:mm", "hh goes with a"],
    ["dd/MM/yyyy HH:mm a", "hh goes with a"],
    ["dd/MM/yyyy dd", "d stands twice"],
    ["dd/MM/yyyy 'at", "not closed"],
  ])("refuses the format %j and says why", (format, reason) => {
    expect(() => compileTimeFormat(format)).toThrow(RangeError);
    expect(() => compileTimeFormat(format)).toThrow(reason);
  });

  it("reads what date-fns writes, for every token it knows", () => {
    const formats = [
      "dd/MM/yyyy HH:mm:ss",
      "d/M/yyyy H:m:s",
      "EEE MMM dd HH:mm:ss yyyy",
      "EEEE, d MMMM yyyy 'at' h:mm:ss a",
      "yyyyMMddHHmmss",
      "MM-dd-yy hh:mm:ss aaa",
      "yyyy-MM-dd'T'HH:mm:ss.SSS",
    ];
    // From 1970 to 2068, so that two-digit years come back; local parts are given and compared, so no zone matters.
    const date = fc.record({
      year: fc.integer({ min: 1970, max: 2068 }),
      day: fc.integer({ min: 0, max: 364 }),
      second: fc.integer({ min: 0, max: 86_399 }),
    });
    fc.assert(
      fc.property(date, fc.constantFrom(...formats), ({ year, day, second }, format) => {
        const local = new Date(year, 0, 1 + day, 0, 0, second);
        const wallMs = Date.UTC(
          local.getFullYear(),
          local.getMonth(),
          local.getDate(),
          local.getHours(),
          local.getMinutes(),
          local.getSeconds(),
        );
        expect(read(format, writeLocal(local, format))?.wallMs).toBe(wallMs);
      }),
      { seed: 20261122, numRuns: 2_000 },
    );
  });
});
