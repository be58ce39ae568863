import { describe, expect, it } from "vitest";
import {
  formatCount,
  formatDuration,
  formatInstant,
  formatInterval,
  formatRate,
  formatValue,
} from "../../src/report/format.ts";

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

describe("formatDuration", () => {
  it("shows the two largest units, rounded to the smaller one", () => {
    const cases: [number, string][] = [
      [0, "0 s"],
      [450, "0.5 s"],
      [9_949, "9.9 s"],
      [9_999, "10 s"],
      [59_400, "59 s"],
      [59_600, "1 min"],
      [4 * minute + 10 * second, "4 min 10 s"],
      [4 * minute + 59.6 * second, "5 min"],
      [45 * minute + 20 * second, "45 min"],
      [59 * minute + 40 * second, "1 h"],
      [2 * hour + 14 * minute + 29 * second, "2 h 14 min"],
      [23 * hour + 59 * minute + 40 * second, "1 d"],
      [3 * day + 4.4 * hour, "3 d 4 h"],
      [9 * day + 23.6 * hour, "10 d"],
      [1_200 * day, "1,200 d"],
    ];
    for (const [ms, text] of cases) expect(formatDuration(ms, "en"), String(ms)).toBe(text);
  });

  it("has Chinese units", () => {
    expect(formatDuration(2 * hour + 14 * minute, "zh")).toBe("2 小时 14 分钟");
    expect(formatDuration(3 * day + 4 * hour, "zh")).toBe("3 天 4 小时");
  });

  it("keeps the sign of a difference", () => {
    expect(formatDuration(-90 * minute, "en")).toBe("-1 h 30 min");
  });
});

describe("formatRate", () => {
  it("never writes none for some, nor all for almost all", () => {
    expect([0, 0.0004, 0.001, 0.7134, 0.9994, 0.9996, 1].map(formatRate)).toEqual([
      "0%",
      "<0.1%",
      "0.1%",
      "71.3%",
      "99.9%",
      ">99.9%",
      "100%",
    ]);
  });
});

describe("formatCount, formatValue, formatInterval, formatInstant", () => {
  it("separates thousands", () => {
    expect([0, 999, 1_000, 1_234_567, 2.5].map(formatCount)).toEqual(["0", "999", "1,000", "1,234,567", "2.5"]);
  });

  it("shows a dash where there is no figure, and one-sided limits as such", () => {
    expect(formatValue(null, "rate", "en")).toBe("–");
    expect(formatInterval(null, null, "rate", "en")).toBe("");
    expect(formatInterval(hour, null, "ms", "en")).toBe("≥ 1 h");
    expect(formatInterval(null, hour, "ms", "en")).toBe("≤ 1 h");
    expect(formatInterval(0.698, 0.728, "rate", "en")).toBe("69.8–72.8%");
    expect(formatInterval(0, 0.0001, "rate", "en")).toBe("0–0.1%");
    expect(formatInterval(0.9999, 1, "rate", "en")).toBe("99.9–100%");
    expect(formatInterval(hour, 90 * minute, "ms", "zh")).toBe("1 小时–1 小时 30 分钟");
  });

  it("shows instants on the clocks of a zone", () => {
    expect(formatInstant(Date.UTC(2026, 10, 30, 16, 0), "Asia/Shanghai")).toBe("2026-12-01 00:00");
  });
});
