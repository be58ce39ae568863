import { describe, expect, it } from "vitest";
import { parseAsOf, parsePeriod } from "../../src/cli/period.ts";
import { UsageError } from "../../src/cli/usage-error.ts";

const at = (text: string) => Date.parse(text);

describe("parsePeriod", () => {
  it("reads dates as whole days of the zone, the last one included", () => {
    expect(parsePeriod("2026-11-01/2026-11-30", "Asia/Shanghai")).toEqual({
      start: at("2026-11-01T00:00+08:00"),
      end: at("2026-12-01T00:00+08:00"),
    });
  });

  it("counts days by the calendar where the clocks change", () => {
    const { start, end } = parsePeriod("2026-10-25/2026-10-25", "Europe/Berlin"); // the day has 25 hours
    expect(end - start).toBe(25 * 3_600_000);
  });

  it("reads a month, a year and a day by themselves", () => {
    expect(parsePeriod("2026-12", "UTC")).toEqual({ start: at("2026-12-01T00:00Z"), end: at("2027-01-01T00:00Z") });
    expect(parsePeriod("2026", "UTC")).toEqual({ start: at("2026-01-01T00:00Z"), end: at("2027-01-01T00:00Z") });
    expect(parsePeriod("2026-02-28", "UTC")).toEqual({ start: at("2026-02-28T00:00Z"), end: at("2026-03-01T00:00Z") });
    expect(parsePeriod("2026-11/2026-12", "UTC")).toEqual({
      start: at("2026-11-01T00:00Z"),
      end: at("2027-01-01T00:00Z"),
    });
  });

  it("takes instants as they are, on the zone's clocks where they have no offset", () => {
    expect(parsePeriod("2026-11-11T00:00+08:00/2026-11-11T12:30", "UTC")).toEqual({
      start: at("2026-11-10T16:00Z"),
      end: at("2026-11-11T12:30Z"),
    });
  });

  it("refuses what is no period", () => {
    for (const text of [
      "",
      "/",
      "2026-11-01/",
      "2026-13",
      "2026-02-30/2026-03-01",
      "a/b",
      "1/2/3",
      "2026-11-30/2026-11-01",
      "2026-11-11T00:00Z",
    ]) {
      expect(() => parsePeriod(text, "UTC"), text).toThrow(UsageError);
    }
  });
});

describe("parseAsOf", () => {
  it("reads an instant exactly, and a date as its last millisecond", () => {
    expect(parseAsOf("2026-11-30T18:00+08:00", "UTC")).toBe(at("2026-11-30T10:00Z"));
    expect(parseAsOf("1795000000000", "UTC")).toBe(1_795_000_000_000);
    expect(parseAsOf("2026-11-30", "Asia/Shanghai")).toBe(at("2026-12-01T00:00+08:00") - 1);
  });

  it("refuses what names no instant", () => {
    for (const text of ["2026-11", "2026", "yesterday", "2026-11-31"]) {
      expect(() => parseAsOf(text, "UTC"), text).toThrow(UsageError);
    }
  });
});
