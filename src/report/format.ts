import { compileZone } from "../clock/zone.ts";
import type { Unit } from "../schemas/estimate.ts";
import type { Language } from "./language.ts";

/** What stands where there is no figure. */
export const noFigure = "–";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const durationUnits = {
  en: { d: " d", h: " h", m: " min", s: " s" },
  zh: { d: " 天", h: " 小时", m: " 分钟", s: " 秒" },
} as const;

/** A duration in its two largest units, rounded to the smaller one: "2 h 14 min", "3 d 4 h", "45 s". */
export function formatDuration(ms: number, language: Language): string {
  const words = durationUnits[language];
  if (ms < 0) return `-${formatDuration(-ms, language)}`;
  if (ms < 10 * second) return `${trimZero((ms / second).toFixed(1))}${words.s}`;
  if (Math.round(ms / second) < 60) return `${Math.round(ms / second)}${words.s}`;
  if (Math.round(ms / second) < 300) return twoUnits(Math.round(ms / second), 60, words.m, words.s);
  if (Math.round(ms / minute) < 60) return `${Math.round(ms / minute)}${words.m}`;
  if (Math.round(ms / minute) < 24 * 60) return twoUnits(Math.round(ms / minute), 60, words.h, words.m);
  if (Math.round(ms / hour) < 10 * 24) return twoUnits(Math.round(ms / hour), 24, words.d, words.h);
  return `${grouped(Math.round(ms / day))}${words.d}`;
}

function twoUnits(total: number, base: number, large: string, small: string): string {
  const rest = total % base;
  return `${Math.floor(total / base)}${large}${rest === 0 ? "" : ` ${rest}${small}`}`;
}

const trimZero = (text: string) => text.replace(/\.0$/, "");

/** A share in percent with one decimal. What is not none is never written 0.0%, what is not all never 100%. */
export function formatRate(rate: number): string {
  const percent = (100 * rate).toFixed(1);
  if (rate > 0 && percent === "0.0") return "<0.1%";
  if (rate < 1 && percent === "100.0") return ">99.9%";
  return `${trimZeroOfWhole(percent)}%`;
}

/** "0.0" and "100.0" are exact here, since `formatRate` has seen to the others. */
const trimZeroOfWhole = (percent: string) =>
  percent === "0.0" || percent === "100.0" ? percent.slice(0, -2) : percent;

/** A whole number with separators between thousands; fractions, where a count has some, to one decimal. */
export function formatCount(count: number): string {
  return Number.isInteger(count) ? grouped(count) : count.toFixed(1);
}

function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A value in the words of its unit. */
export function formatValue(value: number | null, unit: Unit, language: Language): string {
  if (value === null) return noFigure;
  switch (unit) {
    case "ms":
      return formatDuration(value, language);
    case "rate":
      return formatRate(value);
    case "score":
      return value.toFixed(3);
    case "count":
      return formatCount(value);
  }
}

/** A limit of an interval in percent; next to none and all it is rounded so that the interval does not shrink to a point. */
function percentOf(rate: number, which: "low" | "high"): string {
  const percent = (100 * rate).toFixed(1);
  if (percent === "0.0") return which === "low" || rate === 0 ? "0" : "0.1";
  if (percent === "100.0") return which === "high" || rate === 1 ? "100" : "99.9";
  return percent;
}

/** An interval in the words of its unit, with the unit once where it is short: "69.8–72.8%". */
export function formatInterval(low: number | null, high: number | null, unit: Unit, language: Language): string {
  if (low === null && high === null) return "";
  if (unit === "rate" && low !== null && high !== null) return `${percentOf(low, "low")}–${percentOf(high, "high")}%`;
  const from = formatValue(low, unit, language);
  const to = formatValue(high, unit, language);
  if (low === null) return `≤ ${to}`;
  if (high === null) return `≥ ${from}`;
  return `${from}–${to}`;
}

/** An instant on the clocks of a zone: "2026-11-30 23:59". */
export function formatInstant(at: number, timeZone: string): string {
  return new Date(Math.floor(compileZone(timeZone).toWall(at))).toISOString().slice(0, 16).replace("T", " ");
}
