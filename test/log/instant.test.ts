import { describe, expect, it } from "vitest";
import { InstantReader } from "../../src/log/instant.ts";
import { parseEvents } from "../../src/log/parse-events.ts";

const read = (input: string | number, timeZone?: string) => new InstantReader(timeZone).read(input);
const noon = Date.UTC(2026, 10, 2, 12);

describe("instants", () => {
  it.each([
    ["2026-11-02T12:00:00Z"],
    ["2026-11-02T12:00:00z"],
    ["2026-11-02t12:00:00Z"],
    ["2026-11-02 12:00:00Z"],
    ["2026-11-02T12:00Z"],
    ["2026-11-02T12:00:00.000Z"],
    ["2026-11-02T12:00:00,0Z"],
    ["2026-11-02T20:00:00+08:00"],
    ["2026-11-02T20:00:00+0800"],
    ["2026-11-02T20:00:00+08"],
    ["2026-11-02T06:30:00-05:30"],
    ["2026-11-03T02:00:00+14:00"],
  ])("are read with an offset in any common form: %s", (text) => {
    expect(read(text)).toBe(noon);
  });

  it("are read from epoch milliseconds, fractions and all", () => {
    expect(read(noon)).toBe(noon);
    expect(read(0)).toBe(0);
    expect(read(1.5)).toBe(1.5);
    expect(read("2026-11-02T12:00:00.123456789Z")).toBeCloseTo(noon + 123.456789, 3);
    for (let ms = 0; ms < 1_000; ms++)
      expect(read(`2026-11-02T12:00:00.${String(ms).padStart(3, "0")}Z`)).toBe(noon + ms);
  });

  it.each([
    ["2026-02-30T09:00:00Z"],
    ["2026-02-29T09:00:00Z"],
    ["2100-02-29T09:00:00Z"],
    ["2026-04-31T09:00:00Z"],
    ["2026-13-01T09:00:00Z"],
    ["2026-00-10T09:00:00Z"],
    ["2026-01-00T09:00:00Z"],
    ["2026-11-02T24:00:00Z"],
    ["2026-11-02T23:60:00Z"],
    ["2026-11-02T23:59:60Z"],
    ["2026-11-02T12:00:00+24:00"],
    ["2026-11-02T12:00:00+08:60"],
    ["2026-11-02T12:00:00 Z"],
    ["2026-11-02T12Z"],
    ["2026-11-2T12:00:00Z"],
    ["02/11/2026 12:00"],
    ["1793620800000"],
    ["yesterday"],
    ["2026-11-02T12:00:00.1234567890Z"],
  ])("are refused where the calendar or the clock has none such: %s", (text) => {
    expect(read(text)).toBe("timeFormat");
  });

  it("know leap days", () => {
    expect(read("2028-02-29T00:00:00Z")).toBe(Date.UTC(2028, 1, 29));
    expect(read("2000-02-29T00:00:00Z")).toBe(Date.UTC(2000, 1, 29));
  });

  it.each([
    ["0001-01-01T00:00:00Z"],
    ["0099-01-01T00:00:00Z"],
    ["1969-12-31T23:59:59Z"],
    ["9999-12-31T23:59:59Z"],
    ["2200-01-01T00:00:00Z"],
    ["1970-01-01T00:00:00+08:00"],
    [-1],
    [Date.UTC(2200, 0, 1)],
    [Number.POSITIVE_INFINITY],
    [8.64e15],
  ])("are refused where they are placeholders or in another unit: %s", (input) => {
    expect(read(input)).toBe("timeRange");
  });

  it("are refused where they are no number", () => {
    expect(read(Number.NaN)).toBe("timeFormat");
  });

  it("are the last of the range too", () => {
    expect(read("2199-12-31T23:59:59.999Z")).toBe(Date.UTC(2200, 0, 1) - 1);
  });

  it("without an offset are refused, unless the caller names the zone", () => {
    expect(read("2026-11-02T12:00:00")).toBe("timeOffset");
    expect(read("2026-11-02")).toBe("timeOffset");
    expect(read("2026-11-02T20:00:00", "Asia/Shanghai")).toBe(noon);
    expect(read("2026-11-02", "Asia/Shanghai")).toBe(noon - 20 * 3_600_000);
    expect(read("2026-11-02T12:00:00Z", "Asia/Shanghai")).toBe(noon);
    expect(() => new InstantReader("Mars/Olympus")).toThrow(RangeError);
  });

  it("in the hour that a zone leaves out are read with the offset before it, in the hour that it has twice as the first", () => {
    // Berlin, 29 March 2026: 02:30 does not exist; before the change it is +01:00, so 01:30 UTC, which reads 03:30.
    expect(read("2026-03-29T02:30:00", "Europe/Berlin")).toBe(Date.UTC(2026, 2, 29, 1, 30));
    // 25 October 2026: 02:30 comes twice; the first, in summer time, is 00:30 UTC.
    expect(read("2026-10-25T02:30:00", "Europe/Berlin")).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });

  it("are told apart in the reasons of a refusal", () => {
    const codes = (at: unknown) =>
      parseEvents([{ ticket: "T", at, type: "escalated", level: "public" }]).issues[0]?.code;
    expect([codes("2026-11-02T12:00:00"), codes("2026-02-30T12:00:00Z"), codes("0001-01-01T00:00:00Z")]).toEqual([
      "timeOffset",
      "timeFormat",
      "timeRange",
    ]);
    expect(codes(Number.NaN)).toBe("wrongType");
  });
});
