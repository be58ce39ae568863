import { afterEach, describe, expect, it, vi } from "vitest";
import { zones } from "./temporal-oracle.ts";

const hostZone = process.env["TZ"];

/** Everything the room answers, by modules loaded afresh while the host is in a zone. */
async function answersUnder(timeZone: string) {
  process.env["TZ"] = timeZone;
  vi.resetModules();
  const { compileZone } = await import("../../src/clock/zone.ts");
  const { compileCalendar } = await import("../../src/clock/compile-calendar.ts");
  const { businessMs } = await import("../../src/clock/business-ms.ts");
  const { addBusiness } = await import("../../src/clock/add-business.ts");
  const { nextOpening } = await import("../../src/clock/next-opening.ts");
  const { holidaysFromIcs } = await import("../../src/clock/ics-holidays.ts");
  const { withHolidays } = await import("../../src/clock/holidays.ts");
  const { calendarSchema } = await import("../../src/schemas/calendar.ts");

  const ics =
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20110101\nRRULE:FREQ=YEARLY\nEND:VEVENT\nEND:VCALENDAR\n";
  const { data } = holidaysFromIcs(ics, { fromDate: "2011-01-01", toDate: "2012-12-31" });
  const [from, to] = [Date.UTC(2011, 0, 1), Date.UTC(2012, 6, 1)];
  const answers: unknown[] = [data];
  for (const name of zones) {
    const zone = compileZone(name);
    const night: [string, string][] = [["22:30", "07:15"]];
    const hours = { mon: night, thu: [["09:00", "17:00"]] as [string, string][], fri: night, sat: night, sun: night };
    const calendar = calendarSchema.parse({ timeZone: name, hours, breaks: { sun: [["02:00", "02:30"]] } });
    const clock = compileCalendar(withHolidays(calendar, data), from, to);
    answers.push(
      [...clock.edges],
      addBusiness(clock, from, 1e9),
      nextOpening(clock, from),
      businessMs(clock, from, to),
    );
    for (let wall = from; wall < to; wall += 2_345_678) answers.push(zone.toInstant(wall), zone.toWall(wall));
  }
  return answers;
}

describe("the zone of the host", () => {
  afterEach(() => {
    if (hostZone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = hostZone;
  });

  it("changes no answer", async () => {
    const expected = await answersUnder("UTC");
    expect(new Date(2024, 0, 1).getTime()).toBe(Date.UTC(2024, 0, 1));
    expect(expected.length).toBeGreaterThan(500_000);
    const hosts = [
      ["America/New_York", -300],
      ["Asia/Shanghai", 480],
      ["Australia/Lord_Howe", 660],
    ] as const;
    for (const [host, offsetMinutes] of hosts) {
      const answers = await answersUnder(host);
      // The host really is there: a date without a zone is read in it.
      expect(Date.UTC(2024, 0, 1) - new Date(2024, 0, 1).getTime()).toBe(offsetMinutes * 60_000);
      expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(host);
      const differing = answers.findIndex((answer, i) => JSON.stringify(answer) !== JSON.stringify(expected[i]));
      expect([host, answers.length, differing]).toEqual([host, expected.length, -1]);
    }
  });
});
