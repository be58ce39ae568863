import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { businessMs } from "../../src/clock/business-ms.ts";
import { compileCalendar } from "../../src/clock/compile-calendar.ts";
import type { Calendar } from "../../src/schemas/calendar.ts";

interface Case extends Pick<Calendar, "hours" | "holidays" | "overrides" | "breaks"> {
  id: string;
  tz: string;
  from: string;
  to: string;
  elapsed_oracle_seconds: number;
}

const file = new URL("../../../shared/data/business-hours/cases.json", import.meta.url);

describe("business hours as peers test them", () => {
  if (!existsSync(file)) {
    it.skip("is skipped: the folder ../shared with data/business-hours/cases.json is not here", () => {});
    return;
  }
  const cases = JSON.parse(readFileSync(file, "utf8")) as Case[];
  it("reads all 46 cases", () => expect(cases.length).toBe(46));

  it.each(cases)("$id lasts what the elapsed-time oracle says", (one) => {
    const { tz, hours, holidays, overrides, breaks } = one;
    const from = Date.parse(one.from);
    const to = Date.parse(one.to);
    const clock = compileCalendar(
      { timeZone: tz, hours, holidays, overrides, breaks },
      Math.min(from, to),
      Math.max(from, to),
    );
    expect(businessMs(clock, from, to)).toBe(one.elapsed_oracle_seconds * 1000);
  });
});
