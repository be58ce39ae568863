import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { addBusiness } from "../../src/clock/add-business.ts";
import { businessMs } from "../../src/clock/business-ms.ts";
import { compileCalendar } from "../../src/clock/compile-calendar.ts";
import { isOpen } from "../../src/clock/is-open.ts";
import { nextOpening } from "../../src/clock/next-opening.ts";
import { compileZone } from "../../src/clock/zone.ts";
import type { Calendar, OpenInterval } from "../../src/schemas/calendar.ts";
import { minuteOracle, nearChange, temporalOracle, zones } from "./temporal-oracle.ts";

const DAY = 86_400_000;
const seed = 20_240_310;
const text = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Intervals whose ends fall on any minute ("anywhere") or keep clear of 23:00–04:00, when clocks change ("daytime"). */
function intervals(where: "anywhere" | "daytime", most: number): fc.Arbitrary<OpenInterval[]> {
  const minute = where === "anywhere" ? fc.integer({ min: 0, max: 1439 }) : fc.integer({ min: 241, max: 1379 });
  const end = where === "anywhere" ? fc.oneof(minute, fc.constant(1440)) : minute;
  const pair = fc.tuple(minute, end).filter(([a, b]) => a !== b);
  return fc.array(
    pair.map(([a, b]): OpenInterval => [text(a), text(b)]),
    { maxLength: most },
  );
}

/** A calendar with dated entries in the fortnight around an instant near a change of its zone's clocks, and that instant. */
function deskNearChange(where: "anywhere" | "daytime", zoneNames: readonly string[]) {
  return fc
    .record({
      timeZone: fc.constantFrom(...zoneNames),
      n: fc.integer({ min: 0, max: 40 }),
      shift: fc.integer({ min: -3, max: 3 }),
    })
    .chain(({ timeZone, n, shift }) => {
      const near = Math.floor(nearChange(timeZone, n) / 60_000) * 60_000 + shift * DAY;
      const day = fc.integer({ min: -8, max: 8 }).map((days) => new Date(near + days * DAY).toISOString().slice(0, 10));
      const weekly = intervals(where, 3);
      const calendar: fc.Arbitrary<Calendar> = fc.record({
        timeZone: fc.constant(timeZone),
        hours: fc.record({ mon: weekly, tue: weekly, wed: weekly, thu: weekly, fri: weekly, sat: weekly, sun: weekly }),
        holidays: fc.array(day, { maxLength: 3 }),
        overrides: fc.dictionary(day, intervals(where, 2), { maxKeys: 3 }),
        breaks: fc.dictionary(fc.oneof(day, fc.constantFrom("mon", "wed", "sun")), intervals(where, 2), { maxKeys: 4 }),
      });
      return fc.record({ calendar, near: fc.constant(near) });
    });
}

describe("compileZone and Temporal", () => {
  it("agree on the instant of every half hour of wall time around every change of the clocks, and on the offset", () => {
    let compared = 0;
    for (const timeZone of zones) {
      const zone = compileZone(timeZone);
      for (let n = 0; n < 60; n += 3) {
        const change = nearChange(timeZone, n);
        const wall = zone.toWall(change);
        for (let ms = wall - 26 * 3_600_000; ms < wall + 26 * 3_600_000; ms += 1_800_000) {
          const local = new Date(ms).toISOString().slice(0, 23);
          const instant = Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds;
          if (zone.toInstant(ms) !== instant)
            expect([timeZone, local, zone.toInstant(ms)]).toEqual([timeZone, local, instant]);
          compared++;
        }
        for (const ms of [change - 1, change, change + 1]) {
          const now = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
          expect(zone.offsetMs(ms)).toBe(now.offsetNanoseconds / 1e6);
        }
      }
    }
    expect(compared).toBe(zones.length * 20 * 104);
  });

  it("agree in every zone the engine knows, from 1970 to 2199", () => {
    for (const timeZone of Intl.supportedValuesOf("timeZone")) {
      const zone = compileZone(timeZone);
      for (let year = 1970; year < 2200; year += 23) {
        const ms = Date.UTC(year, year % 12, 1 + (year % 28), 1, 30);
        const now = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
        const there = [timeZone, year, zone.offsetMs(ms)];
        expect(there).toEqual([timeZone, year, now.offsetNanoseconds / 1e6]);
      }
    }
  });
});

