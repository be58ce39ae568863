import { describe, expect, it } from "vitest";
import { addBusiness } from "../../src/clock/add-business.ts";
import { alwaysOpen } from "../../src/clock/always-open.ts";
import { businessMs } from "../../src/clock/business-ms.ts";
import { type Clock, compileCalendar } from "../../src/clock/compile-calendar.ts";
import { isCovered } from "../../src/clock/is-covered.ts";
import { isOpen } from "../../src/clock/is-open.ts";
import { nextOpening } from "../../src/clock/next-opening.ts";
import type { Calendar } from "../../src/schemas/calendar.ts";

const HOUR = 3_600_000;
const at = Date.parse;
const hoursBetween = (calendar: Calendar | Calendar[], from: string, to: string) =>
  businessMs(compileCalendar(calendar, at(from), at(to)), at(from), at(to)) / HOUR;

const nine: [string, string][] = [["09:00", "17:00"]];
const weekdays = { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine };
const night: [string, string][] = [["22:00", "06:00"]];
const allDay: [string, string][] = [["00:00", "24:00"]];

describe("businessMs over changes of the clocks (hours counted by hand)", () => {
  it.each<[string, Calendar, string, string, number]>([
    [
      "a day of 23 hours",
      { timeZone: "America/New_York", hours: { sun: allDay } },
      "2024-03-09T12:00-05:00",
      "2024-03-11T12:00-04:00",
      23,
    ],
    [
      "a day of 25 hours",
      { timeZone: "America/New_York", hours: { sun: allDay } },
      "2024-11-02T12:00-04:00",
      "2024-11-04T12:00-05:00",
      25,
    ],
    [
      "a night shift an hour short in spring",
      { timeZone: "Europe/Berlin", hours: { sat: night } },
      "2024-03-30T12:00Z",
      "2024-04-01T00:00Z",
      7,
    ],
    [
      "a night shift an hour long in autumn",
      { timeZone: "Europe/Berlin", hours: { sat: night } },
      "2024-10-26T12:00Z",
      "2024-10-28T00:00Z",
      9,
    ],
    [
      "a day shift untouched on the Monday after",
      { timeZone: "Europe/London", hours: weekdays },
      "2024-03-29T17:00Z",
      "2024-04-01T16:00Z",
      8,
    ],
    [
      "the same reading twice: both hours count",
      { timeZone: "America/New_York", hours: { sun: [["01:00", "02:00"]] } },
      "2024-11-03T00:00-04:00",
      "2024-11-03T12:00-05:00",
      2,
    ],
    [
      "a shift inside the spring gap, moved past it",
      { timeZone: "America/New_York", hours: { sun: [["02:10", "02:40"]] } },
      "2024-03-10T00:00-05:00",
      "2024-03-10T12:00-04:00",
      0.5,
    ],
    [
      "a shift that the gap leaves no length",
      { timeZone: "America/New_York", hours: { sun: [["02:30", "03:15"]] } },
      "2024-03-10T00:00-05:00",
      "2024-03-10T12:00-04:00",
      0,
    ],
    [
      "half an hour lost on Lord Howe",
      { timeZone: "Australia/Lord_Howe", hours: { sat: night } },
      "2024-10-05T00:00Z",
      "2024-10-06T12:00Z",
      7.5,
    ],
    [
      "half an hour gained on Lord Howe",
      { timeZone: "Australia/Lord_Howe", hours: { sat: night } },
      "2024-04-06T00:00Z",
      "2024-04-07T12:00Z",
      8.5,
    ],
    [
      "Adelaide's half-hour zone in spring",
      { timeZone: "Australia/Adelaide", hours: { sun: [["00:00", "09:30"]] } },
      "2024-10-05T00:00Z",
      "2024-10-06T12:00Z",
      8.5,
    ],
    [
      "Kathmandu at +05:45",
      { timeZone: "Asia/Kathmandu", hours: weekdays },
      "2024-07-01T03:00Z",
      "2024-07-01T04:00Z",
      0.75,
    ],
    [
      "Chatham at +12:45 losing an hour at 02:45",
      { timeZone: "Pacific/Chatham", hours: { sat: night } },
      "2024-09-28T00:00Z",
      "2024-09-29T12:00Z",
      7,
    ],
    [
      "Chatham gaining an hour at 03:45",
      { timeZone: "Pacific/Chatham", hours: { sat: night } },
      "2024-04-06T00:00Z",
      "2024-04-07T12:00Z",
      9,
    ],
    [
      "a gap at midnight in Sao Paulo",
      { timeZone: "America/Sao_Paulo", hours: { sun: [["00:00", "08:00"]] } },
      "2018-11-03T12:00Z",
      "2018-11-05T00:00Z",
      7,
    ],
    [
      "a fold at midnight in Sao Paulo",
      { timeZone: "America/Sao_Paulo", hours: { sat: [["20:00", "24:00"]] } },
      "2018-02-17T12:00Z",
      "2018-02-18T12:00Z",
      5,
    ],
    [
      "a fold at midnight in Havana",
      { timeZone: "America/Havana", hours: { sun: [["00:00", "02:00"]] } },
      "2024-11-03T00:00Z",
      "2024-11-03T12:00Z",
      3,
    ],
    [
      "two hours lost at Troll",
      { timeZone: "Antarctica/Troll", hours: { sun: allDay } },
      "2024-03-30T12:00Z",
      "2024-04-01T12:00Z",
      22,
    ],
    [
      "clocks set back for Ramadan",
      { timeZone: "Africa/Casablanca", hours: { sat: night } },
      "2024-03-09T12:00Z",
      "2024-03-10T12:00Z",
      9,
    ],
    [
      "Samoa's Friday that never was",
      { timeZone: "Pacific/Apia", hours: weekdays },
      "2011-12-29T12:00-10:00",
      "2011-12-31T23:00+14:00",
      5,
    ],
    [
      "round the clock over the missing day",
      alwaysOpen("Pacific/Apia"),
      "2011-12-29T00:00-10:00",
      "2012-01-01T00:00+14:00",
      48,
    ],
    [
      "a night shift that ends after the missing day",
      { timeZone: "Pacific/Apia", hours: { thu: night } },
      "2011-12-29T12:00-10:00",
      "2011-12-31T23:00+14:00",
      8,
    ],
    [
      "Shanghai's summer time of 1986",
      { timeZone: "Asia/Shanghai", hours: { sun: allDay } },
      "1986-05-03T00:00Z",
      "1986-05-05T00:00Z",
      23,
    ],
    [
      "Monrovia's change of 44 min 30 s",
      { timeZone: "Africa/Monrovia", hours: { fri: allDay } },
      "1972-01-06T00:00Z",
      "1972-01-09T00:00Z",
      24 - 2670 / 3600,
    ],
  ])("%s", (_, calendar, from, to, hours) => {
    expect(hoursBetween(calendar, from, to)).toBeCloseTo(hours, 10);
  });
});

