import { TZDate } from "@date-fns/tz";
import { addDays, startOfDay } from "date-fns";
import { businessMs } from "../src/clock/business-ms.ts";
import { compileCalendar } from "../src/clock/compile-calendar.ts";
import type { Calendar } from "../src/schemas/calendar.ts";

/** How a measured row came out: rates in durations per second, medians over the rounds. */
interface Row {
  spans: string;
  durations: number;
  walked: number;
  disagreements: number;
  perSecond: number;
  walkPerSecond: number;
  ratio: number;
  lowestRatio: number;
  highestRatio: number;
}

const DAY_MS = 86_400_000;
const desk: [string, string][] = [
  ["09:00", "12:00"],
  ["13:00", "17:30"],
];
const calendar: Calendar = {
  timeZone: "America/New_York",
  hours: { mon: desk, tue: desk, wed: desk, thu: desk, fri: desk, sat: [["10:00", "14:00"]] },
  holidays: [
    "2023-01-02",
    "2023-07-04",
    "2023-12-25",
    "2024-01-01",
    "2024-07-04",
    "2024-12-25",
    "2025-01-01",
    "2025-07-04",
  ],
};

/** Spans as waits and resolutions have them: up to the limit, short ones as frequent as long ones on a logarithmic scale. */
const limits = [
  { spans: "1 minute to 1 day", mostMs: DAY_MS },
  { spans: "1 minute to 7 days", mostMs: 7 * DAY_MS },
  { spans: "1 minute to 60 days", mostMs: 60 * DAY_MS },
];

/**
 * Business time by compiled calendar against the way it is usually done: walking days with TZDate. Answers are compared first;
 * each round times both on the same durations, one after the other; medians are reported.
 */
export async function run(
  options: { json?: boolean; durations?: number; walked?: number; rounds?: number } = {},
): Promise<unknown> {
  const { json = false, durations = 1_000_000, walked = 2_000, rounds = 9 } = options;
  const from = Date.UTC(2023, 0, 1);
  const to = Date.UTC(2026, 0, 1);
  const compileStart = performance.now();
  const clock = compileCalendar(calendar, from, to);
  const compileMs = performance.now() - compileStart;
  const rows = limits.map(({ spans, mostMs }): Row => {
    const random = randomNumbers(20_260_101);
    const starts = new Float64Array(durations);
    const ends = new Float64Array(durations);
    for (let i = 0; i < durations; i++) {
      const length = Math.round(60_000 * (mostMs / 60_000) ** random());
      starts[i] = from + Math.floor(random() * (to - from - length));
      ends[i] = starts[i]! + length;
    }
    let disagreements = 0;
    for (let i = 0; i < walked; i++) {
      if (businessMs(clock, starts[i]!, ends[i]!) !== walkDays(calendar, starts[i]!, ends[i]!)) disagreements++;
    }
    const compiled = () => {
      let sum = 0;
      for (let i = 0; i < durations; i++) sum += businessMs(clock, starts[i]!, ends[i]!);
      return sum;
    };
    const walk = () => {
      let sum = 0;
      for (let i = 0; i < walked; i++) sum += walkDays(calendar, starts[i]!, ends[i]!);
      return sum;
    };
    compiled();
    walk();
    const pairs = Array.from({ length: rounds }, () => ({
      perSecond: durations / secondsOf(compiled),
      walkPerSecond: walked / secondsOf(walk),
    }));
    const ratios = pairs.map((pair) => pair.perSecond / pair.walkPerSecond);
    return {
      spans,
      durations,
      walked,
      disagreements,
      perSecond: Math.round(median(pairs.map((pair) => pair.perSecond))),
      walkPerSecond: Math.round(median(pairs.map((pair) => pair.walkPerSecond))),
      ratio: Math.round(median(ratios)),
      lowestRatio: Math.round(Math.min(...ratios)),
      highestRatio: Math.round(Math.max(...ratios)),
    };
  });
  if (!json) print(rows, compileMs, rounds);
  return { rounds, compileMs, rows };
}

/** Business ms by walking the days between two instants with TZDate, holidays in a set, hours read once. */
function walkDays(of: Calendar, fromMs: number, toMs: number): number {
  const { hours, holidays } = prepared(of);
  let total = 0;
  let day = startOfDay(new TZDate(fromMs, of.timeZone));
  while (day.getTime() < toMs) {
    const [year, month, date] = [day.getFullYear(), day.getMonth(), day.getDate()];
    if (!holidays.has((year * 12 + month) * 31 + date)) {
      for (const [startHour, startMinute, endHour, endMinute] of hours[day.getDay()]!) {
        const opening = new TZDate(year, month, date, startHour, startMinute, of.timeZone).getTime();
        const closing = new TZDate(year, month, date, endHour, endMinute, of.timeZone).getTime();
        total += Math.max(0, Math.min(toMs, closing) - Math.max(fromMs, opening));
      }
    }
    day = addDays(day, 1);
  }
  return total;
}

type Prepared = { hours: [number, number, number, number][][]; holidays: Set<number> };
const prepare = new WeakMap<Calendar, Prepared>();

function prepared(of: Calendar): Prepared {
  const known = prepare.get(of);
  if (known !== undefined) return known;
  const week = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
  const parts = (time: string): [number, number] => [Number(time.slice(0, 2)), Number(time.slice(3))];
  const hours = week.map((day) =>
    (of.hours[day] ?? []).map(([a, b]): Prepared["hours"][0][0] => [...parts(a), ...parts(b)]),
  );
  const days = (of.holidays ?? []).map((text) => text.split("-").map(Number) as [number, number, number]);
  const made = { hours, holidays: new Set(days.map(([year, month, date]) => (year * 12 + month - 1) * 31 + date)) };
  prepare.set(of, made);
  return made;
}

let sink = 0;

function secondsOf(work: () => number): number {
  const start = performance.now();
  sink += work(); // kept, so that the work cannot be optimised away
  return (performance.now() - start) / 1000;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

/** Mulberry32 (Tommy Ettinger, 2017): the same spans in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function print(rows: readonly Row[], compileMs: number, rounds: number): void {
  const number = (value: number) => value.toLocaleString("en-US").padStart(14);
  console.log(
    `Business time in ${calendar.timeZone}, three years compiled in ${compileMs.toFixed(1)} ms; medians of ${rounds} rounds`,
  );
  console.log(
    `${"spans".padEnd(22)}${"compiled/s".padStart(14)}${"day walk/s".padStart(14)}${"ratio".padStart(14)}   (lowest to highest)   disagreements`,
  );
  for (const row of rows) {
    const range = `${number(row.lowestRatio).trim()} to ${number(row.highestRatio).trim()}`;
    console.log(
      `${row.spans.padEnd(22)}${number(row.perSecond)}${number(row.walkPerSecond)}${number(row.ratio)}   ${range.padEnd(19)}   ${row.disagreements} of ${row.walked}`,
    );
  }
  if (!Number.isFinite(sink)) console.log("the sums are not finite");
}