describe("businessMs", () => {
  it("equals asking the wall clock at every minute", () => {
    const plainZones = zones.filter((zone) => zone !== "Pacific/Apia"); // a wall clock cannot tell to which day a lost date's night belongs
    fc.assert(
      fc.property(
        deskNearChange("daytime", plainZones),
        fc.integer({ min: 0, max: 2 * 1440 }),
        fc.integer({ min: 0, max: 2 * 1440 }),
        ({ calendar, near }, before, after) => {
          const [from, to] = [near - before * 60_000, near + after * 60_000];
          expect(businessMs(compileCalendar(calendar, from, to), from, to)).toBe(minuteOracle(calendar, from, to));
        },
      ),
      { seed, numRuns: 30 },
    );
  });

  it("equals a walk over dates with Temporal, intervals starting and ending at any minute of a gap or a fold", () => {
    fc.assert(
      fc.property(
        deskNearChange("anywhere", zones),
        fc.integer({ min: 0, max: 8 * DAY }),
        fc.integer({ min: 0, max: 8 * DAY }),
        ({ calendar, near }, before, after) => {
          const [from, to] = [near - before, near + after];
          expect(businessMs(compileCalendar(calendar, from, to), from, to)).toBe(temporalOracle(calendar, from, to));
        },
      ),
      { seed, numRuns: 400 },
    );
  });

  const withInstants = fc.tuple(
    deskNearChange("anywhere", zones),
    fc.array(fc.integer({ min: -9 * DAY, max: 9 * DAY }), { minLength: 3, maxLength: 3 }),
  );

  it("is additive, antisymmetric, monotone, and never longer than the time itself", () => {
    fc.assert(
      fc.property(withInstants, ([{ calendar, near }, offsets]) => {
        const [a, b, c] = offsets.sort((x, y) => x - y).map((offset) => near + offset) as [number, number, number];
        const clock = compileCalendar(calendar, near - 9 * DAY, near + 9 * DAY);
        expect(businessMs(clock, a, b) + businessMs(clock, b, c)).toBe(businessMs(clock, a, c));
        expect(businessMs(clock, c, a)).toBe(-businessMs(clock, a, c) + 0);
        expect(businessMs(clock, a, b)).toBeGreaterThanOrEqual(0);
        expect(businessMs(clock, a, b)).toBeLessThanOrEqual(b - a);
      }),
      { seed, numRuns: 300 },
    );
  });

  it("is zero from a closed instant to the next opening, and all of the time within a shift", () => {
    fc.assert(
      fc.property(withInstants, ([{ calendar, near }, offsets]) => {
        const clock = compileCalendar(calendar, near - 9 * DAY, near + 9 * DAY);
        for (const offset of offsets) {
          const opening = nextOpening(clock, near + offset) ?? clock.toMs;
          expect(businessMs(clock, near + offset, opening)).toBe(0);
          expect(opening === near + offset && opening < clock.toMs ? isOpen(clock, opening) : true).toBe(true);
          if (opening < clock.toMs) expect(businessMs(clock, opening, opening + 1)).toBe(1);
        }
      }),
      { seed, numRuns: 300 },
    );
  });

  it("is undone by addBusiness, forward and back, which gives the nearest instant that fits", () => {
    fc.assert(
      fc.property(withInstants, ([{ calendar, near }, offsets]) => {
        const clock = compileCalendar(calendar, near - 9 * DAY, near + 9 * DAY);
        const [a, b] = [near + offsets[0]!, near + offsets[1]!];
        const there = addBusiness(clock, a, businessMs(clock, a, b));
        expect(businessMs(clock, a, there)).toBe(businessMs(clock, a, b));
        expect(businessMs(clock, there, b)).toBe(0);
        expect(Math.abs(there - a)).toBeLessThanOrEqual(Math.abs(b - a));
        const step = Math.sign(there - a);
        if (step !== 0)
          expect(Math.abs(businessMs(clock, a, there - step))).toBe(Math.abs(businessMs(clock, a, b)) - 1);
      }),
      { seed, numRuns: 300 },
    );
  });
});