describe("shifts at the edge of a range", () => {
  it("counts a night shift that began before a day left out", () => {
    const desk: Calendar = { timeZone: "Pacific/Apia", hours: { thu: night } };
    expect(hoursBetween(desk, "2011-12-31T00:00+14:00", "2011-12-31T23:00+14:00")).toBe(6);
  });

  it("counts a shift of tomorrow's date that has begun before clocks are set back to yesterday", () => {
    // 2010-11-07 00:00 came at 02:30Z; a minute later St John's went back to 23:01 on the 6th; 02:00 was at 05:30Z.
    const desk: Calendar = { timeZone: "America/St_Johns", hours: { sun: [["00:00", "02:00"]] } };
    expect(hoursBetween(desk, "2010-11-06T12:00Z", "2010-11-07T03:00Z")).toBe(0.5);
    expect(hoursBetween(desk, "2010-11-06T12:00Z", "2010-11-07T12:00Z")).toBe(3);
  });

  it("takes nothing off for a break that a gap leaves no length", () => {
    const desk: Calendar = {
      timeZone: "America/New_York",
      hours: { sun: allDay },
      breaks: { sun: [["02:30", "03:15"]] },
    };
    expect(hoursBetween(desk, "2024-03-09T12:00-05:00", "2024-03-11T12:00-04:00")).toBe(23);
  });
});

