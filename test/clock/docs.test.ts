import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { addBusiness } from "../../src/clock/add-business.ts";
import { alwaysOpen } from "../../src/clock/always-open.ts";
import { businessMs } from "../../src/clock/business-ms.ts";
import { compileCalendar } from "../../src/clock/compile-calendar.ts";
import { withHolidays } from "../../src/clock/holidays.ts";
import { holidaysFromIcs } from "../../src/clock/ics-holidays.ts";
import { isCovered } from "../../src/clock/is-covered.ts";
import { isOpen } from "../../src/clock/is-open.ts";
import { nextOpening } from "../../src/clock/next-opening.ts";
import { calendarSchema, holidayDataSchema } from "../../src/schemas/calendar.ts";

const entryPoints: Record<string, Record<string, unknown>> = {
  trueresolve: { addBusiness, alwaysOpen, businessMs, compileCalendar, isCovered, isOpen, nextOpening, withHolidays },
  "trueresolve/ics": { holidaysFromIcs },
};

const markdown = readFileSync(new URL("../../docs/business-time.md", import.meta.url), "utf8");
const blocks = [...markdown.matchAll(/^```(\w+)(?: (\w+))?\n([\s\S]*?)^```$/gm)].map((match) => ({
  language: match[1]!,
  purpose: match[2] ?? "",
  text: match[3]!,
  line: markdown.slice(0, match.index).split("\n").length,
}));

/** Runs a block; every line `expression; // value` must give the value. Returns how many did. */
function runBlock(text: string): number {
  let checked = 0;
  const check = (actual: unknown, expected: unknown, line: string) => {
    expect([line, actual]).toEqual([line, expected]);
    checked++;
  };
  const body = text
    .replace(/^import \{ (.+) \} from "(.+)";$/gm, 'const { $1 } = entryPoints["$2"];')
    .replace(/^(?!const |import |\/\/)(.+); \/\/ (.+)$/gm, (line, expression, value) => {
      return `check(${expression}, ${value}, ${JSON.stringify(line)});`;
    });
  new Function("entryPoints", "check", `"use strict";${body}`)(entryPoints, check);
  return checked;
}

describe("docs/business-time.md", () => {
  const code = blocks.filter((block) => block.language === "js");
  it.each(code)("runs the code of line $line, and every value in it is right", ({ text }) => {
    const promised = text.split("\n").filter((line) => /; \/\/ /.test(line)).length;
    expect(runBlock(text)).toBe(promised);
    expect(promised).toBeGreaterThan(0);
  });

  it("shows a calendar and a holiday list that the schemas accept and that give the hours counted by hand", () => {
    const json = blocks.filter((block) => block.language === "json");
    expect(json.map((block) => block.purpose)).toEqual(["calendar", "holidays"]);
    const calendar = calendarSchema.parse(JSON.parse(json[0]!.text));
    const list = holidayDataSchema.parse(JSON.parse(json[1]!.text));
    const [from, to] = [Date.parse("2026-10-01T00:00+08:00"), Date.parse("2026-10-13T00:00+08:00")];
    // Thursday 8th 8 h, Friday 9th 8 h + 4 h, Saturday 10th 3 h, Monday 12th 7 h.
    const clock = compileCalendar(withHolidays(calendar, list), from, to);
    expect(businessMs(clock, from, to) / 3_600_000).toBe(8 + 12 + 3 + 7);
    expect(blocks.length).toBe(code.length + json.length);
    expect(code.length).toBe(5);
  });
});
