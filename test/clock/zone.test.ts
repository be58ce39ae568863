import { describe, expect, it } from "vitest";
import { compileZone, isTimeZone } from "../../src/clock/zone.ts";

const utc = Date.UTC;

describe("isTimeZone", () => {
  it("knows IANA names in any case and refuses unknown names, bare offsets and ambiguous abbreviations", () => {
    for (const name of ["UTC", "EST", "Etc/GMT-8", "Asia/Shanghai", "asia/shanghai", "America/Argentina/San_Luis"]) {
      expect([name, isTimeZone(name)]).toEqual([name, true]);
    }
    for (const name of [
      "",
      " UTC",
      "Mars/Phobos",
      "+08:00",
      "CST",
      "IST",
      "PST",
      "constructor",
      "__proto__",
      "toString",
    ]) {
      expect([name, isTimeZone(name)]).toEqual([name, false]);
    }
    expect(isTimeZone(undefined as unknown as string)).toBe(false);
  });
});

describe("compileZone", () => {
  it("throws a RangeError that shows what it was given for an unknown zone", () => {
    expect(() => compileZone("Mars/Phobos")).toThrow(
      new RangeError('compileZone: expected an IANA time zone, got "Mars/Phobos"'),
    );
  });

  it("refuses an instant that is not a number instead of answering NaN", () => {
    const zone = compileZone("Europe/Berlin");
    expect(() => zone.offsetMs(Number.NaN)).toThrow(RangeError);
    expect(() => zone.toInstant(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });

  it("changes the offset at the very millisecond of the change", () => {
    const zone = compileZone("America/New_York");
    const change = utc(2024, 2, 10, 7);
    expect(zone.offsetMs(change - 1)).toBe(-5 * 3_600_000);
    expect(zone.offsetMs(change)).toBe(-4 * 3_600_000);
  });

  it("moves a reading in the spring gap forward and takes the earlier of two readings in the autumn fold", () => {
    const zone = compileZone("America/New_York");
    expect(zone.toInstant(utc(2024, 2, 10, 2, 30))).toBe(utc(2024, 2, 10, 7, 30)); // 03:30 EDT
    expect(zone.toInstant(utc(2024, 10, 3, 1, 30))).toBe(utc(2024, 10, 3, 5, 30)); // 01:30 EDT, not EST
    expect(zone.toInstant(utc(2024, 10, 3, 2))).toBe(utc(2024, 10, 3, 7)); // 02:00 EST
  });

  it("knows half-hour changes, quarter-hour zones and the day that Samoa left out", () => {
    const lordHowe = compileZone("Australia/Lord_Howe");
    expect(lordHowe.toInstant(utc(2024, 9, 6, 2, 10))).toBe(utc(2024, 9, 5, 15, 40)); // gap of 30 min: 02:40 at +11
    expect(lordHowe.toInstant(utc(2024, 3, 7, 1, 45))).toBe(utc(2024, 3, 6, 14, 45)); // first of two 01:45s, at +11
    expect(compileZone("Asia/Kathmandu").toWall(utc(2024, 0, 1))).toBe(utc(2024, 0, 1, 5, 45));
    const apia = compileZone("Pacific/Apia");
    expect(apia.toInstant(utc(2011, 11, 30, 12))).toBe(utc(2011, 11, 30, 22)); // reads 31 December 12:00
    expect(apia.toInstant(utc(2011, 11, 30))).toBe(apia.toInstant(utc(2011, 11, 31)));
  });

  it("keeps the sign of an offset of less than an hour west of Greenwich, with its seconds", () => {
    const monrovia = compileZone("Africa/Monrovia");
    const change = utc(1972, 0, 7, 0, 44, 30);
    expect(monrovia.offsetMs(change - 1)).toBe(-2_670_000); // -00:44:30
    expect(monrovia.offsetMs(change)).toBe(0);
  });

  it("sees both of two opposite changes that lie a week apart", () => {
    const recife = compileZone("America/Recife");
    expect(recife.offsetMs(utc(2000, 9, 8, 2, 59))).toBe(-3 * 3_600_000);
    expect(recife.offsetMs(utc(2000, 9, 10))).toBe(-2 * 3_600_000);
    expect(recife.offsetMs(utc(2000, 9, 15, 2))).toBe(-3 * 3_600_000);
  });
});