describe("businessMs within a calendar", () => {
  it("counts nothing of a weekend", () => {
    const desk = { timeZone: "Asia/Shanghai", hours: weekdays };
    expect(hoursBetween(desk, "2026-10-09T21:30+08:00", "2026-10-12T09:15+08:00")).toBe(0.25);
  });

  it("lets overrides beat holidays, and holidays beat hours", () => {
    const desk: Calendar = {
      timeZone: "Asia/Shanghai",
      hours: weekdays,
      holidays: ["2026-10-01", "2026-10-02"],
      overrides: { "2026-10-02": [["10:00", "11:00"]], "2026-10-05": [], "2026-10-10": nine }, // the 10th is a Saturday
    };
    expect(hoursBetween(desk, "2026-10-01T00:00+08:00", "2026-10-02T00:00+08:00")).toBe(0);
    expect(hoursBetween(desk, "2026-10-02T00:00+08:00", "2026-10-03T00:00+08:00")).toBe(1);
    expect(hoursBetween(desk, "2026-10-05T00:00+08:00", "2026-10-06T00:00+08:00")).toBe(0);
    expect(hoursBetween(desk, "2026-10-10T00:00+08:00", "2026-10-11T00:00+08:00")).toBe(8);
  });

  it("takes breaks off whatever is left, a dated entry standing in place of the weekday's", () => {
    const desk: Calendar = {
      timeZone: "UTC",
      hours: {
        mon: [
          ["08:00", "12:30"],
          ["12:30", "18:00"],
        ],
        tue: nine,
        sun: night,
      },
      overrides: { "2026-10-13": [["11:30", "12:30"]] },
      breaks: {
        mon: [["12:00", "13:00"]],
        tue: [["12:00", "13:00"]],
        "2026-10-19": [],
        "2026-10-26": [
          ["08:00", "08:30"],
          ["02:00", "03:00"],
        ],
      },
    };
    expect(hoursBetween(desk, "2026-10-12T07:00Z", "2026-10-13T00:00Z")).toBe(9);
    expect(hoursBetween(desk, "2026-10-13T00:00Z", "2026-10-14T00:00Z")).toBe(0.5);
    expect(hoursBetween(desk, "2026-10-19T07:00Z", "2026-10-20T00:00Z")).toBe(10);
    // The break at two in the morning falls into the shift that began on Sunday.
    expect(hoursBetween(desk, "2026-10-25T12:00Z", "2026-10-27T00:00Z")).toBe(8 - 1 + 10 - 0.5);
  });

  it("lets a night shift run into a holiday and a closed day, and starts none on it", () => {
    const desk: Calendar = { timeZone: "UTC", hours: { wed: night, thu: night, fri: night }, holidays: ["2026-10-01"] };
    expect(hoursBetween(desk, "2026-09-30T12:00Z", "2026-10-01T12:00Z")).toBe(8);
    expect(hoursBetween(desk, "2026-10-01T12:00Z", "2026-10-02T12:00Z")).toBe(0);
    expect(hoursBetween(desk, "2026-10-03T00:00Z", "2026-10-03T23:00Z")).toBe(6);
  });

  it("reads an end equal to the start as 24 hours, and counts overlapping intervals once", () => {
    expect(
      hoursBetween({ timeZone: "UTC", hours: { mon: [["08:00", "08:00"]] } }, "2026-10-12T00:00Z", "2026-10-14T00:00Z"),
    ).toBe(24);
    const twice: Calendar = {
      timeZone: "UTC",
      hours: {
        mon: [
          ["12:00", "18:00"],
          ["09:00", "13:00"],
        ],
      },
    };
    expect(hoursBetween(twice, "2026-10-12T00:00Z", "2026-10-14T00:00Z")).toBe(9);
  });

  it("is time itself on a calendar that never closes", () => {
    for (const zone of ["UTC", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia"]) {
      const [from, to] = [at("2011-01-01T00:00Z"), at("2019-06-30T12:34:56.789Z")];
      const clock = compileCalendar(alwaysOpen(zone), from, to);
      expect(businessMs(clock, from, to)).toBe(to - from);
      expect(clock.edges.length).toBe(2);
    }
  });

  it("is negative for reversed instants and zero for equal ones", () => {
    const clock = compileCalendar(
      { timeZone: "UTC", hours: weekdays },
      at("2026-10-01T00:00Z"),
      at("2026-11-01T00:00Z"),
    );
    const [a, b] = [at("2026-10-05T10:00Z"), at("2026-10-07T11:30Z")];
    expect(businessMs(clock, a, b)).toBe(17.5 * HOUR);
    expect(businessMs(clock, b, a)).toBe(-17.5 * HOUR);
    expect(businessMs(clock, a, a)).toBe(0);
  });

  it("counts milliseconds, the opening included and the closing not", () => {
    const clock = compileCalendar(
      { timeZone: "UTC", hours: weekdays },
      at("2026-10-05T00:00Z"),
      at("2026-10-06T00:00Z"),
    );
    const closing = at("2026-10-05T17:00Z");
    expect(businessMs(clock, closing - 1, closing)).toBe(1);
    expect(businessMs(clock, closing, closing + 1)).toBe(0);
  });
});

describe("calendars with periods of validity", () => {
  const calendars: Calendar[] = [
    { timeZone: "Asia/Shanghai", hours: { thu: night, fri: nine }, validFrom: "2026-01-01", validTo: "2026-12-31" },
    { timeZone: "Asia/Tokyo", hours: { fri: [["10:00", "12:00"]] }, validFrom: "2027-01-01", validTo: "2027-01-31" },
  ];

  it("changes over on the day, lets the last night shift finish, and is closed where no calendar holds", () => {
    // 2026-12-31 is a Thursday: its shift runs to 06:00 on Friday, when the new calendar opens at 10:00 in Tokyo.
    expect(hoursBetween(calendars, "2026-12-31T12:00+08:00", "2027-01-02T00:00+08:00")).toBe(10);
    expect(hoursBetween(calendars, "2025-12-20T00:00Z", "2025-12-31T00:00Z")).toBe(0);
    expect(hoursBetween([...calendars].reverse(), "2026-12-31T12:00+08:00", "2027-01-02T00:00+08:00")).toBe(10);
  });

  it("keeps the breaks of one calendar away from the hours of the other", () => {
    const both: Calendar[] = [
      {
        timeZone: "UTC",
        hours: { thu: night },
        breaks: {
          fri: [
            ["00:00", "01:00"],
            ["10:00", "11:00"],
          ],
        },
        validTo: "2026-12-31",
      },
      { timeZone: "UTC", hours: { fri: nine }, validFrom: "2027-01-01" },
    ];
    expect(hoursBetween(both, "2026-12-31T12:00Z", "2027-01-02T00:00Z")).toBe(8 - 1 + 8);
  });

  it("lists the time that no calendar covers", () => {
    const [from, to] = [at("2025-12-01T00:00Z"), at("2027-03-01T00:00Z")];
    expect(compileCalendar(calendars, from, to).uncovered).toEqual([
      [from, at("2026-01-01T00:00+08:00")],
      [at("2027-02-01T00:00+09:00"), to],
    ]);
    expect(compileCalendar({ timeZone: "UTC", hours: {} }, from, to).uncovered).toEqual([]);
    const late: Calendar = { timeZone: "UTC", hours: {}, validFrom: "2030-01-01" };
    expect(compileCalendar(late, from, to).uncovered).toEqual([[from, to]]);
  });
});

describe("isCovered", () => {
  it("is false for a stretch that touches time without a calendar, in either order, and true up to its very edge", () => {
    const calendar: Calendar = { timeZone: "UTC", hours: weekdays, validFrom: "2026-10-05", validTo: "2026-10-06" };
    const clock = compileCalendar(calendar, at("2026-10-01T00:00Z"), at("2026-10-31T00:00Z"));
    const [first, end] = [at("2026-10-05T00:00Z"), at("2026-10-07T00:00Z")];
    expect(isCovered(clock, first, end)).toBe(true);
    expect(isCovered(clock, end, first)).toBe(true);
    expect(isCovered(clock, first - 1, end)).toBe(false);
    expect(isCovered(clock, end + 1, first)).toBe(false);
    expect(isCovered(clock, at("2026-10-10T00:00Z"), at("2026-10-11T00:00Z"))).toBe(false);
    expect(() => isCovered(clock, 0, end)).toThrow(RangeError);
  });
});

describe("the range of a clock", () => {
  const from = at("2026-10-05T00:00Z");
  const to = at("2026-10-12T00:00Z");
  const clock = compileCalendar({ timeZone: "UTC", hours: weekdays }, from, to);

  it("includes both ends and refuses every instant outside, and what is no number", () => {
    expect(businessMs(clock, from, to)).toBe(40 * HOUR);
    const calls: ((ms: number) => unknown)[] = [
      (ms) => businessMs(clock, ms, to),
      (ms) => businessMs(clock, from, ms),
      (ms) => isOpen(clock, ms),
      (ms) => nextOpening(clock, ms),
      (ms) => addBusiness(clock, ms, 1),
    ];
    for (const call of calls) {
      for (const ms of [from - 1, to + 1, Number.NaN, Number.POSITIVE_INFINITY])
        expect(() => call(ms)).toThrow(RangeError);
    }
    expect(() => businessMs(clock, from, to + 1)).toThrow(
      "businessMs: expected an instant from 2026-10-05T00:00:00.000Z to 2026-10-12T00:00:00.000Z, the range of the clock, got 2026-10-12T00:00:00.001Z",
    );
  });

  it("does not change an answer: a wider clock gives the same", () => {
    const wide = compileCalendar({ timeZone: "UTC", hours: weekdays }, from - 1e11, to + 1e11);
    for (let ms = from; ms <= to; ms += 777_777) expect(businessMs(wide, from, ms)).toBe(businessMs(clock, from, ms));
  });

  it("may be a single instant, also inside a shift", () => {
    const noon = at("2026-10-05T12:00Z");
    const point = compileCalendar({ timeZone: "UTC", hours: weekdays }, noon, noon);
    expect([businessMs(point, noon, noon), isOpen(point, noon), nextOpening(point, noon)]).toEqual([0, true, noon]);
  });

  it("must not be reversed, endless or longer than 400 years", () => {
    const desk = { timeZone: "UTC", hours: weekdays };
    for (const [a, b] of [
      [1, 0],
      [Number.NaN, 0],
      [0, Number.POSITIVE_INFINITY],
      [0, 2e13],
    ] as const) {
      expect(() => compileCalendar(desk, a, b)).toThrow(RangeError);
    }
  });

  it("is plain data that survives cloning", () => {
    const copy: Clock = structuredClone(clock);
    expect(businessMs(copy, from, to)).toBe(40 * HOUR);
  });

  it("holds for a calendar that never opens", () => {
    const never = compileCalendar({ timeZone: "UTC", hours: {} }, from, to);
    expect(businessMs(never, from, to)).toBe(0);
    expect(nextOpening(never, from)).toBeNull();
    expect(isOpen(never, to)).toBe(false);
    expect(() => addBusiness(never, from, 1)).toThrow(RangeError);
    expect(addBusiness(never, from, 0)).toBe(from);
  });
});

describe("isOpen and nextOpening", () => {
  const clock = compileCalendar({ timeZone: "UTC", hours: weekdays }, at("2026-10-05T00:00Z"), at("2026-10-10T12:00Z"));

  it("open at the instant of opening, closed at that of closing", () => {
    const opening = at("2026-10-05T09:00Z");
    const closing = at("2026-10-05T17:00Z");
    expect([opening - 1, opening, closing - 1, closing].map((ms) => isOpen(clock, ms))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it("give the instant itself when open, the next opening when closed, null when none is left", () => {
    expect(nextOpening(clock, at("2026-10-05T10:00Z"))).toBe(at("2026-10-05T10:00Z"));
    expect(nextOpening(clock, at("2026-10-05T17:00Z"))).toBe(at("2026-10-06T09:00Z"));
    expect(nextOpening(clock, at("2026-10-09T17:00Z"))).toBeNull(); // Monday lies beyond the range
    const monday = at("2026-10-12T09:00Z");
    const wider = compileCalendar({ timeZone: "UTC", hours: weekdays }, clock.fromMs, monday);
    expect(nextOpening(wider, at("2026-10-09T17:00Z"))).toBe(monday);
  });
});

describe("addBusiness", () => {
  const clock = compileCalendar({ timeZone: "UTC", hours: weekdays }, at("2026-10-01T00:00Z"), at("2026-10-31T00:00Z"));
  const add = (from: string, hours: number) =>
    new Date(addBusiness(clock, at(from), hours * HOUR)).toISOString().slice(0, 16);

  it("walks forward over nights and weekends, and from closed time", () => {
    expect(add("2026-10-09T16:00Z", 2)).toBe("2026-10-12T10:00");
    expect(add("2026-10-10T03:00Z", 9)).toBe("2026-10-13T10:00");
  });

  it("walks back with a negative duration", () => {
    expect(add("2026-10-12T10:00Z", -2)).toBe("2026-10-09T16:00");
    expect(add("2026-10-11T03:00Z", -9)).toBe("2026-10-08T16:00");
  });

  it("ends at the closing going forward and at the opening going back, the nearer of the two", () => {
    expect(add("2026-10-05T09:00Z", 8)).toBe("2026-10-05T17:00");
    expect(add("2026-10-05T17:00Z", -8)).toBe("2026-10-05T09:00");
    expect(add("2026-10-06T09:00Z", -8)).toBe("2026-10-05T09:00");
  });

  it("gives the instant itself for zero, open or closed", () => {
    expect(add("2026-10-10T03:00Z", 0)).toBe("2026-10-10T03:00");
  });

  it("refuses an answer beyond the range, and a duration that is no number", () => {
    expect(() => add("2026-10-30T16:00Z", 2)).toThrow(
      "addBusiness: 7200000 ms of business time lie beyond 2026-10-31T00:00:00.000Z, the end of the clock's range",
    );
    expect(() => add("2026-10-01T10:00Z", -2)).toThrow(RangeError);
    expect(() => add("2026-10-01T10:00Z", Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(() => add("2026-10-01T10:00Z", Number.NaN)).toThrow(RangeError);
  });
});
