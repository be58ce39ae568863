import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Progress } from "../../src/cli/progress.ts";
import { displayWidth } from "../../src/report/display-width.ts";

describe("Progress", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
  afterEach(() => void vi.useRealTimers());

  function terminal(isTTY: boolean) {
    const written: string[] = [];
    return { written, sink: { isTTY, columns: 60, write: (text: string) => written.push(text) } };
  }

  it("is silent for short work, then shows rows and share, and clears its line", () => {
    const { written, sink } = terminal(true);
    const progress = new Progress(sink, "en");
    progress.reading("events.ndjson", 10, 1, 100);
    vi.advanceTimersByTime(500);
    progress.reading("events.ndjson", 500, 5, 100);
    expect(written).toEqual([]);
    vi.advanceTimersByTime(700);
    progress.reading("events.ndjson", 1_234_567, 50, 100);
    expect(written.join("")).toContain("reading events.ndjson: 1,234,567 rows (50 %)");
    progress.reading("events.ndjson", 1_300_000, 51, 100);
    expect(written).toHaveLength(1);
    progress.done();
    expect(written.at(-1)).toBe("\r\u001b[2K");
  });

  it("fits the terminal", () => {
    const { written, sink } = terminal(true);
    const progress = new Progress(sink, "en");
    vi.advanceTimersByTime(2_000);
    progress.reading("x".repeat(200), 1, 1, null);
    expect(written[0]!.length).toBeLessThan(60 + 8);
  });

  it("speaks Chinese where that is asked for, and fits the terminal by the columns that its characters take", () => {
    const { written, sink } = terminal(true);
    const progress = new Progress(sink, "zh");
    vi.advanceTimersByTime(2_000);
    progress.reading("-", 1_234_567, 50, 100);
    progress.step("computing");
    vi.advanceTimersByTime(2_000);
    progress.reading("工".repeat(60), 1, 1, null);
    const lines = written.map((text) => text.replace("\r\u001b[2K", ""));
    expect(lines.slice(0, 2)).toEqual(["正在读取 标准输入：1,234,567 行 (50 %)", "正在计算…"]);
    expect(displayWidth(lines[2]!)).toBeLessThan(60);
    expect(displayWidth(lines[2]!)).toBeGreaterThan(56);
  });

  it("writes nothing where nobody looks", () => {
    const { written, sink } = terminal(false);
    const progress = new Progress(sink, "en");
    vi.advanceTimersByTime(9_000);
    progress.reading("events.ndjson", 1, 1, 2);
    progress.step("computing");
    progress.done();
    expect(written).toEqual([]);
  });
});
